package extract

import "strings"

// Noun phrases as the tree has them: where one begins and ends, what it is called, who owns it.

// modifierRels are the dependents that belong to a noun's name and stand beside it.
var modifierRels = map[string]bool{"amod": true, "compound": true, "flat": true, "nummod": true, "det": true, "nmod:poss": true,
	"clf": true, "advmod": true, "goeswith": true, "flat:name": true, "flat:foreign": true, "det:poss": true, "fixed": true,
	"nummod:gov": true, "det:numgov": true, "nmod:att": true, "cc:preconj": true}

// LeftEdge gives the first token of the run of modifiers directly before a noun.
func (r *Reading) LeftEdge(head int) int {
	first := head
	for t := head - 1; t >= r.Doc.Sentences[r.Sentence[head]].First; t-- {
		token := &r.Doc.Tokens[t]
		inside := false
		for up, steps := t, 0; up >= 0 && steps < 8; up, steps = r.Doc.Tokens[up].Head, steps+1 {
			if up == head {
				inside = true
				break
			}
			rel := r.Doc.Tokens[up].Rel
			if r.Doc.Tokens[up].Head == head && up != t && (rel == "case" || rel == "cc" || rel == "mark") {
				break // "According to"
			}
			if !modifierRels[rel] && RelBase(rel) != "nmod" && RelBase(rel) != "conj" && rel != "case" && rel != "cc" && rel != "punct" {
				break
			}
		}
		if !inside || (token.Rel == "case" || token.Rel == "cc" || token.Rel == "punct") && token.Head == head {
			break
		}
		first = t
	}
	return first
}

// NameOf gives the text of tokens without leading determiners, numbers and adpositions.
func (r *Reading) NameOf(first, last int) string {
	for first < last-1 {
		switch r.Doc.Tokens[first].UPOS {
		case "DET", "NUM", "ADP", "PUNCT", "CCONJ", "SCONJ", "PRON", "ADV":
			first++
			continue
		}
		break
	}
	text := strings.TrimSpace(r.Doc.Text(Span{r.Doc.Tokens[first].Start, r.Doc.Tokens[last-1].End}))
	if r.Doc.Article.Lang == "ko" {
		return withoutParticles(text, &r.Doc.Tokens[last-1])
	}
	return text
}

// Markers names the roles that a phrase's adpositions, case, particles and endings give it. The phrase is the
// noun at head with the modifiers around it, [first, last).
func (r *Reading) Markers(head, first, last int) []string {
	var names []string
	add := func(name string) {
		for _, n := range names {
			if n == name {
				return
			}
		}
		names = append(names, name)
	}
	longest := 0
	var beside []TagHit
	if r.Words.Setting("order") != "SOV" { // there what stands before belongs to another
		beside = append(beside, r.before[first]...)
	}
	beside = append(beside, r.behind(head, last)...)
	for _, m := range beside {
		if m.length > longest && r.isMarker(m, head) {
			longest = m.length
		}
	}
	for _, m := range beside {
		if m.length == longest && r.isMarker(m, head) {
			add(m.Value)
		}
	}
	for _, c := range r.Children[head] {
		if !caseRel(r.Doc.Tokens[c].Rel) || longest > 0 {
			continue
		}
		for _, m := range r.after[c] {
			if m.Last == c+1 {
				add(m.Value)
			}
		}
	}
	for _, c := range r.Children[head] {
		if caseRel(r.Doc.Tokens[c].Rel) && (r.Doc.Tokens[c].UPOS == "ADP" || r.Doc.Tokens[c].UPOS == "SCONJ" || r.Doc.Tokens[c].UPOS == "PART") {
			add(r.Lemma[c])
			if r.Keys[c][0] != r.Lemma[c] {
				add(r.Keys[c][0])
			}
		}
	}
	if len(names) == 0 {
		if name := r.Words.features[r.Doc.Tokens[head].Feats["Case"]]; name != "" {
			add(name)
		}
	}
	form := r.Doc.Tokens[last-1].Text
	if longest == 0 {
		best := ending{}
		for _, e := range r.Words.endings {
			if len(e.suffix) > len(best.suffix) && len(form) > len(e.suffix) && strings.HasSuffix(form, e.suffix) {
				best = e
			}
		}
		for _, e := range r.Words.endings {
			if best.suffix != "" && e.suffix == best.suffix {
				add(e.marker)
			}
		}
	}
	return names
}

// MarkerStart gives the first token of the longest marker of several words that ends where first begins; first
// itself where there is none.
func (r *Reading) MarkerStart(first int) int {
	start := first
	for _, m := range r.before[first] {
		if m.Last-m.First > 1 {
			start = min(start, m.First)
		}
	}
	return start
}

// behind gives the markers that follow a phrase directly.
func (r *Reading) behind(head, last int) []TagHit {
	var hits []TagHit
	if last < len(r.after) && r.Sentence[head] == r.Sentence[min(last, len(r.Sentence)-1)] {
		for _, m := range r.after[last] {
			// A preposition of the next phrase is none of this one.
			if m.Last-m.First > 1 || r.Doc.Tokens[m.First].Head == head {
				hits = append(hits, m)
			}
		}
	}
	return hits
}

// isMarker tells whether a hit on the marker list is an adposition here: a case marker in the tree, or a phrase
// of several words.
func (r *Reading) isMarker(m TagHit, head int) bool {
	if m.Last-m.First > 1 {
		return true
	}
	token := &r.Doc.Tokens[m.First]
	return caseRel(token.Rel) || token.UPOS == "ADP" || token.UPOS == "PART" && token.Head == head
}

func caseRel(rel string) bool {
	switch RelBase(rel) {
	case "case", "mark":
		return true
	}
	return false
}

// Phrase gives the tokens of the noun phrase around a head: modifiers on the left, names and compounds on the
// right.
func (r *Reading) Phrase(head int) (first, last int) {
	first, last = r.LeftEdge(head), head+1
	if m := r.MentionAt(head); m >= 0 {
		first, last = min(first, r.Doc.Mentions[m].First), max(last, r.Doc.Mentions[m].Last)
		if r.Doc.Mentions[m].First < first {
			first = r.Doc.Mentions[m].First
		}
	}
	for _, c := range r.Children[head] {
		switch rel := r.Doc.Tokens[c].Rel; {
		case c == last && (strings.HasPrefix(rel, "flat") || rel == "compound" || rel == "fixed" || rel == "goeswith"):
			last = c + 1
		}
	}
	return first, last
}
