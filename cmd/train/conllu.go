package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// goldWord is a syntactic word of a treebank.
type goldWord struct {
	form, lemma, upos, rel, name string
	head                         int // within the sentence; -1 for the root
	start, end                   int // of its token in the sentence's text, in bytes
	part                         int // which word of its token
}

type goldSentence struct {
	text   string
	words  []goldWord
	begins bool // a paragraph
}

// readTrees reads CoNLL-U files; pattern may match several.
func readTrees(pattern, lang string) ([]goldSentence, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("reading test trees: no file %s; unpack the archives first", pattern)
	}
	var out []goldSentence
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading test trees: %w", err)
		}
		for _, block := range strings.Split(strings.ReplaceAll(string(data), "\r", ""), "\n\n") {
			s, err := readTree(block, lang)
			if err != nil {
				return nil, fmt.Errorf("reading %s: %w", path, err)
			}
			if len(s.words) > 0 {
				out = append(out, s)
			}
		}
	}
	return out, nil
}

// surface is a token of the text: one word, or a range of words.
type surface struct {
	form        string
	first, last int // words, counting from 1
	glued       bool
}

func readTree(block, lang string) (goldSentence, error) {
	var s goldSentence
	var tokens []surface
	covered := 0
	for _, line := range strings.Split(block, "\n") {
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			s.text = strings.TrimSpace(text)
		}
		s.begins = s.begins || strings.HasPrefix(line, "# newpar") || strings.HasPrefix(line, "# newdoc")
		r := strings.Split(line, "\t")
		if len(r) != 10 || strings.HasPrefix(line, "#") || strings.Contains(r[0], ".") {
			continue
		}
		glued := strings.Contains(r[9], "SpaceAfter=No")
		if first, last, ok := strings.Cut(r[0], "-"); ok {
			a, err1 := strconv.Atoi(first)
			b, err2 := strconv.Atoi(last)
			if err1 != nil || err2 != nil {
				return s, fmt.Errorf("bad range %q", r[0])
			}
			tokens, covered = append(tokens, surface{r[1], a, b, glued}), b
			continue
		}
		head, err := strconv.Atoi(r[6])
		if err != nil {
			return s, fmt.Errorf("bad head %q", r[6])
		}
		s.words = append(s.words, goldWord{form: r[1], lemma: r[2], upos: r[3], rel: r[7], head: head - 1})
		if n := len(s.words); n > covered {
			tokens = append(tokens, surface{r[1], n, n, glued})
		}
	}
	s.place(tokens, lang)
	return s, nil
}

// place finds the tokens in the sentence's text, which it makes where the file has none of use.
func (s *goldSentence) place(tokens []surface, lang string) {
	if lang == "vi" {
		s.text = vietnameseText(tokens)
	}
	at := 0
	for _, t := range tokens {
		i := strings.Index(s.text[at:], t.form)
		if i < 0 { // the text says something else: write it from the tokens
			s.text = plainText(tokens, lang)
			s.find(tokens)
			return
		}
		at += i + len(t.form)
	}
	s.find(tokens)
}

func (s *goldSentence) find(tokens []surface) {
	at := 0
	for _, t := range tokens {
		at += strings.Index(s.text[at:], t.form)
		for i := t.first; i <= min(t.last, len(s.words)); i++ {
			w := &s.words[i-1]
			w.start, w.end, w.part = at, at+len(t.form), i-t.first
		}
		at += len(t.form)
	}
}

func plainText(tokens []surface, lang string) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.form)
		if !t.glued && lang != "zh" && lang != "ja" {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// vietnameseText puts punctuation where real text has it: the treebank has every token apart.
func vietnameseText(tokens []surface) string {
	text, open := "", false
	for _, t := range tokens {
		quote := t.form == `"`
		opens := strings.Contains("([{“‘", t.form) || quote && !open
		closes := strings.Contains(",.:;?!)]}…”’", t.form) || t.form == "..." || quote && open
		if quote {
			open = !open
		}
		if closes {
			text = strings.TrimRight(text, " ")
		}
		text += t.form
		if !opens {
			text += " "
		}
	}
	return strings.TrimSpace(text)
}

// readNames reads a file with a word and its tag on each line, sentences apart by an empty line.
func readNames(path string) ([]goldSentence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading test names: %w", err)
	}
	var out []goldSentence
	for _, block := range strings.Split(string(data), "\n\n") {
		var s goldSentence
		for _, line := range strings.Split(block, "\n") {
			switch columns := strings.Split(line, "\t"); {
			case len(columns) == 2:
				s.words = append(s.words, goldWord{form: columns[0], name: columns[1]})
			case len(columns) > 2: // as Universal NER has it: the number of the word stands first
				s.words = append(s.words, goldWord{form: columns[1], name: columns[2]})
			}
		}
		if len(s.words) > 0 {
			out = append(out, s)
		}
	}
	return out, nil
}
