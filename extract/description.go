package extract

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// description resolves a definite description to what it stands for: "der Präsident", "the two leaders", "his
// country", "the company". It gives the entities and the tokens of the phrase; nil where there is no clear
// antecedent.
func (c *coreference) description(t int) (ids []int, first, last int) {
	r := c.r
	if !r.nominal(t) || r.namedBeside(t) {
		return nil, 0, 0
	}
	first, last = r.LeftEdge(t), t+1
	if ids = c.pair(t, first); ids != nil {
		return ids, first, last
	}
	owner := c.possessor(t, first)
	definite := c.definite(t, first)
	switch {
	case r.Has(t, "country"):
		ids = c.countryNoun(t, owner, definite)
	case r.Has(t, "title"):
		ids = c.office(t, owner, definite)
	}
	if ids != nil || !definite || c.ownModifiers(first, t) {
		return ids, first, last
	}
	switch {
	case r.Has(t, "organization"):
		ids = one(c.likeNamed(t, schema.Organization))
	case r.Has(t, "person"):
		ids = one(c.profession(t))
	case r.Has(t, "place"):
		ids = one(c.likeNamed(t, schema.Place))
	}
	return ids, first, last
}

// ownModifiers tells whether a phrase is told apart by a name or a clause of its own, so that it introduces
// somebody new: "the German company", "the company that ...".
func (c *coreference) ownModifiers(first, t int) bool {
	for k := first; k < t; k++ {
		if m := c.r.MentionAt(k); m >= 0 && c.r.Doc.Mentions[m].Kind == Named {
			return true
		}
	}
	for _, x := range c.r.Children[t] {
		switch RelBase(c.r.Doc.Tokens[x].Rel) {
		case "acl", "nmod":
			if x > t {
				return true
			}
		}
	}
	return false
}

// definite tells whether a phrase takes up something known: by its article, demonstrative or owner, or because
// the language has no articles and nothing speaks against it.
func (c *coreference) definite(t, first int) bool {
	articles := false
	for _, k := range c.r.Children[t] { // "perusahaan itu"
		if token := &c.r.Doc.Tokens[k]; k > t && token.Rel == "det" && token.UPOS == "DET" && token.Feats["PronType"] != "Ind" && c.r.MentionAt(k) < 0 {
			articles = true
		}
	}
	for k := first; k < t; k++ {
		token := &c.r.Doc.Tokens[k]
		if token.UPOS != "DET" && token.UPOS != "PRON" {
			continue
		}
		if token.Feats["Definite"] == "Ind" || token.Feats["PronType"] == "Neg" || token.Feats["PronType"] == "Ind" {
			return false
		}
		articles = true
	}
	switch c.r.Doc.Article.Lang {
	case "en", "de", "fr", "es", "pt":
		return articles || c.contracted(t)
	case "ar":
		return strings.HasPrefix(c.r.Doc.Tokens[t].Text, "ال") || c.r.Feature(t, "Definite", "Def")
	}
	return articles || c.pointedAt(t)
}

// pointedAt tells whether a noun takes up something known where the language has no articles: a demonstrative
// stands behind it ("công ty này", "ประเทศนี้"), or it is an office that does something and nothing tells whose.
func (c *coreference) pointedAt(t int) bool {
	r := c.r
	end := r.Doc.Sentences[r.Sentence[t]].Last
	for k := t + 1; k < min(t+4, end); k++ {
		if r.Has(k, "definite") {
			return true
		}
		if rel := RelBase(r.Doc.Tokens[k].Rel); rel != "fixed" && rel != "flat" && rel != "compound" && rel != "amod" {
			break
		}
	}
	return r.Words.Setting("neighbours") == "yes" && r.Has(t, "title") && c.subject(t) && r.Child(t, "nmod", "nmod:poss", "flat", "appos", "acl") < 0
}

// contracted tells whether the article is part of an adposition: zum, du, al.
func (c *coreference) contracted(t int) bool {
	for _, x := range c.r.Children[t] {
		token := &c.r.Doc.Tokens[x]
		if token.UPOS == "DET" && token.Feats["Definite"] != "Ind" {
			return true
		}
	}
	return false
}

// pair resolves "both men", "the two countries" to the last two of their kind that stood together.
func (c *coreference) pair(t, first int) []int {
	r := c.r
	two := false
	for k := first; k <= t; k++ {
		two = two || r.Has(k, "two")
	}
	for _, x := range r.Children[t] {
		two = two || r.Has(x, "two") && (RelBase(r.Doc.Tokens[x].Rel) == "nummod" || RelBase(r.Doc.Tokens[x].Rel) == "det" || RelBase(r.Doc.Tokens[x].Rel) == "amod")
	}
	if !two {
		return nil
	}
	var want []schema.EntityType
	switch {
	case r.Has(t, "country") && !c.beside(t, "title"):
		want = []schema.EntityType{schema.Country}
	case c.beside(t, "title"), r.Has(t, "title"), r.Has(t, "person"), r.Has(t, "two"):
		want = []schema.EntityType{schema.Person}
	case r.Has(t, "organization"):
		want = []schema.EntityType{schema.Organization}
	default:
		return nil
	}
	if !r.Has(t, "two") && r.Has(t, "organization") && !r.Has(t, "country") && !r.Has(t, "title") {
		want = []schema.EntityType{schema.Organization}
	}
	if ids := c.ownPair(t, want); ids != nil {
		return ids
	}
	if ids := c.lastTwo(t, want); ids != nil {
		return ids
	}
	return nil
}

// beside tells whether a member of a noun's coordination is in a class: "Staats- und Regierungschefs".
func (c *coreference) beside(t int, class string) bool {
	for _, x := range c.r.Children[t] {
		if c.r.Doc.Tokens[x].Rel == "conj" && c.r.Has(x, class) {
			return true
		}
	}
	return false
}

// ownPair gives the two that a phrase names itself, where the noun for both comes last: AとBの両氏.
func (c *coreference) ownPair(t int, want []schema.EntityType) []int {
	r := c.r
	if !HeadFinal(r.Doc.Article.Lang) {
		return nil
	}
	first, _ := r.Subtree(t, func(x int) bool { return x > t || RelBase(r.Doc.Tokens[x].Rel) == "acl" })
	var ids []int
	fits := c.is(want...)
	for k := first; k < t; k++ {
		m := r.MentionAt(k)
		if m < 0 || r.Doc.Mentions[m].Kind != Named || r.Doc.Mentions[m].First != k || len(r.Doc.Mentions[m].Entities) != 1 {
			continue
		}
		if e := r.Doc.Mentions[m].Entities[0]; fits(e) && !slices.Contains(ids, e) {
			ids = append(ids, e)
		}
	}
	if len(ids) != 2 {
		return nil
	}
	slices.Sort(ids)
	return ids
}

// lastTwo gives the last coordination of the types, or, where none stands near, the only two of the last
// sentences.
func (c *coreference) lastTwo(t int, want []schema.EntityType) []int {
	s := c.r.Sentence[t]
	fits := c.is(want...)
	for k := s; k >= max(0, s-8); k-- {
		if members := c.plural[k]; len(members) == 2 && fits(members[0]) && fits(members[1]) {
			return slices.Clone(members)
		}
	}
	var last []int
	for i := len(c.seen) - 1; i >= 0 && c.r.Sentence[c.seen[i].token] >= s-2 && len(last) < 3; i-- {
		if e := c.seen[i].entity; fits(e) && !slices.Contains(last, e) {
			last = append(last, e)
		}
	}
	if len(last) == 2 {
		slices.Sort(last)
		return last
	}
	return nil
}

// possessor gives the entity that a possessive pronoun or a name before the noun stands for; -1 if there is none.
func (c *coreference) possessor(t, first int) int {
	r := c.r
	for k := first; k < t; k++ {
		if m := r.MentionAt(k); m >= 0 && (r.Doc.Mentions[m].Kind == Pronoun || r.HasType(m, schema.Country, schema.Organization)) {
			return c.firstEntity(m)
		}
	}
	for _, x := range r.Children[t] {
		if m := r.MentionAt(x); m >= 0 && RelBase(r.Doc.Tokens[x].Rel) == "nmod" && r.HasType(m, schema.Country, schema.Organization, schema.Person) && (r.Doc.Mentions[m].Kind == Pronoun || r.genitive(x)) {
			return c.firstEntity(m)
		}
	}
	return -1
}

// countryNoun resolves "his country", "the country", "die Regierung".
func (c *coreference) countryNoun(t, owner int, definite bool) []int {
	if owner >= 0 {
		switch c.r.Doc.Entities[owner].Type {
		case schema.Person:
			if s, ok := c.state[owner]; ok && c.r.Doc.Entities[s].Type == schema.Country {
				return []int{s}
			}
			return c.registered(owner)
		case schema.Country:
			return []int{owner} // "the Russian government"
		}
		return nil
	}
	if !definite || c.ownModifiers(t, t) {
		return nil
	}
	return one(c.nearest(t, 1, c.is(schema.Country)))
}

// registered gives the country that the gazetteer knows a person to belong to, if the article names it too.
func (c *coreference) registered(person int) []int {
	if c.gaz == nil {
		return nil
	}
	entry := c.gaz.Entry(c.r.Doc.Entities[person].ID)
	if entry == nil || entry.Owner == "" {
		return nil
	}
	for i := range c.r.Doc.Entities {
		if c.r.Doc.Entities[i].ISO == entry.Owner {
			return []int{i}
		}
	}
	return nil
}

// office resolves "the president", "the Russian president", "Israel's prime minister" to who holds the office in
// this article.
func (c *coreference) office(t, owner int, definite bool) []int {
	holders := c.offices[c.r.Lemma[t]]
	if owner >= 0 {
		for _, p := range holders {
			if s, ok := c.state[p]; ok && s == owner {
				return []int{p}
			}
		}
		return nil
	}
	if !definite || len(holders) == 0 || c.r.Child(t, "nmod") >= 0 {
		return nil
	}
	if len(holders) == 1 {
		return holders[:1:1]
	}
	return one(c.nearest(t, 2, func(e int) bool { return slices.Contains(holders, e) }))
}

// likeNamed gives the last organization or place near by; one whose name holds the noun goes before all others.
func (c *coreference) likeNamed(t int, kind schema.EntityType) int {
	noun := c.r.Lemma[t]
	for i := len(c.seen) - 1; i >= 0; i-- {
		e := &c.r.Doc.Entities[c.seen[i].entity]
		if e.Type != kind || c.seen[i].token >= t {
			continue
		}
		for _, form := range append([]string{e.Name}, e.Mentions...) {
			if len(noun) > 2 && strings.Contains(FoldWord(form), noun) {
				return c.seen[i].entity
			}
		}
	}
	if kind == schema.Place {
		return -1
	}
	return c.leading(t, kind)
}

// leading gives the entity of a type that the last sentences speak of most; of equals the one named last.
func (c *coreference) leading(t int, kind schema.EntityType) int {
	count := map[int]int{}
	for _, a := range c.seen {
		if a.token < t && c.r.Doc.Entities[a.entity].Type == kind {
			count[a.entity]++
			if c.r.Sentence[t]-c.r.Sentence[a.token] <= 1 && a.subject {
				count[a.entity]++
			}
		}
	}
	best := -1
	for i := len(c.seen) - 1; i >= 0 && c.r.Sentence[t]-c.r.Sentence[c.seen[i].token] <= 2; i-- {
		a := c.seen[i]
		if a.token < t && c.r.Doc.Entities[a.entity].Type == kind && (best < 0 || count[a.entity] > count[best]) {
			best = a.entity
		}
	}
	return best
}

// profession gives the person that the same noun stood with before.
func (c *coreference) profession(t int) int {
	r := c.r
	noun := r.Lemma[t]
	for i := len(c.seen) - 1; i >= 0; i-- {
		a := c.seen[i]
		if a.token >= t || r.Doc.Entities[a.entity].Type != schema.Person {
			continue
		}
		near := append([]int{r.Doc.Tokens[a.token].Head}, r.Children[a.token]...)
		for _, k := range near {
			if k >= 0 && k != t && r.Lemma[k] == noun {
				return a.entity
			}
		}
	}
	return -1
}
