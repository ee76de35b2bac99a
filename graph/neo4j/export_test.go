package neo4j

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
	"github.com/triplewire/triplewire/graph/sqlite"
)

// exported gives an embedded store with articles, hostile strings and a merge in it.
func exported(t *testing.T) graph.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
	o := ontology(t)
	docs := graphtest.NewGenerator(o, 51, 10, 6).Documents(0, 20)
	for i, h := range append(graphtest.Hostile(), `\u0027`, `\\u0027}) DETACH DELETE`, `\`, `\\'`) {
		d := graphtest.NewGenerator(o, 52, 10, 6).Document(100 + i)
		d.Article.Title = h
		for k := range d.Facts {
			d.Facts[k].Evidence.Text = h
		}
		docs = append(docs, d)
	}
	if _, err := graph.Load(t.Context(), s, o, docs); err != nil {
		t.Fatal(err)
	}
	if _, err := graph.MergeEntities(t.Context(), s, o, "Q1004", "Q1001", `a "note"`); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestScript runs the script that was exported and compares the stores.
func TestScript(t *testing.T) {
	from, to := exported(t), empty(t)
	var script bytes.Buffer
	if err := Script(t.Context(), from, ontology(t), &script); err != nil {
		t.Fatal(err)
	}
	runScript(t, to, script.String())
	if got, want := graphtest.Dump(t, to), graphtest.Dump(t, from); got != want {
		t.Errorf("the script made another graph:\n%.2000s\nwant\n%.2000s", got, want)
	}
}

// runScript sends a script's statements to the server of a store.
func runScript(t *testing.T, to *Store, script string) {
	t.Helper()
	session := to.session(t.Context(), 0)
	defer session.Close(t.Context())
	for s := range strings.SplitSeq(strings.TrimSuffix(script, ";\n"), ";\n") {
		if err := to.autocommit(t.Context(), session, s, nil); err != nil {
			t.Fatalf("%.200s: %v", s, err)
		}
	}
}

// TestForward opens a graph as version 1 wrote it.
func TestForward(t *testing.T) {
	old := empty(t)
	runScript(t, old, "DROP INDEX fact_same IF EXISTS;\n"+graphtest.OldScript)
	if _, err := graph.Load(t.Context(), old, ontology(t), graphtest.Wire(ontology(t))); !errors.Is(err, graph.ErrVersion) {
		t.Errorf("writing to an older store without opening it gave %v", err)
	}
	s := open(t, options(t))
	if got := rows(t, s, "SHOW INDEXES YIELD name, state WHERE name = 'fact_same' RETURN state", nil); len(got) != 1 || got[0][0] != `"ONLINE"` {
		t.Errorf("the index is missing: %v", got)
	}
	graphtest.Forward(t, s)
}

// TestAdminFiles imports the files with the real tool, has it check the database, and compares the stores.
func TestAdminFiles(t *testing.T) {
	from, folder, home := exported(t), t.TempDir(), t.TempDir()
	if err := AdminFiles(t.Context(), from, folder); err != nil {
		t.Fatal(err)
	}
	server.Start(t) // that the jars are there
	admin, err := graphtest.Script("admin")
	if err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), "ADMIN="+admin+" "+home)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
	}
	run(filepath.Join(folder, "import.sh"))
	run(admin, home, "database", "check", "neo4j")
	var own graphtest.Server
	if err := own.Run(home); err != nil {
		t.Fatal(err)
	}
	defer own.Stop()
	to := open(t, Options{URL: own.URL, Ontology: ontology(t)})
	if got, want := graphtest.Dump(t, to), graphtest.Dump(t, from); got != want {
		t.Errorf("the import made another graph:\n%.2000s\nwant\n%.2000s", got, want)
	}
	// what was imported is a store like any other
	docs := graphtest.NewGenerator(ontology(t), 53, 10, 6).Documents(5, 5)
	for _, s := range []graph.Store{from, to} {
		if _, err := graph.Load(t.Context(), s, ontology(t), docs); err != nil {
			t.Fatal(err)
		}
	}
	if graphtest.Dump(t, to) != graphtest.Dump(t, from) {
		t.Error("after the import, the stores differ when more is loaded")
	}
}
