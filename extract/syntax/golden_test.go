package syntax

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/extract"
)

// golden is what PyTorch makes of the model that is built in; cmd/train/golden.py writes it.
type golden struct {
	Layers   []map[string]json.RawMessage
	Results  []goldenResult
	Segments []struct {
		Lang, Text string
		Classes    []uint8
		Scores     [][]float64
		Layers     map[string][][]float64
	}
	Norms []struct {
		Lang, Form, Norm string
		Shape            int
		Word             uint32
		Grams            []uint32
	}
}

type goldenResult struct {
	Lang                     string
	Forms, UPOS, Feats, Rels []string
	Heads                    []int
}

func readGolden(t *testing.T) (*Model, *golden) {
	t.Helper()
	m, err := Default()
	if err != nil {
		t.Skip(err)
	}
	f, err := os.Open("testdata/golden.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	g := &golden{}
	if err := json.NewDecoder(z).Decode(g); err != nil {
		t.Fatal(err)
	}
	if len(g.Layers) == 0 || len(g.Results) == 0 || len(g.Segments) == 0 || len(g.Norms) == 0 {
		t.Fatal("the golden file lacks a part")
	}
	return m, g
}

// closeTo compares rows of numbers; PyTorch adds up in another order.
func closeTo(t *testing.T, what string, got []float32, stride int, want [][]float64) {
	t.Helper()
	for i, row := range want {
		for j, x := range row {
			if d := math.Abs(float64(got[i*stride+j]) - x); !(d <= 2e-3*math.Max(1, math.Abs(x))) {
				t.Errorf("%s: row %d column %d: got %v, want %v", what, i, j, got[i*stride+j], x)
				return
			}
		}
	}
}

func TestGoldenLayers(t *testing.T) {
	m, g := readGolden(t)
	for _, k := range kernels() {
		m.kernel = k
		m.idle = nil
		for _, layers := range g.Layers {
			var lang string
			var forms []string
			field(t, layers, "lang", &lang)
			field(t, layers, "forms", &forms)
			t.Run(k.name+" "+lang, func(t *testing.T) { compareLayers(t, m, lang, forms, layers) })
		}
	}
}

func field(t *testing.T, from map[string]json.RawMessage, name string, to any) {
	t.Helper()
	if err := json.Unmarshal(from[name], to); err != nil {
		t.Fatalf("reading %s: %v", name, err)
	}
}

func compareLayers(t *testing.T, m *Model, lang string, forms []string, layers map[string]json.RawMessage) {
	compare := func(name string, got []float32, stride int) {
		t.Helper()
		var want [][]float64
		field(t, layers, name, &want)
		closeTo(t, name, got, stride, want)
	}
	w := m.acquire()
	steps := 0
	w.trace = func(step string, rows []float32, width int) {
		steps++
		compare(step, rows, width)
	}
	types := w.look(lang, [][]string{forms})
	s := w.begin(lang, types)
	w.encode(s)
	if steps != 7 {
		t.Errorf("%d steps were compared", steps)
	}
	compare("ln", w.states, width)
	set := m.network.scriptsOf(lang)
	w.decode(s, types, set)
	n := m.network
	heads := n.heads.stride()
	compare("pos", w.heads[heads+uposAt:], heads)
	compare("feat", w.heads[heads+uposAt+wholePanels(len(m.vocab.UPOS)):], heads)
	compare("ner", w.names[n.name.stride():], n.name.stride())
	var lemmas [][2]float64
	field(t, layers, "lemma_best", &lemmas)
	for i, want := range lemmas {
		row := w.lemmas[(i+1)*set.scores.stride():]
		at := slices.Index(set.scripts, int(want[0]))
		if at < 0 {
			continue // a script of another writing: not offered
		}
		if math.Abs(float64(row[at])-want[1]) > 5e-3 || row[at] < slices.Max(row[:len(set.scripts)])-1e-3 {
			t.Errorf("lemma of %q: script %v has %v, want %v", forms[i], want[0], row[at], want[1])
		}
	}
	w.parse(0, len(forms))
	compare("labels", w.labels, n.label.stride())
	compareArcs(t, w, len(forms), layers)
}

// compareArcs leaves out a constant that is the same for all heads of a word, and the word as its own head.
func compareArcs(t *testing.T, w *worker, n int, layers map[string]json.RawMessage) {
	var arcs [][]float64
	field(t, layers, "arc", &arcs)
	stride := w.arcs.stride()
	for d := 1; d <= n; d++ {
		for h := 1; h <= n; h++ {
			got := float64(w.scores[d*stride+h] - w.scores[d*stride])
			if want := arcs[d][h] - arcs[d][0]; h != d && math.Abs(got-want) > 5e-3 {
				t.Errorf("arc of %d to %d: got %v, want %v", d, h, got, want)
			}
		}
	}
}

func TestGoldenResults(t *testing.T) {
	m, g := readGolden(t)
	for i, want := range g.Results {
		found, err := m.Tag(want.Lang, [][]string{want.Forms})
		if err != nil {
			t.Fatal(err)
		}
		got := goldenResult{Lang: want.Lang, Forms: want.Forms}
		for _, x := range found[0] {
			got.UPOS, got.Feats = append(got.UPOS, x.UPOS), append(got.Feats, written(x))
			got.Rels, got.Heads = append(got.Rels, x.Rel), append(got.Heads, x.Head+1)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("sentence %d:\n got %v\nwant %v", i, got, want)
		}
	}
}

// written gives a token's features as CoNLL-U has them.
func written(x extract.Token) string {
	var parts []string
	for name, value := range x.Feats {
		parts = append(parts, name+"="+value)
	}
	if len(parts) == 0 {
		return "_"
	}
	sort.Strings(parts)
	return strings.Join(parts, "|")
}

func TestGoldenSegments(t *testing.T) {
	m, g := readGolden(t)
	for _, x := range g.Segments {
		w := m.acquire()
		steps := 0
		w.trace = func(step string, rows []float32, width int) {
			if want := x.Layers[step]; want != nil {
				steps++
				closeTo(t, x.Text+" "+step, rows, width, want)
			} else if step == "out" {
				closeTo(t, x.Text+" "+step, rows, width, x.Scores)
			}
		}
		if got := w.label([]rune(x.Text), x.Lang); !slices.Equal(got, x.Classes) {
			t.Errorf("%s %q:\n got %v\nwant %v", x.Lang, x.Text, got, x.Classes)
		}
		if steps != len(x.Layers) {
			t.Errorf("%q: %d of %d layers were compared", x.Text, steps, len(x.Layers))
		}
	}
}

func TestGoldenNorms(t *testing.T) {
	m, g := readGolden(t)
	s := &spelling{chars: m.chars, simplified: m.simplified}
	for _, x := range g.Norms {
		normal := s.appendNormal(nil, x.Form, x.Lang)
		if string(normal) != x.Norm || s.shape(x.Form) != x.Shape || wordKey(normal, x.Lang) != x.Word {
			t.Errorf("%s %q: %q, shape %d, want %q, %d", x.Lang, x.Form, normal, s.shape(x.Form), x.Norm, x.Shape)
		}
		if grams := s.gramKeys(nil, normal); !slices.Equal(grams, x.Grams) {
			t.Errorf("%s %q: n-grams %v, want %v", x.Lang, x.Form, grams, x.Grams)
		}
	}
}
