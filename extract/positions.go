package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// Position is an office that a person is named with: "Russia's President Putin", "Choe, the foreign minister".
type Position struct {
	Person int // index into Document.Entities
	Owner  int // entity whose office it is; -1 when the text does not say
	Title  int // head token of the title
	First  int // tokens of the role, [First, Last)
	Last   int
	Plain  bool // the owner stands with the title, not somewhere else in the sentence
	At     int  // mention of the person
	Before int  // mention of the owner where it stands directly before the title; -1 if it does not
}

// Positions finds the offices of a document by the tree and by what stands side by side.
func Positions(r *Reading) []Position {
	var found []Position
	for t := range r.Doc.Tokens {
		hit, ok := r.Hit(t, "title")
		if !ok || hit.Value == "none" || r.insidePersonName(t) || r.insideBody(t) || r.insideLonger(t, hit) {
			continue
		}
		at := r.holder(t, hit)
		beside, whose := r.Beside(hit)
		if at < 0 {
			at = beside
		}
		if at < 0 {
			continue
		}
		for _, person := range r.Doc.Mentions[at].Entities {
			if r.Doc.Entities[person].Type != schema.Person {
				continue
			}
			p := Position{Person: person, Owner: -1, Title: t, At: at, Before: -1}
			p.First, p.Last = r.role(t, hit)
			if p.Owner, p.Plain = r.officeOwner(t, hit, at); at == beside && r.ownsOffice(whose, hit) {
				p.Owner, p.Plain = r.Doc.Mentions[whose].Entities[0], true
			}
			if home, ok := r.Doc.Homes[p.Owner]; ok && hit.Value == "country+n" {
				p.Owner = home // a state's senator sits in the nation's senate
			}
			if p.Owner < 0 && strings.HasPrefix(hit.Value, "country") {
				p.Owner = r.homeOf(person) // "President Putin": whose office is what readers know
			}
			if before := min(p.First, hit.First) - 1; before >= 0 && p.Owner >= 0 && r.Sentence[before] == r.Sentence[t] {
				if m := r.MentionAt(before); m >= 0 && slices.Contains(r.Doc.Mentions[m].Entities, p.Owner) {
					p.Before = m
				}
			}
			found = append(found, p)
		}
	}
	return found
}

// ownsOffice tells whether what stands beside a title may be whose office it is: a party has no seats of a state's.
func (r *Reading) ownsOffice(m int, hit TagHit) bool {
	return m >= 0 && !r.portfolio(m, hit) && !(r.PartyName(m) && strings.HasPrefix(hit.Value, "country"))
}

// homeOf gives the country that a person is known to hold office in; -1 if none is known.
func (r *Reading) homeOf(person int) int {
	if home, ok := r.Doc.Homes[person]; ok {
		return home
	}
	return -1
}

// portfolio tells whether what looks like the name of a place is what a minister is for: "ministro de Exteriores".
func (r *Reading) portfolio(m int, hit TagHit) bool {
	x := &r.Doc.Mentions[m]
	e := &r.Doc.Entities[x.Entities[0]]
	if _, listed := r.Doc.Homes[x.Entities[0]]; listed {
		return false
	}
	return !known(e.ID) && (hit.First <= x.First && x.Last <= hit.Last || e.Type == schema.Place && strings.HasPrefix(hit.Value, "country"))
}

// partOfVerb tells whether a name of one letter is the object that a verb has within one word: 脱欧.
func (r *Reading) partOfVerb(m int) bool {
	x := &r.Doc.Mentions[m]
	return utf8.RuneCountInString(r.Doc.Text(x.Span)) == 1 && x.First > 0 && r.Doc.Tokens[x.First-1].UPOS == "VERB" && r.Doc.Tokens[x.First-1].End == x.Start
}

// insideLonger tells whether a title is part of a longer one: "Menteri" in "Perdana Menteri".
func (r *Reading) insideLonger(t int, hit TagHit) bool {
	for k := max(0, t-4); k < min(len(r.Tags), t+5); k++ {
		for _, h := range r.Tags[k] {
			if h.Class == "title" && h.First <= hit.First && hit.Last <= h.Last && h.Last-h.First > hit.Last-hit.First {
				return true
			}
		}
	}
	return false
}

// insidePersonName tells whether a title word is part of a name: "Prince" as a surname.
func (r *Reading) insidePersonName(t int) bool {
	m := r.MentionAt(t)
	return m >= 0 && r.Doc.Mentions[m].Kind == Named && r.isPerson(m) && r.Doc.Mentions[m].Head == t
}

// insideBody tells whether a title word stands within the name of a body: "палаты представителей".
func (r *Reading) insideBody(t int) bool {
	m := r.MentionAt(t)
	return m >= 0 && r.Doc.Mentions[m].Kind == Named && r.Doc.Mentions[m].First < t && r.HasType(m, schema.Organization) && r.Feature(t, "Number", "Plur")
}

func (r *Reading) isPerson(m int) bool { return r.HasType(m, schema.Person) }

// HasType tells whether a mention stands for an entity of one of the types.
func (r *Reading) HasType(m int, types ...schema.EntityType) bool {
	if m < 0 {
		return false
	}
	for _, e := range r.Doc.Mentions[m].Entities {
		for _, t := range types {
			if r.Doc.Entities[e].Type == t {
				return true
			}
		}
	}
	return false
}

// holder gives the mention of the person that a title is said of; -1 if there is none.
func (r *Reading) holder(t int, hit TagHit) int {
	tokens := r.Doc.Tokens
	if m := r.MentionHeadedBy(t); r.isPerson(m) && r.Doc.Mentions[m].Kind == Named && r.Doc.Mentions[m].Last <= t {
		return m // プーチン大統領
	}
	if m := r.adjacentPerson(t, hit); m >= 0 {
		return m
	}
	if m := r.nextTitleHolder(hit); m >= 0 {
		return m
	}
	for _, c := range r.Children[t] {
		switch RelBase(tokens[c].Rel) {
		case "appos", "flat":
			if m := r.MentionAt(c); r.isPerson(m) && !r.ownsTitle(t, m) {
				return m
			}
		case "nsubj":
			if m := r.MentionAt(c); r.isPerson(m) && r.Child(t, "cop") >= 0 {
				return m
			}
		}
	}
	if h := tokens[t].Head; h >= 0 {
		switch RelBase(tokens[t].Rel) {
		case "appos", "compound", "flat", "amod", "nmod":
			if RelBase(tokens[t].Rel) == "nmod" && r.Child(t, "case") >= 0 {
				break
			}
			if m := r.MentionAt(h); r.isPerson(m) {
				return m
			}
		case "obj", "xcomp", "obl":
			if m := r.saidOf(t); m >= 0 {
				return m
			}
		case "conj":
			if r.Has(h, "title") {
				hh, _ := r.Hit(h, "title")
				return r.holder(h, hh)
			}
		}
	}
	return -1
}

// saidOf gives the person that a verb of being says a title of: "X menjabat direktur", "X, who served as director"; -1
// if there is none.
func (r *Reading) saidOf(t int) int {
	v := r.Doc.Tokens[t].Head
	if !r.HasValue(v, "support", "copular") || r.Child(t, "case") >= 0 && !r.HasValue(r.Child(t, "case"), "marker", "as") {
		return -1
	}
	for steps := 0; steps < 3; steps++ {
		if s := r.Child(v, "nsubj"); s >= 0 && !(r.Doc.Tokens[s].UPOS == "PRON" && r.MentionAt(s) < 0) {
			if m := r.MentionAt(s); r.isPerson(m) {
				return m
			}
			return -1
		}
		h := r.Doc.Tokens[v].Head
		if h < 0 {
			return -1
		}
		if rel := RelBase(r.Doc.Tokens[v].Rel); rel == "acl" {
			if m := r.MentionAt(h); r.isPerson(m) {
				return m
			}
			return -1
		} else if rel != "conj" && rel != "xcomp" {
			return -1
		}
		v = h
	}
	return -1
}

// ownsTitle tells whether the person behind a title stands in the genitive and the title does not: whose spokesman
// somebody is, "Пресс-секретарь Трампа". Names joined to it as its own agree with it.
func (r *Reading) ownsTitle(t, m int) bool {
	head := r.Doc.Mentions[m].Head
	title, person := r.Doc.Tokens[t].Feats["Case"], r.Doc.Tokens[head].Feats["Case"]
	return person == "Gen" && title != "" && title != "Gen" && title != "Acc" && RelBase(r.Doc.Tokens[head].Rel) == "nmod" && r.Doc.Mentions[m].First > t
}

// adjacentPerson gives the person named directly behind the title, or before it where languages put it so.
func (r *Reading) adjacentPerson(t int, hit TagHit) int {
	tokens := r.Doc.Tokens
	end := r.Doc.Sentences[r.Sentence[t]].Last
	last := max(hit.Last, t+1)
	for k := last; k < min(last+3, end); k++ {
		if m := r.MentionAt(k); r.isPerson(m) && r.Doc.Mentions[m].Kind == Named {
			if next := r.behindComma(m); next >= 0 {
				return next
			}
			if r.ownsTitle(t, m) {
				last = r.Doc.Mentions[m].Last
				continue
			}
			if k > last && !r.Below(k, t) && !r.Below(t, r.Doc.Mentions[m].Head) {
				return -1
			}
			return m
		}
		if tokens[k].UPOS != "PUNCT" && tokens[k].Text != "," || tokens[k].Text == "." {
			break
		}
	}
	if HeadFinal(r.Doc.Article.Lang) {
		if m := r.behindTitle(last); m >= 0 {
			return m
		}
	}
	k := last
	for k < min(last+8, end) && r.Below(k, t) && !r.isPerson(r.MentionAt(k)) && tokens[k].UPOS != "PUNCT" {
		k++
	}
	if k > last && k+1 < end && tokens[k].Text == "," { // "the foreign minister of his country, X"
		if m := r.MentionAt(k + 1); r.isPerson(m) && r.Doc.Mentions[m].Kind == Named {
			return m
		}
	}
	first := min(hit.First, t)
	if first > 0 && r.Sentence[first-1] == r.Sentence[t] {
		if m := r.MentionAt(first - 1); r.isPerson(m) && r.Doc.Mentions[m].Kind == Named && (r.Words.Setting("order") == "SOV" || r.Doc.Article.Lang == "th") {
			return m
		}
		k := first - 1
		for k > 0 && (tokens[k].UPOS == "DET" || tokens[k].UPOS == "ADJ") && r.MentionAt(k) < 0 {
			k--
		}
		if k > 0 && tokens[k].Text == "," && r.Sentence[k-1] == r.Sentence[t] {
			m := r.MentionAt(k - 1)
			if r.isPerson(m) && (r.Below(t, r.Doc.Mentions[m].Head) || RelBase(tokens[t].Rel) == "appos") {
				return m
			}
		}
	}
	return -1
}

// party tells whether a mention is a party's name or adjective, which owns no office: "Republican Senator X".
func (r *Reading) party(m int) bool {
	x := &r.Doc.Mentions[m]
	if !r.HasType(m, schema.Organization) {
		return false
	}
	if text := r.Doc.Text(x.Span); HeadFinal(r.Doc.Article.Lang) && (strings.HasSuffix(text, "党") || strings.HasSuffix(text, "黨") || strings.HasSuffix(text, "당")) {
		return true
	}
	name := strings.ToLower(r.Doc.Entities[x.Entities[0]].Name)
	return x.Demonym || !r.Has(x.First, "organization") && strings.Contains(name, "party") && !strings.Contains(strings.ToLower(r.Doc.Text(x.Span)), "party")
}

// partyOffice tells whether a title may be an office of the party named before it: 労働党党首, 민주당 대표.
func (r *Reading) partyOffice(m int, hit TagHit) bool {
	return HeadFinal(r.Doc.Article.Lang) && !r.Doc.Mentions[m].Demonym && !strings.HasPrefix(hit.Value, "country")
}

// Party is party for the extractors: a mention in front of a person that says which party he belongs to.
func (r *Reading) Party(m int) bool { return m >= 0 && r.party(m) }

// role gives the tokens of an office: the title with what it is told apart by ("former", "deputy", "foreign").
func (r *Reading) role(t int, hit TagHit) (first, last int) {
	first, last = hit.First, max(hit.Last, r.portfolioEnd(hit))
	for k := first - 1; k >= 0 && r.Sentence[k] == r.Sentence[t]; k-- {
		token := &r.Doc.Tokens[k]
		if r.MentionAt(k) >= 0 || token.UPOS == "PUNCT" || !r.Has(k, "former") && (token.Rel != "amod" && token.Rel != "compound" || token.Head != t || token.UPOS == "NUM") {
			break
		}
		first = k
	}
	return first, last
}

// ownsBefore tells whether a name before a title may be its owner: in Japanese and Korean a particle other than of
// the genitive makes it something else.
func (r *Reading) ownsBefore(m, t int) bool {
	last := r.Doc.Mentions[m].Last - 1
	if last >= t {
		return true
	}
	switch r.Doc.Article.Lang {
	case "ko":
		p := r.koreanParticle(last)
		return p == "" || p == "의"
	case "ja":
		next := &r.Doc.Tokens[last+1]
		return next.UPOS != "ADP" && next.UPOS != "PUNCT" || next.Text == "の" || next.Text == "・"
	}
	return true
}

// officeOwner finds whose office a title is.
func (r *Reading) officeOwner(t int, hit TagHit, holder int) (owner int, plain bool) {
	types := []schema.EntityType{schema.Country, schema.Organization, schema.Place}
	fits := func(k int) int {
		m := r.MentionAt(k)
		if m < 0 || m == holder || !r.HasType(m, types...) || r.party(m) && !r.partyOffice(m, hit) || r.ministryOf(m, hit) || m == r.MentionAt(t) && r.Doc.Mentions[m].End > r.Doc.Tokens[t].End {
			return -1
		}
		if r.portfolio(m, hit) || r.partOfVerb(m) || r.PartyName(m) && strings.HasPrefix(hit.Value, "country") {
			return -1
		}
		if !r.ownsBefore(m, t) {
			return -1
		}
		if h := r.Doc.Mentions[m].Head; h < t {
			for _, c := range r.Children[h] { // "in Berlin Bundeskanzler Merz"
				if c < h && r.Doc.Tokens[c].UPOS == "ADP" && RelBase(r.Doc.Tokens[c].Rel) == "case" && !r.genitive(h) {
					return -1
				}
			}
		}
		return r.Doc.Mentions[m].Entities[0]
	}
	if e := fits(t); e >= 0 && r.Doc.Mentions[r.MentionAt(t)].End <= r.Doc.Tokens[t].End {
		return e, true // "US-Präsident"
	}
	before := r.Words.Setting("neighbours") != "yes" // else an owner stands behind
	first := r.LeftEdge(t)
	for k := t - 1; k >= first && before; k-- {
		if e := fits(k); e >= 0 {
			return e, true
		}
	}
	for k := hit.First - 1; before && k >= max(hit.First-3, r.Doc.Sentences[r.Sentence[t]].First); k-- {
		if e := fits(k); e >= 0 {
			return e, true
		}
		if tok := &r.Doc.Tokens[k]; tok.UPOS != "ADJ" && tok.UPOS != "PART" && tok.UPOS != "ADP" && tok.UPOS != "NOUN" && !r.Has(k, "former") {
			break
		}
	}
	for _, c := range r.Children[t] {
		if rel := RelBase(r.Doc.Tokens[c].Rel); rel == "nmod" || rel == "compound" || rel == "obl" || rel == "amod" || rel == "det" || rel == "flat" {
			if e := r.possessor(c, types); e >= 0 {
				return e, true
			}
			if e := fits(c); e >= 0 && !(r.Words.voice && strings.HasPrefix(hit.Value, "country") && r.Doc.Entities[e].Type == schema.Place && !r.genitive(c)) {
				return e, true
			}
			for _, cc := range r.Children[c] { // "Minister of Defence of Chile"
				if rel := RelBase(r.Doc.Tokens[cc].Rel); rel == "nmod" || rel == "amod" || rel == "compound" {
					if e := fits(cc); e >= 0 {
						return e, true
					}
				}
			}
		}
	}
	if e := r.superior(t); e >= 0 {
		return e, true
	}
	// "Katrin Vogel, CEO of Lumora": what follows the title directly.
	for k := hit.Last; !HeadFinal(r.Doc.Article.Lang) && k < min(hit.Last+5, r.Doc.Sentences[r.Sentence[t]].Last); k++ {
		if e := fits(k); e >= 0 {
			return e, true
		}
		if tok := &r.Doc.Tokens[k]; tok.UPOS != "ADP" && tok.UPOS != "DET" && tok.UPOS != "ADJ" && quotes[tok.Text] == "" && !(tok.Text == "," && r.Doc.Mentions[holder].Last <= hit.First) || r.MentionAt(k) == holder {
			break
		}
	}
	return -1, false
}

// superior gives the country of the person whose minister or spokesman somebody is: "Trump's press secretary".
func (r *Reading) superior(t int) int {
	for _, c := range r.Children[t] {
		rel := r.Doc.Tokens[c].Rel
		if rel != "nmod:poss" && (RelBase(rel) != "nmod" || !r.genitive(c)) && rel != "det:poss" && RelBase(rel) != "det" {
			continue
		}
		m := r.MentionAt(c)
		if m < 0 {
			m = r.MentionHeadedBy(c) // トランプ氏の報道官
		}
		if !r.isPerson(m) {
			continue
		}
		if home, ok := r.Doc.Homes[r.Doc.Mentions[m].Entities[0]]; ok {
			return home
		}
	}
	return -1
}

// possessor resolves a possessive pronoun with the noun of a country or organization: "his country's minister".
func (r *Reading) possessor(t int, types []schema.EntityType) int {
	m := r.MentionHeadedBy(t)
	if m >= 0 && r.Doc.Mentions[m].Kind == Description && r.HasType(m, types...) {
		return r.Doc.Mentions[m].Entities[0]
	}
	return -1
}
