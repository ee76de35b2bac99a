package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// Text is one gold article in one language, with what stands in it.
type Text struct {
	Article schema.Article
	id      string
	gold    *gold
}

// gold is what a gold file says about an article, in all languages.
type gold struct {
	ID        string             `json:"id"`
	Published string             `json:"published"`
	Entities  map[string]*entity `json:"entities"`
	Facts     []fact             `json:"facts"`
	Texts     orderedTexts       `json:"texts"` // sentences.jsonl only
}

// entity is a gold entity: its names in all languages, and its codes where it has some.
type entity struct {
	Type  schema.EntityType   `json:"type"`
	ISO   string              `json:"iso"`
	Key   string              `json:"key"`
	Names map[string][]string `json:"names"`

	norms map[string]bool // the names as normal makes them
}

// fact is a gold fact; subject, object, place and attribution are keys of the entities.
type fact struct {
	Subject     string   `json:"subject"`
	Relation    string   `json:"relation"`
	Object      string   `json:"object"`
	Theme       byLang   `json:"theme"`
	Place       string   `json:"place"`
	Date        string   `json:"date"`
	Quantity    byLang   `json:"quantity"`
	Role        byLang   `json:"role"`
	Polarity    string   `json:"polarity"`
	Modality    string   `json:"modality"`
	Attribution string   `json:"attribution"`
	Missing     []string `json:"missing"` // languages whose text does not state it
}

// byLang is a text in several languages, or one for all.
type byLang struct {
	all   string
	texts map[string]string
}

func (b *byLang) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("{")) {
		return json.Unmarshal(data, &b.texts)
	}
	return json.Unmarshal(data, &b.all)
}

// in gives the text in a language, else in English.
func (b byLang) in(lang string) string {
	if b.texts == nil {
		return b.all
	}
	if s := b.texts[lang]; s != "" {
		return s
	}
	return b.texts["en"]
}

// stated tells whether the gold file gives anything.
func (b byLang) stated() bool { return b.all != "" || b.texts != nil }

// orderedTexts are texts by language in the order of the file.
type orderedTexts []langText

type langText struct{ lang, text string }

func (o *orderedTexts) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		var t langText
		t.lang, _ = key.(string)
		if err := dec.Decode(&t.text); err != nil {
			return err
		}
		*o = append(*o, t)
	}
	return nil
}

// Load reads the gold texts of a folder, names in order: sub-folders with a facts.json and a text for each
// language, and a file sentences.jsonl. A path to such a file by itself will do too.
func Load(path string) ([]*Text, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("reading gold texts: %w", err)
	}
	if !info.IsDir() {
		return loadSentences(path)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("reading gold texts: %w", err)
	}
	var texts []*Text
	for _, e := range entries {
		read := loadFolder
		if e.Name() == "sentences.jsonl" {
			read = loadSentences
		}
		more, err := read(filepath.Join(path, e.Name()))
		if err != nil {
			return nil, err
		}
		texts = append(texts, more...)
	}
	return texts, nil
}

// loadFolder reads one article in all its languages; nothing where there is no facts.json.
func loadFolder(dir string) ([]*Text, error) {
	name := filepath.Join(dir, "facts.json")
	data, err := os.ReadFile(name)
	var pe *fs.PathError
	if errors.As(err, &pe) {
		if _, err := os.Stat(name); err != nil {
			return nil, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("reading gold texts: %w", err)
	}
	g, err := parseGold(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return g.loadTexts(dir)
}

// loadTexts reads the LANG.txt of a folder.
func (g *gold) loadTexts(dir string) ([]*Text, error) {
	files, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*.txt"))
	if err != nil {
		return nil, fmt.Errorf("reading gold texts: %w", err)
	}
	var texts []*Text
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading gold texts: %w", err)
		}
		texts = append(texts, g.text(strings.TrimSuffix(filepath.Base(file), ".txt"), file, string(text)))
	}
	return texts, nil
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// loadSentences reads short texts, one a line with all its languages.
func loadSentences(path string) ([]*Text, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading gold texts: %w", err)
	}
	defer f.Close()
	var texts []*Text
	r := bufio.NewReader(f)
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			g, err := parseGold(line)
			if err != nil {
				return nil, fmt.Errorf("reading %s, line %d: %w", path, n, err)
			}
			for _, t := range g.Texts {
				texts = append(texts, g.text(t.lang, fmt.Sprintf("%s:%d", path, n), t.text+"\n"))
			}
		}
		if err == io.EOF {
			return texts, nil
		}
		if err != nil {
			return nil, fmt.Errorf("reading gold texts: %w", err)
		}
	}
}

// parseGold reads a gold file and checks that its facts are about its entities.
func parseGold(data []byte) (*gold, error) {
	g := new(gold)
	if err := json.Unmarshal(data, g); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrGold, err)
	}
	for _, e := range g.Entities {
		e.norms = map[string]bool{}
		for _, names := range e.Names {
			for _, name := range names {
				e.norms[normal(name)] = true
			}
		}
		delete(e.norms, "")
	}
	for i, f := range g.Facts {
		for _, key := range []string{f.Subject, f.Object} {
			if g.Entities[key] == nil {
				return nil, fmt.Errorf("%w: fact %d is about %q, which is not among the entities", ErrGold, i+1, key)
			}
		}
	}
	return g, nil
}

func (g *gold) text(lang, source, text string) *Text {
	a := schema.Article{ID: schema.ArticleID("", text), Source: source, Lang: lang, Published: g.Published, Text: text}
	return &Text{Article: a, id: g.ID, gold: g}
}
