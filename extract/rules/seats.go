package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// seats states where organizations lie whose name a phrase of place follows directly: "the National Cancer Institute in
// Bethesda".
func (a *analysis) seats(skip []bool) {
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if m.Kind != extract.Named || m.Demonym || m.Country > 0 || skip[a.r.Sentence[m.Head]] || !a.r.HasType(i, schema.Organization) || !a.settled(i) {
			continue
		}
		o := a.placeBehind(m)
		if o < 0 {
			o = a.placeOwning(m)
		}
		if o < 0 || !a.alone(i) {
			continue
		}
		a.located(m.Head, m.Entities[0], a.d.Mentions[o].Entities[0])
	}
}

// settled tells whether a name can have a seat of its own: no party, no body of states or of a state, no occasion.
func (a *analysis) settled(i int) bool {
	m := &a.d.Mentions[i]
	e := &a.d.Entities[m.Entities[0]]
	if !strings.HasPrefix(e.ID, "e:") || a.r.Party(i) || a.isTime(m.Head) {
		return false
	}
	return !a.describes(m.First, m.Last, "occasion") && !a.describes(m.First, m.Last, "institution") && !a.describes(m.First, m.Last, "weekday")
}

// placeBehind gives the place that hangs on a name directly before it with nothing but a marker of place between; -1 if
// there is none.
func (a *analysis) placeBehind(m *extract.Mention) int {
	last := a.d.Sentences[a.r.Sentence[m.Head]].Last
	if m.Last+1 >= last || extract.RelBase(a.d.Tokens[m.Last].Rel) != "case" {
		return -1
	}
	k := m.Last + 1
	if a.d.Tokens[k].UPOS == "DET" && k+1 < last {
		k++
	}
	o := a.r.MentionAt(k)
	if o < 0 || a.d.Mentions[o].First != k || a.d.Mentions[o].Kind != extract.Named || a.d.Mentions[o].Demonym || !a.r.HasType(o, schema.Place) {
		return -1
	}
	head := a.d.Mentions[o].Head
	if a.d.Tokens[head].Head != m.Head || a.d.Tokens[m.Last].Head != head || !slices.ContainsFunc(a.marked(head, 0), func(x argument) bool { return x.role == ":in" }) {
		return -1
	}
	return o
}

// placeOwning gives the place that owns an organization: "Nice's Pasteur Hospital"; -1 if none does.
func (a *analysis) placeOwning(m *extract.Mention) int {
	if m.Last-m.First < 2 {
		return -1 // "Alaska's Court" is an institution
	}
	for _, c := range a.r.Children[m.Head] {
		if a.d.Tokens[c].Rel != "nmod:poss" || c >= m.First {
			continue
		}
		o := a.r.MentionAt(c)
		if o >= 0 && a.d.Mentions[o].Kind == extract.Named && a.d.Mentions[o].Country == 0 && a.r.HasType(o, schema.Place) {
			return o
		}
	}
	return -1
}

// alone tells whether a name is no member of a list, whose place would be that of all.
func (a *analysis) alone(i int) bool {
	h := a.d.Mentions[i].Head
	return a.d.Tokens[h].Rel != "conj" && a.r.Child(h, "conj") < 0
}

// memberOfOwner states membership of the organization that a person's name is the possession of: "the BBC's Martha
// Kellner".
func (a *analysis) memberOfOwner(m *extract.Mention) {
	if m.First < 2 || a.r.Sentence[m.First-2] != a.r.Sentence[m.First] {
		return
	}
	between := &a.d.Tokens[m.First-1]
	owner := a.r.MentionAt(m.First - 2)
	if owner < 0 {
		owner = a.r.MentionAt(m.First - 1)
	}
	if owner < 0 || a.d.Mentions[owner].Kind != extract.Named || a.d.Mentions[owner].Demonym || !a.r.HasType(owner, schema.Organization) || len(m.Entities) == 0 {
		return
	}
	head := a.d.Mentions[owner].Head
	possessive := a.d.Tokens[head].Rel == "nmod:poss" && a.d.Tokens[head].Head >= m.First && a.d.Tokens[head].Head < m.Last
	if possessive && (extract.RelBase(between.Rel) == "case" || a.d.Mentions[owner].Last == m.First) && a.d.Mentions[owner].Last >= m.First-1 {
		a.member(m.Head, m.Entities[0], a.d.Mentions[owner].Entities[0])
	}
}
