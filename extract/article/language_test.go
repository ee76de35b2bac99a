package article

import (
	"errors"
	"testing"
)

func TestNormalLang(t *testing.T) {
	for in, want := range map[string]string{
		"de": "de", "DE": "de", "deu": "de", "ger": "de", "de_DE.UTF-8": "de", "de-CH-1996": "de", "pt-BR": "pt", "pt_PT": "pt",
		"in": "id", "ind": "id", "msa": "ms", "may": "ms", "zsm": "ms", "ms-MY": "ms", "zh": "zh", "chi": "zh", "cmn": "zh",
		"zh-CN": "zh-Hans", "zh_TW": "zh-Hant", "zh-hk": "zh-Hant", "zh-SG": "zh-Hans", "zh-Hant": "zh-Hant", "ZH-HANS-TW": "zh-Hans",
		"cmn-Hant": "zh-Hant", "eng": "en", "en-us": "en", "fre": "fr", "jpn": "ja", "kor": "ko", "tha": "th", "vie": "vi", "ara": "ar", "rus": "ru",
	} {
		if got, err := NormalLang(in); got != want || err != nil {
			t.Errorf("NormalLang(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "it", "xx", "und", "german", "zz-ZZ", "-", "mul"} {
		if got, err := NormalLang(in); !errors.Is(err, ErrLanguage) {
			t.Errorf("NormalLang(%q) = %q, %v", in, got, err)
		}
	}
}

// UDHR article 1 and short news sentences; the measured accuracy over whole news articles stands in the
// package's benchmark notes.
func TestDetect(t *testing.T) {
	tests := []struct{ want, text string }{
		{"en", "All human beings are born free and equal in dignity and rights."},
		{"de", "Alle Menschen sind frei und gleich an Würde und Rechten geboren."},
		{"fr", "Tous les êtres humains naissent libres et égaux en dignité et en droits."},
		{"es", "Todos los seres humanos nacen libres e iguales en dignidad y derechos."},
		{"pt", "Todos os seres humanos nascem livres e iguais em dignidade e em direitos."},
		{"ru", "Все люди рождаются свободными и равными в своем достоинстве и правах."},
		{"ar", "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق."},
		{"zh-Hans", "人人生而自由,在尊严和权利上一律平等。"},
		{"zh-Hant", "人人生而自由,在尊嚴和權利上一律平等。"},
		{"ja", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"},
		{"ko", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."},
		{"vi", "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi."},
		{"th", "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ"},
		{"id", "Presiden mengatakan bahwa pemerintah belum bisa menurunkan harga bahan bakar karena anggaran terbatas."},
		{"ms", "Semua manusia dilahirkan bebas dan sama rata dari segi maruah dan hak-hak."},
		{"", "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti."},
		{"", "Усі люди народжуються вільними і рівними у своїй гідності та правах."},
		{"", "تمام افراد بشر آزاد زاده می\u200cشوند و از لحاظ کرامت و حقوق با هم برابرند."},
		{"", "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι."},
		{"", "12:30, 45 %"},
		{"", ""},
	}
	for _, test := range tests {
		if got := Detect(test.text); got != test.want {
			t.Errorf("Detect(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestDeclaredLanguage(t *testing.T) {
	malay := "Perdana Menteri telah bertemu dengan Presiden di Jakarta pada hari Isnin."
	tests := []struct {
		rec  record
		opt  Options
		want string
	}{
		{record{text: german}, Options{}, "de"},
		{record{text: german, lang: "fr"}, Options{}, "fr"},
		{record{text: german, lang: "fr"}, Options{Lang: "en"}, "en"},
		{record{text: german, lang: "en-US", langIsHint: true}, Options{}, "de"},
		{record{text: "Kurz.", lang: "de", langIsHint: true}, Options{}, "de"},
		{record{text: malay, lang: "id", langIsHint: true}, Options{}, "id"},
		{record{text: "尊嚴", lang: "zh"}, Options{}, "zh-Hant"},
		{record{text: "尊严"}, Options{Lang: "zh"}, "zh-Hans"},
	}
	for _, test := range tests {
		if got, err := textLanguage(test.rec.text, test.rec, test.opt); got != test.want || err != nil {
			t.Errorf("%+v: got %q, %v", test, got, err)
		}
	}
}
