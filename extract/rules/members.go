package rules

import (
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// Membership that stands beside a name: "the Democratic senator X", "X, Republican of Maine", "X, of the institute Y".

// partisans states the parties of persons by the words of the list ("party" in words.tsv).
func (a *analysis) partisans(skip []bool) {
	for t := range a.d.Tokens {
		name, ok := a.r.Value(t, "party")
		if !ok || skip[a.r.Sentence[t]] {
			continue
		}
		if m := a.r.MentionAt(t); m >= 0 && a.d.Mentions[m].Last-a.d.Mentions[m].First > 1 {
			continue // "the Democratic Party"
		}
		name, country, _ := strings.Cut(name, "/")
		if country != "" && !a.about(country) {
			continue
		}
		for _, m := range a.partisan(t) {
			party := a.d.AddEntity(schema.Entity{ID: schema.EntityID(schema.Organization, name), Type: schema.Organization, Name: name})
			a.member(t, a.d.Mentions[m].Entities[0], party)
		}
	}
}

// about tells whether an article names a country or somebody who is known to hold office there.
func (a *analysis) about(iso string) bool {
	for i := range a.d.Entities {
		if a.d.Entities[i].ISO == iso {
			return true
		}
	}
	return false
}

// partisan gives the mentions of the persons whom a word of a party is said of: behind it, with titles and places
// between, or before it and a comma.
func (a *analysis) partisan(t int) []int {
	s := a.d.Sentences[a.r.Sentence[t]]
	var found []int
	for k, steps := t+1, 0; k < s.Last && steps < 7; k, steps = k+1, steps+1 {
		if m := a.person(k); m >= 0 {
			found = append(found, m)
			next := a.d.Mentions[m].Last
			if next+1 >= s.Last || a.d.Tokens[next].UPOS != "CCONJ" || a.r.Feature(t, "Number", "Sing") {
				break
			}
			k = next
			continue
		}
		if len(found) > 0 || !a.betweenPartyAndName(k, s.Last) {
			break
		}
	}
	if len(found) > 0 {
		return found
	}
	for k, steps := t-1, 0; k > s.First && steps < 5; k, steps = k-1, steps+1 {
		if a.d.Tokens[k].Text == "," {
			if m := a.person(k - 1); m >= 0 {
				return []int{m}
			}
			break
		}
		if !a.nounPhrase(k) || a.person(k) >= 0 {
			break
		}
	}
	return nil
}

// betweenPartyAndName tells whether a word may stand between a party's and a person's name: titles, whence somebody is,
// and a comma before the name.
func (a *analysis) betweenPartyAndName(t, end int) bool {
	token := &a.d.Tokens[t]
	switch {
	case t+1 >= end:
		return false
	case token.Text == ",":
		return a.person(t+1) >= 0
	case token.UPOS == "ADP":
		next := t + 1
		if a.d.Tokens[next].UPOS == "DET" && next+1 < end {
			next++
		}
		return a.r.HasType(a.r.MentionAt(next), schema.Place)
	}
	return a.nounPhrase(t)
}

// person gives the mention of the person named at a word; -1 if there is none.
func (a *analysis) person(t int) int {
	if m := a.r.MentionAt(t); m >= 0 && a.d.Mentions[m].Kind == extract.Named && a.r.HasType(m, schema.Person) {
		return m
	}
	return -1
}

// nounPhrase tells whether a word may stand inside a noun phrase.
func (a *analysis) nounPhrase(t int) bool {
	switch a.d.Tokens[t].UPOS {
	case "NOUN", "ADJ", "ADP", "DET", "PROPN":
		return true
	}
	return false
}

// affiliations states for whom somebody stands who is named with an organization and no office: "Peter Martin, of the
// institute CGA". The words between are an adposition of belonging and at most what the organization is.
func (a *analysis) affiliations(skip []bool) {
	officer := map[int]bool{}
	for _, p := range a.offices {
		officer[p.At] = officer[p.At] || p.Owner >= 0
	}
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if m.Kind != extract.Named || !a.r.HasType(i, schema.Person) || officer[i] || skip[a.r.Sentence[m.First]] {
			continue
		}
		if o := a.affiliation(m); o >= 0 {
			a.member(m.Head, m.Entities[0], a.d.Mentions[o].Entities[0])
		}
	}
}

// affiliation gives the mention of the organization that stands directly behind a person's; -1 if none does.
func (a *analysis) affiliation(m *extract.Mention) int {
	end := a.d.Sentences[a.r.Sentence[m.First]].Last
	t := m.Last
	if t < end && a.d.Tokens[t].Text == "," {
		t++
	}
	if t >= end || a.d.Tokens[t].UPOS != "ADP" || !a.r.HasValue(t, "marker", "of") {
		return -1
	}
	for k := t + 1; k < min(end, t+5); k++ {
		if o := a.r.MentionAt(k); o >= 0 {
			if a.r.HasType(o, schema.Organization) && a.d.Mentions[o].Kind == extract.Named && !a.d.Mentions[o].Demonym {
				return o
			}
			return -1
		}
		if u := a.d.Tokens[k].UPOS; u != "DET" && u != "ADJ" && !(u == "NOUN" && a.r.Has(k, "organization")) {
			return -1
		}
	}
	return -1
}

// kinBehind gives the person whose kin a noun says somebody to be where offices stand between, which trees take apart:
// "X, the eldest son of the former governor and candidate Y".
func (a *analysis) kinBehind(t int) (int, bool) {
	end := a.d.Sentences[a.r.Sentence[t]].Last
	of := false
	for k := t + 1; k < min(end, t+14); k++ {
		if m := a.person(k); m >= 0 {
			return a.d.Mentions[m].Entities[0], of
		}
		switch {
		case a.d.Tokens[k].UPOS == "ADP" && !of:
			if of = a.r.HasValue(k, "marker", "of"); !of {
				return 0, false
			}
		case !a.nounPhrase(k) && a.d.Tokens[k].UPOS != "CCONJ", a.r.Has(k, "family"):
			return 0, false
		}
	}
	return 0, false
}
