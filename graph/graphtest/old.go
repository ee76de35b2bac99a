package graphtest

import (
	_ "embed"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// What version 1 wrote for Twins, with their merges: a file of the embedded store as SQL, and a script for Neo4j.
var (
	//go:embed testdata/v1.sql
	OldFile string
	//go:embed testdata/v1.cypher
	OldScript string
)

// Forward holds that a store that version 1 wrote has become what the present version writes, and works on.
func Forward(t *testing.T, s graph.Store) {
	t.Helper()
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	docs, merges := Twins(o)
	m := NewModel(o)
	m.Load(docs...)
	for _, merge := range merges {
		m.Merges[merge.From] = merge
	}
	Holds(t, s, m)
	load(t, s, o, NewGenerator(o, 3, 8, 5).Documents(0, 5)...)
	m.Load(NewGenerator(o, 3, 8, 5).Documents(0, 5)...)
	if _, err := graph.UndoMerge(t.Context(), s, o, merges[0].From); err != nil {
		t.Fatal(err)
	}
	delete(m.Merges, merges[0].From)
	Holds(t, s, m)
}
