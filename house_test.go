// Package house holds the house rules: it reads the files of the tree and checks who imports whom, and that
// nothing grows that the rules forbid.
package house

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	module   = "github.com/triplewire/triplewire/"
	maxLines = 600
)

// rooms says what each room may import of ours besides its own sub-packages. A sub-package may import its room
// and what its room may.
var rooms = map[string][]string{
	"schema":  nil,
	"lang":    {"schema"},
	"extract": {"lang", "schema"},
	"graph":   {"schema"},
	"cmd":     {"schema", "lang", "extract", "graph"},
}

type goFile struct {
	path string // relative, with slashes
	src  []byte
	ast  *ast.File
}

func (f *goFile) test() bool { return strings.HasSuffix(f.path, "_test.go") }

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && p != "." && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata"):
			return fs.SkipDir
		case !strings.HasSuffix(p, ".go"):
			return nil
		}
		src, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), p, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, goFile{p, src, file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// room is the first element of a path.
func room(p string) string {
	first, _, _ := strings.Cut(p, "/")
	return first
}

// mayImport tells whether a package of the directory from may import the directory to. Tests of a package may
// use the suites and helpers of their room.
func mayImport(from, to string, test bool) bool {
	if room(from) != room(to) {
		return slices.Contains(rooms[room(from)], room(to))
	}
	return room(from) == "cmd" && from == to || room(from) != "cmd" && (strings.HasPrefix(from+"/", to+"/") || test)
}

func TestWhoImportsWhom(t *testing.T) {
	for _, f := range goFiles(t) {
		dir := path.Dir(f.path)
		if _, ok := rooms[room(dir)]; !ok && dir != "." {
			t.Errorf("%s lies in no room of the house", f.path)
		}
		for _, imp := range f.ast.Imports {
			name := strings.Trim(imp.Path.Value, `"`)
			to, ours := strings.CutPrefix(name, module)
			if ours && !mayImport(dir, to, f.test()) {
				t.Errorf("%s may not import %s", f.path, to)
			}
			if strings.HasPrefix(name, "github.com/sirupsen/logrus") && room(dir) != "cmd" {
				t.Errorf("%s logs; libraries return errors, cmd logs them", f.path)
			}
			if name == "log" {
				t.Errorf("%s imports log; cmd logs with logrus, libraries not at all", f.path)
			}
		}
	}
}

func TestMayImportKnowsRightFromWrong(t *testing.T) {
	for _, c := range []struct {
		from, to string
		test     bool
		may      bool
	}{
		{"schema", "lang", false, false},
		{"lang", "schema", false, true},
		{"lang", "extract", false, false},
		{"extract", "lang", false, true},
		{"extract", "extract/syntax", false, false},
		{"extract/rules", "extract", false, true},
		{"extract/rules", "lang", false, true},
		{"extract/rules", "extract/syntax", false, false},
		{"extract/rules", "extract/syntax", true, true},
		{"extract", "graph", false, false},
		{"graph", "extract", false, false},
		{"graph/sqlite", "graph", false, true},
		{"graph/sqlite", "graph/graphtest", true, true},
		{"graph/graphtest", "graph", false, true},
		{"cmd/triplewire", "graph/sqlite", false, true},
		{"schema", "cmd/triplewire", true, false},
		{"cmd/train", "cmd/triplewire", false, false},
	} {
		if got := mayImport(c.from, c.to, c.test); got != c.may {
			t.Errorf("%s → %s (test: %v): %v, want %v", c.from, c.to, c.test, got, c.may)
		}
	}
}

func TestNoInitFunctions(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.path)
			}
		}
	}
}

// A library may hand a silent logger to one that wants a logger, and no more.
func TestNoLoggingWithSlog(t *testing.T) {
	for _, f := range goFiles(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if ok && x.Name == "slog" && !slices.Contains([]string{"New", "Logger", "DiscardHandler"}, sel.Sel.Name) {
				t.Errorf("%s uses slog.%s; cmd logs with logrus, libraries not at all", f.path, sel.Sel.Name)
			}
			return true
		})
	}
}

func TestNoExitBelowMain(t *testing.T) {
	for _, f := range goFiles(t) {
		ast.Inspect(f.ast, func(n ast.Node) bool {
			fn, ok := n.(*ast.FuncDecl)
			if ok && (fn.Name.Name == "main" || fn.Name.Name == "TestMain") {
				return false
			}
			sel, ok := n.(*ast.SelectorExpr)
			if ok && sel.Sel.Name == "Exit" {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "os" {
					t.Errorf("%s calls os.Exit outside main", f.path)
				}
			}
			return true
		})
	}
}

func TestFilesStayShort(t *testing.T) {
	for _, f := range goFiles(t) {
		if n := bytes.Count(f.src, []byte("\n")); n > maxLines && !ast.IsGenerated(f.ast) {
			t.Errorf("%s has %d lines, more than %d", f.path, n, maxLines)
		}
	}
}
