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

// keptTopic takes the subject of the sentence before for a verb that has none, in languages that leave out a subject
// that stays the same.
func (a *analysis) keptTopic(f *found, o *candidate) *candidate {
	s := a.r.Sentence[f.at]
	if !a.l.dropsPro || a.l.words.Setting("order") != "SOV" || f.asNoun || s == 0 || a.passive(f.at) || !a.mainClause(f.at) {
		return nil
	}
	root := -1
	for t := a.d.Sentences[s-1].First; t < a.d.Sentences[s-1].Last; t++ {
		if a.d.Tokens[t].Head < 0 {
			root = t
		}
	}
	if root < 0 {
		return nil
	}
	types := a.allowed(f, subjectSlot)
	for _, x := range a.subjects(root, 0) {
		c := candidate{argument: argument{"nsubj", x.token, costElsewhere}, score: 1 - costElsewhere}
		for _, r := range a.referents(x.token) {
			if e := a.entityFor(r, types, "nsubj", f.relation, subjectSlot); slices.Contains(types, a.d.Entities[e].Type) && !slices.Contains(o.entities, e) {
				c.referents, c.entities = append(c.referents, r), append(c.entities, e)
			}
		}
		if len(c.entities) > 0 {
			return &c
		}
	}
	return nil
}

// mainClause tells whether a verb ends its sentence or leads to the verb that does, none of which has a subject.
func (a *analysis) mainClause(t int) bool {
	for steps := 0; steps < 6; steps++ {
		if a.r.Child(t, "nsubj", "dislocated", "nsubj:pass") >= 0 {
			return false
		}
		switch extract.RelBase(a.d.Tokens[t].Rel) {
		case "root":
			return true
		case "conj", "advcl":
			t = a.d.Tokens[t].Head
		default:
			return false
		}
		if t < 0 {
			return false
		}
	}
	return false
}
