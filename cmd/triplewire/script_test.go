package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/sqlite"
	"github.com/triplewire/triplewire/schema"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"triplewire": main})
}

// TestScripts runs the program as users do: testdata/script holds one file a subject.
func TestScripts(t *testing.T) {
	server := &neo4jForScripts{t: t}
	t.Cleanup(server.server.Stop)
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			root, err := os.Getwd()
			if err != nil {
				return err
			}
			e.Setenv("TESTDATA", root+"/../../testdata")
			for _, v := range os.Environ() { // a caller's settings must not reach the tests
				if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "TRIPLEWIRE_") || strings.HasPrefix(name, "NEO4J_") {
					e.Setenv(name, "")
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "facts": facts, "interrupt": interrupt, "neo4j": server.script, "sql": execSQL,
		},
	})
}

// exits CODE COMMAND ARG… runs a command that must end with the code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	var failed *exec.ExitError
	switch err := ts.Exec(args[1], args[2:]...); {
	case errors.As(err, &failed):
		code = failed.ExitCode()
	case err != nil:
		ts.Fatalf("running %s: %v", args[1], err)
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d\nstdout: %s\nstderr: %s", code, want, ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// facts STORE FILE loads facts as `extract` prints them into an embedded store, so that what is asked of a graph
// does not depend on what is found in texts.
func facts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: facts STORE FILE")
	}
	var all []schema.Fact
	dec := json.NewDecoder(bytes.NewReader([]byte(ts.ReadFile(args[1]))))
	for dec.More() {
		var f schema.Fact
		ts.Check(dec.Decode(&f))
		all = append(all, f)
	}
	o, err := schema.LoadOntology()
	ts.Check(err)
	ctx := context.Background()
	s, err := sqlite.Open(ctx, ts.MkAbs(args[0]), sqlite.Options{})
	ts.Check(err)
	report, err := graph.Load(ctx, s, o, graph.Documents(all))
	ts.Check(errors.Join(err, s.Close(ctx)))
	for _, r := range report.Rejected {
		ts.Fatalf("fact %s of %s: %s", r.Fact, r.Article, r.Reason)
	}
}

// sql STORE STATEMENT changes the file of an embedded store behind the program's back.
func execSQL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql STORE STATEMENT")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec(args[1])
	ts.Check(errors.Join(err, db.Close()))
}

// interrupt TEXT COMMAND ARG… runs a command, presses Ctrl-C when its standard error has said the text, and wants
// the exit code 130. What it said goes to the file "said".
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: interrupt TEXT COMMAND [ARG…]")
	}
	path, err := exec.LookPath(filepath.Join(binaries(ts), args[1]))
	ts.Check(err)
	cmd := exec.Command(path, args[2:]...)
	cmd.Dir, cmd.Env = ts.MkAbs("."), append(os.Environ(), "PATH="+ts.Getenv("PATH"))
	stderr, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	var said strings.Builder
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		said.WriteString(lines.Text() + "\n")
		if strings.Contains(lines.Text(), args[0]) {
			ts.Check(cmd.Process.Signal(syscall.SIGINT))
		}
	}
	var failed *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &failed) || failed.ExitCode() != 130 {
		ts.Fatalf("ended with %v, want exit code 130; said:\n%s", err, said.String())
	}
	ts.Check(os.WriteFile(ts.MkAbs("said"), []byte(said.String()), 0o666))
}

// binaries is where testscript keeps the programs under test: it stands first in PATH.
func binaries(ts *testscript.TestScript) string {
	first, _, _ := strings.Cut(ts.Getenv("PATH"), string(os.PathListSeparator))
	return first
}
