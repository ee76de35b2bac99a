package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// regionBeside gives the place or country that stands directly behind a place with a marker or what it is, where the
// order alone tells: "đảo Sulawesi của Indonesia", "Tulsa, bang Oklahoma", "เมืองออสติน รัฐเท็กซัส".
func (a *analysis) regionBeside(i int) (int, bool) {
	if a.l.words.Setting("neighbours") != "yes" {
		return 0, false
	}
	m := &a.d.Mentions[i]
	first, end := a.d.Sentences[a.r.Sentence[m.First]].First, a.d.Sentences[a.r.Sentence[m.First]].Last
	t, comma, marked := m.Last, false, false
	for ; t < end && t < m.Last+4; t++ {
		switch token := &a.d.Tokens[t]; {
		case a.r.MentionAt(t) >= 0:
		case token.Text == "," && t == m.Last:
			comma = true
			continue
		case !comma && !marked && (a.r.HasValue(t, "marker", "in") || a.r.HasValue(t, "marker", "of")):
			marked = true
			continue
		case a.r.Has(t, "place"), a.r.Has(t, "country"), token.Rel == "fixed":
			if !comma {
				marked = true
			}
			continue
		}
		break
	}
	o := -1
	if t < end {
		o = a.r.MentionAt(t)
	}
	if o < 0 || a.d.Mentions[o].First != t || !a.r.HasType(o, schema.Country, schema.Place) || a.d.Mentions[o].Kind != extract.Named || !comma && !marked {
		return 0, false
	}
	if comma { // an address, no list
		if next := a.d.Mentions[o].Last; m.First == first || !a.placed(m.First-1) || next < end && (a.d.Tokens[next].UPOS == "CCONJ" || a.d.Tokens[next].Text == ",") && next+1 < end && a.r.HasType(a.r.MentionAt(next+1), schema.Place, schema.Country) {
			return 0, false
		}
	}
	return a.d.Mentions[o].Entities[0], true
}

// placed tells whether a word begins a phrase of place: an adposition, or a noun that says what place.
func (a *analysis) placed(t int) bool {
	return a.d.Tokens[t].UPOS == "ADP" || a.r.Has(t, "place") || a.r.HasValue(t, "marker", "in") || a.d.Tokens[t].Rel == "fixed" && a.d.Tokens[t].Head >= 0 && a.r.Has(a.d.Tokens[t].Head, "place")
}

// nameless tells whether what is tagged as the name of a place is only what places are called: "ถนน", "Tây Bắc".
func (a *analysis) nameless(i int) bool {
	if a.l.words.Setting("neighbours") != "yes" {
		return false
	}
	m := &a.d.Mentions[i]
	for t := m.First; t < m.Last; t++ {
		if !a.r.Has(t, "place") && a.d.Tokens[t].Rel != "fixed" {
			return false
		}
	}
	return strings.HasPrefix(a.d.Entities[m.Entities[0]].ID, "e:") || !a.r.Capitalized(m.First)
}

// employed states membership of persons whom a phrase behind the name puts into an organization: "Peter Martin, thuộc
// công ty tư vấn CGA", "คริส แฮร์ริส แห่ง WSMV".
func (a *analysis) employed(skip []bool) {
	if a.l.words.Setting("neighbours") != "yes" {
		return
	}
	office := map[int]bool{}
	for _, p := range a.offices {
		office[p.At] = true
	}
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if m.Kind != extract.Named || !a.r.HasType(i, schema.Person) || skip[a.r.Sentence[m.Head]] || office[i] {
			continue
		}
		if o := a.employer(m); o >= 0 {
			a.member(m.Head, m.Entities[0], a.d.Mentions[o].Entities[0])
		}
	}
}

// employer gives the organization that a phrase behind a person's name belongs to; -1 if there is none.
func (a *analysis) employer(m *extract.Mention) int {
	end := a.d.Sentences[a.r.Sentence[m.First]].Last
	t := m.Last
	comma := t < end && a.d.Tokens[t].Text == ","
	if comma {
		t++
	}
	if t >= end || !a.r.HasValue(t, "marker", "belonging") && (comma || !a.r.HasValue(t, "marker", "of")) {
		return -1
	}
	for k := t + 1; k < min(t+6, end); k++ {
		o := a.r.MentionAt(k)
		switch {
		case o >= 0 && a.d.Mentions[o].First == k && a.r.HasType(o, schema.Organization) && a.d.Mentions[o].Kind == extract.Named:
			return o
		case o >= 0 && a.d.Mentions[o].Kind == extract.Named, a.d.Tokens[k].UPOS == "PUNCT", a.d.Tokens[k].UPOS == "CCONJ",
			k == t+1 && !a.r.Has(k, "organization"):
			return -1
		}
	}
	return -1
}

// attendances states that persons and organizations were at the occasions that what they did is set in: "X nói tại hội
// nghị Y". Where words have no endings this is all that tells it.
func (a *analysis) attendances(skip []bool) {
	if a.l.words.Setting("neighbours") != "yes" {
		return
	}
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if skip[a.r.Sentence[m.Head]] || !a.r.HasType(i, schema.Occasion) || !a.attendable(m) || !slices.ContainsFunc(a.marked(m.Head, 0), func(x argument) bool { return x.role == ":in" }) {
			continue
		}
		v := a.d.Tokens[m.Head].Head
		if v < 0 || extract.RelBase(a.d.Tokens[m.Head].Rel) != "obl" || !verbal(a.d.Tokens[v].UPOS) || a.r.Has(v, "negation") {
			continue
		}
		for _, s := range a.subjects(v, 0) {
			if s.cost > costShared {
				break
			}
			for _, r := range a.referents(s.token) {
				e := &a.d.Entities[r.entity]
				if e.Type != schema.Person && e.Type != schema.Organization {
					continue
				}
				f := a.blank(v, "ATTENDED")
				f.Subject, f.Object, f.Confidence = *e, a.d.Entities[m.Entities[0]], 0.55
				t := found{trigger: &trigger{relation: "ATTENDED"}, at: v, part: -1}
				f.Polarity, f.Modality, f.Attribution, f.Date = a.polarity(&t, nil, nil), a.modality(&t), a.attribution(&t, nil), a.date(&t)
				a.log(v, "presence: taken %s ATTENDED %s", f.Subject.Name, f.Object.Name)
				a.facts = append(a.facts, f)
			}
		}
	}
}
