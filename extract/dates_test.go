package extract

import (
	"strings"
	"testing"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// flat makes a document of words between blanks, all below a verb at the end.
func flat(t *testing.T, code, published, text string) *Reading {
	t.Helper()
	set, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	w, err := LoadWords(set.Language(code))
	if err != nil {
		t.Fatal(err)
	}
	d := &Document{Article: &schema.Article{Lang: code, Text: text, Published: published}}
	at := 0
	words := strings.Fields(text)
	for i, word := range words {
		start := at + strings.Index(text[at:], word)
		at = start + len(word)
		token := Token{Span: Span{start, at}, Text: word, Lemma: word, UPOS: "NOUN", Head: len(words) - 1, Rel: "obl"}
		switch {
		case i == len(words)-1:
			token.UPOS, token.Head, token.Rel = "VERB", -1, "root"
		case word[0] >= '0' && word[0] <= '9':
			token.UPOS = "NUM"
		case word == "will" || word == "wird":
			token.UPOS, token.Rel = "AUX", "aux"
		case word == ",":
			token.UPOS, token.Rel = "PUNCT", "punct"
		}
		d.Tokens = append(d.Tokens, token)
	}
	d.Sentences = []Sentence{{Span{0, len(text)}, 0, len(d.Tokens)}}
	return NewReading(d, w)
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{ // published on Thursday, 14 May 2026
		{"en", "on Tuesday met", "2026-05-12"},
		{"en", "on Thursday met", "2026-05-14"},
		{"en", "on Monday will meet", "2026-05-18"},
		{"en", "on September 29 , 2018 met", "2018-09-29"},
		{"en", "on 3 March met", "2026-03-03"},
		{"en", "in December met", "2025-12"},
		{"en", "June last year met", "2025-06"},
		{"en", "last week met", "2026-05-04/2026-05-10"},
		{"en", "next year meet", "2027"},
		{"en", "two years ago met", "2024"},
		{"en", "yesterday met", "2026-05-13"},
		{"en", "in 2019 met", "2019"},
		{"en", "2026-01-02 met", "2026-01-02"},
		{"en", "on Tuesday , and the same day met", "2026-05-12 2026-05-12"},
		{"en", "the same day met", ""},
		{"en", "Tuesday , 12 soldiers met", "2026-05-12"},
		{"de", "am Mittwoch traf", "2026-05-13"},
		{"de", "am 12. Mai 2026 traf", "2026-05-12"},
		{"de", "vergangene Woche traf", "2026-05-04/2026-05-10"},
		{"de", "vor drei Tagen traf", "2026-05-11"},
		{"de", "gestern traf", "2026-05-13"},
		{"de", "bis Jahresende traf", "2026"},
		{"en", "met nobody there", ""},
		{"vi", "gặp ngày 1/5 tại", "2026-05-01"},
		{"vi", "gặp hồi tháng 4/2023 tại", "2023-04"},
		{"vi", "tỷ số 1/5 là", ""},
		{"th", "พบ เมษายน พ.ศ. 2566 ที่", "2023-04"},
	} {
		var got []string
		for _, d := range Dates(flat(t, c.lang, "2026-05-14", c.text)) {
			got = append(got, d.Value)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.text, s, c.want)
		}
	}
	if got := Dates(flat(t, "en", "", "on Tuesday in 2019 met")); len(got) != 1 || got[0].Value != "2019" {
		t.Errorf("without a publication date only absolute dates may be resolved, got %v", got)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "for 240 million euros bought", "240000000 EUR"},
		{"en", "for $ 1.5 billion bought", "1500000000 USD"},
		{"en", "30 percent fell", "30 %"},
		{"en", "15,000 soldiers sent", "15000"},
		{"en", "two soldiers sent", "2"},
		{"de", "für 18.900 Euro gekauft", "18900 EUR"},
		{"de", "für 2,2 Milliarden Euro gekauft", "2200000000 EUR"},
		{"de", "500 Tonnen geliefert", "500 t"},
		{"en", "nothing sold", ""},
	} {
		var got []string
		for _, a := range Amounts(flat(t, c.lang, "2026-05-14", c.text)) {
			got = append(got, a.Value)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.text, s, c.want)
		}
	}
}

func TestWordPatterns(t *testing.T) {
	for _, c := range []struct {
		list, text string
		want       bool
	}{
		{"treffen", "Treffen fand", true},
		{"*treffen", "Gipfeltreffen fand", true},
		{"*treffen", "treffen fand", false},
		{"unterzeichn*", "unterzeichneten sie", true},
		{"=met", "meeting there", false},
		{"phone call", "phone call ended", true},
		{"phone call", "phonecall ended", true},
		{"Leiterin", "Leiter in Bonn", false},
	} {
		x := NewIndex[string]()
		if err := x.Add(c.list, "found"); err != nil {
			t.Fatal(err)
		}
		r := flat(t, "de", "", c.text)
		if got := len(x.At(r, 0)) > 0; got != c.want {
			t.Errorf("%q on %q: %v, want %v", c.list, c.text, got, c.want)
		}
	}
	if err := NewIndex[string]().Add("a||b", ""); err == nil {
		t.Error("an empty word is taken")
	}
}
