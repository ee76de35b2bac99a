package rules

import (
	"testing"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// TestLexiconsLoad reads the word lists of every language as the program does and holds each language that has
// triggers to all relations.
func TestLexiconsLoad(t *testing.T) {
	set, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	all, err := loadFrames(framesTSV)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range set.Languages {
		if _, err := extract.LoadWords(l); err != nil {
			t.Error(err)
		}
		x, err := loadLexicon(l, o, all)
		if err != nil {
			t.Error(err)
			continue
		}
		rows, _ := l.Rows("triggers.tsv")
		stated := map[string]bool{}
		for _, row := range rows {
			stated[row[0]] = true
		}
		if x.size == 0 {
			continue
		}
		t.Logf("%s: %d words for %d relations", l.Code, x.size, len(stated))
		for _, r := range o.Relations {
			if !stated[r.Name] {
				t.Errorf("%s has no trigger of %s", l.Code, r.Name)
			}
		}
	}
}
