package article

import (
	"errors"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/schema"
)

// german is a text that is long enough to tell its language.
const german = "Der Präsident ist am Montag nach Berlin gereist. Er traf dort die Kanzlerin.\n"

// all reads a whole stream.
func all(t *testing.T, content, name string, opt Options) (got []*schema.Article, errs []error) {
	t.Helper()
	for a, err := range Read(strings.NewReader(content), name, opt) {
		if err != nil {
			errs = append(errs, err)
		} else {
			got = append(got, a)
		}
	}
	return got, errs
}

func TestRead(t *testing.T) {
	front := "---\ntitle: \"Ein: Titel\"\nurl: https://example.org/1\npublished: 4 September 2025\nsource: Beispiel\nlang: DE\ntags: [a, b]\n---\n"
	full := schema.Article{Source: "in", Title: "Ein: Titel", URL: "https://example.org/1", Lang: "de", Published: "2025-09-04",
		Outlet: "Beispiel", Text: german, ID: schema.ArticleID("https://example.org/1", german)}
	asJSON := `{"title":"Ein: Titel","text":"` + strings.TrimSpace(german) + `\n","url":"https://example.org/1","published":"2025-09-04T23:10:00-11:00","source":"Beispiel","lang":"deu"}`
	plain := schema.Article{Source: "in", Lang: "de", Text: german, ID: schema.ArticleID("", german)}
	later, undated := full, full
	later.Published, undated.Published = "2025-09-05", ""
	tests := []struct {
		name, content string
		opt           Options
		want          []schema.Article
	}{
		{"plain text is kept as it is", german, Options{}, []schema.Article{plain}},
		{"byte order mark", "\ufeff" + german, Options{}, []schema.Article{plain}},
		{"line ends", strings.ReplaceAll(german, "\n", "\r\n"), Options{}, []schema.Article{plain}},
		{"front matter", front + german, Options{}, []schema.Article{full}},
		{"options go before front matter", front + german, Options{Published: "5 September 2025"}, []schema.Article{later}},
		{"a date that is none", strings.Replace(front, "4 September 2025", "gestern", 1) + german, Options{}, []schema.Article{undated}},
		{"JSON", asJSON, Options{}, []schema.Article{full}},
		{"JSON over several lines", strings.ReplaceAll(asJSON, `,"`, ",\n\""), Options{}, []schema.Article{full}},
		{"JSON Lines", asJSON + "\n\n" + asJSON + "\n", Options{}, []schema.Article{full, full}},
		{"JSON array", "[" + asJSON + ",\n" + asJSON + "]", Options{}, []schema.Article{full, full}},
		{"source as an object", strings.Replace(asJSON, `"Beispiel"`, `{"id":null,"name":"Beispiel"}`, 1), Options{}, []schema.Article{full}},
		{"content", strings.Replace(asJSON, `"text"`, `"content"`, 1), Options{}, []schema.Article{full}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, errs := all(t, test.content, "in", test.opt)
			if len(errs) > 0 || len(got) != len(test.want) {
				t.Fatalf("got %d articles and errors %v", len(got), errs)
			}
			for i := range got {
				if *got[i] != test.want[i] {
					t.Errorf("got  %#v\nwant %#v", *got[i], test.want[i])
				}
			}
		})
	}
}

func TestOptions(t *testing.T) {
	got, errs := all(t, german, "in", Options{Lang: "en-GB", Published: "4. 9. 2025"})
	if len(got) != 0 || len(errs) != 1 {
		t.Errorf("a date in no known notation: %v, %v", got, errs)
	}
	got, errs = all(t, german, "in", Options{Lang: "en-GB", Published: "4.9.2025"})
	if len(errs) > 0 || got[0].Lang != "en" || got[0].Published != "2025-09-04" {
		t.Errorf("got %v, %v", got, errs)
	}
}

func TestTextThatLooksLikeSomethingElse(t *testing.T) {
	for _, text := range []string{
		"---\n" + german,                         // a rule
		"---\nHeute: " + german + "Kein Ende.\n", // no end of the block
		"---\ntags: x\n---\n" + german,           // nothing of ours in it
		"---\ntitle: x\nDas ist Text.\n---\n" + german,
		"[Berlin] " + german,
		"# " + german,
	} {
		got, errs := all(t, text, "in.txt", Options{})
		if len(errs) > 0 || got[0].Text != text {
			t.Errorf("%q: got %v, %v", text, got, errs)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name, content string
		want          error
		message       string
	}{
		{"empty", "", ErrEmpty, "reading in: there is no text in it"},
		{"blank", " \n\t\r\n\ufeff", ErrEmpty, ""},
		{"PDF", "%PDF-1.7 ...", ErrBinary, "pdftotext"},
		{"NUL", "abc\x00\x00def\x00\x01", ErrBinary, "NUL"},
		{"controls", "\x01\x02\x03\x04\x05abc", ErrBinary, "control"},
		{"damaged UTF-8", strings.Repeat("äöü\n", 10) + "\xff" + german, ErrUndecodable, "line 11 (byte 70)"},
		{"unknown language", "Il presidente ha incontrato ieri a Roma il ministro degli esteri, secondo quanto riferito.", ErrLanguage, "zh-Hant"},
		{"declared unknown language", "---\nlang: tlh\n---\n" + german, ErrLanguage, `"tlh"`},
		{"too large", strings.Repeat(german, 100), ErrTooLarge, "more than 5000 bytes"},
		{"object without text", `{"title":"x"}`, ErrEmpty, "article 1: there is no text in it: the object has neither"},
		{"wrong type", `{"text":["x"]}`, ErrMalformed, `"text" must be a string`},
		{"cut off", `{"text":"x`, ErrMalformed, "cut off"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, errs := all(t, test.content, "in", Options{MaxBytes: 5000})
			if len(got) > 0 || len(errs) != 1 || !errors.Is(errs[0], test.want) || !strings.Contains(errs[0].Error(), test.message) {
				t.Errorf("got %v, %v", got, errs)
			}
		})
	}
}

// A broken article costs itself and nothing else, and its place is named.
func TestGoodOnesAreKept(t *testing.T) {
	good := `{"text":"` + strings.TrimSpace(german) + `"}`
	tests := []struct {
		name, content string
		good          int
		errs          []string
	}{
		{"lines", good + "\n{\"text\":\n" + good + "\n{\"text\":3}\n" + good, 3, []string{"line 2:", "line 4:"}},
		{"long line", good + "\n{\"text\":\"" + strings.Repeat("x", 6000) + "\"}\n" + good, 2, []string{"line 2: too large"}},
		{"array", "[" + good + `,{"text":3},` + good + "]", 2, []string{"article 2:"}},
		{"array with a hole", "[" + good + `,{"text":},` + good + "]", 1, []string{"article 2:"}},
		{"array without end", "[" + good + "," + good, 2, []string{"after article 2:"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, errs := all(t, test.content, "in.json", Options{MaxBytes: 5000})
			if len(got) != test.good || len(errs) != len(test.errs) {
				t.Fatalf("got %d articles, errors %v", len(got), errs)
			}
			for i, err := range errs {
				if !strings.Contains(err.Error(), test.errs[i]) {
					t.Errorf("error %q does not say %q", err, test.errs[i])
				}
			}
		})
	}
}

func TestNULInJSON(t *testing.T) {
	got, errs := all(t, `{"lang":"de","text":"a\u0000b\ud800c\r\nd"}`, "in", Options{})
	if len(errs) > 0 || got[0].Text != "a\ufffdb\ufffdc\nd" {
		t.Errorf("got %v, %v", got, errs)
	}
}
