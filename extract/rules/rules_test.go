package rules

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// example is one sentence of testdata/sentences.conllu with the facts that it states ("# fact =" lines).
type example struct {
	lang, text string
	tokens     []extract.Token
	facts      []string
}

// published is the publication date of all examples, a Thursday.
const published = "2026-05-14"

// readExamples reads trees with names (MISC: NE=) and expected facts; offsets are found in the text.
func readExamples(t *testing.T, path string) []example {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	for block := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n\n") {
		var e example
		at := 0
		for line := range strings.SplitSeq(block, "\n") {
			if comment, ok := strings.CutPrefix(line, "# "); ok {
				key, value, _ := strings.Cut(comment, " = ")
				switch key {
				case "lang":
					e.lang = value
				case "text":
					e.text = value
				case "fact":
					e.facts = append(e.facts, value)
				}
				continue
			}
			c := strings.Split(line, "\t")
			if len(c) != 10 {
				t.Fatalf("%s: %q has %d columns", path, line, len(c))
			}
			token := extract.Token{Text: c[1], Lemma: c[2], UPOS: c[3], Rel: c[7], Feats: map[string]string{}}
			head, err := strconv.Atoi(c[6])
			if err != nil {
				t.Fatal(err)
			}
			token.Head = head - 1
			for f := range strings.SplitSeq(c[5], "|") {
				if k, v, ok := strings.Cut(f, "="); ok {
					token.Feats[k] = v
				}
			}
			if name := strings.TrimPrefix(c[9], "NE="); name != "O" {
				token.Name = name
			}
			if i := strings.Index(e.text[at:], c[1]); i >= 0 && i < 3 {
				token.Span = extract.Span{Start: at + i, End: at + i + len(c[1])}
				at = token.End
			} else { // the second word of a contraction: "am" = an + dem
				if c[1] == "dem" || c[1] == "der" {
					token.Span = e.tokens[len(e.tokens)-1].Span
				} else {
					i := strings.IndexByte(e.text[at:], ' ') + 1
					end := strings.IndexByte(e.text[at+i:], ' ') + i
					token.Span = extract.Span{Start: at + i, End: at + end}
					at = token.End
				}
			}
			e.tokens = append(e.tokens, token)
		}
		all = append(all, e)
	}
	return all
}

// engine puts the parts together as the program does, from the tree on.
func engine(t *testing.T) (*extract.Resolver, *Extractor, *schema.Ontology) {
	t.Helper()
	set, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	gaz, err := lang.LoadGazetteer(set)
	if err != nil {
		t.Fatal(err)
	}
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	resolver, err := extract.NewResolver(set, gaz)
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(set, o)
	if err != nil {
		t.Fatal(err)
	}
	return resolver, x, o
}

// line writes a fact as the examples do.
func line(f *schema.Fact) string {
	s := fmt.Sprintf("%s | %s | %s", f.Subject.Name, f.Relation, f.Object.Name)
	add := func(name string, v *string) {
		if v != nil {
			s += " | " + name + "=" + *v
		}
	}
	add("theme", f.Theme)
	if f.Place != nil {
		s += " | place=" + f.Place.Name
	}
	add("date", f.Date)
	add("quantity", f.Quantity)
	add("role", f.Role)
	if f.Polarity != schema.Asserted {
		s += " | " + string(f.Polarity)
	}
	if f.Modality != schema.Actual {
		s += " | " + string(f.Modality)
	}
	if f.Attribution != nil {
		s += " | by=" + f.Attribution.Name
	}
	return s
}

// TestSentences holds the facts of the example sentences: all of them, and no others.
func TestSentences(t *testing.T) {
	resolver, x, o := engine(t)
	for _, e := range readExamples(t, "testdata/sentences.conllu") {
		t.Run(e.text, func(t *testing.T) {
			p := extract.Pipeline{Resolve: resolver.Resolve, Extractor: x, Ontology: o, Explain: true,
				Parse: func(a *schema.Article) (*extract.Document, error) {
					return &extract.Document{Article: a, Tokens: slices.Clone(e.tokens),
						Sentences: []extract.Sentence{{Span: extract.Span{End: len(e.text)}, Last: len(e.tokens)}}}, nil
				}}
			result, err := p.Run(context.Background(), &schema.Article{Lang: e.lang, Text: e.text, Published: published})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range result.Facts {
				f := &result.Facts[i]
				got = append(got, line(f))
				if f.Evidence.Text != e.text {
					t.Errorf("evidence is %q", f.Evidence.Text)
				}
			}
			slices.Sort(got)
			want := slices.Sorted(slices.Values(e.facts))
			if !slices.Equal(got, want) {
				t.Errorf("got\n# fact = %s\nwant\n# fact = %s", strings.Join(got, "\n# fact = "), strings.Join(want, "\n# fact = "))
				for _, l := range result.Document.Log.Lines {
					t.Log(l.Text)
				}
			}
		})
	}
}
