package lang

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
)

func TestLoad(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"ar", "de", "en", "es", "fr", "id", "ja", "ko", "ms", "pt", "ru", "th", "vi", "zh-Hans", "zh-Hant"}
	if !slices.Equal(s.Codes(), want) {
		t.Errorf("codes %v, want %v", s.Codes(), want)
	}
	if l := s.Language("zh-Hant"); l == nil || l.Script != "Hant" {
		t.Errorf("zh-Hant: %+v", l)
	}
	if s.Language("xx") != nil {
		t.Error("xx is a language")
	}
}

func TestLoadFS(t *testing.T) {
	good := &fstest.MapFile{Data: []byte(`{"name": "X", "native": "x", "script": "Latn", "order": 3}`)}
	tests := []struct {
		name string
		tree fstest.MapFS
		ok   bool
	}{
		{"a folder is a language", fstest.MapFS{"xx/settings.json": good}, true},
		{"other folders are skipped", fstest.MapFS{"xx/settings.json": good, "data/a.tsv": good}, true},
		{"none", fstest.MapFS{"data/a.tsv": good}, false},
		{"no script", fstest.MapFS{"xx/settings.json": {Data: []byte(`{"name": "X", "native": "x"}`)}}, false},
		{"broken", fstest.MapFS{"xx/settings.json": {Data: []byte(`{`)}}, false},
	}
	for _, test := range tests {
		if _, err := LoadFS(test.tree); (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestFiles(t *testing.T) {
	s, err := LoadFS(fstest.MapFS{
		"xx/settings.json": {Data: []byte(`{"name": "X", "native": "x", "script": "Latn", "order": 3}`)},
		"xx/words.tsv":     {Data: []byte("# comment\n\na\tb\r\nc\td\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	l := s.Language("xx")
	var own struct{ Order int }
	if err := l.Settings(&own); err != nil || own.Order != 3 {
		t.Errorf("order %d, %v", own.Order, err)
	}
	words, err := l.Words("words.tsv")
	if err != nil || !slices.Equal(words, []string{"a", "c"}) {
		t.Errorf("words %q, %v", words, err)
	}
	rows, _ := l.Rows("words.tsv")
	for n, row := range rows {
		if n != 3 || !slices.Equal(row, []string{"a", "b"}) {
			t.Errorf("line %d: %q", n, row)
		}
		break
	}
	if words, err := l.Words("none.tsv"); words != nil || err != nil {
		t.Errorf("no file: %q, %v", words, err)
	}
	if _, err := l.File("none.tsv"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}
