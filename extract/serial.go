package extract

import "slices"

// joinSerialVerbs gives the first of two verbs that make one ("เข้าพบ", "đón tiếp") the arguments of the second.
func (r *Reading) joinSerialVerbs() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		h := tokens[t].Head
		if h != t-1 || tokens[t].Rel != "compound" || tokens[t].UPOS != "VERB" || tokens[h].UPOS != "VERB" {
			continue
		}
		for _, c := range append([]int(nil), r.Children[t]...) {
			switch RelBase(tokens[c].Rel) {
			case "obj", "iobj", "obl", "ccomp", "xcomp":
				r.attach(c, h, tokens[c].Rel)
			}
		}
	}
}

// isolating redraws what trees of languages without endings get wrong in the same way again and again: verbs that are
// adpositions, agents of passives, verbs taken for the subject of what they say, objects taken for owners.
func (r *Reading) isolating() {
	if r.Words.Setting("neighbours") != "yes" {
		return
	}
	for t := range r.Doc.Tokens {
		r.sourceVerb(t)
		r.coverb(t)
		r.agentOfPassive(t)
		r.verbBeforeContent(t)
	}
	for t := range r.Doc.Tokens {
		r.bareObject(t)
		r.topic(t)
	}
}

// coverb makes an adposition of a verb behind another that only says where to or for whom: "áp thuế lên thép Mỹ".
func (r *Reading) coverb(t int) {
	tokens := r.Doc.Tokens
	h := tokens[t].Head
	if tokens[t].UPOS == "VERB" && tokens[t].Rel == "compound" && h >= 0 && h < t-1 && tokens[h].UPOS == "VERB" {
		tokens[t].Rel = "xcomp" // "วางแผน … เก็บภาษี"
	}
	if tokens[t].UPOS != "VERB" || h < 0 || h >= t || t-h > 12 || tokens[h].UPOS != "VERB" || !r.Has(t, "marker") || r.Child(t, "nsubj", "ccomp", "xcomp", "mark", "advmod") >= 0 {
		return
	}
	switch tokens[t].Rel {
	case "xcomp", "compound", "advcl", "ccomp":
	default:
		return
	}
	o := r.Child(t, "obj")
	if o < t || o > t+4 {
		return
	}
	r.intoAdposition(t, o, h, o)
}

// intoAdposition makes a verb the adposition of its object o below h, which takes the verb's other dependents behind
// the given word.
func (r *Reading) intoAdposition(verb, o, h, behind int) {
	tokens := r.Doc.Tokens
	for _, c := range slices.Clone(r.Children[verb]) {
		if c != o && c > behind {
			r.attach(c, h, tokens[c].Rel)
		}
	}
	r.attach(o, h, "obl")
	r.attach(verb, o, "case")
	tokens[verb].UPOS = "ADP"
}

// sourceVerb makes an adposition of a verb that names the source of a statement: "theo Reuters".
func (r *Reading) sourceVerb(t int) {
	tokens := r.Doc.Tokens
	h, o := tokens[t].Head, r.Child(t, "obj")
	if tokens[t].UPOS != "VERB" || h < 0 || o < t || o > t+6 || !r.HasValue(t, "marker", "according") || r.Child(t, "nsubj") >= 0 {
		return
	}
	r.intoAdposition(t, o, h, -1)
}

// agentOfPassive gives the verb behind a word of the passive the agent between them and the patient before: "X bị
// cảnh sát bắt giữ", "X ถูกตำรวจจับกุม". Trees draw it in many ways.
func (r *Reading) agentOfPassive(p int) {
	tokens := r.Doc.Tokens
	n := p + 1
	if !r.Has(p, "passive") || tokens[p].Rel == "fixed" || n >= len(tokens) || r.Sentence[n] != r.Sentence[p] || tokens[n].UPOS == "VERB" ||
		r.MentionAt(n) < 0 && r.MentionHeadedBy(n) < 0 && !r.Has(n, "group") && !r.Has(n, "organization") && !r.Has(n, "person") && !r.Has(n, "title") {
		return
	}
	v := r.verbBehind(n)
	if v < 0 {
		return
	}
	top := v
	for _, x := range []int{n, p} {
		if r.Below(top, x) {
			top = x
		}
	}
	if top != v {
		tokens[v].Head, tokens[v].Rel = tokens[top].Head, tokens[top].Rel
	}
	for c := r.Doc.Sentences[r.Sentence[p]].First; c < p; c++ {
		if h := tokens[c].Head; h == p || h == n || h == v {
			if tokens[c].Head = v; RelBase(tokens[c].Rel) == "nsubj" {
				tokens[c].Rel = "nsubj:pass"
			}
		}
	}
	tokens[p].Head, tokens[p].Rel = v, "aux:pass"
	tokens[n].Head, tokens[n].Rel = v, "obl:agent"
	r.rebuild()
	if r.Child(v, "nsubj:pass") >= 0 {
		return
	}
	if m := r.MentionAt(r.beforeAuxiliaries(p)); m >= 0 && !r.Below(v, r.Doc.Mentions[m].Head) {
		r.attach(r.Doc.Mentions[m].Head, v, "nsubj:pass")
	}
}

// verbBehind gives the verb that ends a noun phrase beginning at a token; -1 if none stands near.
func (r *Reading) verbBehind(n int) int {
	tokens := r.Doc.Tokens
	end := r.Doc.Sentences[r.Sentence[n]].Last
	for v := n + 1; v < min(n+10, end); v++ {
		switch {
		case tokens[v].Text == "(":
			for v < end-1 && tokens[v].Text != ")" {
				v++
			}
		case tokens[v].UPOS == "CCONJ" && v+1 < end && r.MentionAt(v+1) >= 0: // "or" with another name for it
		case tokens[v].UPOS == "PUNCT", tokens[v].UPOS == "SCONJ", tokens[v].UPOS == "CCONJ":
			return -1
		case tokens[v].UPOS == "VERB" && tokens[v].Rel != "fixed" && tokens[v].Rel != "flat" && r.MentionAt(v) < 0:
			return v
		}
	}
	return -1
}

// beforeAuxiliaries steps back over adverbs and auxiliaries before a token.
func (r *Reading) beforeAuxiliaries(t int) int {
	k := t - 1
	for k > 0 && (r.Doc.Tokens[k].UPOS == "ADV" || r.Doc.Tokens[k].UPOS == "AUX") {
		k--
	}
	return max(k, 0)
}

// verbBeforeContent makes the first of two verbs the head where the tree has it as a subject of the second, together
// with its own: "X cáo buộc Y vi phạm hiệp định".
func (r *Reading) verbBeforeContent(v int) {
	tokens := r.Doc.Tokens
	h := tokens[v].Head
	if tokens[v].UPOS != "VERB" || h <= v || tokens[h].UPOS != "VERB" || RelBase(tokens[v].Rel) != "nsubj" && RelBase(tokens[v].Rel) != "csubj" {
		return
	}
	s := r.Child(h, "nsubj")
	if s < 0 || s >= v || tokens[s].UPOS == "VERB" {
		return
	}
	tokens[v].Head, tokens[v].Rel = tokens[h].Head, tokens[h].Rel
	for _, c := range r.Children[h] {
		if c < v {
			tokens[c].Head = v
		}
	}
	tokens[h].Head, tokens[h].Rel = v, "ccomp"
	r.rebuild()
}

// bareObject makes an object of a noun behind a verb that the tree has as an owner without any marker.
func (r *Reading) bareObject(c int) {
	tokens := r.Doc.Tokens
	v := tokens[c].Head
	if v < 0 || v >= c || c-v > 5 || tokens[v].UPOS != "VERB" || tokens[c].Rel != "nmod" && tokens[c].Rel != "compound" {
		return
	}
	if tokens[c].UPOS != "NOUN" && tokens[c].UPOS != "PROPN" || r.timeWord(c) || r.Child(v, "obj", "ccomp", "xcomp") >= 0 || r.Child(c, "case", "mark") >= 0 {
		return
	}
	tokens[c].Rel = "obj"
}

// topic frees a subject of the word that only leads over to it: "ส่วนทำเนียบขาวประณาม", "về phần X".
func (r *Reading) topic(t int) {
	tokens := r.Doc.Tokens
	c := tokens[t].Head
	if !r.Has(t, "topic") || c < t || tokens[t].Rel != "case" && tokens[t].Rel != "mark" || r.MentionAt(c) < 0 && r.MentionHeadedBy(c) < 0 {
		return
	}
	if v := tokens[c].Head; v > c && tokens[v].UPOS == "VERB" && r.Child(v, "nsubj", "nsubj:pass") < 0 {
		tokens[c].Rel = "nsubj"
	}
	if RelBase(tokens[c].Rel) == "nsubj" && tokens[c].Head > c {
		r.attach(t, tokens[c].Head, "discourse")
		tokens[t].UPOS = "PART"
	}
}
