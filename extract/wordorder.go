package extract

import (
	"slices"
	"strings"
)

// What the order of a Chinese clause says and its tree often has otherwise: prepositional phrases stand before
// their verb, what 的 ends belongs to the next noun, and a noun between two verbs without a comma is the object of
// the first.

// prepositions are the words that make a phrase of the noun behind them, before the verb.
var prepositions = []string{"与", "與", "和", "同", "跟", "向", "对", "對", "给", "給", "从", "從", "由", "在", "于", "於", "为", "為", "就", "针对", "針對", "因", "据", "據", "替", "把", "将", "將"}

// takers are the prepositions that put the object before its verb.
var takers = []string{"把", "将", "將"}

// orderChinese redraws what the order of words decides.
func (r *Reading) orderChinese() {
	r.wholeNames()
	r.governorsAsSubjects()
	r.plansOfOwners()
	r.joinedNames()
	r.prepositionsFromVerbs()
	r.phrasesBeforeVerbs()
	r.relativesFirst()
	r.ownersByParticle()
	r.contentsWithSubjects()
	r.clausesBefore()
}

// clausesBefore makes clauses of their own of those that the tree has as the content of a verb behind a comma:
// content follows its verb, unless that is one of saying.
func (r *Reading) clausesBefore() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		if v > t && (tokens[t].Rel == "ccomp" || tokens[t].Rel == "xcomp" || tokens[t].Rel == "csubj") && tokens[t].UPOS == "VERB" && !r.Has(v, "report") && r.commaBetween(t, v) {
			tokens[t].Rel = "advcl"
		}
	}
}

// wholeNames hangs all words of a name on its head, so that no part of it takes part in the clause: 欧 拜 伊德.
func (r *Reading) wholeNames() {
	for i := range r.Doc.Mentions {
		m := &r.Doc.Mentions[i]
		if m.Kind != Named || m.Last-m.First < 2 {
			continue
		}
		head := m.Head
		for t := m.First; t < m.Last; t++ {
			up := r.Doc.Tokens[t].Head
			if t == head || up >= m.First && up < m.Last || r.Below(head, t) {
				continue
			}
			r.attach(t, head, "flat")
		}
		for t := m.First; t < m.Last; t++ {
			if r.Doc.Tokens[t].UPOS == "VERB" && t != head {
				r.Doc.Tokens[t].UPOS = "PROPN"
			}
		}
		if head >= m.First && head < m.Last && r.Doc.Tokens[head].UPOS == "VERB" && RelBase(r.Doc.Tokens[head].Rel) == "advcl" {
			r.nameBehindNoun(m)
		}
	}
}

// nameBehindNoun gives a name that the tree takes for a clause its place behind the noun that describes it.
func (r *Reading) nameBehindNoun(m *Mention) {
	tokens := r.Doc.Tokens
	tokens[m.Head].UPOS = "PROPN"
	if k := m.First - 1; k >= 0 && r.Sentence[k] == r.Sentence[m.Head] && tokens[k].UPOS == "NOUN" {
		r.attach(m.Head, k, "appos")
	}
}

// governorsAsSubjects turns round what the tree has upside down: a verb with a subject of its own, of saying, planning or
// urging, is no subject of the verb behind it, but has that as its content: 挪威 警告 莫斯科 不要 挑衅.
func (r *Reading) governorsAsSubjects() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		if tokens[t].UPOS != "VERB" || RelBase(tokens[t].Rel) != "nsubj" || v <= t || tokens[v].UPOS != "VERB" || r.Child(t, "nsubj") < 0 || r.commaBetween(t, v) ||
			!r.Has(t, "attitude") && !r.Has(t, "modal") && !r.Has(t, "report") && !r.Has(t, "objectcontrol") {
			continue
		}
		tokens[t].Head, tokens[t].Rel = tokens[v].Head, tokens[v].Rel
		tokens[v].Head, tokens[v].Rel = t, "ccomp"
		r.rebuild()
		for _, c := range slices.Clone(r.Children[v]) {
			if c < t || tokens[c].Rel == "punct" {
				r.attach(c, t, tokens[c].Rel)
			}
		}
	}
}

// plansOfOwners makes a subject of the owner of a plan where the tree takes the verb for a noun: 两国 计划 举行 演习.
func (r *Reading) plansOfOwners() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		v := tokens[t].Head
		if tokens[t].UPOS != "NOUN" || tokens[t].Rel != "nsubj" || v <= t || !verbLike(&tokens[v]) || !r.Has(t, "attitude") && !r.Has(t, "modal") {
			continue
		}
		o := -1
		for _, c := range r.Children[t] {
			if rel := RelBase(tokens[c].Rel); (rel == "nmod" || rel == "compound") && r.Child(c, "case") < 0 && c < t {
				o = c
			}
		}
		if o < 0 || r.timeWord(o) {
			continue
		}
		r.attach(o, v, "nsubj")
		r.attach(t, v, "aux")
		tokens[t].UPOS = "AUX"
	}
}

// joinedNames joins two names with 和 or 与 between them, the second behind its country and title: 巴西总统卢拉 和
// 马来西亚总理安瓦尔 会见.
func (r *Reading) joinedNames() {
	tokens := r.Doc.Tokens
	for i := range r.Doc.Mentions {
		a := &r.Doc.Mentions[i]
		c := a.Last
		if a.Kind != Named || c+1 >= len(tokens) || r.Sentence[c] != r.Sentence[a.First] || !r.joins(c) {
			continue
		}
		b := r.nameIn(c+1, i)
		if b < 0 {
			continue
		}
		head, other := a.Head, r.Doc.Mentions[b].Head
		v := tokens[other].Head
		if v <= other || r.Below(other, head) || r.Below(v, head) {
			continue
		}
		switch rel := tokens[other].Rel; RelBase(rel) {
		case "nsubj", "obj":
			r.attach(head, v, rel)
			r.attach(other, head, "conj")
			r.attach(c, other, "cc")
			tokens[c].UPOS = "CCONJ"
		}
	}
}

// nameIn gives the name of the type of another that stands at t, or behind a country, titles and nouns there.
func (r *Reading) nameIn(t, like int) int {
	for k := t; k < min(t+6, len(r.Doc.Tokens)) && r.Sentence[k] == r.Sentence[t]; k++ {
		m := r.MentionAt(k)
		switch {
		case m >= 0 && r.Doc.Mentions[m].Kind == Named && r.Doc.Entities[r.Doc.Mentions[m].Entities[0]].Type == r.Doc.Entities[r.Doc.Mentions[like].Entities[0]].Type:
			return m
		case m < 0 && r.Doc.Tokens[k].UPOS != "NOUN":
			return -1
		}
	}
	return -1
}

// prepositionsFromVerbs makes prepositions of those that the tree has as verbs with a noun: 在 达尔富尔 作战.
func (r *Reading) prepositionsFromVerbs() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		if v <= t || !slices.Contains(prepositions, tokens[t].Text) || !verbLike(&tokens[t]) && tokens[t].UPOS != "ADP" || tokens[t].Text == "由" {
			continue
		}
		rel := RelBase(tokens[t].Rel)
		n := r.Child(t, "obj", "ccomp", "obl")
		if rel != "advcl" && rel != "dep" && rel != "acl" && rel != "ccomp" || n <= t || n >= v || tokens[n].UPOS == "VERB" || r.commaBetween(t, v) && rel != "advcl" {
			continue
		}
		if !verbLike(&tokens[v]) {
			continue
		}
		for _, c := range slices.Clone(r.Children[t]) {
			if c != n {
				r.attach(c, v, tokens[c].Rel)
			}
		}
		r.attach(n, v, "obl")
		r.attach(t, n, "case")
		tokens[t].UPOS = "ADP"
	}
}

func (r *Reading) commaBetween(a, b int) bool {
	for t := a + 1; t < b; t++ {
		switch r.Doc.Tokens[t].Text {
		case "，", "；", ",", ";", "：", "。":
			return true
		}
	}
	return false
}

// phrasesBeforeVerbs takes nouns with a preposition for what they are: no subjects, but circumstances, and objects
// behind 把 and 将.
func (r *Reading) phrasesBeforeVerbs() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		n := tokens[t].Head
		if n <= t || tokens[t].Rel != "case" || tokens[t].UPOS != "ADP" || !slices.Contains(prepositions, tokens[t].Text) {
			continue
		}
		v := tokens[n].Head
		if v <= n || !verbLike(&tokens[v]) {
			continue
		}
		switch rel := RelBase(tokens[n].Rel); {
		case slices.Contains(takers, tokens[t].Text) && (rel == "obl" || rel == "nsubj" || rel == "nmod"):
			tokens[n].Rel = "obj"
		case rel == "nsubj" || rel == "obj":
			tokens[n].Rel = "obl"
			if tokens[t].Text == "由" {
				tokens[n].Rel = "obl:agent"
			}
		}
	}
}

// ownersByParticle gives a name before 的 to the noun behind it, and with it the name that it is joined to:
// 特朗普 与 金正恩 的 会晤.
func (r *Reading) ownersByParticle() {
	tokens := r.Doc.Tokens
	for i := range r.Doc.Mentions {
		m := &r.Doc.Mentions[i]
		d := m.Last
		if m.Kind != Named || d >= len(tokens)-1 || r.Sentence[d] != r.Sentence[m.First] {
			continue
		}
		if tokens[d].Text == "之间" || tokens[d].Text == "之間" {
			d++
		}
		if d >= len(tokens)-1 || tokens[d].Text != "的" {
			continue
		}
		n := r.ownedBehind(d)
		if n < 0 || r.Below(n, m.Head) || tokens[m.Head].Rel == "obj" && tokens[tokens[m.Head].Head].Rel == "acl:relcl" {
			continue
		}
		if up := tokens[m.Head].Head; up > d && up <= n && RelBase(tokens[m.Head].Rel) == "nmod" {
			r.partnerBefore(m, n)
			continue
		}
		if p := m.First - 1; p >= 0 && r.Sentence[p] == r.Sentence[m.First] && slices.Contains(prepositions, tokens[p].Text) && !r.joins(p) {
			continue
		}
		r.attach(m.Head, n, "nmod")
		r.attach(d, m.Head, "case")
		r.partnerBefore(m, n)
	}
}

// joins tells whether a word joins two nouns.
func (r *Reading) joins(t int) bool {
	switch r.Doc.Tokens[t].Text {
	case "与", "與", "和", "同", "跟", "及", "以及", "、":
		return true
	}
	return false
}

// partnerBefore joins to an owner the name that stands before it with 与 or 和.
func (r *Reading) partnerBefore(m *Mention, n int) {
	tokens := r.Doc.Tokens
	c := m.First - 1
	for c > 0 && tokens[c].UPOS == "NOUN" && r.Below(c, m.Head) { // 与 总统 X 的
		c--
	}
	if c < 1 || !r.joins(c) || r.Sentence[c-1] != r.Sentence[n] || r.isDescribed(n) {
		return
	}
	o := r.MentionAt(c - 1)
	if o < 0 || r.Doc.Mentions[o].Kind != Named || r.Doc.Mentions[o].Last != c {
		return
	}
	head := r.Doc.Mentions[o].Head
	if r.Below(n, head) {
		return
	}
	r.attach(head, n, "nmod")
	r.attach(m.Head, head, "conj")
	r.attach(c, m.Head, "cc")
}

// relativesFirst makes relative clauses of verbs that begin a clause before a name with 的 and the noun that the clause
// says more of: 支持 布尔汉 的 埃及 可能 派兵.
func (r *Reading) relativesFirst() {
	tokens := r.Doc.Tokens
	for i := range r.Doc.Mentions {
		m := &r.Doc.Mentions[i]
		v, d := m.First-1, m.Last
		if m.Kind != Named || v < 0 || d+1 >= len(tokens) || tokens[d].Text != "的" || tokens[v].UPOS != "VERB" || r.Sentence[v] != r.Sentence[d] || !r.beginsClause(v) {
			continue
		}
		n := r.ownedBehind(d)
		if o := r.MentionAt(d + 1); o >= 0 && r.Doc.Mentions[o].Kind == Named {
			n = max(n, r.Doc.Mentions[o].Head)
		}
		if n < 0 {
			continue
		}
		main := r.nextPredicate(n + 1)
		for main >= 0 && strings.HasPrefix(tokens[main].Rel, "acl") {
			main = r.nextPredicate(main + 1)
		}
		if main < 0 || r.commaBetween(n, main) || r.Below(main, v) {
			continue
		}
		r.attach(n, main, "nsubj")
		r.attach(v, n, "acl:relcl")
		r.attach(m.Head, v, "obj")
	}
}

// beginsClause tells whether nothing but adverbs stands between a verb and the mark before it.
func (r *Reading) beginsClause(v int) bool {
	for k := v - 1; k >= 0 && r.Sentence[k] == r.Sentence[v]; k-- {
		switch token := &r.Doc.Tokens[k]; {
		case token.UPOS == "PUNCT":
			return true
		case token.UPOS != "ADV" && token.UPOS != "DET" && token.UPOS != "SCONJ":
			return false
		}
	}
	return true
}

// isDescribed tells whether a noun stands for somebody: then the name before 和 may be another.
func (r *Reading) isDescribed(n int) bool {
	for _, class := range []string{"title", "person", "group", "member", "family", "organization", "country", "place"} {
		if r.Has(n, class) {
			return true
		}
	}
	return r.MentionAt(n) >= 0
}

// ownedBehind gives the last noun of the run that begins behind 的; -1 where there is none.
func (r *Reading) ownedBehind(d int) int {
	tokens := r.Doc.Tokens
	last := -1
	for k := d + 1; k < len(tokens) && r.Sentence[k] == r.Sentence[d]; k++ {
		switch tokens[k].UPOS {
		case "NOUN":
			if r.timeWord(k) {
				return last
			}
			last = k
			continue
		case "ADJ", "NUM", "DET", "PART":
			if tokens[k].Text == "的" {
				return -1
			}
			continue
		}
		break
	}
	return last
}

// contentsWithSubjects makes the content of a verb of the clause whose subject stands directly behind it: 敦促 军方
// 放下 武器.
func (r *Reading) contentsWithSubjects() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		if tokens[t].UPOS != "VERB" || v < 0 || v >= t || !r.Has(v, "objectcontrol") && !r.Has(v, "attitude") {
			continue
		}
		switch RelBase(tokens[t].Rel) {
		case "parataxis", "advcl", "dep", "conj", "acl":
		default:
			continue
		}
		if s := r.Child(t, "nsubj", "nsubj:pass"); s > v && !r.commaBetween(v, t) {
			tokens[t].Rel = "ccomp"
		}
	}
}

// nextTitleHolder gives the person that a further title is followed by, where Chinese lists the titles before the
// name: 医学院教授、大学董事 王某; -1 if there is none.
func (r *Reading) nextTitleHolder(hit TagHit) int {
	tokens := r.Doc.Tokens
	if r.Words.Setting("topic-chains") != "yes" || hit.Last >= len(tokens) {
		return -1
	}
	switch tokens[hit.Last].Text {
	case "兼", "、", "和", "及", "暨":
	default:
		return -1
	}
	for k := hit.Last + 1; k < min(hit.Last+9, len(tokens)) && r.Sentence[k] == r.Sentence[hit.First]; k++ {
		next, ok := r.Hit(k, "title")
		switch {
		case ok && next.Last == k+1:
			if m := r.MentionAt(min(k+1, len(tokens)-1)); r.isPerson(m) && r.Doc.Mentions[m].Kind == Named && r.Doc.Mentions[m].First == k+1 {
				return m
			}
			return r.nextTitleHolder(next)
		case tokens[k].UPOS == "VERB" || tokens[k].UPOS == "PUNCT" || r.isPerson(r.MentionAt(k)):
			return -1
		}
	}
	return -1
}
