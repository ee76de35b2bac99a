package extract

import (
	"github.com/triplewire/triplewire/schema"
)

// Unnamed actors and occasions: "North Korean soldiers" is the Group PRK/MIL, "the military parade" an Occasion.

// AddEntity gives the index of an entity, adding it when the document does not have it yet.
func (d *Document) AddEntity(e schema.Entity) int {
	for i := range d.Entities {
		if d.Entities[i].ID == e.ID {
			return i
		}
	}
	d.Entities = append(d.Entities, e)
	return len(d.Entities) - 1
}

// ownerOf gives the country or organization that modifies a noun: adjective, genitive, compound, "of" phrase.
func (r *Reading) ownerOf(head int) (entity, mention int) {
	for k := head - 1; k >= r.LeftEdge(head); k-- {
		if m := r.MentionAt(k); r.HasType(m, schema.Country, schema.Organization) {
			return r.Doc.Mentions[m].Entities[0], m
		}
	}
	for _, c := range r.Children[head] {
		switch RelBase(r.Doc.Tokens[c].Rel) {
		case "nmod", "amod", "compound", "flat", "det":
			if m := r.MentionAt(c); r.HasType(m, schema.Country, schema.Organization) && (c < head || r.genitive(c)) {
				return r.Doc.Mentions[m].Entities[0], m
			}
		}
	}
	return -1, -1
}

// genitive tells whether a dependent is an owner, not a place or partner: "people of Russia", not "troops in Syria".
func (r *Reading) genitive(c int) bool {
	first, last := r.Phrase(c)
	markers := r.Markers(c, first, last)
	if len(markers) == 0 {
		return true
	}
	for _, m := range markers {
		if m == "of" {
			return true
		}
	}
	return false
}

// addGroups makes mentions of the unnamed actors.
func (r *Reading) addGroups() {
	for t := range r.Doc.Tokens {
		hit, ok := r.Hit(t, "group")
		if !ok || !r.nominal(t) {
			continue
		}
		if m := r.MentionAt(t); m >= 0 && !r.demonymNoun(m, t) {
			continue
		}
		if r.describesOne(t) || r.namedBeside(t) || r.Feature(t, "Number", "Sing") && !r.counted(t) && (r.Has(t, "title") || r.Has(t, "person") || r.Has(t, "member")) {
			continue
		}
		owner, at := r.ownerOf(t)
		first, last := min(hit.First, t), max(hit.Last, t+1)
		if at >= 0 {
			first, last = min(first, r.Doc.Mentions[at].First), max(last, r.Doc.Mentions[at].Last)
		}
		for k := t - 1; k >= r.LeftEdge(t) && (r.Doc.Tokens[k].UPOS == "ADJ" || r.Doc.Tokens[k].UPOS == "NOUN" || r.Doc.Tokens[k].Rel == "compound"); k-- {
			first = min(first, k)
		}
		r.group(t, first, last, owner, hit.Value)
	}
	for i := range r.Doc.Mentions {
		m := &r.Doc.Mentions[i]
		if m.Kind == Named && r.demonymNoun(i, m.Head) {
			e := r.groupEntity(m.Entities[0], r.sectorOf(m.Entities[0]), r.Doc.Text(m.Span))
			r.Doc.Log.Add(r.Sentence[m.Head], "group: %q is %s", r.Doc.Text(m.Span), r.Doc.Entities[e].Name)
			m.Entities, m.Kind = []int{e}, Description
		}
	}
}

// counted tells whether a number says that a noun without endings is a plural: "tiga diplomat".
func (r *Reading) counted(t int) bool {
	n := r.Child(t, "nummod")
	return n >= 0 && r.Words.voice && !r.HasValue(n, "number", "1")
}

// describesOne tells whether a noun in the singular describes one organization or country rather than its people:
// "the company", "die Bank".
func (r *Reading) describesOne(t int) bool {
	return !r.Feature(t, "Number", "Plur") && (r.Has(t, "organization") || r.Has(t, "country")) && !r.HasValue(t, "group", "MIL") && !r.HasValue(t, "group", "COP")
}

// nominal tells whether a token can head a noun phrase.
func (r *Reading) nominal(t int) bool {
	switch r.Doc.Tokens[t].UPOS {
	case "NOUN", "PROPN", "X":
		return r.Doc.Tokens[t].Rel != "compound" && r.Doc.Tokens[t].Rel != "flat" && r.Doc.Tokens[t].Rel != "amod"
	case "ADJ":
		switch RelBase(r.Doc.Tokens[t].Rel) {
		case "nsubj", "obj", "iobj", "obl", "nmod", "conj":
			return r.Words.Setting("order") == "SVO"
		}
	}
	return false
}

// namedBeside tells whether a noun is the title or apposition of a name: "soldier John Smith" is no group.
func (r *Reading) namedBeside(t int) bool {
	for _, c := range r.Children[t] {
		switch RelBase(r.Doc.Tokens[c].Rel) {
		case "appos", "flat":
			if r.HasType(r.MentionAt(c), schema.Person, schema.Organization) {
				return true
			}
		}
	}
	h := r.Doc.Tokens[t].Head
	switch RelBase(r.Doc.Tokens[t].Rel) {
	case "appos", "compound", "flat":
		return h >= 0 && r.HasType(r.MentionAt(h), schema.Person, schema.Organization)
	}
	return false
}

// demonymNoun tells whether a mention of a country is really its people: "the North Koreans".
func (r *Reading) demonymNoun(m, t int) bool {
	x := &r.Doc.Mentions[m]
	if x.Kind != Named || !x.Demonym || !r.HasType(m, schema.Country) {
		return false
	}
	token := &r.Doc.Tokens[t]
	if token.UPOS != "NOUN" && token.UPOS != "PROPN" || token.Feats["Number"] == "Sing" {
		return false
	}
	switch RelBase(token.Rel) {
	case "nsubj", "obj", "iobj", "obl", "conj", "nmod", "root":
		return token.Rel != "nmod:poss"
	}
	return false
}

// sectorOf gives the sector of an owner's people: that of its group that the article has named, or citizens.
func (r *Reading) sectorOf(owner int) string {
	iso := r.Doc.Entities[owner].ISO
	sector := ""
	for _, e := range r.Doc.Entities {
		if e.Type == schema.Group && e.Key != "" && iso != "" && e.Key[:len(e.Key)-4] == iso {
			if sector != "" && sector != e.Key[len(e.Key)-3:] {
				return "CVL"
			}
			sector = e.Key[len(e.Key)-3:]
		}
	}
	if sector == "" {
		return "CVL"
	}
	return sector
}

// group adds a mention of a group.
func (r *Reading) group(t, first, last, owner int, sector string) {
	d := r.Doc
	span := Span{d.Tokens[first].Start, d.Tokens[last-1].End}
	e := r.groupEntity(owner, sector, r.NameOf(first, last))
	if owner >= 0 && d.Entities[owner].Type == schema.Organization && armed[sector] {
		e = owner // what its fighters do, the force does
	}
	addForm(&d.Entities[e], r.NameOf(first, last))
	addForm(&d.Entities[e], d.Tokens[t].Text)
	d.Mentions = append(d.Mentions, Mention{Span: span, First: first, Last: last, Head: t, Kind: Description, Entities: []int{e}})
	d.Log.Add(r.Sentence[t], "group: %q is %s %s", d.Text(span), d.Entities[e].Name, d.Entities[e].Key)
}

// armed are the sectors whose people act for their organization.
var armed = map[string]bool{"MIL": true, "REB": true, "COP": true, "SPY": true, "JUD": true}

// groupEntity gives the entity of an owner's people of a sector: by its key where the owner is a country, else
// by owner and name.
func (r *Reading) groupEntity(owner int, sector, name string) int {
	d := r.Doc
	e := schema.Entity{Type: schema.Group, Name: name}
	switch {
	case owner >= 0 && d.Entities[owner].ISO != "":
		e.Key = d.Entities[owner].ISO + "/" + sector
		e.ID = e.Key
	case owner >= 0:
		e.ID = schema.EntityID(schema.Group, d.Entities[owner].ID+"/"+sector)
	default:
		e.ID = schema.EntityID(schema.Group, name)
	}
	return d.AddEntity(e)
}

// addOccasions makes mentions of occasions: a noun of the list with its name or modifiers. The same noun later
// in the article is the same occasion.
func (r *Reading) addOccasions() {
	d := r.Doc
	known := map[string]int{} // lemma → entity
	for t := range d.Tokens {
		hit, ok := r.Hit(t, "occasion")
		if !ok || !r.nominal(t) {
			continue
		}
		if m := r.MentionAt(t); m >= 0 && d.Mentions[m].Kind == Named && !r.HasType(m, schema.Product) {
			continue
		}
		first, last := r.occasionPhrase(t, hit)
		if r.Feature(t, "Number", "Plur") && !r.oneOfItsKind(first, last, t) {
			continue // "press conferences" are no occasion
		}
		name := r.NameOf(first, last)
		e, seen := r.knownOccasion(known, t, last-first > 1 && r.distinct(first, last, t))
		if !seen {
			e = d.AddEntity(schema.Entity{ID: schema.EntityID(schema.Occasion, name), Type: schema.Occasion, Name: name})
			known[r.Lemma[t]] = e
		}
		addForm(&d.Entities[e], name)
		addForm(&d.Entities[e], r.NameOf(hit.First, hit.Last))
		d.Mentions = append(d.Mentions, Mention{Span: Span{d.Tokens[first].Start, d.Tokens[last-1].End}, First: first, Last: last,
			Head: t, Kind: Description, Entities: []int{e}})
	}
}

// oneOfItsKind tells whether a plural names one occasion all the same: by a name in it or a definite article.
func (r *Reading) oneOfItsKind(first, last, t int) bool {
	for k := r.LeftEdge(t); k < last; k++ {
		token := &r.Doc.Tokens[k]
		if token.UPOS == "PROPN" || token.UPOS == "DET" && (token.Feats["Definite"] == "Def" || token.Feats["PronType"] == "Dem") {
			return true
		}
	}
	return false
}

// distinct tells whether a phrase names an occasion more closely than its noun alone.
func (r *Reading) distinct(first, last, t int) bool {
	for k := first; k < last; k++ {
		if k != t && (r.Doc.Tokens[k].UPOS == "PROPN" || r.Doc.Tokens[k].UPOS == "ADJ" || r.Doc.Tokens[k].UPOS == "NOUN") {
			return true
		}
	}
	return false
}

// knownOccasion finds the occasion that a later, shorter phrase takes up: the same noun, or the last part of a
// compound (Militärparade … Parade).
func (r *Reading) knownOccasion(known map[string]int, t int, distinct bool) (int, bool) {
	lemma := r.Lemma[t]
	if e, ok := known[lemma]; ok && !distinct {
		return e, true
	}
	if distinct {
		return 0, false
	}
	found, n := 0, 0
	for l, e := range known {
		if len(l) > len(lemma)+2 && l[len(l)-len(lemma):] == lemma {
			found, n = e, n+1
		}
	}
	return found, n == 1
}

// occasionPhrase gives the tokens that name an occasion: noun, modifiers before it, names and "of" phrases
// directly behind it.
func (r *Reading) occasionPhrase(t int, hit TagHit) (first, last int) {
	d := r.Doc
	first, last = min(hit.First, t), max(hit.Last, t+1)
	for k := first - 1; k >= r.LeftEdge(t); k-- {
		u := d.Tokens[k].UPOS
		if u == "DET" || u == "NUM" || u == "PUNCT" || u == "ADP" || u == "PRON" || u == "PART" {
			break
		}
		first = k
	}
	for _, c := range r.Children[t] {
		if c < last || RelBase(d.Tokens[c].Rel) != "nmod" && RelBase(d.Tokens[c].Rel) != "flat" && RelBase(d.Tokens[c].Rel) != "appos" {
			continue
		}
		if d.Tokens[c].UPOS != "PROPN" && d.Tokens[c].UPOS != "NOUN" {
			continue
		}
		f, l := r.Subtree(c, func(x int) bool {
			return RelBase(d.Tokens[x].Rel) == "acl" || RelBase(d.Tokens[x].Rel) == "appos" || RelBase(d.Tokens[x].Rel) == "nmod"
		})
		if f == last && l-f <= 4 && (r.genitive(c) || RelBase(d.Tokens[c].Rel) == "flat") {
			last = l
		}
	}
	return first, last
}
