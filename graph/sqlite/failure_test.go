package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
	"github.com/triplewire/triplewire/schema"
)

func ontology(t testing.TB) *schema.Ontology {
	t.Helper()
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// execute runs statements on a file behind the store's back.
func execute(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign, newer := filepath.Join(dir, "foreign.db"), filepath.Join(dir, "newer.db")
	execute(t, foreign, "CREATE TABLE theirs (x)")
	if err := open(t, newer, Options{}).db.Ping(); err != nil {
		t.Fatal(err)
	}
	execute(t, newer, fmt.Sprintf("PRAGMA user_version = %d", graph.Version+1))
	for _, test := range []struct {
		name, path string
		existing   bool
		want       error
		says       string
	}{
		{"a missing file", filepath.Join(dir, "none.db"), true, graph.ErrUnreachable, "no such file"},
		{"a text file", file("text.txt", strings.Repeat("not a database ", 100)), false, nil, "not a store"},
		{"a database of others", foreign, false, nil, "another program"},
		{"a newer store", newer, false, graph.ErrVersion, fmt.Sprint("version ", graph.Version+1)},
		{"a folder", dir, false, graph.ErrUnreachable, ""},
		{"a file as folder", filepath.Join(file("x", "y"), "graph.db"), false, graph.ErrUnreachable, ""},
	} {
		s, err := Open(t.Context(), test.path, Options{Existing: test.existing})
		if err == nil {
			t.Errorf("%s was opened", test.name)
			if err := s.Close(t.Context()); err != nil {
				t.Error(err)
			}
			continue
		}
		if test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), test.path) {
			t.Errorf("%s gave %v", test.name, err)
		}
	}
}

// TestBusy holds that a second writer gives up with a message while the first has its turn, and that readers go on.
func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := open(t, path, Options{})
	other := open(t, path, Options{Wait: 10 * time.Millisecond})
	o := ontology(t)
	err := s.Update(t.Context(), func(graph.Tx) error {
		_, err := graph.Load(t.Context(), other, o, graphtest.Wire(o))
		if !errors.Is(err, graph.ErrBusy) || !strings.Contains(err.Error(), path) {
			t.Errorf("a second writer got %v", err)
		}
		if d := graphtest.Dump(t, other); d != "" {
			t.Errorf("a reader saw %s", d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := graph.Load(t.Context(), other, o, graphtest.Wire(o)); err != nil {
		t.Errorf("after the first writer: %v", err)
	}
}

// TestFull lets the file hit a limit on its size, which SQLite treats as it treats a full disk.
func TestFull(t *testing.T) {
	s, o := open(t, filepath.Join(t.TempDir(), "graph.db"), Options{}), ontology(t)
	s.db.SetMaxOpenConns(1) // the limit is one of the connection
	m := graphtest.NewModel(o)
	docs := graphtest.NewGenerator(o, 31, 20, 8).Documents(0, 200)
	if _, err := graph.Load(t.Context(), s, o, docs[:5]); err != nil {
		t.Fatal(err)
	}
	m.Load(docs[:5]...)
	var pages int
	if err := s.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(n int) {
		t.Helper()
		if _, err := s.db.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 5)
	_, err := graph.Load(t.Context(), s, o, docs[5:])
	if !errors.Is(err, graph.ErrFull) || !strings.Contains(err.Error(), "make room") {
		t.Fatalf("a full disk gave %v", err)
	}
	graphtest.Holds(t, s, m)
	limit(1 << 30)
	if _, err := graph.Load(t.Context(), s, o, docs); err != nil {
		t.Fatal(err)
	}
	m.Load(docs...)
	graphtest.Holds(t, s, m)
}

// killFile makes the test binary the loader that TestKill kills.
const killFile = "TRIPLEWIRE_TEST_KILL_FILE"

func TestMain(m *testing.M) {
	if path := os.Getenv(killFile); path != "" {
		s, err := Open(context.Background(), path, Options{})
		if err == nil {
			err = graphtest.LoadAloud(context.Background(), s)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	graphtest.Kill(t, killFile+"="+path, 20, func() graph.Store { return open(t, path, Options{}) })
}

// TestForward opens a file as version 1 wrote it. A release of that version that still has it open writes no more.
func TestForward(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	execute(t, path, graphtest.OldFile)
	graphtest.Forward(t, open(t, path, Options{}))
	s := open(t, path, Options{})
	execute(t, path, fmt.Sprintf("PRAGMA user_version = %d", graph.Version+1))
	if _, err := graph.Load(t.Context(), s, ontology(t), graphtest.Wire(ontology(t))); !errors.Is(err, graph.ErrVersion) {
		t.Errorf("a file that became newer gave %v", err)
	}
}

// TestForwardFails holds that a file that cannot go forward stays as it was.
func TestForwardFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	execute(t, path, graphtest.OldFile, "UPDATE article SET forms = 'broken'")
	if _, err := Open(t.Context(), path, Options{}); err == nil || !strings.Contains(err.Error(), "forward from version 1") {
		t.Errorf("a broken file gave %v", err)
	}
	var same int
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow("SELECT count(*) FROM pragma_table_info('fact') WHERE name = 'same'").Scan(&same); err != nil || same != 0 {
		t.Errorf("%d columns were added: %v", same, err)
	}
}
