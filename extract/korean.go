package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// koreanParticle gives the particle that a noun ends in; "" for verbs and bare nouns.
func (r *Reading) koreanParticle(t int) string {
	token := &r.Doc.Tokens[t]
	if verbLike(token) {
		return ""
	}
	if m := r.MentionAt(t); m >= 0 && r.Doc.Mentions[m].Last == t+1 && r.Doc.Mentions[m].End == token.End && r.Doc.Mentions[m].Kind == Named {
		return "" // 위도도 is no 위도 with a particle
	}
	if at := strings.LastIndexByte(token.Lemma, '+'); at >= 0 {
		if last := token.Lemma[at+1:]; slices.Contains(koreanParticles, last) && strings.HasSuffix(token.Text, last) {
			for _, p := range koreanParticles { // two in a row: 에서는
				if len(p) > len(last) && strings.HasSuffix(p, last) && strings.HasSuffix(token.Text, p) && len(token.Text) > len(p) {
					return p
				}
			}
			return last
		}
		return ""
	}
	if m := r.MentionAt(t); m >= 0 && r.Doc.Mentions[m].Last == t+1 && r.Doc.Mentions[m].End < token.End { // 핀란드도
		if rest := r.Doc.Text(Span{r.Doc.Mentions[m].End, token.End}); slices.Contains(koreanParticles, rest) {
			return rest
		}
	}
	return ""
}

// koreanClasses gives words the class of what they are, not of what their ending makes of them: nouns with
// particles and verbs with conjunctive endings are adverbs and conjunctions in the treebank.
func (r *Reading) koreanClasses() {
	for t := range r.Doc.Tokens {
		token := &r.Doc.Tokens[t]
		switch token.UPOS {
		case "VERB":
			if m := r.MentionAt(t); m >= 0 && r.Doc.Mentions[m].Kind == Named && r.Doc.Mentions[m].First <= t && r.Doc.Mentions[m].Last == t+1 && r.topicRest(m, t) {
				token.UPOS, token.Rel = "PROPN", "dislocated" // 루모라는 is no verb before a noun
			}
			continue
		case "ADV", "CCONJ", "SCONJ":
		case "NOUN":
			if past(token.Text) && r.MentionAt(t) < 0 {
				token.UPOS = "VERB"
			}
			continue
		default:
			continue
		}
		switch {
		case r.koreanParticle(t) != "" && !verbMade(token.Text):
			token.UPOS = "NOUN"
			if r.MentionAt(t) >= 0 {
				token.UPOS = "PROPN"
			}
		case token.UPOS != "ADV" && (strings.Contains(token.Lemma, "+") || verbMade(token.Text)):
			token.UPOS = "VERB"
		}
	}
}

// topicRest tells whether what a word has behind the name in it marks a topic or subject.
func (r *Reading) topicRest(m, t int) bool {
	end, token := r.Doc.Mentions[m].End, &r.Doc.Tokens[t]
	if end >= token.End || end < token.Start {
		return false
	}
	switch r.Doc.Article.Text[end:token.End] {
	case "은", "는", "이", "가":
		return true
	}
	return false
}

// past tells whether a word has a syllable of the past, which no noun has: 보냈으며.
func past(form string) bool {
	for i, r := range form {
		if i > 0 && r >= 0xAC00 && r <= 0xD7A3 && (r-0xAC00)%28 == finalSS {
			return true
		}
	}
	return false
}

// verbMade tells whether a word is a noun made a verb: 서명했으며.
func verbMade(form string) bool {
	for i, r := range form {
		if i >= len("가나") && (r == '했' || r == '하' || r == '됐' || r == '되' || r == '한' || r == '된') {
			return true
		}
	}
	return false
}

// koreanPostpositions makes adpositions of verbs that have become such: 에 대해, 에 의해, 에 따르면.
func (r *Reading) koreanPostpositions() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		n := t - 1
		if !r.Has(t, "marker") || r.Sentence[n] != r.Sentence[t] || verbLike(&tokens[n]) || r.koreanParticle(n) == "" || r.MentionHeadedBy(t) >= 0 {
			continue
		}
		up, rel := tokens[t].Head, "obl"
		if up == n || up < 0 {
			up = tokens[n].Head
		}
		if strings.HasSuffix(tokens[t].Text, "한") && t+1 < len(tokens) { // 에 대한 공격
			if next := r.nextNoun(t + 1); next >= 0 {
				up, rel = next, "nmod"
			}
		}
		if up < 0 || up == t || up == n {
			if up = r.nextPredicate(t + 1); up < 0 {
				continue
			}
		}
		for _, c := range slices.Clone(r.Children[t]) {
			if c != n {
				r.attach(c, up, tokens[c].Rel)
			}
		}
		tokens[n].Head, tokens[n].Rel = up, rel
		tokens[t].Head, tokens[t].Rel, tokens[t].UPOS = n, "case", "ADP"
		r.rebuild()
	}
}

// nextNoun gives the head of the noun phrase that begins at a token: the first noun with a particle.
func (r *Reading) nextNoun(t int) int {
	for end := min(t+6, r.Doc.Sentences[r.Sentence[t]].Last); t < end; t++ {
		if verbLike(&r.Doc.Tokens[t]) || r.Doc.Tokens[t].UPOS == "PUNCT" {
			return -1
		}
		if p := r.koreanParticle(t); p != "" && p != "의" {
			return t
		}
	}
	return -1
}

// nextPredicate gives the next verb of a sentence.
func (r *Reading) nextPredicate(t int) int {
	if t >= len(r.Doc.Tokens) {
		return -1
	}
	for end := r.Doc.Sentences[r.Sentence[t]].Last; t < end; t++ {
		if r.Doc.Tokens[t].UPOS == "VERB" {
			return t
		}
	}
	return -1
}

// koreanArguments hangs nouns whose particle makes them arguments on the next verb where the tree has them below
// another noun.
func (r *Reading) koreanArguments() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		particle := r.koreanParticle(t)
		rel := koreanRole(particle)
		if rel == "" || tokens[t].Rel == "nmod" && r.Child(t, "case") >= 0 {
			continue
		}
		h := tokens[t].Head
		if rel == "with" {
			r.koreanWith(t)
			continue
		}
		if v := r.beforeNextTopic(t, particle); v >= 0 {
			r.attach(t, v, rel)
			continue
		}
		if particle == "도" && h > t && r.Child(h, "nsubj", "dislocated") >= 0 {
			rel = "obj"
		}
		if h >= 0 && tokens[h].UPOS == "VERB" && h > t {
			if rel == "obj" || rel == "nsubj" && tokens[t].Rel != "dislocated" {
				tokens[t].Rel = rel
			} else if rel == "obl" {
				tokens[t].Rel = "obl"
			}
			continue
		}
		v := r.nextPredicate(t + 1)
		if particle == "은" || particle == "는" {
			v = r.mainPredicate(t)
		}
		if v >= 0 && r.Sentence[v] == r.Sentence[t] {
			r.attach(t, v, rel)
		}
	}
}

// koreanTimes takes bare words of time out of the noun phrase that follows: 일요일 유권자들이.
func (r *Reading) koreanTimes() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		h := tokens[t].Head
		if h < 0 || tokens[h].UPOS == "VERB" || r.koreanParticle(t) == "의" || !r.Has(t, "weekday") && !r.Has(t, "day") && !r.wholeTime(t) {
			continue
		}
		if v := r.nextPredicate(t + 1); v >= 0 {
			r.attach(t, v, "obl")
		}
	}
}

// wholeTime tells whether a word says a time by itself: 지난주.
func (r *Reading) wholeTime(t int) bool {
	v, ok := r.Value(t, "relative")
	return ok && strings.Contains(v, " ")
}

// koreanSpeech hangs topics and addressees on the verb of speech, not on the quoted one before it: 모스크바에 도발하지
// 말라고 경고했다.
func (r *Reading) koreanSpeech() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		p := r.koreanParticle(t)
		if v <= t || tokens[v].UPOS != "VERB" || p != "은" && p != "는" && p != "에게" && (p != "에" || r.MentionAt(t) < 0) {
			continue
		}
		end := r.Doc.Sentences[r.Sentence[t]].Last
		for k := v; k < min(v+3, end); k++ {
			if k > v && tokens[k].UPOS == "NOUN" {
				break
			}
			if saidEnding(tokens[k].Text) && (r.actorWord(t) || strings.HasSuffix(tokens[k].Text, "라고") || strings.HasSuffix(tokens[k].Text, "자고")) {
				if up := r.nextPredicate(k + 1); up >= 0 && up <= k+2 && up != v {
					r.attach(t, up, tokens[t].Rel)
				}
				break
			}
		}
	}
}

// actorWord tells whether a word names or describes somebody who may speak.
func (r *Reading) actorWord(t int) bool {
	if r.MentionAt(t) >= 0 || r.MentionHeadedBy(t) >= 0 {
		return true
	}
	for _, class := range []string{"title", "person", "group", "organization", "country", "pronoun"} {
		if r.Has(t, class) {
			return true
		}
	}
	return false
}

// koreanAddressees gives whom something is asked of to the verb that asks, where the tree has him in what is asked:
// 연합에 군을 보낼 것을 촉구했다.
func (r *Reading) koreanAddressees() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		v := tokens[t].Head
		if p := r.koreanParticle(t); p != "에" && p != "에게" || v <= t || !strings.HasPrefix(tokens[v].Rel, "acl") || tokens[v].Head <= v || r.MentionAt(t) < 0 {
			continue
		}
		if first := r.Children[v][0]; first < t {
			continue
		}
		h := tokens[v].Head
		if up := tokens[h].Head; up > h && strings.HasPrefix(tokens[h].Text, "것") && r.Has(up, "objectcontrol") {
			r.attach(t, up, "obl")
		}
	}
}

// saidEnding tells the endings of what somebody says: 추방했다고, 하자고, 떠날 것이라며.
func saidEnding(form string) bool {
	for _, ending := range []string{"다고", "라고", "자고", "냐고", "다며", "라며", "다면서", "라면서"} {
		if strings.HasSuffix(form, ending) {
			return true
		}
	}
	return false
}

// koreanClauses makes clauses with a connective ending clauses beside the main one: the treebank has them as
// complements.
func (r *Reading) koreanClauses() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].UPOS != "VERB" || tokens[t].Rel != "ccomp" {
			continue
		}
		form := tokens[t].Text
		if saidEnding(form) {
			continue
		}
		for _, ending := range []string{"고", "며", "서", "해", "자", "지만", "어", "아", "면서", "는데", "려고"} {
			if strings.HasSuffix(form, ending) {
				tokens[t].Rel = "advcl"
			}
		}
	}
}

// koreanRelatives hangs an adnominal verb on the noun that follows it where the tree has it below a verb.
func (r *Reading) koreanRelatives() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if next := t + 1; tokens[t].UPOS == "VERB" && tokens[t].Head == next && tokens[next].UPOS == "NOUN" && RelBase(tokens[t].Rel) == "conj" {
			tokens[t].Rel = "acl" // 부과할 계획이며
		}
	}
	for t := range tokens {
		h := tokens[t].Head
		if tokens[t].UPOS != "VERB" || h <= t || !verbLike(&tokens[h]) || !strings.HasPrefix(tokens[t].Rel, "acl") {
			continue
		}
		for k := t + 1; k < h && !verbLike(&tokens[k]) && tokens[k].UPOS != "PUNCT"; k++ {
			if m := r.MentionAt(k); r.koreanParticle(k) != "" || m >= 0 && r.Doc.Mentions[m].Last == k+1 && r.isPerson(m) {
				if m >= 0 {
					k = r.Doc.Mentions[m].Head
				}
				r.attach(t, k, "acl")
				break
			}
		}
	}
}

// koreanRole gives the relation that a particle makes.
func koreanRole(particle string) string {
	switch particle {
	case "을", "를":
		return "obj"
	case "은", "는", "이", "가", "께서", "도":
		return "nsubj"
	case "에", "에게", "에서", "로", "으로", "한테", "부터", "로부터", "으로부터", "에게서", "에는", "에서는", "에게는", "에도", "로는", "으로는":
		return "obl"
	case "와", "과", "와는", "과는", "와도", "과도":
		return "with"
	}
	return ""
}

// between tells whether what two do with each other stands at a token: talks, a call, an agreement.
func (r *Reading) between(t int) bool {
	for k := t; k < min(t+3, len(r.Doc.Tokens)); k++ {
		for _, value := range []string{"talks", "call", "agreement", "exercise"} {
			if r.HasValue(k, "noun", value) {
				return true
			}
		}
		if r.hasParticle(k) {
			return false
		}
	}
	return false
}

// beforeNextTopic gives the verb that ends a topic's clause where another topic follows it; -1 if none does.
func (r *Reading) beforeNextTopic(t int, particle string) int {
	if particle != "은" && particle != "는" {
		return -1
	}
	last := -1
	for k, end := t+1, r.Doc.Sentences[r.Sentence[t]].Last; k < end; k++ {
		token := &r.Doc.Tokens[k]
		if p := r.koreanParticle(k); p == "은" || p == "는" {
			return last
		}
		final, _ := utf8.DecodeLastRuneInString(token.Text)
		copula := token.UPOS == "NOUN" && (strings.HasSuffix(token.Text, "이며") || strings.HasSuffix(token.Text, "이고"))
		if (token.UPOS == "VERB" || copula) && strings.ContainsRune("며고나", final) && !strings.HasSuffix(token.Text, "다고") && !strings.HasSuffix(token.Text, "라고") && last < 0 {
			last = k
		}
	}
	return -1
}

// koreanWith tells coordination from company: before another name it joins (A와 B가), else it is the partner of the
// next verb.
func (r *Reading) koreanWith(t int) {
	d := r.Doc
	end := d.Sentences[r.Sentence[t]].Last
	head := -1
	named := false
	for k := t + 1; k < min(t+10, end); k++ {
		if verbLike(&d.Tokens[k]) || d.Tokens[k].UPOS == "PUNCT" {
			break
		}
		named = named || r.MentionAt(k) >= 0 && !strings.HasSuffix(d.Tokens[k].Text, "의")
		p := r.koreanParticle(k)
		if p == "의" && (r.MentionAt(k) >= 0 || r.MentionHeadedBy(k) >= 0 || r.Has(k, "title")) && r.between(k+1) {
			head, named = k, true // A와 B의 회담
			break
		}
		if p != "" && p != "의" {
			head = k
			break
		}
	}
	if named && head >= 0 {
		r.attach(t, head, "conj")
		return
	}
	if v := r.nextPredicate(t + 1); v >= 0 {
		r.attach(t, v, "obl")
	}
}

// mainPredicate gives the verb that a topic belongs to: the next one that ends a clause, not one before a noun.
func (r *Reading) mainPredicate(t int) int {
	last := -1
	for k, end := t+1, r.Doc.Sentences[r.Sentence[t]].Last; k < end; k++ {
		token := &r.Doc.Tokens[k]
		if token.UPOS != "VERB" {
			continue
		}
		final, _ := utf8.DecodeLastRuneInString(token.Text)
		if strings.ContainsRune("다며고자면서해", final) {
			return k
		}
		last = k
	}
	return last
}
