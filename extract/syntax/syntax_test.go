package syntax

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

func parse(t testing.TB, m *Model, lang, text string) *extract.Document {
	t.Helper()
	d, err := m.Parse(&schema.Article{Lang: lang, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	check(t, d)
	return d
}

// check holds what every document must hold, whatever the text.
func check(t testing.TB, d *extract.Document) {
	t.Helper()
	text, before := d.Article.Text, extract.Span{}
	next := 0
	for _, s := range d.Sentences {
		if s.First != next || s.Last <= s.First || s.Last > len(d.Tokens) || s.Last-s.First > maxWords {
			t.Fatalf("sentence %+v, next word %d of %d", s, next, len(d.Tokens))
		}
		if s.Start != d.Tokens[s.First].Start || s.End != d.Tokens[s.Last-1].End {
			t.Fatalf("sentence %+v does not cover its words", s)
		}
		if !slices.ContainsFunc(pieces(text), func(p extent) bool { return p.start <= s.Start && s.End <= p.end }) {
			t.Fatalf("sentence %q goes over a line's end", text[s.Start:s.End])
		}
		next = s.Last
		checkTree(t, d, s)
	}
	if next != len(d.Tokens) {
		t.Fatalf("%d of %d words are in no sentence", len(d.Tokens)-next, len(d.Tokens))
	}
	for i, x := range d.Tokens {
		if x.Start < 0 || x.End > len(text) || x.Start >= x.End {
			t.Fatalf("word %d has span %v of %d bytes", i, x.Span, len(text))
		}
		if x.Start < before.End && x.Span != before {
			t.Fatalf("word %d at %v overlaps %v", i, x.Span, before)
		}
		if !utf8.RuneStart(text[x.Start]) && utf8.ValidString(text) {
			t.Fatalf("word %d begins within a character", i)
		}
		if x.Text == "" || x.UPOS == "" || x.Rel == "" {
			t.Fatalf("word %d is incomplete: %+v", i, x)
		}
		before = x.Span
	}
}

func checkTree(t testing.TB, d *extract.Document, s extract.Sentence) {
	t.Helper()
	roots := 0
	for i := s.First; i < s.Last; i++ {
		x := d.Tokens[i]
		if (x.Head == -1) != (x.Rel == "root") {
			t.Fatalf("word %d has head %d and relation %q", i, x.Head, x.Rel)
		}
		steps := 0
		for h := i; h >= 0; h = d.Tokens[h].Head {
			if h < s.First || h >= s.Last || steps > s.Last-s.First {
				t.Fatalf("word %d does not hang under the root of its sentence", i)
			}
			steps++
		}
		if x.Head == -1 {
			roots++
		}
		if strings.HasPrefix(x.Name, "I-") && (i == s.First || !strings.HasSuffix(d.Tokens[i-1].Name, x.Name[1:])) {
			t.Fatalf("word %d goes on with a name that nobody began", i)
		}
	}
	if roots != 1 {
		t.Fatalf("%d roots in %q", roots, d.Text(s.Span))
	}
}

// texts holds something of every language, and what is no language.
func texts() map[string]string {
	return map[string]string{
		"en": "The President of France didn't meet Mr. Smith in New York.\n\nHeading without a stop\nHe said: \"No.\"",
		"de": "Im Mai traf der Präsident am Montag seinen Kollegen. Er flog zum Gipfel nach Genf.\r\nUSA und IM",
		"fr": "Il parle du président aux 10 000 habitants de l'île. ", "es": "Del presidente al Dr. Pérez. ¿Dámelo?",
		"pt": "O presidente da República falou na ONU.", "ru": "Владимир Путин прилетел в Москву 3 мая 2025 г. в 10:00.",
		"ar": "وقال الرئيس إنّ الوزير سيزور بغداد. ــــ ً", "zh-Hans": "中国国家主席习近平会见了日本首相。他说：“很好。”",
		"zh-Hant": "中國國家主席習近平會見了日本首相。", "ja": "日本の首相は中国を訪れた。「はい」と述べた。", "ko": "김정은 국무위원장은 러시아를 방문했다.",
		"vi": "Thủ tướng Việt Nam gặp Tổng thống Nga ở Hà Nội.", "th": "นายกรัฐมนตรีไทยเดินทางไปจีน นอกจากนี้ยังได้พบกับประธานาธิบดี",
		"id": "Presiden Indonesia bertemu dengan Perdana Menteri.", "ms": "Perdana Menteri Malaysia melawat Jakarta.",
	}
}

func TestParse(t *testing.T) {
	m := testModel(t)
	for lang, text := range texts() {
		d := parse(t, m, lang, text)
		if len(d.Tokens) == 0 {
			t.Errorf("%s: no words", lang)
		}
		if again := parse(t, m, lang, text); !reflect.DeepEqual(d.Tokens, again.Tokens) {
			t.Errorf("%s: another result on the second reading", lang)
		}
	}
}

func TestParseUnknownLanguage(t *testing.T) {
	_, err := testModel(t).Parse(&schema.Article{Lang: "tlh", Text: "nuqneH"})
	if err == nil || !strings.Contains(err.Error(), `"tlh"`) || !strings.Contains(err.Error(), "zh") {
		t.Errorf("got %v", err)
	}
}

// TestSameAnywhere holds that a sentence's analysis depends neither on its neighbours nor on who computes it.
func TestSameAnywhere(t *testing.T) {
	m := testModel(t)
	var sentences [][]string
	for range 40 {
		sentences = append(sentences, strings.Fields(texts()["de"]), strings.Fields("Der Mann trifft in Moskau ein"), []string{"Ja"})
	}
	all, err := m.Tag("de", sentences)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range sentences {
		wg.Go(func() {
			alone, err := m.Tag("de", sentences[i:i+1])
			if err != nil || !reflect.DeepEqual(alone[0], all[i]) {
				t.Errorf("sentence %d differs: %v", i, err)
			}
		})
	}
	wg.Wait()
}

func TestTagOddSentences(t *testing.T) {
	m := testModel(t)
	for lang := range texts() {
		found, err := m.Tag(lang, [][]string{{}, {""}, {"\xff", " ", strings.Repeat("ab", 500)}, {}})
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range []int{0, 1, 3, 0} {
			if len(found[i]) != n {
				t.Errorf("%s: sentence %d has %d words, want %d", lang, i, len(found[i]), n)
			}
		}
		if x := found[1][0]; x.Head != -1 || x.Rel != "root" {
			t.Errorf("%s: a single word is %+v", lang, x)
		}
	}
}

func TestKernelsAgree(t *testing.T) {
	fast, portable := testModel(t), testModel(t)
	portable.kernel = portableKernel()
	if fast.kernel.name == portable.kernel.name {
		t.Log("this processor has only the portable kernel")
	}
	for lang, text := range texts() {
		if a, b := parse(t, fast, lang, text), parse(t, portable, lang, text); !reflect.DeepEqual(a.Tokens, b.Tokens) {
			t.Errorf("%s: the kernels decide differently", lang)
		}
	}
}

// TestWindows holds that cutting a long line into windows changes nothing.
func TestWindows(t *testing.T) {
	m := testModel(t)
	for _, lang := range []string{"de", "ja"} {
		chars := []rune(strings.Repeat("abc def. 中国の gha, ", 90))
		w := m.acquire()
		got := w.label(chars, lang)
		s := m.segmenterOf(lang)
		var dict [][3]uint8
		if s.dictionaries != nil {
			dict = w.dictionaryMatches(chars, lang, s.dictionaries[lang])
		}
		scores, stride := w.labelScores(s, w.charInputs(s, chars, 0, len(chars), lang, dict), len(chars))
		for i := range chars {
			if want := uint8(argmax(scores[i*stride:][:segmentClasses])); got[i] != want {
				t.Fatalf("%s: character %d has label %d, want %d", lang, i, got[i], want)
			}
		}
	}
}

func TestOddTexts(t *testing.T) {
	m := testModel(t)
	for name, text := range map[string]string{
		"empty": "", "blank": " \n\t \r\n\u3000", "one letter": "a", "format characters only": "\u200b\ufeff\u200e",
		"invalid": "a\xff\xfeb \xc3", "NUL": "a\x00b", "long word": strings.Repeat("a", 900), "long line": strings.Repeat("word ", 300),
		"dashes": strings.Repeat("-", 300), "soft hyphen": "Prä\u00adsident \u00adx\u00ad", "no spaces": strings.Repeat("日本", 300),
		"marks": "\u0301\u0301 \u064b", "astral": "𠀀𝐀😀👨‍👩‍👧",
	} {
		for _, lang := range []string{"en", "ar", "zh", "ko", "vi", "th"} {
			t.Run(name+" "+lang, func(t *testing.T) { parse(t, m, lang, text) })
		}
	}
}

// TestEnds gives the segmenter's words, a bar where it proposes an end; the result has bars where sentences end.
func TestEnds(t *testing.T) {
	for _, test := range []struct{ lang, proposed, want string }{
		{"en", "He left .| She stayed .", "He left .| She stayed ."},
		{"en", "Heading| without stop", "Heading without stop"},
		{"en", "\" No_! \"| he said .", "\" No_! \" he said ."},
		{"en", "He said :| Stop it", "He said : Stop it"},
		{"en", "Mr_.| Smith left_.| Bye", "Mr_. Smith left_.| Bye"},
		{"en", "He said no_.|_” She left", "He said no_._”| She left"},
		{"fr", "« Vraiment ?| » , dit-il", "« Vraiment ? » , dit-il"},
		{"ja", "「_行く_。|_」_彼_は_言った_。", "「_行く_。_」|_彼_は_言った_。"},
		{"ja", "「_行く_。|_」_と_言った_。", "「_行く_。_」_と_言った_。"},
		{"zh", "D_.| Lind_来_了_。|_他_走", "D_. Lind_来_了_。|_他_走"},
		{"zh", "林德_昨天_访问_挪威_；_科瓦奇_留下_。", "林德_昨天_访问_挪威_；|_科瓦奇_留下_。"},
		{"zh", "她_说_“_他_来_了_；_我_走_。_”", "她_说_“_他_来_了_；_我_走_。_”"},
		{"zh", "埃文_·|_林德_来_了_。", "埃文_·_林德_来_了_。"},
		{"ru", "церковь Св_.| Мартина", "церковь Св_. Мартина"},
		{"th", "ก_ก_ก_ก_ก_ก| ข_ข_ข_ข", "ก_ก_ก_ก_ก_ก ข_ข_ข_ข"},
		{"th", "ก_ก_ก_ก_ก_ก นอกจากนี้_ข_ข_ข", "ก_ก_ก_ก_ก_ก| นอกจากนี้_ข_ข_ข"},
	} {
		w := &worker{model: &Model{chars: newCharacters()}}
		var words []word
		text := strings.NewReplacer("_", "", "|", "").Replace(test.proposed)
		l, at := w.line(text, 0, len(text)), 0
		for _, form := range strings.FieldsFunc(test.proposed, func(r rune) bool { return r == ' ' || r == '_' }) {
			bare := strings.Trim(form, "|")
			if strings.HasPrefix(form, "|") {
				words[len(words)-1].ends = true
			}
			for l.chars[at] == ' ' {
				at++
			}
			n := utf8.RuneCountInString(bare)
			if n > 0 {
				words = append(words, word{first: at, last: at + n, ends: strings.HasSuffix(form, "|")})
			}
			at += n
		}
		settleEnds(&l, words, test.lang)
		got, want := "", strings.NewReplacer(" ", "", "_", "").Replace(test.want)
		for i, x := range words {
			got += string(l.chars[x.first:x.last])
			if x.ends && i+1 < len(words) {
				got += "|"
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", test.lang, got, want)
		}
	}
}

func TestExpand(t *testing.T) {
	m := &Model{chars: newCharacters()}
	m.vocab.MWT = map[string]map[string][]string{"de": {"im": {"in", "dem"}}, "en": {"cannot": {"can", "not"}},
		"fr": {"aux": {"à", "les"}}}
	for _, test := range []struct{ lang, form, want string }{
		{"de", "im", "in dem"}, {"de", "Im", "In dem"}, {"de", "IM", "IN DEM"}, {"de", "ums", "ums"}, {"en", "Cannot", "Can not"},
		{"en", "DIDN'T", "DID N'T"}, {"en", "’s", "’s"}, {"en", "they’ve", "they ’ve"}, {"fr", "Aux", "À les"},
		{"es", "dámelo", "da me lo"}, {"pt", "disse-lhe", "disse lhe"}, {"ru", "его", "его"},
	} {
		if got := strings.Join(m.expand(test.form, test.lang), " "); got != test.want {
			t.Errorf("%s %q: %q, want %q", test.lang, test.form, got, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	m := testModel(f)
	for lang, text := range texts() {
		f.Add(lang, text)
	}
	f.Add("en", "\xff\x00\u200b \n\n- -")
	f.Fuzz(func(t *testing.T, lang, text string) {
		if _, err := m.language(lang); err != nil || len(text) > 4000 {
			t.Skip()
		}
		parse(t, m, lang, text)
	})
}

func TestWithoutMarks(t *testing.T) {
	for form, want := range map[string]string{"كَتَب": "كتب", "ـــ": "ـــ", "Haus": "Haus"} {
		if got := withoutMarks(form); got != want {
			t.Errorf("%q: %q, want %q", form, got, want)
		}
	}
}

func TestScriptSets(t *testing.T) {
	sets := writings()
	for _, test := range []struct{ langs, letters, want string }{
		{"de fr", "en", "yes"}, {"de", "", "yes"}, {"de", "았다", "no"}, {"ru", "ть", "yes"}, {"ru", "en", "no"},
		{"ko", "+다", "yes"}, {"ja", "る", "yes"}, {"ja", "다", "no"}, {"ar", "ة", "yes"},
	} {
		for _, lang := range strings.Fields(test.langs) {
			for _, s := range sets {
				if strings.Contains(s.langs, lang) && s.allows(test.letters) != (test.want == "yes") {
					t.Errorf("%s may put in %q: want %s", lang, test.letters, test.want)
				}
			}
		}
	}
}
