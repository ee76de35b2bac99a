package extract

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// Clauses and names of Arabic: verbs stand before their subjects, titles and whose they are before names.

// verbsFirst gives verbs the subjects and objects that stand behind them in their order.
func (r *Reading) verbsFirst() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].Rel == "nsubj:pass" && !strings.Contains(r.Doc.Text(tokens[max(0, tokens[t].Head)].Span), "ُ") {
			tokens[t].Rel = "nsubj"
		}
	}
	r.joinedNouns()
	r.writtenOnVerbs()
	for t := range tokens {
		if tokens[t].UPOS != "VERB" || tokens[t].Rel == "fixed" {
			continue
		}
		r.verbUp(t)
		if r.Child(t, "nsubj", "nsubj:pass", "csubj") < 0 && !strings.HasPrefix(tokens[t].Rel, "acl") {
			if k := r.nounBehind(t); k >= 0 {
				r.putUnder(t, k, "nsubj")
			}
		}
		r.secondName(t)
	}
}

// writtenOnVerbs makes objects of the pronouns that are written onto verbs. In a relative clause they stand for what
// the clause is about: "الشركة التي أسسها".
func (r *Reading) writtenOnVerbs() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		v := t - 1
		for v > 0 && tokens[v].Rel == "fixed" {
			v--
		}
		if tokens[t].UPOS != "PRON" || tokens[v].UPOS != "VERB" || !r.Doc.glued(t) || tokens[t].Feats["PronType"] == "Rel" {
			continue
		}
		r.attach(t, v, "obj")
		if !strings.HasPrefix(tokens[v].Rel, "acl") {
			continue
		}
		for _, c := range r.Children[v] {
			if tokens[c].Feats["PronType"] == "Rel" && RelBase(tokens[c].Rel) == "nsubj" {
				tokens[c].Rel, tokens[t].Rel = "obj", "expl"
			}
		}
	}
}

// joinedNouns coordinates a noun that a conjunction joins to a noun before it, both below one verb.
func (r *Reading) joinedNouns() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		h := tokens[t].Head
		c := r.Child(t, "cc")
		if h < 0 || h > t || c != t-1 || tokens[h].UPOS != "VERB" || tokens[t].UPOS != "NOUN" && tokens[t].UPOS != "PROPN" {
			continue
		}
		for _, s := range r.Children[h] {
			if s < t && s > h && (tokens[s].Rel == "nsubj" || tokens[s].Rel == "obj") && r.Below(t-2, s) {
				r.attach(t, s, "conj")
				break
			}
		}
	}
}

// verbUp makes a verb that hangs on a later word as its subject or modifier the head of the clause.
func (r *Reading) verbUp(t int) {
	tokens := r.Doc.Tokens
	h := tokens[t].Head
	if h <= t || r.Sentence[h] != r.Sentence[t] || !r.Words.verbs[FoldWord(tokens[t].Text)] {
		return
	}
	switch RelBase(tokens[t].Rel) {
	case "nsubj", "nmod", "amod", "compound", "flat", "obj":
		rel := "obl"
		if tokens[h].UPOS == "NOUN" || tokens[h].UPOS == "PROPN" {
			rel = "dep"
		}
		r.putUnder(t, h, rel)
	}
}

// nounBehind gives the noun that begins directly behind a verb without a preposition; -1 if there is none.
func (r *Reading) nounBehind(t int) int {
	tokens := r.Doc.Tokens
	end := r.Doc.Sentences[r.Sentence[t]].Last
	for k := t + 1; k < min(end, t+4); k++ {
		switch tokens[k].UPOS {
		case "ADV", "PART":
			continue
		case "PRON":
			if k == t+1 && r.Doc.glued(k) {
				continue // the object
			}
		case "NOUN", "PROPN", "X":
			if r.timeWord(k) || tokens[k].Rel == "fixed" || tokens[k].Rel == "obj" && r.MentionAt(k) < 0 && !r.Has(k, "title") && !r.Has(k, "group") && !r.Has(k, "organization") {
				return -1
			}
			return k
		}
		return -1
	}
	return -1
}

// secondName makes an object of a name that stands directly behind the name of the subject: proper names own
// nothing in front of them.
func (r *Reading) secondName(t int) {
	s := r.Child(t, "nsubj")
	if s < t || r.Child(t, "obj") >= 0 {
		return
	}
	first := r.MentionAt(s)
	if first < 0 {
		first = r.MentionHeadedBy(s)
	}
	if first < 0 || r.Doc.Mentions[first].Kind != Named {
		return
	}
	k := r.Doc.Mentions[first].Last
	if k >= len(r.Doc.Tokens) || r.Sentence[k] != r.Sentence[t] {
		return
	}
	if m := r.MentionAt(k); m >= 0 && r.Doc.Mentions[m].Kind == Named && !r.Doc.Mentions[m].Demonym || r.Has(k, "title") {
		r.putUnder(t, k, "obj")
	}
}

// arabicHolders tags the persons whose names begin behind a title and whose office it is.
func (n *Names) arabicHolders(r *Reading) {
	countries := map[int]int{}
	for _, m := range n.gaz.Match(r.Doc.Article.Text, "ar") {
		if m.Candidates[0].Entry.Type == schema.Country {
			countries[m.Start] = m.End
		}
	}
	for t := range r.Doc.Tokens {
		for _, h := range r.Tags[t] {
			if h.First == t && h.Class == "title" && !r.insideLonger(t, h) {
				r.arabicHolder(r.pastOwner(h.Last, countries), countries)
			}
		}
	}
}

// pastOwner steps over the country or body that a title belongs to, and over adjectives.
func (r *Reading) pastOwner(t int, countries map[int]int) int {
	tokens := r.Doc.Tokens
	for t < len(tokens) && r.Sentence[t] == r.Sentence[t-1] {
		end := max(countries[tokens[t].Start], countries[tokens[t].Start+len("ال")])
		switch {
		case end > 0:
			for t < len(tokens) && tokens[t].Start < end {
				t++
			}
		case r.Has(t, "group"), r.Has(t, "organization"), r.Has(t, "former"),
			tokens[t].UPOS == "ADJ" && tokens[t].Name == "" && strings.HasPrefix(tokens[t].Text, "ال"):
			t++
		default:
			return t
		}
	}
	return t
}

// arabicHolder tags up to four words of a name.
func (r *Reading) arabicHolder(t int, countries map[int]int) {
	tokens := r.Doc.Tokens
	last, proper := t, false
	for k := t; k < len(tokens) && k < t+4 && r.Sentence[k] == r.Sentence[t-1]; k++ {
		token := &tokens[k]
		if !slices.Contains([]string{"PROPN", "NOUN", "X", "ADJ"}, token.UPOS) || r.timeWord(k) || token.Text == "يوم" || r.Has(k, "title") || r.Has(k, "group") || r.Has(k, "organization") {
			break
		}
		if countries[token.Start] > 0 || token.UPOS != "PROPN" && token.Name == "" && (k == t || len(r.Tags[k]) > 0) {
			break
		}
		proper = proper || token.UPOS == "PROPN"
		last = k + 1
	}
	if proper && last-t > 1 {
		r.tagRun(t, last, "PER")
	}
}
