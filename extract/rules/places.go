package rules

import (
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
