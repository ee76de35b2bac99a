package rules

import (
	"strings"

	"github.com/triplewire/triplewire/extract"
)

// costTopic is what it costs to share the subject of the clause before.
const costTopic = 0.2

// topicChains tells whether clauses without a subject share that of the clause before them.
func (a *analysis) topicChains() bool { return a.l.words.Setting("topic-chains") == "yes" }

// onlyBefore drops the subjects that a clause would share with a later one: there subjects go on, not back.
func (a *analysis) onlyBefore(t int, subjects []argument) []argument {
	if !a.topicChains() || strings.HasPrefix(a.d.Tokens[t].Rel, "acl") {
		return subjects
	}
	var kept []argument
	for _, s := range subjects {
		if s.cost == 0 || s.token < t {
			kept = append(kept, s)
		}
	}
	return kept
}

// topic gives a clause without a subject that of the clause before it: 总统访问了巴黎，会见了总理.
func (a *analysis) topic(t int) []argument {
	if !a.topicChains() || strings.HasPrefix(a.d.Tokens[t].Rel, "acl") || a.d.Tokens[t].Rel == "nmod" {
		return nil
	}
	first := a.d.Sentences[a.r.Sentence[t]].First
	k := t - 1
	for ; k >= first && !a.clauseEnds(k); k-- {
		if a.mayBeSubject(k, t) {
			return nil
		}
	}
	for ; k >= first; k-- {
		h := a.d.Tokens[k].Head
		if extract.RelBase(a.d.Tokens[k].Rel) != "nsubj" || h <= k || strings.HasPrefix(a.d.Tokens[h].Rel, "acl") || a.isTime(k) || a.inner(k, h) {
			continue
		}
		return []argument{{"nsubj", k, costTopic}}
	}
	return nil
}

// inner tells whether a subject is that of a content clause whose governor stands in the same clause: in 要求他撤军 it is
// not he of whom the sentence goes on to speak.
func (a *analysis) inner(k, h int) bool {
	up := a.d.Tokens[h].Head
	if up < 0 || up > k || extract.RelBase(a.d.Tokens[h].Rel) != "ccomp" {
		return false
	}
	for t := up; t < k; t++ {
		if a.clauseEnds(t) {
			return false
		}
	}
	return true
}

// mayBeSubject tells whether a word between a clause's beginning and its verb is one that the tree should have as
// the subject.
func (a *analysis) mayBeSubject(k, t int) bool {
	token := &a.d.Tokens[k]
	return token.Head == t && (nominal(token.UPOS) || token.UPOS == "PRON") && a.r.Child(k, "case") < 0 && !a.isTime(k)
}

// clauseEnds tells whether a word is a mark that ends a clause.
func (a *analysis) clauseEnds(k int) bool {
	switch a.d.Tokens[k].Text {
	case "，", ",", "；", ";", "：", ":", "——", "—":
		return true
	}
	return false
}
