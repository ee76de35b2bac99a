package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// circumstances fills what a passage says about a fact besides its subject and object.
func (a *analysis) circumstances(f *found, args []argument, s, o *candidate) schema.Fact {
	fact := a.blank(f.at, f.relation)
	fact.Polarity = a.polarity(f, s, o)
	fact.Modality = a.modality(f)
	fact.Attribution = a.attribution(f, s)
	fact.Theme = a.theme(f, args, s, o)
	fact.Place = a.place(f, args, s, o)
	fact.Date = a.date(f)
	fact.Quantity = a.quantity(f, args)
	fact.Role = a.roleOf(f, args)
	if f.relation == "APPOINTED" {
		fact.Theme = nil
	}
	return fact
}

// themeToken gives the word that a trigger's theme has as its head; -1 if it has none.
func (a *analysis) themeToken(f *found, args []argument) int {
	for _, role := range f.frame[themeSlot] {
		for _, x := range args {
			if x.role == role && x.cost < costElsewhere {
				return x.token
			}
		}
	}
	return -1
}

// theme gives the text of what a fact is about.
func (a *analysis) theme(f *found, args []argument, s, o *candidate) *string {
	roles := f.frame[themeSlot]
	if o != nil && strings.HasPrefix(o.role, "obj.") && !slices.Contains(roles, "obj") {
		roles = append([]string{"obj"}, roles...) // "criticised Russia's decision"
	}
	for _, role := range roles {
		for _, x := range args {
			if x.role != role || x.cost >= costElsewhere || holds(s, x.token) || holds(o, x.token) || a.isTime(x.token) {
				continue
			}
			if role == "clause" || verbal(a.d.Tokens[x.token].UPOS) {
				return a.clauseText(x.token)
			}
			if a.d.Tokens[x.token].UPOS == "PRON" {
				continue
			}
			text := a.nounText(x.token, s, o)
			return &text
		}
	}
	return nil
}

// holds tells whether a candidate stands at a token.
func holds(c *candidate, t int) bool {
	return c != nil && (c.token == t || slices.ContainsFunc(c.referents, func(r referent) bool { return r.token == t }))
}

func (a *analysis) isTime(t int) bool {
	return slices.ContainsFunc(a.dates, func(d extract.Date) bool { return d.First <= t && t < d.Last })
}

// nounText gives a noun with what stands before it, without determiners: the theme as in the article. Inflected
// adjectives are left out: the phrase out of its sentence would be none.
func (a *analysis) nounText(t int, s, o *candidate) string {
	first, last := a.r.Phrase(t)
	for _, c := range a.r.Children[t] {
		if c >= last && extract.RelBase(a.d.Tokens[c].Rel) == "nmod" && !holds(s, c) && !holds(o, c) && a.topical(c) {
			f, l := a.r.Subtree(c, func(x int) bool {
				switch extract.RelBase(a.d.Tokens[x].Rel) {
				case "acl", "appos", "conj", "punct", "advcl", "parataxis":
					return true
				}
				return false
			})
			if f == last && l-f <= 4 && a.d.Tokens[f].UPOS == "ADP" {
				last = l
			}
		}
	}
	if a.l.words.Setting("theme") == "head" || a.d.Tokens[t].Feats["Case"] == "Dat" || a.d.Tokens[t].Feats["Case"] == "Gen" || a.d.Tokens[t].Feats["Case"] == "Ins" {
		first = a.withoutInflected(first, t)
	}
	return a.r.NameOf(first, last)
}

// topical tells whether a phrase behind a noun says what it is about, and not where, to whom or with whom.
func (a *analysis) topical(c int) bool {
	for _, x := range a.marked(c, 0) {
		switch x.role {
		case ":of", ":about", ":for", ":on", ":over", ":against":
			return true
		}
	}
	return false
}

// withoutInflected moves the beginning of a phrase behind adjectives that agree with an oblique noun.
func (a *analysis) withoutInflected(first, t int) int {
	for k := t - 1; k >= first; k-- {
		if a.d.Tokens[k].UPOS == "ADJ" || a.d.Tokens[k].UPOS == "DET" {
			return k + 1
		}
	}
	return first
}

// clauseText gives the words of an infinitive or clause without its introduction.
func (a *analysis) clauseText(t int) *string {
	first, last := a.r.Subtree(t, func(c int) bool {
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "mark", "punct", "advcl", "parataxis", "nsubj":
			return c < t
		case "conj":
			return true
		}
		return false
	})
	for last > first && a.d.Tokens[last-1].UPOS == "PUNCT" {
		last--
	}
	for first < last && (a.d.Tokens[first].UPOS == "PUNCT" || a.d.Tokens[first].UPOS == "SCONJ" || a.d.Tokens[first].UPOS == "PART") {
		first++
	}
	if first >= last {
		return nil
	}
	text := strings.TrimSpace(a.d.Text(extract.Span{Start: a.d.Tokens[first].Start, End: a.d.Tokens[last-1].End}))
	return &text
}

// place gives where it happened: a place or country in a phrase with the marker of place, at the trigger or the
// verb that carries it.
func (a *analysis) place(f *found, args []argument, s, o *candidate) *schema.Entity {
	switch f.relation {
	case "LOCATED_IN", "PART_OF", "VISITED", "DEPLOYED_TO", "HOLDS_POSITION", "MEMBER_OF", "RELATED_TO", "WITHDREW_FROM":
		return nil
	}
	search := slices.Clone(args)
	if words[f.relation] { // a place inside what is said is none of the saying
		search = slices.DeleteFunc(search, func(x argument) bool { return x.token < 0 || a.d.Tokens[x.token].Head != f.at })
	}
	for _, v := range a.chain(f.at) {
		search = append(search, dearer(a.verbDependents(v), 0.2)...)
	}
	best, cost := -1, 10.0
	for _, x := range search {
		if x.role != ":in" && x.role != ":on" && x.role != "part.:in" || x.cost >= cost || holds(s, x.token) || holds(o, x.token) {
			continue
		}
		for _, r := range a.referents(x.token) {
			e := &a.d.Entities[r.entity]
			if (e.Type == schema.Place || e.Type == schema.Country) && a.d.Mentions[r.mention].Kind == extract.Named && !a.isTime(x.token) {
				best, cost = r.entity, x.cost
				break
			}
		}
	}
	if best < 0 {
		return nil
	}
	e := a.d.Entities[best]
	return &e
}

// words are the relations that are done by speaking.
var words = map[string]bool{"ACCUSED": true, "CRITICIZED": true, "PROMISED": true, "DEMANDED": true, "ASKED": true, "WARNED": true,
	"THREATENED": true, "PRAISED": true, "REJECTED": true}

// chain gives the verbs above a trigger in the same clause: of which it is the object, infinitive or circumstance.
func (a *analysis) chain(t int) []int {
	var up []int
	for steps := 0; steps < 4; steps++ {
		h := a.d.Tokens[t].Head
		if h < 0 {
			break
		}
		switch rel := extract.RelBase(a.d.Tokens[t].Rel); rel {
		case "xcomp", "obj", "conj", "nsubj", "obl", "iobj":
			if rel == "conj" && a.r.Child(t, "nsubj") >= 0 {
				return up
			}
		default:
			return up
		}
		if verbal(a.d.Tokens[h].UPOS) {
			up = append(up, h)
		}
		t = h
	}
	return up
}

// date gives when it happened: the expression of time that hangs on the trigger, else on a verb above it in the
// same clause.
func (a *analysis) date(f *found) *string {
	sentence := a.r.Sentence[f.at]
	best, cost := "", 100
	for _, d := range a.dates {
		if a.r.Sentence[d.First] != sentence {
			continue
		}
		if c := a.distance(d, f); c < cost {
			best, cost = d.Value, c
		}
	}
	if best == "" || cost >= 12 {
		return nil
	}
	return &best
}

// distance tells how far a date is from a trigger: steps up to the first common verb, with clause boundaries
// counting much.
func (a *analysis) distance(d extract.Date, f *found) int {
	if a.dated(d, f.at) {
		return 1
	}
	steps, t := 0, d.Head
	above := map[int]int{}
	for n := 0; t >= 0 && n < 15; n++ {
		above[t] = steps
		if t == f.at || t == f.part {
			return steps
		}
		switch extract.RelBase(a.d.Tokens[t].Rel) {
		case "advcl", "ccomp", "acl", "parataxis", "csubj":
			steps += 12
		case "conj":
			steps += 3
			if a.r.Child(t, "nsubj") >= 0 {
				steps += 9
			}
		default:
			steps++
		}
		t = a.d.Tokens[t].Head
	}
	steps, t = 0, f.at
	for n := 0; t >= 0 && n < 10; n++ {
		if down, ok := above[t]; ok {
			return steps + down
		}
		switch rel := extract.RelBase(a.d.Tokens[t].Rel); rel {
		case "ccomp", "parataxis", "csubj", "advcl":
			if steps += 12; rel == "advcl" && a.simultaneous(t) {
				steps -= 6
			}
		case "acl":
			steps += 9
		case "conj":
			steps += 2
			if a.r.Child(t, "nsubj") >= 0 {
				steps += 4
			}
		default:
			steps++
		}
		t = a.d.Tokens[t].Head
	}
	return 100
}

// dated tells whether a clause follows a date that it happened at: "since June, when the two signed it".
func (a *analysis) dated(d extract.Date, t int) bool {
	if t < d.Last || !a.simultaneous(t) {
		return false
	}
	first, _ := a.r.Subtree(t, nil)
	for first < t && a.d.Tokens[first].UPOS == "PUNCT" {
		first++
	}
	return first >= d.Last && first <= d.Last+1 && a.r.HasValue(first, "marker", "when")
}

// simultaneous tells whether a clause says what happened at the time of its main clause: "was killed when X attacked".
func (a *analysis) simultaneous(t int) bool {
	return slices.ContainsFunc(a.r.Children[t], func(c int) bool {
		rel := extract.RelBase(a.d.Tokens[c].Rel)
		return (rel == "mark" || rel == "advmod") && a.r.HasValue(c, "marker", "when")
	})
}

// quantity gives a number with its unit: what the frame names, else the count of the theme, else money at the
// trigger.
func (a *analysis) quantity(f *found, args []argument) *string {
	var heads []int
	for _, k := range []slot{quantitySlot, themeSlot} {
		for _, role := range f.frame[k] {
			for _, x := range args {
				if x.role == role && x.cost < 0.3 && role != "clause" {
					heads = append(heads, x.token)
				}
			}
		}
	}
	money := slices.Contains([]string{"ACQUIRED", "INVESTED_IN", "AIDED", "PROMISED", "CONTRACTED", "SANCTIONED", "SUPPLIED", "PARTNERED_WITH", "SUED"}, f.relation)
	counted := slices.Contains([]string{"SUPPLIED", "DEPLOYED_TO", "CONTRACTED", "AIDED", "KILLED", "ARRESTED", "PROMISED", "EXPELLED", "INVESTED_IN", "ACQUIRED", "SANCTIONED", "DISMISSED", "THREATENED"}, f.relation)
	if f.relation == "KILLED" || f.relation == "ARRESTED" || f.relation == "EXPELLED" {
		for _, x := range args {
			if x.role == "obj" || x.role == ":of" {
				heads = append(heads, x.token)
			}
		}
	}
	for _, n := range a.amounts {
		if a.r.Sentence[n.Head] != a.r.Sentence[f.at] || a.isTime(n.First) || !counted {
			continue
		}
		for _, h := range heads {
			if n.Head == h || a.d.Tokens[n.Head].Head == h || n.Counted == h || h > n.Head && h-n.Head < 6 && a.r.Below(n.Head, h) {
				value := n.Value
				return &value
			}
		}
	}
	if !money {
		return nil
	}
	for _, n := range a.amounts {
		if !n.Money || a.r.Sentence[n.Head] != a.r.Sentence[f.at] {
			continue
		}
		if a.r.Below(n.Head, f.at) || f.part >= 0 && a.r.Below(n.Head, f.part) || a.sameClause(n.Head, f.at) {
			value := n.Value
			return &value
		}
	}
	return nil
}

// sameClause tells whether two words have the same verb above them with no clause between.
func (a *analysis) sameClause(x, y int) bool {
	return a.clauseOf(x) == a.clauseOf(y)
}

func (a *analysis) clauseOf(t int) int {
	for steps := 0; t >= 0 && steps < 20; steps++ {
		if verbal(a.d.Tokens[t].UPOS) && a.d.Tokens[t].Rel != "aux" && a.d.Tokens[t].Rel != "xcomp" && a.d.Tokens[t].Rel != "amod" || a.d.Tokens[t].Head < 0 {
			return t
		}
		t = a.d.Tokens[t].Head
	}
	return t
}

// roleOf gives the office of an appointment or position.
func (a *analysis) roleOf(f *found, args []argument) *string {
	if f.relation != "APPOINTED" && f.relation != "HOLDS_POSITION" && f.relation != "DISMISSED" {
		return nil
	}
	for _, role := range f.frame[roleSlot] {
		for _, x := range args {
			if x.role != role {
				continue
			}
			if hit, ok := a.r.Hit(x.token, "title"); ok {
				text := a.r.NameOf(min(hit.First, a.roleStart(x.token, hit)), hit.Last)
				return &text
			}
		}
	}
	// A title among the dependents that no frame names: "appointed X finance minister".
	if f.relation == "APPOINTED" {
		for t := f.at - 12; t < f.at+14; t++ {
			if t < 0 || t >= len(a.d.Tokens) || a.r.Sentence[t] != a.r.Sentence[f.at] || a.d.Tokens[t].Head != f.at {
				continue
			}
			if hit, ok := a.r.Hit(t, "title"); ok && extract.RelBase(a.d.Tokens[t].Rel) != "nsubj" {
				text := a.r.NameOf(hit.First, hit.Last)
				return &text
			}
		}
	}
	return nil
}

func (a *analysis) roleStart(t int, hit extract.TagHit) int {
	first := hit.First
	for k := first - 1; k >= a.r.LeftEdge(t); k-- {
		if a.d.Tokens[k].UPOS != "ADJ" && a.d.Tokens[k].UPOS != "NOUN" || a.r.MentionAt(k) >= 0 {
			break
		}
		first = k
	}
	return first
}
