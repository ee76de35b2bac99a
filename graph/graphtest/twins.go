package graphtest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Twins gives articles that say the same of one person under two ids, and the merge that makes one of them: two facts
// become equal by it, a third differs in its date, and the object and the place have second ids too.
func Twins(o *schema.Ontology) ([]graph.Document, []graph.Merge) {
	person := func(id, name string) schema.Entity { return schema.Entity{ID: id, Type: schema.Person, Name: name} }
	a, b := person("Q1", "Anna Kern"), person("e:anna", "Анна Керн")
	land, place := schema.Entity{ID: "Q9", Type: schema.Country, Name: "Nine"}, schema.Entity{ID: "e:hall", Type: schema.Place, Name: "Hall"}
	other := schema.Entity{ID: "e:nein", Type: schema.Country, Name: "Nein"}
	date := "2025-01-02"
	dated := fact(o, "WARNED", b, land, 0.9)
	dated.Date = &date
	placed, again := fact(o, "VISITED", a, land, 0.6), fact(o, "VISITED", b, other, 0.4)
	placed.Place, again.Place = &place, &place
	denied := fact(o, "WARNED", b, land, 0.3)
	denied.Polarity = schema.Negated
	var docs []graph.Document
	for i, facts := range [][]schema.Fact{
		{fact(o, "WARNED", a, land, 0.5), placed},
		{fact(o, "WARNED", b, land, 0.7), again},
		{dated, denied, fact(o, "WARNED", b, other, 0.2)},
		{fact(o, "MET", a, person("Q2", "Otto"), 0.5), fact(o, "MET", person("Q2", "Otto"), b, 0.5)},
	} {
		docs = append(docs, article(fmt.Sprintf("https://twins.example/%d", i), "de", fmt.Sprintf("2025-02-%02d", i+1), facts...))
	}
	return docs, []graph.Merge{{From: "e:anna", Into: "Q1", Note: "one person"}, {From: "e:nein", Into: "Q9"}}
}

// testTwins holds that facts that become equal by a merge count once, whatever comes first, and twice without it.
func testTwins(t *testing.T, o *schema.Ontology, s Stores) {
	docs, merges := Twins(o)
	for _, late := range []int{0, 1, 2, len(docs)} { // so many articles come after the merges
		st, m := s.Empty(t), NewModel(o)
		early := docs[:len(docs)-late]
		load(t, st, o, early...)
		m.Load(early...)
		for _, merge := range merges {
			_, err := graph.MergeEntities(t.Context(), st, o, merge.From, merge.Into, merge.Note)
			if errors.Is(err, graph.ErrNotFound) { // nobody has spoken of them yet
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			m.Merges[merge.From] = merge
		}
		for _, d := range docs[len(early):] {
			load(t, st, o, d)
			m.Load(d)
			Holds(t, st, m)
		}
		if late == len(docs) {
			continue
		}
		counts(t, st, 4, map[string]int{"WARNED": 3, "VISITED": 1, "MET": 1}, 5)
		retract(t, st, o, m, docs[0].Article.ID) // its twins stay
		load(t, st, o, docs[0])
		m.Load(docs[0])
		Holds(t, st, m)
		for from := range m.Merges {
			if _, err := graph.UndoMerge(t.Context(), st, o, from); err != nil {
				t.Fatal(err)
			}
			delete(m.Merges, from)
			Holds(t, st, m)
		}
		counts(t, st, 4, nil, 9)
	}
}

// counts holds how many articles and facts a store tells of, and how many facts the edges of relations at Q1 count.
func counts(t *testing.T, st graph.Store, articles int, byRelation map[string]int, facts int) {
	t.Helper()
	c, err := graph.Stats(t.Context(), st)
	if err != nil || c.Articles != articles || c.Facts != facts {
		t.Errorf("counted %+v %v, want %d articles and %d facts", c, err, articles, facts)
	}
	links, err := graph.Neighbors(t.Context(), st, "Q1")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range links {
		if want := byRelation[l.Edge.Relation]; want > 0 && l.Edge.Facts != want {
			t.Errorf("the edge %s counts %d facts, want %d", l.Edge.Relation, l.Edge.Facts, want)
		}
	}
}

func retract(t *testing.T, st graph.Store, o *schema.Ontology, m *Model, id string) {
	t.Helper()
	if _, err := graph.Retract(t.Context(), st, o, id); err != nil {
		t.Fatal(err)
	}
	m.Retract(id)
	Holds(t, st, m)
}
