package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// found is a trigger found in a sentence.
type found struct {
	*trigger
	at       int // the word that carries it
	part     int // second word of a light verb; -1 where there is none
	asNoun   bool
	within   bool // it is the noun of a light verb, and counts only where that states nothing
	strength int  // how closely the words fit: light verbs before single words, long before short
}

// triggers finds the triggers of a sentence. Of several at one word the closest fits win; an exception in the
// lexicon ("attack+record") takes the word out.
func (a *analysis) triggers(s extract.Sentence) []found {
	byWord := map[int][]found{}
	var order []int
	for t := s.First; t < s.Last; t++ {
		for _, h := range a.l.lexicon.index.At(a.r, t) {
			f := found{trigger: h.Value, at: a.r.HeadOf(h.First, h.Last), part: -1}
			if a.d.Tokens[f.at].Rel == "fixed" || !a.fitsKind(&f) {
				continue // part of a longer expression, or another kind of word
			}
			f.strength = h.Length
			if !h.Exact {
				f.strength /= 2
			}
			if len(h.Needs) > 0 {
				part, ok := a.parts(f.at, h.Needs)
				if !ok {
					continue
				}
				f.part = part
				f.strength += 1000
			}
			if h.Last-h.First > 1 {
				f.strength += 100
			}
			if _, ok := byWord[f.at]; !ok {
				order = append(order, f.at)
			}
			byWord[f.at] = append(byWord[f.at], f)
		}
	}
	var all []found
	taken := map[int]string{} // parts of light verbs → relation
	for _, at := range order {
		for _, f := range closest(byWord[at]) {
			if f.part >= 0 {
				taken[f.part] = f.relation
			}
			all = append(all, f)
		}
	}
	all = slices.DeleteFunc(all, func(f found) bool {
		if f.flags.off {
			a.log(f.at, "trigger: %q is an exception, not %s", a.d.Tokens[f.at].Text, f.relation)
			return true
		}
		return taken[f.at] == f.relation && f.part < 0 && !f.asNoun
	})
	for i := range all {
		f := &all[i]
		f.within = f.part < 0 && f.asNoun && taken[f.at] != ""
	}
	return all
}

// closest keeps the triggers of one word that fit best: exceptions alone where they are the closest, else light
// verbs alone where there are any, else all.
func closest(fs []found) []found {
	slices.SortStableFunc(fs, func(x, y found) int { return y.strength - x.strength })
	top := fs[0]
	var kept []found
	for _, f := range fs {
		switch {
		case top.flags.off && f.strength <= top.strength && !(f.strength == top.strength && !f.flags.off):
			if f.flags.off && len(kept) == 0 {
				kept = append(kept, f)
			}
		case f.flags.off:
		case top.strength >= 1000 && f.strength < 1000:
		case top.strength >= 100 && top.strength < 1000 && f.strength < 100:
		default:
			kept = append(kept, f)
		}
	}
	return kept
}

// fitsKind tells whether a word is of the kind that the trigger asks for.
func (a *analysis) fitsKind(f *found) bool {
	token := &a.d.Tokens[f.at]
	if m := a.r.MentionAt(f.at); m >= 0 && a.d.Mentions[m].Kind == extract.Named && f.kind != "agent" {
		return false
	}
	participle := token.Feats["VerbForm"] == "Part" || token.Feats["VerbForm"] == "Ger"
	noun := token.UPOS == "NOUN" || token.UPOS == "PROPN" || token.UPOS == "X"
	switch f.kind {
	case "verb":
		return token.UPOS == "VERB" || token.UPOS == "AUX" && token.Rel != "aux" && token.Rel != "cop" && token.Rel != "aux:pass" ||
			token.UPOS == "ADJ" && (participle || a.predicateParticiple(f.at) || token.Rel == "amod" && a.r.Child(f.at, "obl", "nmod", "obl:agent") >= 0)
	case "noun":
		f.asNoun = true
		return noun
	case "agent":
		f.asNoun = true
		return noun || token.UPOS == "ADJ"
	case "adj":
		return token.UPOS == "ADJ" || token.UPOS == "VERB" && participle || token.UPOS == "ADV"
	case "any":
		f.asNoun = noun
		return noun || token.UPOS == "VERB" || token.UPOS == "ADJ" || token.UPOS == "AUX" && token.Rel != "aux" && token.Rel != "cop"
	}
	return false
}

// predicateParticiple tells whether an adjective is a participle that the tagger did not mark: it has an agent or
// an auxiliary.
func (a *analysis) predicateParticiple(t int) bool {
	return a.r.Child(t, "aux:pass", "obl:agent", "nsubj:pass") >= 0
}

// parts looks for the further words of a light verb among the dependents of t, or above it where the noun has
// the verb as its relative clause.
func (a *analysis) parts(t int, needs []string) (int, bool) {
	first := -1
	for _, need := range needs {
		at := a.findPart(t, strings.TrimSpace(need))
		if at < 0 {
			return -1, false
		}
		if first < 0 {
			first = at
		}
	}
	return first, true
}

func (a *analysis) findPart(t int, need string) int {
	if kind, ok := strings.CutPrefix(need, "*/"); ok {
		for _, c := range a.r.Children[t] {
			if m := a.r.MentionAt(c); a.r.HasType(m, schema.EntityType(kind)) {
				return c
			}
		}
		return -1
	}
	for _, c := range a.r.Children[t] {
		if a.isPart(c, need) && !strings.HasPrefix(a.d.Tokens[c].Rel, "nsubj") || a.isPart(c, need) && a.passive(t) {
			return c
		}
	}
	for _, c := range a.r.Children[t] { // "in talks" below a noun or a second object
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "obj", "obl", "xcomp", "nmod", "compound", "ccomp":
			for _, cc := range a.r.Children[c] {
				if rel := extract.RelBase(a.d.Tokens[cc].Rel); (rel == "conj" || rel == "nmod" && a.d.Tokens[c].UPOS != "PROPN" || rel == "compound" || rel == "obj" && extract.RelBase(a.d.Tokens[c].Rel) == "xcomp") && a.isPart(cc, need) {
					return cc
				}
			}
		}
	}
	if h := a.d.Tokens[t].Head; h >= 0 && strings.HasPrefix(a.d.Tokens[t].Rel, "acl") && a.isPart(h, need) {
		return h
	}
	return -1
}

// isPart tells whether a word is the one that a light verb needs, or a compound that ends in it.
func (a *analysis) isPart(t int, need string) bool {
	token := &a.d.Tokens[t]
	if token.UPOS == "PUNCT" || token.Rel == "conj" && token.UPOS == "VERB" {
		return false
	}
	suffix, isSuffix := strings.CutPrefix(need, "*")
	prefix, isPrefix := strings.CutSuffix(need, "*")
	for i, key := range a.r.Keys[t] {
		switch {
		case isSuffix:
			if s := extract.FoldWord(suffix); strings.HasSuffix(key, s) {
				return true
			}
		case isPrefix:
			if strings.HasPrefix(key, extract.FoldWord(prefix)) {
				return true
			}
		case strings.HasPrefix(need, "="):
			if i == 0 && key == extract.FoldWord(need[1:]) {
				return true
			}
		default:
			if key == extract.FoldWord(need) {
				return true
			}
		}
	}
	// Several words: "play+key role".
	if strings.ContainsAny(need, " -") || len(a.r.Children[t]) > 0 {
		first, last := a.r.Phrase(t)
		for k := first; k <= t; k++ {
			joined := ""
			for i := k; i < last; i++ {
				if i < t {
					joined += a.r.Keys[i][0]
				} else {
					joined += a.r.Lemma[i]
				}
				if i >= t && joined == extract.FoldWord(need) {
					return true
				}
			}
		}
	}
	return false
}
