package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// Where verbs stand first, subject, object and phrases follow in their order, and a noun phrase tells its own end:
// behind a definite noun or a name the next noun without a preposition begins another. That holds where the tree
// of a long clause does not.

// What an argument costs that only the order shows.
const (
	costFirst  = 0.15 // the noun directly behind the verb
	costSecond = 0.22
	costPhrase = 0.28
)

// window is how many words behind a verb its arguments are looked for.
const window = 28

// run is a noun phrase behind a verb.
type run struct {
	first, last int
	mention     int // that it stands for; -1 where it is none
	owner       int // a name inside it that owns its first noun; -1 where there is none
	marked      bool
	joined      bool // by a conjunction to the one before
}

// behindVerb gives the arguments that stand behind a verb in their order, besides those that the tree has.
func (a *analysis) behindVerb(t int, passive bool, args []argument) []argument {
	if a.l.words.Setting("order") != "VSO" {
		return nil
	}
	var found []argument
	bare := []string{"nsubj", "obj"}
	before := slices.ContainsFunc(args, func(x argument) bool { return x.role == "nsubj" && x.token < t })
	if passive || before {
		bare = bare[1:]
	} else if slices.ContainsFunc(args, func(x argument) bool { return x.role == "obj" && x.token == t+1 }) {
		bare = bare[:1] // the object is written onto the verb
	}
	cost := costFirst
	for _, p := range a.runs(t) {
		if p.joined {
			continue
		}
		token, ok := a.standsFor(p)
		if p.marked {
			if !ok {
				continue
			}
			for _, name := range a.r.Markers(token, p.first, p.last) {
				found = append(found, argument{":" + name, token, costPhrase})
			}
			continue
		}
		if len(bare) == 0 {
			continue
		}
		if ok {
			found = append(found, argument{bare[0], token, cost})
		} else if p.owner >= 0 && bare[0] == "obj" {
			found = append(found, argument{"obj.poss", a.d.Mentions[p.owner].Head, cost})
		}
		bare, cost = bare[1:], costSecond
	}
	return found
}

// standsFor gives the word of a phrase that facts are about: that of its first mention, or its first noun.
func (a *analysis) standsFor(p run) (int, bool) {
	if p.mention < 0 {
		return p.first, false
	}
	return a.d.Mentions[p.mention].Head, true
}

// runs cuts what stands behind a verb, up to the end of its clause, into noun phrases.
func (a *analysis) runs(t int) []run {
	var all []run
	tokens := a.d.Tokens
	end := min(a.d.Sentences[a.r.Sentence[t]].Last, t+window)
	open, aside := false, false // the phrase goes on; between commas stands an apposition
	marked, joined := false, false
	for k := t + 1; k < end; k++ {
		token := &tokens[k]
		switch {
		case token.Rel == "fixed" || token.UPOS == "PART" || token.UPOS == "ADV":
			continue
		case token.UPOS == "PRON" && k == t+1:
			continue // written onto the verb
		case token.UPOS == "ADP":
			open, marked = false, true
			continue
		case token.UPOS == "CCONJ":
			open, joined = false, true
			continue
		case token.Text == "،" || token.Text == ",":
			open, marked, joined, aside = false, false, false, !aside
			continue
		case clauseEnds(token) || a.r.Feature(k, "PronType", "Rel"):
			return all
		case aside && !joined:
			continue
		case a.temporal(k):
			open = false
			continue
		case token.UPOS == "NUM":
			continue
		}
		m := a.mentionFirst(k)
		if holder, ok := a.holders[k]; ok && a.d.Mentions[holder].Last < end { // a title up to the name behind it
			all = append(all, run{first: k, last: a.d.Mentions[holder].Last, mention: holder, owner: -1, marked: marked, joined: joined})
			k, open, marked, joined = a.d.Mentions[holder].Last-1, false, false, false
			continue
		}
		if adjective := m >= 0 && a.d.Mentions[m].Demonym || m < 0 && token.UPOS == "ADJ"; adjective && len(all) > 0 && !marked && !joined {
			if all[len(all)-1].last == k {
				all[len(all)-1].last = k + 1
			}
			continue
		}
		last := k + 1
		if m >= 0 {
			last = max(last, a.d.Mentions[m].Last)
		}
		previous := len(all) - 1
		switch {
		case open || a.titleOf(all, m, k):
			if m >= 0 && all[previous].mention < 0 {
				a.takeIn(&all[previous], m)
			}
			all[previous].last = last
		default:
			all = append(all, run{first: k, last: last, mention: m, owner: -1, marked: marked, joined: joined})
		}
		marked, joined = false, false
		open = !a.definite(k, m)
		k = last - 1
	}
	return all
}

// temporal tells whether a word is part of a date.
func (a *analysis) temporal(k int) bool {
	return a.isTime(k) || a.r.MentionAt(k) < 0 && slices.ContainsFunc([]string{"unit", "weekday", "month", "day", "relative"}, func(class string) bool { return a.r.Has(k, class) })
}

// clauseEnds tells the words that begin another clause.
func clauseEnds(token *extract.Token) bool {
	switch token.UPOS {
	case "VERB", "AUX", "SCONJ":
		return true
	case "PUNCT":
		return !strings.ContainsAny(token.Text, "\"'«»“”()")
	}
	return false
}

// takeIn puts a mention into a phrase that has begun without one: the person of a title, or the owner of a noun.
func (a *analysis) takeIn(p *run, m int) {
	x := &a.d.Mentions[m]
	described := false
	for _, class := range []string{"title", "person", "family", "organization", "place", "group"} {
		described = described || a.r.Has(p.first, class)
	}
	switch {
	case x.Demonym:
	case described && x.Kind == extract.Named && (a.r.HasType(m, schema.Person) || !a.r.Has(p.first, "title")):
		p.mention = m
	case p.owner < 0 && x.First == p.first+1:
		p.owner = m
	}
}

// titleOf tells whether a name goes on with the title before it: "the minister the prince X".
func (a *analysis) titleOf(all []run, m, k int) bool {
	if len(all) == 0 || all[len(all)-1].mention >= 0 || all[len(all)-1].last != k {
		return false
	}
	p := all[len(all)-1]
	return a.r.Has(p.first, "title") && (a.r.Has(k, "title") || m >= 0 && a.d.Mentions[m].Kind == extract.Named && !a.d.Mentions[m].Demonym)
}

// mentionFirst gives the widest mention that begins at a word; -1 if none does.
func (a *analysis) mentionFirst(k int) int {
	best := -1
	for _, m := range []int{a.r.MentionAt(k), a.r.MentionHeadedBy(k)} {
		if m >= 0 && a.d.Mentions[m].First == k && len(a.d.Mentions[m].Entities) > 0 && (best < 0 || a.d.Mentions[m].Last > a.d.Mentions[best].Last) {
			best = m
		}
	}
	return best
}

// definite tells whether a word closes its phrase: a name, a noun with the article, a pronoun.
func (a *analysis) definite(k, m int) bool {
	token := &a.d.Tokens[k]
	return m >= 0 && a.d.Mentions[m].Kind == extract.Named || token.UPOS == "PRON" || strings.HasPrefix(token.Text, "ال") ||
		m >= 0 && strings.HasPrefix(a.d.Tokens[a.d.Mentions[m].Last-1].Text, "ال")
}

// saidAside gives who says what a sentence says by a clause of its own, "بحسب ما أعلنه X", wherever the tree hangs it.
func (a *analysis) saidAside(t int) *schema.Entity {
	if a.l.words.Setting("order") != "VSO" {
		return nil
	}
	s := a.d.Sentences[a.r.Sentence[t]]
	for v := s.First + 1; v < s.Last; v++ {
		if v == t || !verbal(a.d.Tokens[v].UPOS) || !a.r.Has(v, "report") {
			continue
		}
		if !a.r.HasValue(v-1, "marker", "according") && (v-2 < s.First || !a.r.HasValue(v-2, "marker", "according")) {
			continue
		}
		for _, p := range a.runs(v) {
			if p.marked || p.mention < 0 {
				break
			}
			x := &a.d.Mentions[p.mention]
			return a.source(referent{x.Entities[0], p.mention, x.Head})
		}
	}
	return nil
}
