package neo4j

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
	"github.com/triplewire/triplewire/graph/sqlite"
	"github.com/triplewire/triplewire/schema"
)

// server is one for all tests of the package: a start takes longer than most of them.
var server graphtest.Server

// killURL makes the test binary the loader that TestKill kills.
const killURL = "TRIPLEWIRE_TEST_KILL_URL"

func TestMain(m *testing.M) {
	if url := os.Getenv(killURL); url != "" {
		if err := loadAloud(url); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	server.Stop()
	os.Exit(code)
}

func loadAloud(url string) error {
	ctx := context.Background()
	o, err := schema.LoadOntology()
	if err != nil {
		return err
	}
	s, err := Open(ctx, Options{URL: url, User: os.Getenv("NEO4J_USER"), Password: os.Getenv("NEO4J_PASSWORD"), Ontology: o})
	if err != nil {
		return err
	}
	return graphtest.LoadAloud(ctx, s)
}

func TestKill(t *testing.T) {
	s := empty(t)
	graphtest.Kill(t, killURL+"="+s.opt.URL, graphtest.Rounds(4, 20), func() graph.Store { return s })
}

func ontology(t testing.TB) *schema.Ontology {
	t.Helper()
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func options(t testing.TB) Options {
	t.Helper()
	server.Start(t)
	return Options{URL: server.URL, User: server.User, Password: server.Password, Ontology: ontology(t)}
}

func open(t testing.TB, opt Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), opt)
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

// empty opens the store after taking everything out, so the database must be one for tests.
func empty(t testing.TB) *Store {
	t.Helper()
	s := open(t, options(t))
	wipe(t, s)
	return s
}

func wipe(t testing.TB, s *Store) {
	t.Helper()
	session := s.session(t.Context(), 0)
	defer session.Close(t.Context())
	if err := s.autocommit(t.Context(), session, "MATCH (n) WHERE NOT n:Triplewire CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS", nil); err != nil {
		t.Fatal(err)
	}
}

func TestSuite(t *testing.T) {
	graphtest.Run(t, graphtest.Stores{
		Empty: func(t *testing.T) graph.Store { return empty(t) },
		Again: func(t *testing.T) graph.Store { return open(t, options(t)) },
		Child: func() string { return killURL + "=" + server.URL },
		Other: func(t *testing.T) graph.Store {
			s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "other.db"), sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(t.Context()); err != nil {
					t.Error(err)
				}
			})
			return s
		},
	})
}
