package extract

import (
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// ownClauses hangs German arguments on the verb of their own clause: what stands between a comma and a verb behind
// it belongs to that verb, also where the tree has it below a verb before the comma ("…, die Ukraine davon
// abzuhalten, Kursk anzugreifen").
func (r *Reading) ownClauses() {
	for _, s := range r.Doc.Sentences {
		first := s.First
		for t := s.First; t < s.Last; t++ {
			if r.Doc.Tokens[t].Text == "," {
				r.ownClause(s, first, t)
				first = t + 1
			}
		}
		r.ownClause(s, first, s.Last)
	}
}

// ownClause hangs the arguments of the words [first, last) whose heads stand in clauses before on the last verb.
func (r *Reading) ownClause(s Sentence, first, last int) {
	if first == s.First {
		return
	}
	tokens := r.Doc.Tokens
	verb := -1
	for t := first; t < last; t++ {
		if tokens[t].UPOS == "VERB" {
			verb = t
		}
	}
	if verb >= 0 && r.infinitiveWithZu(verb) {
		r.controlled(verb, first-2)
	}
	for t := first; t < verb; t++ {
		h := tokens[t].Head
		if h < s.First || h >= first || tokens[h].UPOS != "VERB" || r.Below(verb, t) {
			continue
		}
		switch RelBase(tokens[t].Rel) {
		case "nsubj", "obj", "iobj", "obl":
			r.attach(t, verb, tokens[t].Rel)
		}
	}
}

// controlled hangs an infinitive on the verb before its comma if that one says what somebody is to do or is kept
// from: "die Ukraine davon abzuhalten, Kursk anzugreifen". What is done to is no subject of an infinitive.
func (r *Reading) controlled(verb, before int) {
	tokens := r.Doc.Tokens
	for _, c := range r.Children[verb] {
		if tokens[c].Rel == "nsubj" {
			tokens[c].Rel = "obj"
		}
	}
	if r.Has(before, "objectcontrol") && !r.Below(before, verb) {
		r.attach(verb, before, "xcomp")
	}
}

// infinitiveWithZu tells "anzugreifen" and "zu schicken".
func (r *Reading) infinitiveWithZu(verb int) bool {
	if r.Doc.Tokens[verb].Feats["VerbForm"] != "Inf" {
		return false
	}
	if i := strings.Index(r.Doc.Tokens[verb].Text, "zu"); i > 0 {
		return true
	}
	return verb > 0 && r.Doc.Tokens[verb-1].Text == "zu"
}

// ownersBeforeNouns gives a noun behind a country in the genitive the head's place, and the name behind the noun to
// the noun: "Russlands Grenzregion Kursk", "Chinas Außenminister Wang Yi".
func (r *Reading) ownersBeforeNouns() {
	tokens := r.Doc.Tokens
	for t := 0; t+1 < len(tokens); t++ {
		noun := t + 1
		if !r.genitiveCountry(t) || r.Sentence[t] != r.Sentence[noun] || tokens[noun].UPOS != "NOUN" || r.MentionAt(noun) >= 0 {
			continue
		}
		if tokens[noun].Head == t && tokens[t].Head >= 0 {
			r.attach(noun, tokens[t].Head, tokens[t].Rel)
		}
		if tokens[t].Head != noun {
			r.attach(t, noun, "nmod")
		}
		if name := noun + 1; name < len(tokens) && r.Sentence[name] == r.Sentence[t] && r.startsName(name) && tokens[name].Head != noun {
			r.attach(name, noun, "appos")
		}
	}
}

// genitiveCountry tells the last word of a country's name that ends as genitives do.
func (r *Reading) genitiveCountry(t int) bool {
	m := r.MentionAt(t)
	if m < 0 || r.Doc.Mentions[m].Last != t+1 || len(r.Doc.Mentions[m].Entities) != 1 {
		return false
	}
	form := r.Doc.Tokens[t].Text
	return r.Doc.Tokens[t].UPOS == "PROPN" && strings.HasSuffix(form, "s") &&
		r.Doc.Entities[r.Doc.Mentions[m].Entities[0]].Type == schema.Country
}

// startsName tells the first word of a name of a person, place or organization.
func (r *Reading) startsName(t int) bool {
	m := r.MentionAt(t)
	return m >= 0 && r.Doc.Mentions[m].First == t && r.Doc.Tokens[t].UPOS == "PROPN" && r.Doc.Mentions[m].Kind == Named
}
