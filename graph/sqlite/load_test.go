package sqlite

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
	"github.com/triplewire/triplewire/schema"
)

// FuzzLoad feeds the loader with whatever decodes as a fact: it loads or refuses it, a second load changes nothing,
// and what went in comes out as it was.
func FuzzLoad(f *testing.F) {
	o := ontology(f)
	for _, d := range graphtest.Wire(o) {
		for _, fact := range d.Facts {
			fact.Article = d.Article
			data, err := json.Marshal(fact)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	s, err := Open(f.Context(), filepath.Join(f.TempDir(), "graph.db"), Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := s.Close(f.Context()); err != nil {
			f.Error(err)
		}
	})
	f.Fuzz(func(t *testing.T, data []byte) {
		var fact schema.Fact
		if json.Unmarshal(data, &fact) != nil {
			return
		}
		loadAndRetract(t, s, o, fact)
	})
}

func loadAndRetract(t *testing.T, s graph.Store, o *schema.Ontology, fact schema.Fact) {
	t.Helper()
	docs := graph.Documents([]schema.Fact{fact})
	r, err := graph.Load(t.Context(), s, o, docs)
	if err != nil {
		t.Fatal(err)
	}
	if r.New == 0 {
		if len(r.Rejected) == 0 {
			t.Fatalf("neither loaded nor refused: %+v", fact)
		}
		return
	}
	before := graphtest.Dump(t, s)
	if r, err = graph.Load(t.Context(), s, o, docs); err != nil || r.Unchanged != 1 || graphtest.Dump(t, s) != before {
		t.Fatalf("a second load gave %+v %v", r, err)
	}
	if _, err := graph.Retract(t.Context(), s, o, docs[0].Article.ID); err != nil {
		t.Fatal(err)
	}
	if d := graphtest.Dump(t, s); d != "" {
		t.Fatalf("after taking it out there is still %s", d)
	}
}

// BenchmarkLoad loads generated articles of ten facts over many entities, and loads them again.
func BenchmarkLoad(b *testing.B) {
	o := ontology(b)
	docs := graphtest.NewGenerator(o, 61, 2000, 19).Documents(0, 1000)
	for i := 0; b.Loop(); i++ {
		s := open(b, filepath.Join(b.TempDir(), fmt.Sprint(i, ".db")), Options{})
		r, err := graph.Load(b.Context(), s, o, docs)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.FactsNew)*float64(i+1)/b.Elapsed().Seconds(), "facts/s")
	}
}

// BenchmarkSoak shows that rate and memory stay as they are however much is loaded; TRIPLEWIRE_SOAK_FACTS=1000000
// makes it long.
func BenchmarkSoak(b *testing.B) {
	for b.Loop() {
		graphtest.Soak(b, open(b, filepath.Join(b.TempDir(), "graph.db"), Options{}), ontology(b))
	}
}
