package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// referent is an entity that an argument stands for.
type referent struct {
	entity  int // index into Document.Entities
	mention int
	token   int
}

// referents gives the entities that a word stands for as an argument: itself, a name beside it, and the members
// of a coordination.
func (a *analysis) referents(t int) []referent {
	var all []referent
	seen := map[int]bool{}
	var visit func(t, depth int)
	add := func(m int) {
		for _, e := range a.d.Mentions[m].Entities {
			all = append(all, referent{e, m, a.d.Mentions[m].Head})
		}
	}
	visit = func(t, depth int) {
		if depth > 8 || seen[t] {
			return
		}
		seen[t] = true
		if m := a.mentionFor(t); m >= 0 {
			if !slices.ContainsFunc(all, func(r referent) bool { return r.mention == m }) {
				add(m)
			}
		}
		for _, c := range a.r.Children[t] {
			if a.d.Tokens[c].Rel == "conj" && !verbal(a.d.Tokens[c].UPOS) && a.coordinated(t, c) {
				visit(c, depth+1)
			}
		}
		if len(all) == 0 {
			a.examples(t, func(c int) { visit(c, depth+1) })
		}
		if len(all) == 0 && (a.r.Has(t, "scale") || a.r.Has(t, "number") || a.d.Tokens[t].UPOS == "NUM") && !a.sum(t) {
			for _, c := range a.r.Children[t] { // "hundreds of Estonians"
				if extract.RelBase(a.d.Tokens[c].Rel) == "nmod" {
					visit(c, depth+1)
				}
			}
		}
		if len(all) == 0 && a.r.Has(t, "place") {
			for _, c := range a.r.Children[t] { // "the city of El Obeid"
				if m := a.r.MentionAt(c); extract.RelBase(a.d.Tokens[c].Rel) == "nmod" && a.r.HasType(m, schema.Place) && a.isOf(c) {
					visit(c, depth+1)
				}
			}
		}
		if len(all) == 0 && depth == 0 {
			a.named(t, add)
		}
		// The members of a coordination may hang on the name inside the phrase.
		if m := a.mentionFor(t); m >= 0 && a.d.Mentions[m].Head != t {
			visit(a.d.Mentions[m].Head, depth+1)
		}
	}
	visit(t, 0)
	return all
}

// sum tells whether a number counts money or goods: "20 millones de euros de la Comisión" is nobody.
func (a *analysis) sum(t int) bool {
	return slices.ContainsFunc(a.r.Children[t], func(c int) bool { return a.r.Has(c, "currency") || a.r.Has(c, "measure") })
}

// coordinated tells whether a conjunct shares the place of its partner: it has no adposition of its own that
// would give it another.
func (a *analysis) coordinated(t, c int) bool {
	own := a.r.Child(c, "case")
	if own < 0 {
		return true
	}
	partner := a.r.Child(t, "case")
	return partner < 0 || a.r.Lemma[own] == a.r.Lemma[partner]
}

// named takes the name inside a phrase whose noun describes who bears it, where the tree has it as a modifier:
// "the economist Elena Duarte".
func (a *analysis) named(t int, add func(m int)) {
	if a.d.Tokens[t].UPOS != "NOUN" && a.d.Tokens[t].UPOS != "PROPN" && a.d.Tokens[t].UPOS != "ADJ" {
		return
	}
	first, last := a.r.Subtree(t, func(c int) bool {
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "compound", "appos", "flat", "nmod", "amod":
			return a.r.Child(c, "case") >= 0 || a.d.Tokens[c].Rel == "nmod:poss"
		}
		return true
	})
	for k := first; k < last; k++ {
		m := a.r.MentionAt(k)
		if m < 0 || a.d.Mentions[m].Kind != extract.Named || a.d.Mentions[m].Demonym || a.d.Mentions[m].Head != k {
			continue
		}
		switch {
		case a.r.HasType(m, schema.Person) && (a.describes(first, last, "person") || a.describes(first, last, "title") || a.describes(first, last, "family")),
			a.r.HasType(m, schema.Organization) && a.describes(first, last, "organization"),
			a.r.HasType(m, schema.Place) && a.describes(first, last, "place"),
			a.r.HasType(m, schema.Product) && a.describes(first, last, "product"):
			add(m)
			return
		}
	}
}

// describes tells whether a word of the phrase is in a class of words.tsv.
func (a *analysis) describes(first, last int, class string) bool {
	for k := first; k < last; k++ {
		if a.r.Has(k, class) {
			return true
		}
	}
	return false
}

// isOf tells whether a phrase has the marker of a genitive, or none.
func (a *analysis) isOf(c int) bool {
	marks := a.marked(c, 0)
	return len(marks) == 0 || slices.ContainsFunc(marks, func(x argument) bool { return x.role == ":of" })
}

// examples follows "leaders, among them X".
func (a *analysis) examples(t int, visit func(int)) {
	for _, c := range a.r.Children[t] {
		rel := extract.RelBase(a.d.Tokens[c].Rel)
		if rel != "nmod" && rel != "appos" && rel != "acl" && rel != "parataxis" {
			continue
		}
		for _, x := range a.marked(c, 0) {
			if x.role == ":including" {
				visit(c)
			}
		}
	}
}

// mentionFor gives the mention that a word stands for as the head of a phrase; -1 if there is none.
func (a *analysis) mentionFor(t int) int {
	m := a.mentionHere(t)
	if holder, ok := a.holders[t]; ok && a.l.words.Setting("order") == "VSO" && (m < 0 || a.r.HasType(m, schema.Country, schema.Organization)) {
		return holder // "the president of X Y": the tree has no place for Y
	}
	if holder, ok := a.holders[t]; ok && m < 0 && a.l.words.Setting("neighbours") == "yes" {
		return holder // "gặp Ngoại trưởng Y, Hoàng tử X"
	}
	if person, ok := a.officers[m]; ok && a.d.Tokens[t].Rel != "nmod:poss" {
		return person // the tree took "Russia's President Putin" apart
	}
	return m
}

func (a *analysis) mentionHere(t int) int {
	if m := a.r.MentionHeadedBy(t); m >= 0 && !a.modifier(m) {
		return m
	}
	if m := a.r.MentionAt(t); m >= 0 && !a.modifier(m) && a.nameHeads(m, t) {
		return m
	}
	// A title or noun with the name beside it: "President Putin", "the rebel group M23".
	for _, c := range a.r.Children[t] {
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "appos", "flat":
			if m := a.r.MentionAt(c); m >= 0 && !a.d.Mentions[m].Demonym && len(a.d.Mentions[m].Entities) > 0 {
				return m
			}
		case "compound", "nmod":
			if m := a.r.MentionAt(c); m == t+1 && a.r.HasType(m, schema.Person) && a.r.Child(c, "case") < 0 {
				return m
			}
		}
	}
	if next := t + 1; a.r.Has(t, "title") && next < len(a.d.Tokens) && a.r.Sentence[next] == a.r.Sentence[t] {
		if m := a.r.MentionAt(next); m >= 0 && a.r.HasType(m, schema.Person) && a.d.Mentions[m].Kind == extract.Named {
			return m
		}
	}
	return -1
}

// modifier tells whether a mention is only an adjective beside its noun, which is no actor itself.
func (a *analysis) modifier(m int) bool {
	x := &a.d.Mentions[m]
	if len(x.Entities) == 0 {
		return true
	}
	token := &a.d.Tokens[x.Head]
	return x.Demonym && token.UPOS == "ADJ" && token.Rel == "amod" || a.partyMember(m)
}

// partyMember tells whether a party's name stands for one of its people: "the Massachusetts Democrat", "die Demokratin".
func (a *analysis) partyMember(m int) bool {
	x := &a.d.Mentions[m]
	return a.r.Party(m) && !x.Demonym && x.Last-x.First == 1 && a.r.Feature(x.Head, "Number", "Sing") && a.r.Child(x.Head, "det") >= 0 &&
		a.d.Tokens[x.Head].Text != strings.ToUpper(a.d.Tokens[x.Head].Text)
}

// nameHeads tells whether a name covers a word that is not just inside it as a modifier of something else.
func (a *analysis) nameHeads(m, t int) bool {
	x := &a.d.Mentions[m]
	return t >= x.First && t < x.Last
}

// entityFor chooses, for a capital or a seat of government, between the place and the state: the place where the
// relation or the marker asks for one, else the state that acts.
func (a *analysis) entityFor(r referent, types []schema.EntityType, role string, relation string, k slot) int {
	m := &a.d.Mentions[r.mention]
	if m.Country == 0 {
		return r.entity
	}
	switch relation {
	case "LOCATED_IN", "VISITED", "DEPLOYED_TO", "PART_OF", "SEIZED", "WITHDREW_FROM", "ATTACKED":
		if k == objectSlot && (slices.Contains(types, schema.Place) || a.d.Entities[r.entity].Type == schema.Country) {
			return r.entity
		}
	}
	if role == ":in" && slices.Contains(types, schema.Place) {
		return r.entity
	}
	return m.Country - 1
}
