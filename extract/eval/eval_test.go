package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/schema"
)

// listed finds the facts that testdata/found.json gives for each text.
func listed(t *testing.T) Find {
	t.Helper()
	data, err := os.ReadFile("testdata/found.json")
	if err != nil {
		t.Fatal(err)
	}
	var found map[string][]schema.Fact
	if err := json.Unmarshal(data, &found); err != nil {
		t.Fatal(err)
	}
	return func(_ context.Context, a *schema.Article) ([]schema.Fact, error) { return found[a.Text], nil }
}

func run(t *testing.T, opt Options) (tables string, figures []byte) {
	t.Helper()
	r, err := Run(t.Context(), "testdata/gold", listed(t), opt)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Print(&b, 9); err != nil {
		t.Fatal(err)
	}
	figures, err = json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), figures
}

func sameJSON(t *testing.T, got, want []byte) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The golden files are what score.py printed.
func TestGolden(t *testing.T) {
	tables, figures := run(t, Options{Jobs: 3})
	want, err := os.ReadFile("testdata/golden.txt")
	if err != nil {
		t.Fatal(err)
	}
	if tables != string(want) {
		t.Errorf("got\n%s\nwant\n%s", tables, want)
	}
	if want, err = os.ReadFile("testdata/golden.json"); err != nil {
		t.Fatal(err)
	}
	sameJSON(t, figures, want)
}

// score.py, run on the same gold files and the same found facts, prints the same.
func TestAgreesWithScript(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.json")
	cmd := exec.CommandContext(t.Context(), "python3", "testdata/score.py", "--cmd", "python3 testdata/find.py {file}",
		"testdata/gold", "--errors", "9", "--json", out, "--lang", "ar,en,ru")
	cmd.Stderr = os.Stderr
	want, err := cmd.Output()
	if err != nil {
		t.Fatalf("running score.py, which needs python3: %v", err)
	}
	tables, figures := run(t, Options{Langs: []string{"ar", "en", "ru"}})
	if tables != string(want) {
		t.Errorf("got\n%s\nwant\n%s", tables, want)
	}
	wantJSON, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	sameJSON(t, figures, wantJSON)
}

func TestFailedTextsCount(t *testing.T) {
	broken := errors.New("broken")
	find := func(context.Context, *schema.Article) ([]schema.Fact, error) { return nil, broken }
	r, err := Run(t.Context(), "testdata/gold", find, Options{Langs: []string{"de"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Failed) != 2 || !errors.Is(r.Failed[0], broken) || !strings.Contains(r.Failed[0].Error(), "de.txt [de]") {
		t.Errorf("failed %v", r.Failed)
	}
	if all := r.Languages[len(r.Languages)-1]; all.Name != "all" || all.Facts != 4 || all.Found != 0 {
		t.Errorf("got %+v", all)
	}
}

func TestGoldErrors(t *testing.T) {
	write := func(name, content string) string {
		dir := t.TempDir()
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	tests := []struct{ name, dir, message string }{
		{"nothing there", filepath.Join(t.TempDir(), "missing"), "no such file"},
		{"no gold", t.TempDir(), "facts.json"},
		{"not JSON", write("x/facts.json", "{"), "broken gold file"},
		{"unknown entity", write("sentences.jsonl", "\n"+`{"entities":{},"facts":[{"subject":"a","object":"b"}]}`), `line 2: broken gold file: fact 1 is about "a"`},
		{"no texts in the language", "testdata/gold", "no gold texts"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Run(t.Context(), test.dir, listed(t), Options{Langs: []string{"xx"}})
			if err == nil || !strings.Contains(err.Error(), test.message) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestNormal(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "Groß": "gross", "GROSS": "gross", "Ben's Café": "bencafe", "Ben’s": "ben", "’sx": "sx", "O'Shea": "oshea",
		"أحمد على": "احمدعلي", "ـ": "", "ＡＢＣ １": "abc1", "a_b": "ab", "한국": "한국", "ﬁ": "fi", "30 %": "30", "½": "12",
		"ที่นี่": "ทน", "Ἀθῆναι": "αθηναι", "İ": "i",
	} {
		if got := normal(in); got != want {
			t.Errorf("normal(%q) = %q, want %q", in, got, want)
		}
	}
}
