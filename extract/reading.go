package extract

import "slices"

// Reading is a document seen through the words of its language: who depends on whom, under which keys each
// token is looked up, and the entries of words.tsv that match. It is built once a document and not changed.
type Reading struct {
	Doc      *Document
	Words    *Words
	Children [][]int      // dependents of each token, in order
	Keys     [][]string   // folded form first, then lemma, then verb with particle
	Lemma    []string     // folded lemma (form where there is none)
	Sentence []int        // sentence of each token
	Tags     [][]TagHit   // entries of words.tsv by the head of the words that they matched
	before   [][]TagHit   // markers that end where a token begins
	after    [][]TagHit   // markers that begin at a token
	cover    []int        // mention that covers each token, the one with the narrowest span; -1 if none
	headed   []int        // mention that a token heads, the one with the widest span; -1 if none
	named    map[int]bool // where known names begin; nil where nobody has looked
	ends     map[int]int  // where the known names that begin at a byte end
}

// TagHit is an entry of words.tsv found in the document.
type TagHit struct {
	Tag
	First, Last int // tokens [First, Last)
	length      int
}

// NewReading reads a document with a language's words.
func NewReading(d *Document, w *Words) *Reading {
	n := len(d.Tokens)
	r := &Reading{Doc: d, Words: w, Children: make([][]int, n), Keys: make([][]string, n), Lemma: make([]string, n),
		Sentence: make([]int, n), Tags: make([][]TagHit, n), before: make([][]TagHit, n+1), after: make([][]TagHit, n+1)}
	for s, sentence := range d.Sentences {
		for t := sentence.First; t < sentence.Last; t++ {
			r.Sentence[t] = s
		}
	}
	for t := range d.Tokens {
		if h := d.Tokens[t].Head; h >= 0 && h < n {
			r.Children[h] = append(r.Children[h], t)
		}
	}
	for t := range d.Tokens {
		r.Keys[t] = r.keysOf(t)
	}
	for t := range d.Tokens {
		for _, h := range w.index.At(r, t) {
			hit := TagHit{h.Value, h.First, h.Last, h.Length}
			if h.Value.Class == "marker" {
				r.before[h.Last] = append(r.before[h.Last], hit)
				r.after[h.First] = append(r.after[h.First], hit)
			}
			head := r.HeadOf(h.First, h.Last)
			if h.Value.Class == "title" && HeadFinal(d.Article.Lang) {
				head = h.Last - 1
			}
			r.Tags[head] = append(r.Tags[head], hit)
		}
	}
	r.Cover()
	return r
}

func (r *Reading) keysOf(t int) []string {
	token := &r.Doc.Tokens[t]
	form := FoldWord(token.Text)
	lemma := FoldWord(token.Lemma)
	if lemma == "" || r.Words.listed && token.UPOS != "PRON" && token.UPOS != "ADP" {
		lemma = form
	}
	keys := []string{form}
	if r.Words.voice {
		r.Lemma[t] = single(token.Text)
		return append(append(keys, r.Lemma[t]), activeForms(form, token.UPOS)...)
	}
	if listed := r.Words.lemma(form); listed != "" {
		keys = append(keys, listed)
		if lemma != listed && lemma != form {
			keys = append(keys, lemma)
		}
		lemma = listed
	} else if lemma != form {
		keys = append(keys, lemma)
	}
	r.Lemma[t] = lemma
	for _, c := range r.Children[t] {
		if r.Doc.Tokens[c].Rel == "compound:prt" || r.Words.compound && token.UPOS == "VERB" && r.particle(c) {
			particle := FoldWord(r.Doc.Tokens[c].Text)
			keys = append(keys, particle+lemma, lemma+particle)
		}
	}
	return append(keys, variants(r.Doc.Article.Lang, form, lemma, token.UPOS)...)
}

// particle tells whether a dependent may be the split prefix of a verb: "bleiben … fern".
func (r *Reading) particle(c int) bool {
	token := &r.Doc.Tokens[c]
	if len(token.Text) > 7 || len(r.Children[c]) > 0 {
		return false
	}
	switch token.UPOS {
	case "ADV", "ADP", "ADJ", "NOUN", "PART":
		return token.Text[0] >= 'a' && token.Text[0] <= 'z'
	}
	return false
}

// Cover works out which mention covers each token; to be called again when mentions have been added.
func (r *Reading) Cover() {
	r.cover, r.headed = make([]int, len(r.Doc.Tokens)), make([]int, len(r.Doc.Tokens))
	for t := range r.cover {
		r.cover[t], r.headed[t] = -1, -1
	}
	width := func(i int) int { return r.Doc.Mentions[i].Last - r.Doc.Mentions[i].First }
	for i, m := range r.Doc.Mentions {
		for t := m.First; t < m.Last && t < len(r.cover); t++ {
			if old := r.cover[t]; old < 0 || width(i) < width(old) {
				r.cover[t] = i
			}
		}
		if m.Head < len(r.headed) && (r.headed[m.Head] < 0 || width(i) > width(r.headed[m.Head])) {
			r.headed[m.Head] = i
		}
	}
}

// HeadFinal tells the languages whose noun phrases end in their heads.
func HeadFinal(lang string) bool {
	return lang == "ja" || lang == "zh-Hans" || lang == "zh-Hant" || lang == "ko"
}

// Genitive tells the particles that join an owner to what follows.
func Genitive(word string) bool { return word == "の" || word == "的" }

// MentionAt gives the narrowest mention that covers a token; -1 if none does.
func (r *Reading) MentionAt(t int) int { return r.cover[t] }

// MentionHeadedBy gives the widest mention that has the token as its head; -1 if there is none.
func (r *Reading) MentionHeadedBy(t int) int { return r.headed[t] }

// HeadOf gives the token of [first, last) whose head lies outside; the first such.
func (r *Reading) HeadOf(first, last int) int {
	for t := first; t < last; t++ {
		if h := r.Doc.Tokens[t].Head; (h < first || h >= last) && r.Doc.Tokens[t].UPOS != "PUNCT" {
			return t
		}
	}
	return first
}

// Has tells whether a token carries an entry of the class.
func (r *Reading) Has(t int, class string) bool {
	_, ok := r.Value(t, class)
	return ok
}

// HasValue tells whether a token carries that entry.
func (r *Reading) HasValue(t int, class, value string) bool {
	for _, h := range r.Tags[t] {
		if h.Class == class && h.Value == value {
			return true
		}
	}
	return false
}

// Value gives the entry of the class that a token carries; of several the longest.
func (r *Reading) Value(t int, class string) (value string, ok bool) {
	h, ok := r.Hit(t, class)
	return h.Value, ok
}

// Hit is Value with the words that matched.
func (r *Reading) Hit(t int, class string) (best TagHit, ok bool) {
	for _, h := range r.Tags[t] {
		if h.Class == class && (!ok || h.length > best.length) {
			best, ok = h, true
		}
	}
	return best, ok
}

// Child gives the first dependent of a token with one of the relations; -1 if it has none.
func (r *Reading) Child(t int, rels ...string) int {
	for _, c := range r.Children[t] {
		if slices.Contains(rels, r.Doc.Tokens[c].Rel) {
			return c
		}
	}
	return -1
}

// Subtree gives the first and last token of the tokens below t, t included, stopping at dependents that stop
// says.
func (r *Reading) Subtree(t int, stop func(child int) bool) (first, last int) {
	first, last = t, t+1
	for _, c := range r.Children[t] {
		if stop != nil && stop(c) {
			continue
		}
		f, l := r.Subtree(c, stop)
		first, last = min(first, f), max(last, l)
	}
	return first, last
}

// Below tells whether t is below (or is) ancestor.
func (r *Reading) Below(t, ancestor int) bool {
	for steps := 0; t >= 0 && steps < 200; steps++ {
		if t == ancestor {
			return true
		}
		t = r.Doc.Tokens[t].Head
	}
	return false
}

// Feature tells whether a token has a universal feature.
func (r *Reading) Feature(t int, name, value string) bool {
	return r.Doc.Tokens[t].Feats[name] == value
}

// RelBase gives a relation without its subtype: nsubj for nsubj:pass.
func RelBase(rel string) string {
	for i := 0; i < len(rel); i++ {
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}
