package extract

import "strings"

// Which clause a subject belongs to, where subjects stand before clauses that stand before nouns: trees mostly give
// them to the first verb that comes.

// outerSubjects gives the first of two subjects of one verb to the verb of the clause around it: in 관계자가 영국이 떠난다고
// 전했다 each clause has its own. Verbs of being and becoming have two.
func (r *Reading) outerSubjects(marked func(t int) bool) {
	tokens := r.Doc.Tokens
	for v := range tokens {
		if tokens[v].UPOS != "VERB" || strings.ContainsAny(tokens[v].Text[:min(3, len(tokens[v].Text))], "되된됐아있없") {
			continue
		}
		var subjects []int
		for _, c := range r.Children[v] {
			if c < v && RelBase(tokens[c].Rel) == "nsubj" && marked(c) {
				subjects = append(subjects, c)
			}
		}
		if len(subjects) != 2 || !r.actorWord(subjects[0]) {
			continue
		}
		if up := r.verbAbove(v); up > v && r.Child(up, "nsubj", "dislocated") < 0 {
			r.attach(subjects[0], up, "nsubj")
		}
	}
}

// raiseSubjects gives the subject of a clause before a noun to the verb behind that noun too, if nobody else is that
// verb's: 警察が追っていた男を逮捕した. The clause keeps the noun as what it is about.
func (r *Reading) raiseSubjects(marked func(t int) bool) {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		if v <= t || tokens[t].Rel != "nsubj" || !strings.HasPrefix(tokens[v].Rel, "acl") || tokens[v].Head <= v || !r.actorWord(t) || !marked(t) {
			continue
		}
		up := r.verbAbove(v)
		if up < 0 || r.Child(up, "nsubj", "dislocated") >= 0 || RelBase(tokens[tokens[v].Head].Rel) == "nsubj" {
			continue
		}
		r.attach(t, up, "nsubj")
	}
}

// verbAbove gives the first verb above another that stands behind it and in no clause before a noun; -1 if none does.
func (r *Reading) verbAbove(v int) int {
	tokens := r.Doc.Tokens
	for n := 0; n < 12; n++ {
		up := tokens[v].Head
		if up <= v {
			return -1
		}
		if tokens[up].UPOS == "VERB" && !strings.HasPrefix(tokens[up].Rel, "acl") {
			return up
		}
		v = up
	}
	return -1
}

// leaveRelatives gives a topic that stands on a clause before a noun to the next verb behind that noun: no clause
// before a noun has a topic.
func (r *Reading) leaveRelatives(t int) {
	tokens := r.Doc.Tokens
	for steps := 0; steps < 3; steps++ {
		v := tokens[t].Head
		if v < 0 || !strings.HasPrefix(tokens[v].Rel, "acl") || tokens[v].Head <= v {
			return
		}
		up := tokens[v].Head
		for n := 0; n < 6 && up > v && !verbLike(&tokens[up]) && r.Child(up, "cop") < 0 && tokens[up].Head > up; n++ {
			up = tokens[up].Head
		}
		if !verbLike(&tokens[up]) && tokens[up].Head >= 0 && r.Child(up, "cop") < 0 || r.Child(up, "nsubj") >= 0 && r.Child(up, "nsubj") != t {
			return
		}
		r.attach(t, up, "nsubj")
	}
}
