package syntax

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"unicode/utf8"
)

// TestFeatures compares with what cmd/train/features.py, the specification, says of the same words and lines.
func TestFeatures(t *testing.T) {
	data, err := os.ReadFile("testdata/features.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		T2S   map[string]string
		Words []struct {
			Lang, Form, Norm string
			Shape            int
			Key              uint32
			Grams            []uint32
		}
		Dictionary []uint32
		Lines      []struct {
			Lang, Text string
			Classes    []int
			Rows       [][3]int
			Dict       [][3]uint8
		}
		Gazetteer [][2]uint32
		Runs      []struct {
			Lang  string
			Forms []string
			Rows  []int
		}
		Scripts [][3]string
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	m := &Model{chars: newCharacters(), simplified: map[rune]rune{}}
	for from, to := range want.T2S {
		r, _ := utf8.DecodeRuneInString(from)
		m.simplified[r], _ = utf8.DecodeRuneInString(to)
	}
	s := &spelling{chars: m.chars, simplified: m.simplified}
	for _, x := range want.Words {
		normal := s.appendNormal(nil, x.Form, x.Lang)
		if string(normal) != x.Norm || s.shape(x.Form) != x.Shape || wordKey(normal, x.Lang) != x.Key {
			t.Errorf("%s %q: %q, shape %d, want %q, %d", x.Lang, x.Form, normal, s.shape(x.Form), x.Norm, x.Shape)
		}
		if grams := s.gramKeys(nil, normal); !slices.Equal(grams, x.Grams) {
			t.Errorf("%s %q: n-grams %v, want %v", x.Lang, x.Form, grams, x.Grams)
		}
	}
	var dictionary keys
	for _, h := range want.Dictionary {
		dictionary = binary.LittleEndian.AppendUint32(dictionary, h)
	}
	w := m.acquire()
	for _, x := range want.Lines {
		chars := []rune(x.Text)
		for i, r := range chars {
			if simple, ok := m.simplified[r]; ok && x.Lang == "zh" {
				chars[i] = simple
			}
		}
		for i, row := range x.Rows {
			at := func(i int) uint32 {
				if i < 0 || i >= len(chars) {
					return '\n'
				}
				return uint32(chars[i])
			}
			got := [3]int{bucket(at(i-1), at(i), 0, 15), bucket(at(i), at(i+1), 0, 15), bucket(at(i), at(i+1), at(i+2), 15)}
			if got != row || m.chars.of(chars[i]).class() != x.Classes[i] {
				t.Errorf("%s %q: character %d has rows %v, class %d, want %v, %d", x.Lang, x.Text, i, got,
					m.chars.of(chars[i]).class(), row, x.Classes[i])
			}
		}
		if x.Dict != nil {
			if got := w.dictionaryMatches(chars, x.Lang, dictionary); !slices.Equal(got, x.Dict) {
				t.Errorf("%s %q: dictionary matches %v, want %v", x.Lang, x.Text, got, x.Dict)
			}
		}
	}
	var g gazetteer
	for _, e := range want.Gazetteer {
		g.keys = binary.LittleEndian.AppendUint32(g.keys, e[0])
		g.classes = append(g.classes, byte(e[1]))
	}
	for _, x := range want.Runs {
		var words []*wordType
		for _, form := range x.Forms {
			words = append(words, &wordType{listed: s.listed(form, x.Lang)})
		}
		for i, got := range g.features(nil, words, x.Lang) {
			if int(got) != x.Rows[i] {
				t.Errorf("%s %q: bits %08b at %q, want %08b", x.Lang, x.Forms, got, x.Forms[i], x.Rows[i])
			}
		}
	}
	for _, x := range want.Scripts {
		script, ok := parseScript(x[1])
		if got := applyScript(x[0], &script); !ok || got != x[2] {
			t.Errorf("%q by %q: %q, want %q", x[0], x[1], got, x[2])
		}
	}
}
