package article

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// encodingTexts are news sentences in each language.
var encodingTexts = map[string]string{
	"de":      "Der Präsident ist am Montag nach Köln gereist. Er traf dort die Außenministerin und führte Gespräche über die Lage.",
	"fr":      "Le président s’est rendu à Genève où il a été reçu par la ministre des Affaires étrangères, a déclaré l’élysée.",
	"es":      "El presidente viajó a Bogotá, donde se reunió con el ministro de Economía. «Mañana habrá una decisión», señaló.",
	"pt":      "O presidente viajou à capital, onde não houve reunião. A comissão anunciará a decisão amanhã, após negociações.",
	"ru":      "Президент прибыл в понедельник в Пекин и встретился с премьер-министром, сообщило агентство.",
	"ar":      "وصل الرئيس يوم الاثنين إلى بكين واجتمع مع رئيس الوزراء، حسبما ذكرت الوكالة.",
	"zh-Hans": "总统星期一抵达北京，并与总理举行了会谈。双方签署了一项合作协议。",
	"zh-Hant": "總統星期一抵達北京，並與總理舉行了會談。雙方簽署了一項合作協議。",
	"ja":      "大統領は月曜日に北京に到着し、首相と会談した。両国は協力協定に署名した。",
	"ko":      "대통령은 월요일 베이징에 도착해 총리와 회담했다. 양국은 협력 협정에 서명했다.",
	"th":      "ประธานาธิบดีเดินทางถึงกรุงปักกิ่งเมื่อวันจันทร์ และได้พบกับนายกรัฐมนตรี",
}

// Text in an encoding that nobody declares is told by what it would mean.
func TestUndeclaredEncodings(t *testing.T) {
	tests := []struct{ lang, encoding string }{
		{"de", "windows-1252"}, {"fr", "windows-1252"}, {"es", "windows-1252"}, {"pt", "windows-1252"}, {"fr", "macintosh"},
		{"ru", "windows-1251"}, {"ru", "koi8-r"}, {"ru", "ibm866"}, {"ru", "iso-8859-5"}, {"ar", "windows-1256"}, {"ar", "iso-8859-6"},
		{"zh-Hans", "gb18030"}, {"zh-Hans", "gbk"}, {"zh-Hant", "big5"}, {"zh-Hant", "gb18030"},
		{"ja", "shift_jis"}, {"ja", "euc-jp"}, {"ja", "iso-2022-jp"}, {"ko", "euc-kr"}, {"th", "windows-874"},
	}
	for _, test := range tests {
		enc, err := htmlindex.Get(test.encoding)
		if err != nil {
			t.Fatal(err)
		}
		want := encodingTexts[test.lang] + "\n"
		data, err := enc.NewEncoder().String(want)
		if err != nil {
			t.Fatalf("%s: %v", test.encoding, err)
		}
		got, errs := all(t, data, "in", Options{})
		if len(errs) > 0 || got[0].Text != want || got[0].Lang != test.lang {
			t.Errorf("%s in %s: got %v, %v", test.lang, test.encoding, got, errs)
		}
	}
}

func TestVietnameseEncoding(t *testing.T) { // windows-1258 writes tones as marks of their own, and so the text has them
	want := "Tổng thống đã đến Bắc Kinh hôm thứ Hai"
	data := []byte("T\xf4\xd2ng th\xf4\xecng \xf0\xe3 \xf0\xea\xecn B\xe3\xecc Kinh h\xf4m th\xfd\xec Hai")
	text, err := decode(data, "")
	if err != nil || !strings.HasPrefix(text, "Tô\u0309ng thô\u0301ng đ") {
		t.Errorf("got %q, %v; want %q with marks", text, err, want)
	}
}

func TestWideEncodings(t *testing.T) {
	for _, lang := range []string{"de", "ru", "zh-Hans", "ja"} {
		want := encodingTexts[lang] + "\n" + strings.Repeat(encodingTexts[lang]+"\n\n", 3)
		for name, enc := range map[string]interface{ String(string) (string, error) }{
			"UTF-16LE with mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
			"UTF-16BE with mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(),
			"UTF-32LE with mark": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder(),
			"UTF-8 with mark":    unicode.UTF8BOM.NewEncoder(),
		} {
			data, err := enc.String(want)
			if err != nil {
				t.Fatal(err)
			}
			if got, errs := all(t, data, "in", Options{}); len(errs) > 0 || got[0].Text != want || got[0].Lang != lang {
				t.Errorf("%s in %s: got %v, %v", lang, name, got, errs)
			}
		}
	}
}

func TestWideJSONLines(t *testing.T) {
	line := `{"text":"` + encodingTexts["ru"] + `"}` + "\n"
	for _, endian := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		for _, bom := range []unicode.BOMPolicy{unicode.UseBOM, unicode.IgnoreBOM} {
			data, err := unicode.UTF16(endian, bom).NewEncoder().String(line + line)
			if err != nil {
				t.Fatal(err)
			}
			if got, errs := all(t, data, "in", Options{}); len(errs) > 0 || len(got) != 2 || got[1].Text != encodingTexts["ru"] {
				t.Errorf("endianness %v, byte order mark %v: got %v, %v", endian, bom, got, errs)
			}
		}
	}
}

func TestUndecodable(t *testing.T) {
	noise := make([]byte, 300)
	for i, r := 0, rand.New(rand.NewPCG(1, 2)); i < len(noise); i++ {
		noise[i] = byte(' ' + r.IntN(256-' '))
	}
	for _, data := range []string{
		string(noise),
		"\xff\xfe\x00\xd8a\x00" + strings.Repeat("a\x00", 9), // half a surrogate pair
	} {
		if got, errs := all(t, data, "in", Options{Lang: "de"}); len(errs) != 1 || !errors.Is(errs[0], ErrUndecodable) {
			t.Errorf("%q: got %v, %v", data, got, errs)
		}
	}
}
