package extract

import (
	"slices"
	"strings"
)

// Languages whose subordinate clauses end in their verbs (class "relator" of words.tsv names the pronouns) hide
// relative clauses behind words that are also articles: "…, den Beamte am Sonntag festgenommen hatten". The place of the
// verbs tells them apart more surely than the tree does, and the form of the pronoun what it stands for.

// relative is one such clause.
type relative struct {
	comma, pronoun int
	last           int // behind its last word
	verb           int // its main verb
}

// finalRelatives redraws the relative clauses that end in their verbs.
func (r *Reading) finalRelatives() {
	for _, s := range r.Doc.Sentences {
		for t := s.First + 2; t < s.Last; t++ {
			if !r.Has(t, "relator") {
				continue
			}
			if x, ok := r.finalRelative(s, t); ok {
				r.drawRelative(s, x)
			}
		}
	}
}

// finalRelative tells whether a relative clause begins with a pronoun: behind a comma, all its verbs at its end.
func (r *Reading) finalRelative(s Sentence, t int) (x relative, ok bool) {
	tokens := r.Doc.Tokens
	if tokens[t-1].Text != "," {
		return x, false
	}
	first := t + 1
	for first < s.Last && !isVerb(&tokens[first]) && tokens[first].UPOS != "PUNCT" {
		first++
	}
	last := first
	for last < s.Last && (isVerb(&tokens[last]) || tokens[last].UPOS == "PART") {
		last++
	}
	if first == t+1 || last == first || last < s.Last && tokens[last].UPOS != "PUNCT" {
		return x, false
	}
	verb := -1
	for v := first; v < last; v++ {
		if tokens[v].UPOS == "VERB" {
			verb = v
		}
	}
	if verb < 0 {
		return x, false
	}
	for up := tokens[verb].Head; up >= first && up < last && tokens[up].UPOS == "VERB"; up = tokens[verb].Head {
		verb = up
	}
	return relative{comma: t - 1, pronoun: t, last: last, verb: verb}, true
}

func isVerb(t *Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" }

// drawRelative hangs a relative clause on its noun and gives its parts their roles.
func (r *Reading) drawRelative(s Sentence, x relative) {
	tokens := r.Doc.Tokens
	noun := r.nounBefore(s, x.comma)
	if noun < 0 {
		return
	}
	if r.Below(noun, x.verb) && !r.freeAntecedent(s, x, noun) {
		return
	}
	if !strings.HasPrefix(tokens[x.verb].Rel, "acl") || tokens[x.verb].Head >= x.comma {
		r.attach(x.verb, noun, "acl")
	}
	if tokens[x.verb].Head < s.First || tokens[x.verb].Head >= x.comma {
		return
	}
	tokens[x.verb].Rel = "acl"
	if h := tokens[x.verb].Head; tokens[h].Rel == "appos" && tokens[h].UPOS == "NOUN" && r.MentionAt(h) < 0 && tokens[h].Head >= s.First {
		r.attach(x.verb, tokens[h].Head, "acl") // "Karl Weber, Mitglied der SPD, der …"
	}
	r.relatorRoles(x)
}

// nounBefore gives the head of the noun phrase that ends before a comma; -1 if none does.
func (r *Reading) nounBefore(s Sentence, comma int) int {
	tokens := r.Doc.Tokens
	t := comma - 1
	if u := tokens[t].UPOS; u != "NOUN" && u != "PROPN" && u != "PRON" && u != "X" {
		return -1
	}
	for {
		h := tokens[t].Head
		if h < s.First || h >= comma || isVerb(&tokens[h]) || tokens[t].Rel == "obl" || tokens[t].Rel == "conj" {
			return t
		}
		if tokens[h].UPOS == "ADJ" || tokens[h].UPOS == "ADV" {
			return t
		}
		t = h
	}
}

// freeAntecedent gives a noun that the tree hangs into its own relative clause the place that the clause has.
func (r *Reading) freeAntecedent(s Sentence, x relative, noun int) bool {
	tokens := r.Doc.Tokens
	up := tokens[x.verb].Head
	if up >= 0 && up >= x.comma && up < x.last {
		return false
	}
	rel := tokens[noun].Rel
	if up < 0 { // the clause has been taken for the main one: that is behind it
		for v := x.last; v < s.Last; v++ {
			if tokens[v].UPOS == "VERB" && r.Below(v, x.verb) {
				tokens[v].Head, tokens[v].Rel = -1, "root"
				tokens[x.verb].Head = v
				r.rebuild()
				up = v
				break
			}
		}
		if up < 0 {
			return false
		}
	}
	top := noun
	for tokens[top].Head >= 0 && tokens[top].Head != x.verb {
		top = tokens[top].Head
	}
	if top >= x.comma {
		return false
	}
	if top != noun {
		rel = tokens[top].Rel
	}
	r.attach(top, up, rel)
	return !r.Below(noun, x.verb)
}

// relatorRoles makes the relative pronoun what its form says, and what else stands bare in the clause the other part.
func (r *Reading) relatorRoles(x relative) {
	tokens := r.Doc.Tokens
	p := &tokens[x.pronoun]
	if p.UPOS == "DET" || p.Head != x.verb {
		r.attach(x.pronoun, x.verb, "nsubj")
	}
	p.UPOS = "PRON"
	feats := map[string]string{"PronType": "Rel"}
	for k, v := range p.Feats {
		if k != "Definite" && k != "PronType" {
			feats[k] = v
		}
	}
	p.Feats = feats
	role, _ := r.Value(x.pronoun, "relator")
	var others []int
	passive := false
	for _, c := range r.Children[x.verb] {
		rel := RelBase(tokens[c].Rel)
		passive = passive || strings.HasSuffix(tokens[c].Rel, ":pass")
		if c != x.pronoun && c > x.pronoun && (rel == "nsubj" || rel == "obj" || rel == "iobj") && r.Child(c, "case") < 0 {
			others = append(others, c)
		}
	}
	subject, object := "nsubj", "obj"
	if passive {
		subject = "nsubj:pass"
	}
	switch role {
	case "subj":
		p.Rel = subject
		r.retag(others, "nsubj", object)
	case "obj":
		p.Rel = object
		if !slices.ContainsFunc(others, func(c int) bool { return RelBase(tokens[c].Rel) == "nsubj" }) {
			r.retag(others, "obj", subject)
		}
	case "iobj":
		p.Rel = "iobj"
	default:
		if i := slices.IndexFunc(others, func(c int) bool { return r.nominative(c) }); i >= 0 {
			p.Rel, tokens[others[i]].Rel = object, subject
			return
		}
		p.Rel = subject
		r.retag(others, "nsubj", object)
	}
}

// retag gives the first of some words that has one relation another.
func (r *Reading) retag(words []int, from, to string) {
	for _, c := range words {
		if RelBase(r.Doc.Tokens[c].Rel) == from {
			r.Doc.Tokens[c].Rel = to
			return
		}
	}
}

// nominative tells whether the article or the form of a word makes it a subject.
func (r *Reading) nominative(c int) bool {
	if r.HasValue(c, "relator", "nominative") || r.Doc.Tokens[c].UPOS == "PRON" && r.Doc.Tokens[c].Feats["Case"] == "Nom" {
		return true
	}
	d := r.Child(c, "det")
	return d >= 0 && r.HasValue(d, "relator", "subj") && r.Doc.Tokens[c].Feats["Gender"] != "Fem"
}

// obliquePronouns makes a pronoun that is no nominative the object of a verb that has another subject: "…, gratulierte
// ihr".
func (r *Reading) obliquePronouns() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		h := tokens[t].Head
		if h < 0 || RelBase(tokens[t].Rel) != "nsubj" || tokens[t].UPOS != "PRON" || !r.HasValue(t, "relator", "oblique") {
			continue
		}
		other := slices.ContainsFunc(r.Children[h], func(c int) bool { return c != t && RelBase(tokens[c].Rel) == "nsubj" })
		if other {
			tokens[t].Rel = "iobj"
		}
	}
}
