package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
)

func open(t testing.TB, path string, opt Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestSuite(t *testing.T) {
	var last string
	empty := func(t *testing.T) graph.Store {
		last = filepath.Join(t.TempDir(), "a folder", "graph#1?.db")
		return open(t, last, Options{})
	}
	graphtest.Run(t, graphtest.Stores{
		Empty: empty,
		Again: func(t *testing.T) graph.Store { return open(t, last, Options{}) },
		Child: func() string { return killFile + "=" + last },
		Other: func(t *testing.T) graph.Store { return open(t, filepath.Join(t.TempDir(), "other.db"), Options{}) },
	})
}
