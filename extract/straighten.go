package extract

import (
	"slices"
	"strings"
)

// Trees as the engine reads them, for languages whose treebanks draw the same thing otherwise: names before their
// titles, coordination by particles, adpositions that were verbs, and Korean words whose particles say what the
// network missed. It changes the document's words before anything is read off them.

// straighten redraws what is to be redrawn. It tells whether the document has changed.
func straighten(r *Reading) bool {
	changed := redraw(r)
	changed = r.datelinesApart() || changed
	return r.joinBehindConjunctions() || changed
}

func redraw(r *Reading) bool {
	switch r.Doc.Article.Lang {
	case "ja":
		r.joinByParticle()
		r.countedNouns()
		r.quotedClauses()
		r.liftTopics()
		r.innerSubjects()
	case "zh-Hans", "zh-Hant":
		r.chineseSuffixes()
		r.chineseSubjects()
		r.freePrepositions()
		r.chinesePassives()
		r.orderChinese()
	case "ko":
		r.koreanClasses()
		r.koreanPostpositions()
		r.koreanTimes()
		r.countedNouns()
		r.koreanArguments()
		r.outerSubjects(func(t int) bool { p := r.koreanParticle(t); return p == "이" || p == "가" })
		r.koreanAddressees()
		r.koreanSpeech()
		r.raiseSubjects(func(t int) bool { p := r.koreanParticle(t); return p == "이" || p == "가" })
		r.koreanClauses()
		r.koreanRelatives()
	case "de":
		r.ownersBeforeNouns()
		r.finalRelatives()
		r.obliquePronouns()
		r.ownClauses()
		return true
	case "vi", "th", "id", "ms", "ru", "ar", "es", "pt", "fr":
		r.joinSerialVerbs()
		if r.Words.voice {
			r.formerBelowTitles()
			r.pronounsOfPrepositions()
			r.verbsAsPrepositions()
			r.colonsApart()
			r.speakersBehindVerbs()
			r.subjectsBehindPlaces()
		}
		r.namesBehindTitles()
		if r.Doc.Article.Lang == "th" {
			r.thaiRelatives()
		}
		if r.Words.phrases != nil {
			r.verbsOnNouns()
		}
		if r.Words.verbs != nil {
			r.verbsFirst()
		}
		r.isolating()
		return true
	default:
		return false
	}
	r.leaveQuotes()
	r.looseBrackets()
	r.stepOverBrackets()
	if r.Doc.Article.Lang == "ja" {
		r.liftTopics() // brackets may have hidden the verb
		nominative := func(t int) bool { c := r.lastCase(t); return c >= 0 && r.Doc.Tokens[c].Text == "が" }
		r.outerSubjects(nominative)
		r.raiseSubjects(nominative)
	}
	r.titlesEndInTheirHeads()
	r.titlesHeadNames()
	r.clausesOfPersons()
	return true
}

// stepOverBrackets hangs what is said behind a bracket on the word before it: 裁判所（TSJE）を, 氏（47）は.
func (r *Reading) stepOverBrackets() {
	tokens := r.Doc.Tokens
	for open := 1; open < len(tokens); open++ {
		if tokens[open].Text != "（" && tokens[open].Text != "(" || r.Sentence[open-1] != r.Sentence[open] {
			continue
		}
		end := open + 1
		for end < len(tokens) && end < open+12 && tokens[end].Text != "）" && tokens[end].Text != ")" {
			end++
		}
		if end >= len(tokens) || r.Sentence[end] != r.Sentence[open] || tokens[end].UPOS != "PUNCT" && tokens[end].UPOS != "SYM" {
			continue
		}
		noun := open - 1
		if m := r.MentionAt(noun); m >= 0 {
			noun = r.Doc.Mentions[m].Head
		}
		if verbLike(&tokens[noun]) || noun >= open {
			continue
		}
		if b := tokens[noun].Head; b > open && b < end {
			tokens[noun].Head, tokens[noun].Rel = tokens[b].Head, tokens[b].Rel
			tokens[b].Head, tokens[b].Rel = noun, "appos"
			r.rebuild()
		}
		for b := open; b <= end; b++ {
			for _, c := range append([]int(nil), r.Children[b]...) {
				if c > end {
					r.attach(c, noun, tokens[c].Rel)
				}
			}
		}
		if end+1 < len(tokens) && r.Doc.Article.Lang == "ja" && tokens[end+1].Rel == "case" && tokens[end+1].Head == noun {
			switch tokens[end+1].Text {
			case "は", "が":
				tokens[noun].Rel = "nsubj"
			case "を":
				tokens[noun].Rel = "obj"
			}
		}
		if p := koreanRole(tokens[min(end+1, len(tokens)-1)].Text); p != "" && r.Doc.Article.Lang == "ko" && tokens[end].End == tokens[min(end+1, len(tokens)-1)].Start {
			v := r.nextPredicate(end + 2)
			if particle := tokens[end+1].Text; particle == "은" || particle == "는" {
				v = r.mainPredicate(end + 1)
			}
			if v >= 0 && p != "with" {
				r.attach(end+1, noun, "case")
				r.attach(noun, v, p)
			}
		}
		open = end
	}
}

// clausesOfPersons gives a clause before "a country's president" to the president.
func (r *Reading) clausesOfPersons() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if !strings.HasPrefix(tokens[t].Rel, "acl") || tokens[t].Head <= t {
			continue
		}
		n := tokens[t].Head
		h := tokens[n].Head
		if h > n && RelBase(tokens[n].Rel) == "nmod" && r.MentionAt(n) >= 0 && r.isPerson(r.MentionHeadedBy(h)) {
			r.attach(t, h, tokens[t].Rel)
		}
	}
}

// liftTopics gives a Japanese topic to the verb that ends the sentence, not to one that only leads to it: the
// others share it.
func (r *Reading) liftTopics() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].Rel != "nsubj" {
			continue
		}
		for steps := 0; steps < 3; steps++ { // a noun with a particle has no subject
			h := tokens[t].Head
			if h <= t || tokens[h].UPOS != "NOUN" || RelBase(tokens[h].Rel) != "obl" && RelBase(tokens[h].Rel) != "obj" || tokens[h].Head <= h || r.Child(h, "cop") >= 0 {
				break
			}
			r.attach(t, tokens[h].Head, "nsubj")
		}
		c := r.lastCase(t)
		if c < 0 || tokens[c].Text != "は" {
			continue
		}
		r.leaveRelatives(t)
		for steps := 0; steps < 4; steps++ {
			v := tokens[t].Head
			up := tokens[v].Head
			if up <= v || tokens[v].Rel != "advcl" || !verbLike(&tokens[up]) && tokens[up].UPOS != "NOUN" || r.Child(up, "nsubj") >= 0 {
				break
			}
			r.attach(t, up, "nsubj")
		}
	}
}

// attach makes child a dependent of head.
func (r *Reading) attach(child, head int, rel string) {
	if head == child || r.Below(head, child) {
		return
	}
	token := &r.Doc.Tokens[child]
	if old := token.Head; old >= 0 {
		r.Children[old] = slices.DeleteFunc(r.Children[old], func(c int) bool { return c == child })
	}
	token.Head, token.Rel = head, rel
	r.Children[head] = append(r.Children[head], child)
	slices.Sort(r.Children[head])
}

// titlesHeadNames gives a name the title that follows it as its head: プーチン大統領, 习近平主席, 푸틴 러시아 대통령. The title
// carries the particle and the place in the tree.
func (r *Reading) titlesHeadNames() {
	d := r.Doc
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if !r.isPerson(i) || m.Last >= len(d.Tokens) || r.hasParticle(m.Last-1) {
			continue
		}
		title, ok := r.titleBehind(r.overBracket(m.Last), r.Sentence[m.First])
		if !ok {
			continue
		}
		old := m.Head
		if r.Below(title, old) { // the name was the head: the title takes its place
			up, rel := d.Tokens[old].Head, d.Tokens[old].Rel
			d.Tokens[title].Head, d.Tokens[title].Rel = up, rel
			r.rebuild()
			r.attach(old, title, "compound")
		} else {
			r.attach(old, title, "compound")
		}
		m.Head = title
	}
	r.Cover()
}

// overBracket gives the token behind a bracket that begins at t: 金正恩（キム・ジョンウン）氏.
func (r *Reading) overBracket(t int) int {
	tokens := r.Doc.Tokens
	if tokens[t].Text != "（" && tokens[t].Text != "(" {
		return t
	}
	for k := t + 1; k < min(t+10, len(tokens)-1); k++ {
		if tokens[k].Text == "）" || tokens[k].Text == ")" {
			return k + 1
		}
	}
	return t
}

// rebuild works out the dependents anew.
func (r *Reading) rebuild() {
	for t := range r.Children {
		r.Children[t] = r.Children[t][:0]
	}
	for t := range r.Doc.Tokens {
		if h := r.Doc.Tokens[t].Head; h >= 0 {
			r.Children[h] = append(r.Children[h], t)
		}
	}
}

// titleBehind finds the title that begins at a token, or stands behind the country or organization named there.
func (r *Reading) titleBehind(t, sentence int) (title int, ok bool) {
	for steps := 0; t < len(r.Doc.Tokens) && r.Sentence[t] == sentence && steps < 5; steps++ {
		for t < len(r.Doc.Tokens)-1 && r.Has(t, "former") {
			t++
		}
		for k := t; k < min(t+4, len(r.Doc.Tokens)); k++ {
			for _, h := range r.Tags[k] {
				if h.First == t && (h.Class == "title" || h.Class == "person" && r.Doc.Tokens[k].UPOS != "VERB") {
					return k, true
				}
			}
		}
		if r.Doc.Article.Lang != "ko" || r.hasParticle(t) || r.Doc.Tokens[t].UPOS == "PUNCT" || r.isPerson(r.MentionAt(t)) || verbLike(&r.Doc.Tokens[t]) {
			return 0, false
		}
		t++
	}
	return 0, false
}

func verbLike(t *Token) bool { return t.UPOS == "VERB" || t.UPOS == "AUX" || t.UPOS == "ADJ" }

// hasParticle tells whether a Korean word ends in a particle.
func (r *Reading) hasParticle(t int) bool {
	return r.Doc.Article.Lang == "ko" && r.koreanParticle(t) != ""
}

// joinByParticle makes coordinations of Japanese nouns that と, や or 及び joins: the treebank has the first as a
// modifier of the second.
func (r *Reading) joinByParticle() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		h := tokens[t].Head
		if RelBase(tokens[t].Rel) != "nmod" || h <= t {
			continue
		}
		c := r.Child(t, "case", "cc")
		if c < 0 || c != t+1 || len(r.Children[t]) > 0 && r.lastCase(t) != c {
			continue
		}
		switch tokens[c].Text {
		case "と", "や", "及び", "および", "並びに", "・":
			if other := r.nextOwner(t, h); other >= 0 { // AとBの会談
				r.attach(t, other, "conj")
			} else if tokens[c].Text == "と" && r.between(h) {
				continue
			}
			tokens[t].Rel, tokens[c].Rel, tokens[c].UPOS = "conj", "cc", "CCONJ"
		}
	}
}

// nextOwner gives the name between t and its head that owns the head too: the B of AとBの会談; -1 if there is none.
func (r *Reading) nextOwner(t, head int) int {
	for _, c := range r.Children[head] {
		if c <= t || c >= head || RelBase(r.Doc.Tokens[c].Rel) != "nmod" || r.MentionAt(c) < 0 && !r.Has(c, "title") && !r.Has(c, "person") {
			continue
		}
		if k := r.lastCase(c); k >= 0 && r.Doc.Tokens[k].Text == "の" {
			return c
		}
	}
	return -1
}

// quotedClauses makes complements of the clauses that と ends.
func (r *Reading) quotedClauses() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].Rel != "advcl" || tokens[t].UPOS != "VERB" {
			continue
		}
		if c := r.lastCase(t); c >= 0 && tokens[c].Text == "と" {
			tokens[t].Rel = "ccomp"
		}
	}
}

// innerSubjects gives a subject with が to the next verb where the tree has it beside the topic of a later one: the
// topic says what the clause says.
func (r *Reading) innerSubjects() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		if tokens[t].Rel != "nsubj" || v <= t {
			continue
		}
		if c := r.lastCase(t); c < 0 || tokens[c].Text != "が" {
			continue
		}
		topic := false
		for _, u := range r.Children[v] {
			k := r.lastCase(u)
			topic = topic || u < t && RelBase(tokens[u].Rel) == "nsubj" && k >= 0 && tokens[k].Text == "は"
		}
		if inner := r.nextPredicate(t + 1); topic && inner > t && inner < v && r.Child(inner, "nsubj") < 0 {
			r.attach(t, inner, "nsubj")
		}
	}
}

// lastCase gives the last particle of a noun.
func (r *Reading) lastCase(t int) int {
	last := -1
	for _, c := range r.Children[t] {
		if r.Doc.Tokens[c].Rel == "case" || r.Doc.Tokens[c].Rel == "cc" {
			last = c
		}
	}
	return last
}

// freePrepositions makes prepositions of Chinese 与, 和, 同 and 跟 that coordinate nothing.
func (r *Reading) freePrepositions() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].Rel != "cc" || !r.HasValue(t, "marker", "with") {
			continue
		}
		h := tokens[t].Head
		if h > t && RelBase(tokens[h].Rel) != "conj" {
			tokens[t].Rel, tokens[t].UPOS = "case", "ADP"
		}
	}
}

// chineseSuffixes makes nouns of the suffixes that head nouns: 外交 官, 委员 会. They are particles in the treebank.
func (r *Reading) chineseSuffixes() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].UPOS != "PART" {
			continue
		}
		switch RelBase(tokens[t].Rel) {
		case "nsubj", "obj", "obl", "nmod", "conj", "appos", "root", "iobj", "dep", "ccomp", "parataxis":
			if r.Child(t, "compound") >= 0 || len(r.Children[t]) > 0 {
				tokens[t].UPOS = "NOUN"
			}
		}
	}
}

// chineseSubjects frees subjects that hang on a word of time, or on their verb as a modifier: 欧盟周一宣布.
func (r *Reading) chineseSubjects() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		h := tokens[t].Head
		rel := RelBase(tokens[t].Rel)
		if h <= t || rel != "nmod" && rel != "compound" || r.MentionAt(t) < 0 || r.Child(t, "case") >= 0 {
			continue
		}
		between := false // another name: 巴拉圭总统培尼亚周一
		for k := t + 1; k < h; k++ {
			between = between || r.MentionAt(k) >= 0 && r.MentionAt(k) != r.MentionAt(t)
		}
		if between {
			continue
		}
		if r.Has(h, "weekday") || r.Has(h, "day") || r.wholeTime(h) {
			if up := tokens[h].Head; up > h {
				if RelBase(tokens[h].Rel) == "nsubj" {
					tokens[h].Rel = "obl"
				}
				r.attach(t, up, "nsubj")
				h = up
			}
		}
		if tokens[h].UPOS == "VERB" && r.Child(h, "nsubj", "nsubj:pass") < 0 && rel == "nmod" && h > t {
			tokens[t].Rel = "nsubj"
		}
	}
}

// chinesePassives makes agents of what 被, 遭 and 由 introduce: 市长被警方逮捕, 公司由他创立. The treebank has the agent as a
// subject, and 由 as a verb of its own.
func (r *Reading) chinesePassives() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		switch tokens[t].Text {
		case "由":
			r.agentOfYou(t)
		case "被", "遭", "遭到", "受到", "獲", "获":
		default:
			continue
		}
		v := tokens[t].Head
		if tokens[t].Rel != "aux:pass" && tokens[t].Rel != "case" || v <= t || tokens[v].UPOS != "VERB" {
			continue
		}
		for _, c := range r.Children[v] {
			if RelBase(tokens[c].Rel) != "nsubj" {
				continue
			}
			if tokens[c].Rel = "nsubj:pass"; c > t {
				tokens[c].Rel = "obl:agent"
			}
		}
	}
}

// agentOfYou puts the verb in the place of the 由 that it completes.
func (r *Reading) agentOfYou(t int) {
	tokens := r.Doc.Tokens
	if tokens[t].UPOS != "VERB" && tokens[t].UPOS != "ADP" {
		return
	}
	v := r.Child(t, "ccomp", "xcomp")
	if tokens[t].UPOS == "ADP" || v < 0 {
		v = tokens[t].Head
		if tokens[t].Rel == "case" && v > t { // the agent is marked already
			tokens[v].Rel = "obl:agent"
		}
		return
	}
	agent := r.Child(v, "nsubj")
	if agent < t || agent > v {
		return
	}
	up, rel := tokens[t].Head, tokens[t].Rel
	for _, c := range slices.Clone(r.Children[t]) {
		if c == v {
			continue
		}
		if RelBase(tokens[c].Rel) == "nsubj" {
			tokens[c].Rel = "nsubj:pass"
		}
		tokens[c].Head = v
	}
	tokens[v].Head, tokens[v].Rel = up, rel
	tokens[agent].Rel = "obl:agent"
	tokens[t].Head, tokens[t].Rel, tokens[t].UPOS = agent, "case", "ADP"
	r.rebuild()
}

// titlesEndInTheirHeads joins the words of a title below the last: 首席 执行 官, 総 書記.
func (r *Reading) titlesEndInTheirHeads() {
	tokens := r.Doc.Tokens
	if r.Doc.Article.Lang == "ko" {
		return
	}
	for t := range tokens {
		for _, h := range r.Tags[t] {
			if h.Class != "title" || h.Last-h.First < 2 {
				continue
			}
			last := h.Last - 1
			if up := tokens[last].Head; up >= h.First && up < last {
				top := r.HeadOf(h.First, h.Last)
				if top >= last || tokens[top].Head < 0 && tokens[top].Rel != "root" {
					continue
				}
				tokens[last].Head, tokens[last].Rel = tokens[top].Head, tokens[top].Rel
				tokens[top].Head = last
				r.rebuild()
			}
			for k := h.First; k < last; k++ {
				if up := tokens[k].Head; (up < h.First || up >= h.Last) && !r.Below(last, k) {
					r.attach(k, last, "compound")
				}
			}
		}
	}
}

// countedNouns makes the noun the head of what is counted behind it: 외교관 3명을, 領事2人を.
func (r *Reading) countedNouns() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		if !r.counter(t) {
			continue
		}
		n := t - 1
		for n >= 0 && tokens[n].UPOS == "NUM" && tokens[n].Head == t {
			n--
		}
		if n < 0 || r.Sentence[n] != r.Sentence[t] || tokens[n].UPOS != "NOUN" && tokens[n].UPOS != "PROPN" || tokens[n].Head != t || r.hasParticle(n) ||
			r.Child(n, "case") >= 0 || r.Has(n, "month") || r.Has(n, "day") || r.Has(n, "unit") {
			continue
		}
		tokens[n].Head, tokens[n].Rel = tokens[t].Head, tokens[t].Rel
		for _, c := range slices.Clone(r.Children[t]) {
			if c != n && (c < n || tokens[c].Rel == "case") {
				tokens[c].Head = n
			}
		}
		tokens[t].Head, tokens[t].Rel = n, "compound"
		r.rebuild()
	}
}

// counter tells the words that count persons and things.
func (r *Reading) counter(t int) bool {
	token := &r.Doc.Tokens[t]
	if r.Doc.Article.Lang == "ja" {
		return (token.Text == "人" || token.Text == "名") && t > 0 && r.Doc.Tokens[t-1].UPOS == "NUM"
	}
	stem, _, _ := strings.Cut(token.Lemma, "+")
	digits := strings.TrimLeft(token.Text, "0123456789만천백여,")
	return strings.HasPrefix(digits, "명") && (digits != token.Text || t > 0 && r.Doc.Tokens[t-1].UPOS == "NUM" && stem == "명")
}

// leaveQuotes hangs a subject before a quotation on the verb behind it, not on one inside.
func (r *Reading) leaveQuotes() {
	tokens := r.Doc.Tokens
	for open := range tokens {
		closing := quotes[tokens[open].Text]
		if closing == "" {
			continue
		}
		end := open + 1
		for end < len(tokens) && r.Sentence[end] == r.Sentence[open] && !strings.HasPrefix(tokens[end].Text, closing) {
			end++
		}
		if end >= len(tokens) || r.Sentence[end] != r.Sentence[open] || end-open < 4 {
			continue
		}
		v := r.nextPredicate(end + 1)
		if v < 0 {
			continue
		}
		for t := r.Doc.Sentences[r.Sentence[open]].First; t < open; t++ {
			rel := RelBase(tokens[t].Rel)
			if h := tokens[t].Head; h > open && h < end && (rel == "nsubj" || rel == "dislocated" || rel == "advcl") {
				r.attach(t, v, tokens[t].Rel)
			}
		}
	}
}
