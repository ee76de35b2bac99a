package rules

import (
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// polarity tells whether a trigger is negated: by a word at it, at a verb above it whose clause it is, or by a
// verb that prevents it.
func (a *analysis) polarity(f *found, s, o *candidate) schema.Polarity {
	negated := f.flags.negated
	t := f.at
	if a.negatedAt(t) || f.part >= 0 && a.negatedAt(f.part) {
		negated = !negated
	}
	for _, c := range []*candidate{s, o} {
		if c != nil && c.token >= 0 && c.token != f.at && a.negativeDeterminer(c.token) {
			negated = true
		}
	}
	for steps := 0; steps < 3; steps++ {
		h := a.d.Tokens[t].Head
		if h < 0 {
			break
		}
		rel := extract.RelBase(a.d.Tokens[t].Rel)
		if a.r.Has(h, "prevent") && a.prevented(t, rel) {
			negated = !negated
			break
		}
		if rel != "xcomp" && !(f.asNoun && (rel == "obj" || rel == "nsubj")) && rel != "ccomp" {
			break
		}
		if rel == "ccomp" && (a.r.Has(h, "report") || !a.negatedAt(h)) {
			break
		}
		if rel == "nsubj" && a.d.Tokens[h].UPOS != "VERB" {
			break
		}
		if a.negatedAt(h) {
			negated = true
			break
		}
		t = h
	}
	if negated {
		return schema.Negated
	}
	return schema.Asserted
}

// prevented tells whether a dependent of a preventing verb is what it prevents.
func (a *analysis) prevented(t int, rel string) bool {
	switch rel {
	case "xcomp", "ccomp", "obj", "csubj", "acl", "nsubj":
		return rel != "nsubj" || a.d.Tokens[t].Rel == "nsubj:pass"
	case "advcl", "obl", "nmod":
		for _, x := range a.marked(t, 0) {
			if x.role == ":from" || x.role == ":in" || x.role == ":to" || x.role == ":an" {
				return true
			}
		}
		return rel == "advcl" && a.r.Feature(t, "VerbForm", "Ger")
	}
	return false
}

// negatedAt tells whether a word of negation hangs on a token.
func (a *analysis) negatedAt(t int) bool {
	if a.r.Feature(t, "Polarity", "Neg") {
		return true
	}
	for _, c := range a.r.Children[t] {
		rel := extract.RelBase(a.d.Tokens[c].Rel)
		switch rel {
		case "advmod", "aux", "det", "mark", "case", "cc", "discourse", "neg", "compound", "amod", "advcl", "cop", "obl", "dep":
			if a.r.Has(c, "negation") {
				return true
			}
			if rel == "aux" && a.negatedAt(c) {
				return true
			}
		}
		if (rel == "mark" || rel == "case") && a.r.HasValue(c, "marker", "without") {
			return true
		}
	}
	return false
}

// negativeDeterminer tells whether a phrase begins with "no": "no troops", "kein Land".
func (a *analysis) negativeDeterminer(t int) bool {
	for _, c := range a.r.Children[t] {
		if extract.RelBase(a.d.Tokens[c].Rel) == "det" && a.r.Has(c, "negation") {
			return true
		}
	}
	return false
}

// modality tells how real the passage makes a trigger.
func (a *analysis) modality(f *found) schema.Modality {
	if f.flags.modality != "" {
		return f.flags.modality
	}
	if m := a.modalAt(f.at); m != "" {
		return m
	}
	if f.part >= 0 {
		if m := a.adjectiveModality(f.part); m != "" {
			return m
		}
	}
	t := f.at
	for steps := 0; steps < 4; steps++ {
		h := a.d.Tokens[t].Head
		if h < 0 {
			break
		}
		rel := extract.RelBase(a.d.Tokens[t].Rel)
		asNoun := steps == 0 && f.asNoun
		switch {
		case rel == "xcomp", rel == "ccomp", rel == "csubj", asNoun && (rel == "obj" || a.d.Tokens[t].Rel == "nsubj:pass"), rel == "acl" && a.r.Feature(t, "VerbForm", "Inf"),
			a.governs(h, t, rel):
			if v, ok := a.r.Value(h, "attitude"); ok && !(rel == "obj" && a.r.Has(h, "support")) {
				return schema.Modality(v)
			}
			if rel == "xcomp" || asNoun {
				if m := a.modalAt(h); m != "" {
					return m
				}
			}
		case rel == "conj" && a.r.Child(t, "nsubj", "aux") < 0 && !f.asNoun:
			if m := a.modalAt(h); m != "" {
				return m
			}
		case rel == "advcl" || rel == "acl":
			return schema.Actual
		}
		if rel == "ccomp" || rel == "parataxis" || rel == "obl" || rel == "nmod" {
			break
		}
		t = h
	}
	return schema.Actual
}

// governs tells whether a phrase is the content of an attitude: accused *of attacking*, Pläne *für*.
func (a *analysis) governs(h, t int, rel string) bool {
	if rel != "advcl" && rel != "obl" && rel != "nmod" && rel != "acl" {
		return false
	}
	if !a.r.Has(h, "attitude") {
		return false
	}
	if verbal(a.d.Tokens[t].UPOS) {
		return a.r.Child(t, "nsubj") < 0 || rel == "acl"
	}
	for _, x := range a.marked(t, 0) {
		if x.role == ":of" || x.role == ":for" || x.role == ":to" || x.role == ":about" || x.role == ":with" {
			return true
		}
	}
	return false
}

// modalAt reads auxiliaries, adverbs, tense, mood and conjunctions at a verb, adjectives at a noun.
func (a *analysis) modalAt(t int) schema.Modality {
	token := &a.d.Tokens[t]
	if token.Feats["Tense"] == "Fut" {
		return schema.Planned
	}
	if token.Feats["Mood"] == "Cnd" || token.Feats["Mood"] == "Pot" {
		return schema.Possible
	}
	found := schema.Modality("")
	perfect, hearsay := false, false
	for _, c := range a.r.Children[t] {
		rel := extract.RelBase(a.d.Tokens[c].Rel)
		if a.d.Tokens[c].Rel == "aux" && a.d.Tokens[c].Feats["VerbForm"] == "Inf" {
			perfect = true
		}
		switch rel {
		case "aux", "cop":
			if hit, ok := a.r.Hit(c, "modal"); strings.HasSuffix(a.d.Tokens[c].Rel, ":pass") && (!ok || hit.Last-hit.First < 2) {
				continue // "wird empfangen" is no future, "is to be merged" is one
			}
			if a.d.Tokens[c].Feats["Tense"] == "Fut" {
				return schema.Planned
			}
			if v, ok := a.r.Value(c, "modal"); ok && found == "" {
				found = schema.Modality(v)
			}
			hearsay = hearsay || a.r.Has(c, "hearsay")
		case "advmod":
			if v, ok := a.r.Value(c, "modal"); ok {
				found = schema.Modality(v)
			}
		case "mark":
			if a.r.Has(c, "condition") {
				return schema.Possible
			}
		}
	}
	if m := a.adjectiveModality(t); m != "" {
		return m
	}
	if hearsay && perfect {
		return schema.Alleged // "soll getötet haben"
	}
	return found
}

func (a *analysis) adjectiveModality(t int) schema.Modality {
	for _, c := range a.r.Children[t] {
		if rel := extract.RelBase(a.d.Tokens[c].Rel); rel == "amod" || rel == "det" && a.d.Tokens[c].UPOS == "ADJ" {
			if v, ok := a.r.Value(c, "modal"); ok {
				return schema.Modality(v)
			}
		}
	}
	return ""
}

// attribution gives the nearest named source of a statement.
func (a *analysis) attribution(f *found, s *candidate) *schema.Entity {
	if e := a.accordingTo(f.at); e != nil {
		return e
	}
	t := f.at
	for steps := 0; t >= 0 && steps < 10; steps++ {
		if t != f.at && (a.r.Has(t, "report") || a.r.HasValue(t, "attitude", "alleged")) {
			if e := a.speaker(t); e != nil {
				return e
			}
		}
		for _, c := range a.r.Children[t] {
			rel := extract.RelBase(a.d.Tokens[c].Rel)
			if e := a.commentOn(c); e != nil && !verbal(a.d.Tokens[c].UPOS) {
				return e
			}
			if a.r.Has(c, "report") && !a.r.Below(f.at, c) && (rel == "parataxis" || rel == "dep" || rel == "discourse" || rel == "advcl" && a.asClause(c) ||
				(rel == "ccomp" || rel == "appos" || rel == "conj") && a.saidAfter(f.at, c)) {
				if e := a.speaker(c); e != nil {
					return e
				}
			}
		}
		if steps > 0 {
			if e := a.accordingTo(t); e != nil {
				return e
			}
		}
		t = a.d.Tokens[t].Head
	}
	if e := a.saidAside(f.at); e != nil {
		return e
	}
	return a.confirmed(a.r.Sentence[f.at] + 1)
}

// commentOn gives who says what a comment says that the tree hangs on a noun of the clause: "…, wie X bestätigte".
func (a *analysis) commentOn(noun int) *schema.Entity {
	for _, c := range a.r.Children[noun] {
		if rel := extract.RelBase(a.d.Tokens[c].Rel); (rel == "acl" || rel == "advcl") && a.r.Has(c, "report") && a.asClause(c) {
			return a.speaker(c)
		}
	}
	return nil
}

// confirmed gives who says, at the beginning of a sentence, what the sentence before says: "Das teilte X mit."
func (a *analysis) confirmed(s int) *schema.Entity {
	if s >= len(a.d.Sentences) {
		return nil
	}
	t := a.d.Sentences[s].First
	token := &a.d.Tokens[t]
	if token.Feats["PronType"] != "Dem" || token.UPOS != "PRON" || token.Head < 0 || extract.RelBase(token.Rel) != "obj" || !a.r.Has(token.Head, "report") {
		return nil
	}
	return a.speaker(token.Head)
}

// saidAfter tells whether a reporting verb with its own subject stands behind what it reports, set off by a comma:
// "…, X announced".
func (a *analysis) saidAfter(t, c int) bool {
	if c <= t || a.r.Child(c, "nsubj") < 0 || a.r.Child(c, "cc", "mark", "ccomp", "obj") >= 0 {
		return false
	}
	first, _ := a.r.Subtree(c, nil)
	return first > t && (a.d.Tokens[first].UPOS == "PUNCT" || first > 0 && a.d.Tokens[first-1].UPOS == "PUNCT")
}

// asClause tells whether a clause comments on its main clause: "as Anwar confirmed", "wie X bestätigte".
func (a *analysis) asClause(c int) bool {
	for _, x := range a.r.Children[c] {
		if rel := extract.RelBase(a.d.Tokens[x].Rel); rel == "mark" || rel == "advmod" {
			if a.r.HasValue(x, "marker", "as") || a.r.HasValue(x, "marker", "according") || a.r.HasValue(x, "marker", "including") {
				return true
			}
		}
	}
	return false
}

// speaker gives who says what a reporting verb reports.
func (a *analysis) speaker(t int) *schema.Entity {
	for _, s := range a.subjects(t, 0) {
		if s.cost >= costElsewhere {
			continue
		}
		for _, r := range a.referents(s.token) {
			if e := a.source(r); e != nil {
				return e
			}
		}
	}
	return nil
}

// source gives an entity that can be named as a source: no place, occasion or product, and no unnamed group.
func (a *analysis) source(r referent) *schema.Entity {
	e := a.d.Entities[r.entity]
	if c := a.d.Mentions[r.mention].Country; c > 0 {
		e = a.d.Entities[c-1]
	}
	switch e.Type {
	case schema.Person, schema.Organization, schema.Country:
		return &e
	}
	return nil
}

// accordingTo gives the source that a phrase at a verb names: "laut AP", "nach Angaben des Kreml".
func (a *analysis) accordingTo(t int) *schema.Entity {
	for _, c := range a.r.Children[t] {
		rel := extract.RelBase(a.d.Tokens[c].Rel)
		if rel != "obl" && rel != "nmod" && rel != "advmod" && rel != "parataxis" && rel != "dep" && rel != "appos" && rel != "advcl" {
			continue
		}
		for _, cc := range a.r.Children[c] { // "nach Angaben von X"
			for _, x := range a.marked(cc, 0) {
				if x.role != ":according" {
					continue
				}
				for _, r := range a.referents(cc) {
					if e := a.source(r); e != nil {
						return e
					}
				}
				if e := a.seatOf(cc); e != nil {
					return e
				}
			}
		}
		according := a.r.HasValue(c, "marker", "according")
		for _, x := range a.marked(c, 0) {
			according = according || x.role == ":according"
		}
		if !according {
			continue
		}
		for _, r := range a.referents(c) {
			if e := a.source(r); e != nil {
				return e
			}
		}
		for _, x := range a.nounArguments(c) {
			if x.role == "poss" || x.role == ":of" || x.role == ":by" {
				for _, r := range a.referents(x.token) {
					if e := a.source(r); e != nil {
						return e
					}
				}
				if e := a.seatOf(x.token); e != nil {
					return e
				}
			}
		}
		if e := a.seatOf(c); e != nil {
			return e
		}
	}
	return nil
}

// seatOf gives the country whose palace or office a noun without a name is: "according to the Indonesian presidential
// palace".
func (a *analysis) seatOf(t int) *schema.Entity {
	for _, class := range []string{"group", "person", "title", "organization", "occasion", "product", "family"} {
		if a.r.Has(t, class) {
			return nil
		}
	}
	if a.d.Tokens[t].UPOS != "NOUN" || a.r.MentionAt(t) >= 0 {
		return nil
	}
	for _, c := range a.r.Children[t] {
		m := a.r.MentionAt(c)
		if extract.RelBase(a.d.Tokens[c].Rel) != "amod" || m < 0 || !a.d.Mentions[m].Demonym || len(a.d.Mentions[m].Entities) != 1 {
			continue
		}
		if e := a.d.Entities[a.d.Mentions[m].Entities[0]]; e.Type == schema.Country {
			return &e
		}
	}
	return nil
}
