package rules

import (
	"slices"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// Who says or does something at an occasion, or says it to it, takes part in it: "he said at a rally in Ohio", "she told
// the conference that …", "she won bronze at the Games".

// presence states that persons attended the occasions that they spoke or acted at.
func (a *analysis) presence(skip []bool) {
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if m.Kind == extract.Pronoun || skip[a.r.Sentence[m.Head]] || !a.r.HasType(i, schema.Occasion) || !a.attendable(m) {
			continue
		}
		if a.wasAt(m) {
			a.present(m, m.Head)
		} else if v := a.spokenAt(m.Head); v >= 0 {
			a.present(m, v)
		}
	}
}

// wasAt tells whether an occasion is where its sentence says that somebody was: "she was also at the march".
func (a *analysis) wasAt(m *extract.Mention) bool {
	return a.r.Child(m.Head, "cop") >= 0 && a.r.Child(m.Head, "nsubj") >= 0 &&
		slices.ContainsFunc(a.marked(m.Head, 0), func(x argument) bool { return x.role == ":in" || x.role == ":on" })
}

// attendable tells an occasion that people go to from a war, an attack or a vote.
func (a *analysis) attendable(m *extract.Mention) bool {
	if a.r.HasValue(m.Head, "occasion", "happening") {
		return false
	}
	for t := m.First; t < m.Last; t++ {
		for _, hit := range a.l.lexicon.index.At(a.r, t) {
			switch hit.Value.relation {
			case "FOUGHT_AGAINST", "ATTACKED", "APPOINTED", "KILLED":
				return false
			}
		}
	}
	return true
}

// spokenAt gives the verb of saying or doing that was done at an occasion; -1 if there is none. Nouns between, as in "in an
// interview at the festival", are passed.
func (a *analysis) spokenAt(t int) int {
	tokens := a.d.Tokens
	rel := extract.RelBase(tokens[t].Rel)
	if v := tokens[t].Head; (rel == "obj" || rel == "iobj") && v >= 0 && a.r.Has(v, "report") && (a.r.Child(v, "ccomp") >= 0 || a.saidTo(t)) {
		return v // "told the conference that"
	}
	for steps := 0; steps < 3; steps++ {
		marked := slices.ContainsFunc(a.marked(t, 0), func(x argument) bool { return x.role == ":in" || x.role == ":on" || x.role == ":during" })
		h := tokens[t].Head
		if !marked || h < 0 {
			return -1
		}
		switch extract.RelBase(tokens[t].Rel) {
		case "obl", "nmod":
		default:
			return -1
		}
		if verbal(tokens[h].UPOS) {
			if a.r.Has(h, "report") || a.r.Child(h, "obj") >= 0 && a.r.Has(a.r.Child(h, "obj"), "report") {
				return h
			}
			if steps == 0 && a.doneAt(h, t) {
				return h
			}
			return -1
		}
		t = h
	}
	return -1
}

// doneAt tells whether something was done to something at an occasion: "she won bronze at the Games".
func (a *analysis) doneAt(v, t int) bool {
	return a.r.Child(v, "obj") >= 0 && !a.r.Has(v, "attitude") && !a.r.Has(v, "prevent") && !a.r.Has(v, "support") &&
		a.modality(&found{trigger: &trigger{relation: "ATTENDED"}, at: v, part: -1}) == schema.Actual && a.r.HasValue(t, "occasion", "name")
}

// saidTo tells whether the tree hangs what is said on whom it is said to.
func (a *analysis) saidTo(t int) bool {
	c := a.r.Child(t, "acl", "acl:relcl")
	return c >= 0 && a.r.Child(c, "mark") >= 0 && a.r.Child(c, "nsubj") >= 0
}

func (a *analysis) present(m *extract.Mention, v int) {
	if a.negatedAt(v) {
		return
	}
	t := found{trigger: &trigger{relation: "ATTENDED"}, at: v, part: -1}
	doers := a.subjects(v, 0)
	if a.passive(v) {
		doers = slices.DeleteFunc(a.verbDependents(v), func(x argument) bool { return x.role != ":by" })
	}
	for _, s := range doers {
		if s.cost > 0.15 {
			continue
		}
		for _, r := range a.referents(s.token) {
			if a.d.Entities[r.entity].Type != schema.Person {
				continue
			}
			f := a.blank(m.Head, "ATTENDED")
			f.Subject, f.Object, f.Confidence = a.d.Entities[r.entity], a.d.Entities[m.Entities[0]], 0.65
			f.Modality, f.Date = a.modality(&t), a.date(&t)
			a.log(m.Head, "presence: taken %s ATTENDED %s", f.Subject.Name, f.Object.Name)
			a.facts = append(a.facts, f)
		}
	}
}
