package rules

import (
	"slices"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// Places that stand with the larger place they lie in, as news writes them: "in Tulsa (Oklahoma)", "à Tulsa, dans
// l'Oklahoma", "en Tulsa, Oklahoma". Punctuation says so more surely than trees, which draw it in many ways.

// addressed gives the mention of the place or country that a place is put into behind its name; -1 if there is none.
func (a *analysis) addressed(i int) int {
	m := &a.d.Mentions[i]
	end := a.d.Sentences[a.r.Sentence[m.First]].Last
	t := m.Last
	if t+1 >= end || a.isTime(m.Head) {
		return -1
	}
	switch a.d.Tokens[t].Text {
	case "(", "（":
		o := a.largerAt(i, t+1)
		if o < 0 || a.d.Mentions[o].Last >= end || a.d.Tokens[a.d.Mentions[o].Last].Text != ")" && a.d.Tokens[a.d.Mentions[o].Last].Text != "）" {
			return -1
		}
		return o
	case ",":
		if o := a.largerIn(i, t+1, end); o >= 0 {
			return o
		}
		return a.largerListed(i, t+1, end)
	}
	return a.largerIn(i, t, end)
}

// largerAt gives the mention of another place or country that begins at t; -1 if none does.
func (a *analysis) largerAt(i, t int) int {
	o := a.r.MentionAt(t)
	if o < 0 || o == i || a.d.Mentions[o].First != t || a.d.Mentions[o].Kind != extract.Named || a.d.Mentions[o].Demonym || !a.r.HasType(o, schema.Country, schema.Place) {
		return -1
	}
	return o
}

// largerIn gives the place behind an adposition of place: "dans l'Oklahoma", "en Texas". Without a comma before it
// the adposition must be one that names no goal.
func (a *analysis) largerIn(i, t, end int) int {
	if a.d.Tokens[t].UPOS != "ADP" || !a.r.HasValue(t, "marker", "in") {
		return -1
	}
	comma := a.d.Tokens[t-1].Text == ","
	if !comma && (a.r.HasValue(t, "marker", "to") || a.r.HasValue(t, "marker", "on")) {
		return -1
	}
	k := t + 1
	for k < end && k < t+3 && a.d.Tokens[k].UPOS == "DET" {
		k++
	}
	if k >= end {
		return -1
	}
	return a.largerAt(i, k)
}

// largerListed gives the region that follows a place behind a comma, where it is no list: "in Omaha, Nebraska, …".
func (a *analysis) largerListed(i, t, end int) int {
	m := &a.d.Mentions[i]
	o := a.largerAt(i, t)
	if o < 0 || m.First == a.d.Sentences[a.r.Sentence[m.First]].First || a.d.Tokens[m.First-1].UPOS != "ADP" && a.d.Tokens[m.First-1].UPOS != "DET" {
		return -1
	}
	next := a.d.Mentions[o].Last
	if next >= end {
		return o
	}
	if a.d.Tokens[next].Text == "," && next+1 < end {
		next++
	}
	if a.d.Tokens[next].UPOS == "CCONJ" && next+1 < end {
		next++ // "in Omaha, Nebraska, and said": no list, unless another place follows
	}
	if u := a.d.Tokens[next].UPOS; a.largerAt(o, next) >= 0 || a.d.Tokens[next-1].UPOS == "CCONJ" && (u == "DET" || u == "ADP" || u == "PROPN") {
		return -1
	}
	return o
}

// beside tells whether nothing but adpositions and articles stands between two places of the text.
func (a *analysis) beside(first, last int) bool {
	for t := first; t < last; t++ {
		if !slices.Contains([]string{"ADP", "DET", "PART"}, a.d.Tokens[t].UPOS) {
			return false
		}
	}
	return first <= last
}
