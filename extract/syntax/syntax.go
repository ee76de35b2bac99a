// Package syntax analyses text: sentences, words, parts of speech, lemmas, trees and names, in fifteen languages,
// by one small network that is built into the program. Analysing is
//
//	segmenter   characters -> words and sentences       segmenter.go, sentences.go
//	words       a word -> its vector                    features.go, gazetteer.go, words.go
//	network     vectors -> vectors that know the rest   network.go, attention.go
//	heads       vectors -> tags, names, lemmas, trees   tag.go, trees.go, lemmas.go
//
// with the arithmetic in gemm*.go. The networks are trained by cmd/train.
package syntax

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

//go:embed model.bin
var embedded []byte

// Model is the trained model, ready for use by several goroutines at once.
type Model struct {
	vocab      vocabulary
	rootLabel  int
	scripts    []editScript
	chars      *characters
	simplified map[rune]rune
	gazetteer  gazetteer
	network    *network
	segmenters []*segmenter
	kernel     kernel

	mu   sync.Mutex
	idle []*worker
}

// Default loads the model that is built into the program.
func Default() (*Model, error) {
	if len(embedded) == 0 {
		return nil, fmt.Errorf("loading the language model: this program was built without one; put model.bin into extract/syntax and build again")
	}
	return Load(embedded)
}

// Load opens a model file. The model refers to data as long as it is in use, so data must not change.
func Load(data []byte) (*Model, error) {
	m, err := load(data)
	if err != nil {
		return nil, fmt.Errorf("loading the language model: %w", err)
	}
	return m, nil
}

func load(data []byte) (*Model, error) {
	f, err := openFile(data)
	if err != nil {
		return nil, err
	}
	m := &Model{vocab: f.Vocab, chars: newCharacters(), simplified: map[rune]rune{}, kernel: fastestKernel()}
	if err := m.vocab.check(); err != nil {
		return nil, err
	}
	m.rootLabel = slices.Index(m.vocab.Labels, "root")
	for from, to := range m.vocab.T2S {
		r, _ := utf8.DecodeRuneInString(from)
		m.simplified[r], _ = utf8.DecodeRuneInString(to)
	}
	for _, text := range m.vocab.Scripts {
		script, ok := parseScript(text)
		if !ok {
			return nil, fmt.Errorf("%q makes no lemma", text)
		}
		m.scripts = append(m.scripts, script)
	}
	if m.gazetteer.keys, err = f.keys("gaz.keys"); err != nil {
		return nil, err
	}
	if m.gazetteer.classes = f.tensors["gaz.classes"].data; len(m.gazetteer.classes) != len(m.gazetteer.keys)/4 {
		return nil, fmt.Errorf("the gazetteer has not one class for each name")
	}
	if m.network, err = f.network(m.scripts); err != nil {
		return nil, err
	}
	for _, set := range []struct{ name, langs string }{{"spaced", "en de fr es pt ru ar ko id"}, {"unspaced", "zh ja th vi"}} {
		s, err := f.segmenter(set.name, strings.Fields(set.langs))
		if err != nil {
			return nil, err
		}
		m.segmenters = append(m.segmenters, s)
	}
	return m, nil
}

// check makes sure that what the code relies on holds.
func (v *vocabulary) check() error {
	for name, list := range map[string][]string{"parts of speech": v.UPOS, "lemmas": v.Scripts, "treebanks": v.Treebanks} {
		if len(list) == 0 {
			return fmt.Errorf("its vocabulary has no %s", name)
		}
	}
	if !slices.Contains(v.Labels, "root") || len(v.NER) == 0 || v.NER[0] != "O" || len(v.NER)%2 != 1 {
		return fmt.Errorf("its vocabulary has no label root, or no name tags in order")
	}
	for _, a := range v.Feats {
		if len(a.Values) == 0 || len(a.Values) > 255 {
			return fmt.Errorf("feature %s has %d values", a.Name, len(a.Values))
		}
	}
	return nil
}

// language gives the network's language for an article's: both Chinese scripts are one, Malay is read as Indonesian.
func (m *Model) language(lang string) (string, error) {
	code, _, _ := strings.Cut(lang, "-")
	if code == "ms" {
		code = "id"
	}
	if !slices.Contains(m.vocab.Langs, code) || m.segmenterOf(code) == nil {
		return "", fmt.Errorf("language %q is not among those that can be analysed: %s, ms", lang, strings.Join(m.vocab.Langs, ", "))
	}
	return code, nil
}

func (m *Model) segmenterOf(code string) *segmenter {
	for _, s := range m.segmenters {
		if slices.Contains(s.langs, code) {
			return s
		}
	}
	return nil
}

// acquire gives a worker that nobody uses.
func (m *Model) acquire() *worker {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := len(m.idle); n > 0 {
		w := m.idle[n-1]
		m.idle = m.idle[:n-1]
		return w
	}
	w := &worker{model: m, feats: map[string]map[string]string{}}
	w.kernel = m.kernel
	w.cache.types = map[string]map[string]*wordType{}
	w.embedding.spelling = spelling{chars: m.chars, simplified: m.simplified}
	return w
}

func (m *Model) release(w *worker) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.idle = append(m.idle, w)
}

// Parse analyses an article: all of Document but mentions and entities. The tokens' maps of features are shared
// and must not be changed.
func (m *Model) Parse(a *schema.Article) (*extract.Document, error) {
	d, err := m.Segment(a)
	if err != nil {
		return nil, err
	}
	code, err := m.language(a.Lang)
	if err != nil {
		return nil, err
	}
	forms := make([]string, len(d.Tokens))
	for i, t := range d.Tokens {
		forms[i] = t.Text
	}
	sentences, tokens := make([][]string, len(d.Sentences)), make([][]extract.Token, len(d.Sentences))
	for i, s := range d.Sentences {
		sentences[i], tokens[i] = forms[s.First:s.Last], d.Tokens[s.First:s.Last]
	}
	w := m.acquire()
	defer m.release(w)
	w.tagAll(code, sentences, tokens)
	for _, s := range d.Sentences {
		for i := s.First; i < s.Last; i++ {
			if d.Tokens[i].Head >= 0 {
				d.Tokens[i].Head += s.First
			}
		}
	}
	return d, nil
}

// Segment finds the sentences and words of an article; of the tokens only span and text are filled in.
func (m *Model) Segment(a *schema.Article) (*extract.Document, error) {
	code, err := m.language(a.Lang)
	if err != nil {
		return nil, err
	}
	w := m.acquire()
	defer m.release(w)
	d := &extract.Document{Article: a}
	w.segment(d, code)
	return d, nil
}
