// Package lang holds the languages: a folder of data for each, read through one loader. A language is added by
// adding a folder; no Go file names one.
package lang

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"
)

//go:embed */* *.tsv
var files embed.FS

// settingsFile is what makes a folder a language.
const settingsFile = "settings.json"

// Language is one folder: what the loader knows of it, and the folder itself for whoever keeps a file there.
type Language struct {
	Code   string // the folder's name, e.g. "de", "zh-Hant"
	Name   string // English name of the language
	Native string // its name in itself
	Script string // ISO 15924: Latn, Cyrl, Arab, Hans, Hant, Jpan, Kore, Thai
	FS     fs.FS  // the folder
}

// Set is all languages. It is read-only after loading.
type Set struct {
	Languages []*Language // by code
	byCode    map[string]*Language
}

// Load reads the languages that are built into the program.
func Load() (*Set, error) { return LoadFS(files) }

// LoadFS reads the languages of a tree: every folder with a settings file is one.
func LoadFS(tree fs.FS) (*Set, error) {
	entries, err := fs.ReadDir(tree, ".")
	if err != nil {
		return nil, fmt.Errorf("reading the languages: %w", err)
	}
	s := &Set{byCode: map[string]*Language{}}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		l, err := load(tree, entry.Name())
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading language %s: %w", entry.Name(), err)
		}
		s.Languages = append(s.Languages, l)
		s.byCode[l.Code] = l
	}
	if len(s.Languages) == 0 {
		return nil, errors.New("reading the languages: no folder has a " + settingsFile)
	}
	return s, nil
}

func load(tree fs.FS, code string) (*Language, error) {
	folder, err := fs.Sub(tree, code)
	if err != nil {
		return nil, err
	}
	l := &Language{Code: code, FS: folder}
	var head struct{ Name, Native, Script string }
	if err := l.Settings(&head); err != nil {
		return nil, err
	}
	if head.Name == "" || head.Native == "" || len(head.Script) != 4 {
		return nil, fmt.Errorf("%s needs name, native and a script of four letters", settingsFile)
	}
	l.Name, l.Native, l.Script = head.Name, head.Native, head.Script
	return l, nil
}

// Language gives the language of that code; nil if there is none.
func (s *Set) Language(code string) *Language { return s.byCode[code] }

// Codes lists all codes in order.
func (s *Set) Codes() []string {
	codes := make([]string, len(s.Languages))
	for i, l := range s.Languages {
		codes[i] = l.Code
	}
	return codes
}

// Settings decodes the settings file into a struct of whoever asks; keys that it does not have are skipped.
func (l *Language) Settings(into any) error {
	data, err := l.File(settingsFile)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", settingsFile, err)
	}
	return nil
}

// File gives one file of the folder; fs.ErrNotExist if the language has none.
func (l *Language) File(name string) ([]byte, error) { return fs.ReadFile(l.FS, name) }

// Rows gives the rows of a tab-separated file of the folder with their line numbers; blank lines and lines that
// begin with # are left out. A file that the language does not have gives no rows.
func (l *Language) Rows(name string) (iter.Seq2[int, []string], error) {
	data, err := l.File(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading %s/%s: %w", l.Code, name, err)
	}
	return Rows(data), nil
}

// Rows gives the rows of tab-separated data with their line numbers, without blank lines and comments.
func Rows(data []byte) iter.Seq2[int, []string] {
	return func(yield func(int, []string) bool) {
		n := 0
		for line := range bytes.Lines(data) {
			n++
			text := strings.TrimRight(string(line), "\r\n")
			if text == "" || strings.HasPrefix(text, "#") {
				continue
			}
			if !yield(n, strings.Split(text, "\t")) {
				return
			}
		}
	}
}

// Words reads a file of one word or phrase a line (the first column); nil if the language has no such file.
func (l *Language) Words(name string) ([]string, error) {
	rows, err := l.Rows(name)
	if err != nil {
		return nil, err
	}
	var words []string
	for _, row := range rows {
		words = append(words, row[0])
	}
	return slices.Clip(words), nil
}
