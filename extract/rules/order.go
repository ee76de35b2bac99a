package rules

import (
	"slices"

	"github.com/triplewire/triplewire/extract"
)

// neighbours takes the actors that stand directly before and behind a verb as its subject and object, in languages
// without endings whose order alone tells who does what, where the tree has neither.
func (a *analysis) neighbours(f *found) (s, o *candidate) {
	if a.l.words.Setting("neighbours") != "yes" && !a.topicChains() || f.asNoun || f.flags.weak || f.part >= 0 || a.passive(f.at) || !slices.Contains(f.frame[objectSlot], "obj") {
		return nil, nil
	}
	s = a.neighbour(f, subjectSlot, a.mentionBefore(f.at))
	o = a.neighbour(f, objectSlot, a.mentionBehind(f.at))
	if s == nil || o == nil || slices.Equal(s.entities, o.entities) {
		return nil, nil
	}
	return s, o
}

// neighbour makes a mention an argument if it may stand in the slot.
func (a *analysis) neighbour(f *found, k slot, m int) *candidate {
	if m < 0 || a.modifier(m) {
		return nil
	}
	head := a.d.Mentions[m].Head
	if k == subjectSlot && len(a.marked(head, 0)) > 0 {
		return nil
	}
	role := "obj"
	if k == subjectSlot {
		role = "nsubj"
	}
	types := a.allowed(f, k)
	c := candidate{argument: argument{role, head, costElsewhere}, score: 1 - costElsewhere}
	for _, e := range a.d.Mentions[m].Entities {
		r := referent{e, m, head}
		if e = a.entityFor(r, types, role, f.relation, k); slices.Contains(types, a.d.Entities[e].Type) {
			c.referents, c.entities = append(c.referents, r), append(c.entities, e)
		}
	}
	if len(c.entities) == 0 {
		return nil
	}
	return &c
}

// mentionBefore gives the mention that ends where a verb and what stands with it begin; -1 if none does.
func (a *analysis) mentionBefore(t int) int {
	first := a.d.Sentences[a.r.Sentence[t]].First
	k := t - 1
	for k >= first && a.r.MentionAt(k) < 0 && (a.d.Tokens[k].UPOS == "AUX" || a.d.Tokens[k].UPOS == "ADV" || a.d.Tokens[k].UPOS == "PART" || a.d.Tokens[k].Rel == "fixed") {
		k--
	}
	if k < first {
		return -1
	}
	if m := a.r.MentionAt(k); m >= 0 && a.d.Mentions[m].Last == k+1 && a.d.Mentions[m].Kind != extract.Pronoun {
		return m
	}
	return -1
}

// mentionBehind gives the mention that begins directly behind a verb of one or several words.
func (a *analysis) mentionBehind(t int) int {
	end := a.d.Sentences[a.r.Sentence[t]].Last
	k := t + 1
	for k < end && a.d.Tokens[k].Rel == "fixed" {
		k++
	}
	if k >= end {
		return -1
	}
	if m := a.r.MentionHeadedBy(k); m >= 0 {
		return m
	}
	if m := a.r.MentionAt(k); m >= 0 && a.d.Mentions[m].First == k {
		return m
	}
	return -1
}
