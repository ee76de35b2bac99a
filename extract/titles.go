package extract

import "github.com/triplewire/triplewire/schema"

// Many languages put title, country and name side by side ("Tổng thống Indonesia Prabowo Subianto", "президент
// Колумбии Густаво Петро", "le président russe Vladimir Poutine"), and trees draw that in many ways. Here the title
// becomes the head of the phrase, the country its owner, and the name part of it.

// formerBelowTitles hangs a word for "former" that the tree has as the head of a title on it: "Mantan Presiden X".
func (r *Reading) formerBelowTitles() {
	for t := 1; t < len(r.Doc.Tokens); t++ {
		if r.Doc.Tokens[t].Head != t-1 || !r.Has(t-1, "former") {
			continue
		}
		for _, h := range r.Tags[t] {
			if h.Class == "title" && h.First == t {
				r.putUnder(t, t-1, "amod")
				for _, c := range append([]int(nil), r.Children[t-1]...) {
					r.attach(c, t, r.Doc.Tokens[c].Rel)
				}
				break
			}
		}
	}
}

// speakersBehindVerbs makes subjects of those who stand behind a bare verb of saying: "…," kata juru bicara X.
func (r *Reading) speakersBehindVerbs() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if !r.Has(t, "report") || affixed(r.Keys[t][0]) || tokens[t].UPOS != "VERB" && tokens[t].UPOS != "NOUN" || r.Child(t, "nsubj", "case") >= 0 {
			continue
		}
		for _, c := range r.Children[t] {
			switch RelBase(tokens[c].Rel) {
			case "obj", "iobj", "obl", "nmod", "appos", "flat", "compound":
				if c > t && r.LeftEdge(c) == t+1 && r.Child(c, "case") < 0 && (r.MentionAt(c) >= 0 || r.Has(c, "title") || r.Has(c, "group") || r.Has(c, "person")) {
					tokens[c].Rel, tokens[t].UPOS = "nsubj", "VERB"
				}
			}
			if tokens[c].Rel == "nsubj" {
				break
			}
		}
	}
}

// subjectsBehindPlaces makes a subject of what the tree joins to a place at the beginning, where a verb has none: "Di
// Darfur, X dan Y bertempur".
func (r *Reading) subjectsBehindPlaces() {
	tokens := r.Doc.Tokens
	for o := range tokens {
		v := tokens[o].Head
		if v <= o || tokens[o].Rel != "obl" || tokens[v].UPOS != "VERB" || r.Child(o, "case") < 0 || r.Child(v, "nsubj", "nsubj:pass") >= 0 {
			continue
		}
		first := -1
		for _, c := range append([]int(nil), r.Children[o]...) {
			if tokens[c].Rel != "conj" || c > v || r.Child(c, "case") >= 0 {
				continue
			}
			if first >= 0 {
				r.attach(c, first, "conj")
			} else if edge := r.LeftEdge(c); edge > 0 && tokens[edge-1].Text == "," && r.Child(c, "cc") < 0 {
				r.attach(c, v, "nsubj")
				first = c
			}
		}
	}
}

// verbsAsPrepositions makes a preposition of a verb that the lists know as one, where it only leads to its object:
// "berunjuk rasa menentang X".
func (r *Reading) verbsAsPrepositions() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		o, v := r.Child(t, "obj"), tokens[t].Head
		if tokens[t].UPOS != "VERB" || !r.Has(t, "marker") || o < t || v < 0 || v > t || r.Child(t, "mark", "aux", "nsubj", "advmod", "cc") >= 0 {
			continue
		}
		if tokens[v].UPOS == "NOUN" && tokens[v].Head == v-1 {
			v-- // "berunjuk rasa"
		}
		switch RelBase(tokens[t].Rel) {
		case "acl", "advcl", "xcomp", "ccomp":
			if tokens[v].UPOS == "VERB" && !r.Below(v, t) {
				r.attach(o, v, "obl")
				r.attach(t, o, "case")
				tokens[t].UPOS = "ADP"
			}
		}
	}
}

// colonsApart makes a clause of its own of what a colon sets off from the noun that the tree has it beside.
func (r *Reading) colonsApart() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if h := tokens[t].Head; tokens[t].Rel == "appos" && h >= 0 && h < t {
			if edge := r.LeftEdge(t); edge > 0 && (tokens[edge-1].Text == ":" || tokens[edge-1].Text == ";") {
				tokens[t].Rel = "parataxis"
			}
		}
	}
}

// pronounsOfPrepositions gives a preposition that is written together with a pronoun that pronoun as its noun, and the
// verb before it as their head: "menjanjikan kepadanya bantuan".
func (r *Reading) pronounsOfPrepositions() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		p := t - 1
		if tokens[t].Span != tokens[p].Span || tokens[t].UPOS != "PRON" || tokens[p].UPOS != "ADP" || tokens[p].Rel == "fixed" {
			continue
		}
		v := p - 1
		for v >= max(0, p-5) && r.Sentence[v] == r.Sentence[t] && tokens[v].UPOS != "VERB" {
			v--
		}
		if v < max(0, p-5) || r.Sentence[v] != r.Sentence[t] || r.Below(v, t) || r.Below(v, p) {
			continue
		}
		r.attach(t, v, "obl")
		r.attach(p, t, "case")
	}
}

// namesBehindTitles redraws titles that stand before a person's name.
func (r *Reading) namesBehindTitles() {
	for t := range r.Doc.Tokens {
		hit, ok := r.Hit(t, "title")
		if !ok {
			hit, ok = r.Hit(t, "person")
		}
		if !ok && r.honorific(t) && r.MentionAt(t) < 0 {
			hit, ok = r.Hit(t, "pronoun") // "ông Kim" is no "ông"
		}
		if !ok || r.insidePersonName(t) || hit.Class == "title" && r.insideLonger(t, hit) {
			continue
		}
		owner, at := -1, r.mentionFrom(r.pastHonorifics(r.portfolioEnd(hit)))
		if at >= 0 && r.HasType(at, schema.Country, schema.Organization, schema.Place) {
			owner, at = at, r.mentionFrom(r.pastHonorifics(r.Doc.Mentions[at].Last))
		}
		if next := r.behindComma(at); next >= 0 && r.isPerson(at) {
			owner, at = at, next // "Sekretaris pers Trump, Sarah Sanders"
		}
		if at < 0 || !r.isPerson(at) || r.Doc.Mentions[at].Kind != Named || r.Sentence[r.Doc.Mentions[at].First] != r.Sentence[t] {
			continue
		}
		r.putUnder(t, r.Doc.Mentions[at].Head, "flat")
		if owner >= 0 {
			r.putUnder(t, r.Doc.Mentions[owner].Head, "nmod")
		}
		r.Doc.Mentions[at].Head = t
	}
	r.Cover()
}

// portfolioEnd gives the end of a title with the nouns behind it that say what for, where a name follows them: "Menteri
// Kelautan dan Perikanan X".
func (r *Reading) portfolioEnd(hit TagHit) int {
	if !r.Words.voice || hit.Class != "title" {
		return hit.Last
	}
	tokens := r.Doc.Tokens
	k := hit.Last
	for k < len(tokens)-1 && k < hit.Last+6 && r.Sentence[k] == r.Sentence[hit.First] && r.MentionAt(k) < 0 && !r.Has(k, "title") &&
		(tokens[k].UPOS == "NOUN" || tokens[k].UPOS == "PROPN" || tokens[k].UPOS == "ADJ" || tokens[k].UPOS == "CCONJ" && tokens[k].Text != "tetapi") {
		k++
	}
	if k > hit.Last && k < len(tokens) && r.Sentence[k] == r.Sentence[hit.First] && r.mentionFrom(k) >= 0 && tokens[k-1].UPOS != "CCONJ" {
		return k
	}
	return hit.Last
}

// behindComma gives the person named directly behind a comma that follows a person's name; -1 if there is none.
func (r *Reading) behindComma(m int) int {
	if !r.Words.voice || m < 0 || r.Doc.Mentions[m].Last >= len(r.Doc.Tokens)-1 || r.Doc.Tokens[r.Doc.Mentions[m].Last].Text != "," {
		return -1
	}
	if next := r.mentionFrom(r.Doc.Mentions[m].Last + 1); next >= 0 && r.isPerson(next) && r.Doc.Mentions[next].Kind == Named {
		return next
	}
	return -1
}

// pastHonorifics steps over a comma and further titles: "Presiden Brazil, Datuk Seri …".
func (r *Reading) pastHonorifics(t int) int {
	for t < len(r.Doc.Tokens)-1 && (r.Doc.Tokens[t].Text == "," || r.HasValue(t, "title", "any") || r.HasValue(t, "person", "honorific")) {
		t++
	}
	return t
}

// mentionFrom gives the mention that begins at a token; -1 if none does.
func (r *Reading) mentionFrom(t int) int {
	if t >= len(r.Doc.Tokens) {
		return -1
	}
	if m := r.MentionAt(t); m >= 0 && r.Doc.Mentions[m].First == t {
		return m
	}
	return -1
}

// putUnder makes a word a dependent of another; if it was above, the other takes its place in the tree. What is
// joined to it is joined to the other.
func (r *Reading) putUnder(head, child int, rel string) {
	tokens := r.Doc.Tokens
	if r.Below(head, child) {
		for t := head; t != child; { // the way up must not run in a circle
			up := tokens[t].Head
			if up == child {
				tokens[t].Head, tokens[t].Rel = tokens[child].Head, tokens[child].Rel
			}
			if up < 0 {
				break
			}
			t = up
		}
		r.rebuild()
	}
	for _, c := range append([]int(nil), r.Children[child]...) {
		if c != head && r.MentionAt(c) != r.MentionAt(child) && (RelBase(tokens[c].Rel) == "conj" || RelBase(tokens[c].Rel) == "case") {
			r.attach(c, head, tokens[c].Rel)
		}
	}
	r.attach(child, head, rel)
}
