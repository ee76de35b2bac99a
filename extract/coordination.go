package extract

import (
	"unicode"
	"unicode/utf8"
)

// joinBehindConjunctions makes "and B" behind A a coordination where the tree has it as an apposition: a conjunction
// at its left edge says what it is. It tells whether a tree has changed.
func (r *Reading) joinBehindConjunctions() bool {
	changed := false
	for t := range r.Doc.Tokens {
		if RelBase(r.Doc.Tokens[t].Rel) != "appos" || r.Doc.Tokens[r.leftEdge(t)].Rel != "cc" {
			continue
		}
		first := r.Doc.Tokens[t].Head
		for RelBase(r.Doc.Tokens[first].Rel) == "appos" || RelBase(r.Doc.Tokens[first].Rel) == "flat" {
			first = r.Doc.Tokens[first].Head
		}
		if first < t {
			r.attach(t, first, "conj")
			changed = true
		}
	}
	return changed
}

// leftEdge gives the first word of the phrase that a word heads.
func (r *Reading) leftEdge(t int) int {
	for {
		children := r.Children[t]
		if len(children) == 0 || children[0] > t {
			return t
		}
		t = children[0]
	}
}

// datelinesApart takes the agency in brackets before the dash that a text begins with out of the sentence: (AP) –.
func (r *Reading) datelinesApart() bool {
	tokens, changed := r.Doc.Tokens, false
	for _, s := range r.Doc.Sentences {
		if s.Last-s.First < 5 || tokens[s.First].Text != "(" && tokens[s.First].Text != "（" {
			continue
		}
		end := s.First + 1
		for end < s.Last-1 && end < s.First+8 && tokens[end].Text != ")" && tokens[end].Text != "）" {
			end++
		}
		if end+1 >= s.Last || !isDash(tokens[end+1].Text) {
			continue
		}
		for t := s.First + 1; t < end; t++ {
			if h := tokens[t].Head; h > end {
				tokens[t].Rel, changed = "parataxis", true
			}
		}
	}
	return changed
}

func isDash(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Pd, first)
}
