package graph

import (
	"slices"
	"strings"
	"unicode"

	"github.com/triplewire/triplewire/schema"
)

// What is derived here takes the same value whatever the order in which its parts arrive: each field is a union,
// a sum over different things, or the smallest or largest by a total order.

// addForm folds into an entity what one article says about it.
func (e *Entity) addForm(form schema.Entity) {
	if e.Name == "" {
		e.Type, e.Name, e.ISO, e.Key = form.Type, form.Name, form.ISO, form.Key
	} else {
		e.Type, e.Name = betterType(e.Type, form.Type), betterName(e.Name, form.Name)
		e.ISO, e.Key = smaller(e.ISO, form.ISO), smaller(e.Key, form.Key)
	}
	for _, n := range append([]string{form.Name}, form.Mentions...) {
		if i, found := slices.BinarySearch(e.Names, n); !found && n != "" {
			e.Names = slices.Insert(e.Names, i, n)
		}
	}
}

func (e *Entity) equal(other *Entity) bool {
	return e.ID == other.ID && e.Type == other.Type && e.Name == other.Name && e.ISO == other.ISO && e.Key == other.Key &&
		slices.Equal(e.Names, other.Names)
}

// betterType takes the type that comes first in the ontology.
func betterType(a, b schema.EntityType) schema.EntityType {
	types := schema.EntityTypes()
	if slices.Index(types, b) < slices.Index(types, a) {
		return b
	}
	return a
}

// betterName takes mixed case before lower case before capitals, then the bytewise smaller.
func betterName(a, b string) string {
	if ca, cb := shouting(a), shouting(b); ca != cb {
		if cb < ca {
			return b
		}
		return a
	}
	return min(a, b)
}

func shouting(name string) int {
	upper, lower := strings.ContainsFunc(name, unicode.IsUpper), strings.ContainsFunc(name, unicode.IsLower)
	switch {
	case upper && !lower:
		return 2
	case lower && !upper:
		return 1
	}
	return 0
}

// smaller takes the smaller of two strings, what is known before what is not.
func smaller(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return min(a, b)
}

// modalityRank orders modalities, the most real first; -1 for what is none.
func modalityRank(m schema.Modality) int {
	return slices.Index([]schema.Modality{schema.Actual, schema.Planned, schema.Possible, schema.Alleged}, m)
}

// newEdge gives the edge without any fact.
func newEdge(key string) Edge {
	s, r, o := SplitEdgeKey(key)
	return Edge{Subject: s, Relation: r, Object: o, Polarity: schema.Negated, Modality: schema.Alleged}
}

// addFact counts one fact that the edge did not have.
func (e *Edge) addFact(f *Fact) {
	e.Facts++
	if f.Polarity == schema.Negated {
		e.Negated++
	} else {
		e.Polarity = f.Polarity
	}
	if modalityRank(f.Modality) < modalityRank(e.Modality) {
		e.Modality = f.Modality
	}
}

// addStatement takes in when and how surely a fact is stated. Articles and sources are counted by the caller.
func (e *Edge) addStatement(f *Fact, a *Article, s *Statement) {
	first, last, isRange := strings.Cut(f.Date, "/")
	if !isRange {
		last = first
	}
	if first == "" {
		first, last = a.Published, a.Published
	}
	e.First, e.Last = smaller(e.First, first), max(e.Last, last)
	e.Confidence = max(e.Confidence, s.Confidence)
}

// foldEdge computes an edge from all of its facts and their statements; it has no facts if none is stated.
func foldEdge(key string, facts []Fact, statements map[string][]Statement, articles map[string]*Article) Edge {
	e := newEdge(key)
	seen, stories, said := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range facts {
		f := &facts[i]
		if len(statements[f.ID]) == 0 {
			continue
		}
		if !said[f.Content()] {
			said[f.Content()] = true
			e.addFact(f)
		}
		for _, s := range statements[f.ID] {
			a := articles[s.Article]
			e.addStatement(f, a, &s)
			seen[a.ID], stories[a.Story] = true, true
		}
	}
	e.Articles, e.Sources = len(seen), len(stories)
	return e
}
