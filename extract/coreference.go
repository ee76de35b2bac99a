package extract

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// Coreference of pronouns and descriptions. It is conservative: what has no clear antecedent stays unresolved.

// antecedent is a place in the text where an entity was named.
type antecedent struct {
	entity  int
	token   int
	subject bool
}

type coreference struct {
	r         *Reading
	gaz       *lang.Gazetteer
	seen      []antecedent
	positions []Position
	gender    map[int]byte     // of persons: m, f
	state     map[int]int      // person → country or organization of the office
	offices   map[string][]int // lemma of a title → persons who hold it
	plurals   map[int]bool     // entities whose names are plurals: the United States
	plural    map[int][]int    // sentence → members of the last coordination of persons or countries in it
	speakers  map[int]int      // sentence → who speaks in it
}

func newCoreference(r *Reading, gaz *lang.Gazetteer) *coreference {
	c := &coreference{r: r, gaz: gaz, gender: map[int]byte{}, state: map[int]int{}, offices: map[string][]int{},
		plurals: map[int]bool{}, plural: map[int][]int{}, speakers: map[int]int{}}
	c.positions = Positions(r)
	for _, p := range c.positions {
		lemma := r.Lemma[p.Title]
		if !slices.Contains(c.offices[lemma], p.Person) {
			c.offices[lemma] = append(c.offices[lemma], p.Person)
		}
		if p.Owner >= 0 {
			if _, ok := c.state[p.Person]; !ok {
				c.state[p.Person] = p.Owner
			}
		}
		for _, h := range r.Tags[p.Title] {
			if h.Class == "title" && strings.HasSuffix(h.Value, "+f") {
				c.gender[p.Person] = 'f'
			} else if h.Class == "title" && strings.HasSuffix(h.Value, "+m") {
				c.gender[p.Person] = 'm'
			}
		}
		if g := r.Doc.Tokens[p.Title].Feats["Gender"]; g == "Fem" && r.Doc.Article.Lang != "en" {
			c.gender[p.Person] = 'f'
		}
	}
	c.nouns()
	return c
}

// nouns learns the gender of persons from the nouns beside their names: "the singer's wife, X", "engineer X".
func (c *coreference) nouns() {
	for i, m := range c.r.Doc.Mentions {
		if !c.r.isPerson(i) || m.Kind != Named {
			continue
		}
		near := append([]int{c.r.Doc.Tokens[m.Head].Head}, c.r.Children[m.Head]...)
		for _, t := range near {
			if t < 0 || !c.r.Has(t, "person") && !c.r.Has(t, "family") || t < m.First-4 || t > m.Last+4 {
				continue
			}
			for _, class := range []string{"person", "family"} {
				if v, ok := c.r.Value(t, class); ok && (v == "m" || v == "f") && c.gender[m.Entities[0]] == 0 {
					c.gender[m.Entities[0]] = v[0]
				}
			}
		}
	}
}

// run goes through the text once, in order.
func (c *coreference) run() {
	r := c.r
	named := r.Doc.Mentions
	next := 0
	c.findSpeakers()
	for t := range r.Doc.Tokens {
		for next < len(named) && named[next].First <= t {
			c.note(&named[next])
			next++
		}
		if r.MentionAt(t) >= 0 || r.MentionHeadedBy(t) >= 0 {
			continue
		}
		if ids := c.pronoun(t); len(ids) > 0 {
			c.add(t, t, t+1, Pronoun, ids)
		} else if ids, first, last := c.description(t); len(ids) > 0 {
			c.add(t, first, last, Description, ids)
		}
	}
}

func (c *coreference) add(t, first, last int, kind MentionKind, ids []int) {
	d := c.r.Doc
	span := Span{d.Tokens[first].Start, d.Tokens[last-1].End}
	d.Mentions = append(d.Mentions, Mention{Span: span, First: first, Last: last, Head: t, Kind: kind, Entities: ids})
	for k := first; k < last; k++ {
		if c.r.cover[k] < 0 {
			c.r.cover[k] = len(d.Mentions) - 1
		}
	}
	c.r.headed[t] = len(d.Mentions) - 1
	var names []string
	for _, e := range ids {
		names = append(names, d.Entities[e].Name)
	}
	d.Log.Add(c.r.Sentence[t], "resolved: %q is %s", d.Text(span), strings.Join(names, " and "))
	if len(ids) == 1 {
		c.seen = append(c.seen, antecedent{entity: ids[0], token: t, subject: c.subject(t)})
	}
}

// note remembers a mention as an antecedent for what follows.
func (c *coreference) note(m *Mention) {
	if len(m.Entities) == 0 || m.Demonym {
		return
	}
	r := c.r
	h := m.Head
	e := m.Entities[0]
	if m.Country > 0 && c.subject(h) {
		e = m.Country - 1
	}
	if r.Feature(h, "Number", "Plur") {
		c.plurals[e] = true
	}
	a := antecedent{entity: e, token: h, subject: c.subject(h)}
	c.seen = append(c.seen, a)
	s := r.Sentence[h]
	up := c.coordinated(h)
	if up < 0 {
		up = c.joined(m)
	}
	if up >= 0 {
		if first := r.MentionAt(up); first >= 0 {
			x := c.firstEntity(first)
			if state := r.Doc.Mentions[first].Country; state > 0 && m.Country > 0 {
				x, e = state-1, m.Country-1 // "Moscow and Beijing" are two governments
			}
			if x >= 0 && x != e && r.Doc.Entities[x].Type == r.Doc.Entities[e].Type {
				if !slices.Contains(c.plural[s], x) {
					c.plural[s] = []int{x}
				}
				if !slices.Contains(c.plural[s], e) {
					c.plural[s] = append(c.plural[s], e)
				}
			}
		}
	}
}

// joined gives the head of the last mention of the same type before m where only a coordinating conjunction and
// words of noun phrases stand between; -1 if there is none.
func (c *coreference) joined(m *Mention) int {
	r := c.r
	and := false
	for t := m.First - 1; t >= max(r.Doc.Sentences[r.Sentence[m.First]].First, m.First-10); t-- {
		token := &r.Doc.Tokens[t]
		if x := r.MentionAt(t); x >= 0 && and && len(r.Doc.Mentions[x].Entities) > 0 && !r.Doc.Mentions[x].Demonym &&
			r.Doc.Entities[c.firstEntity(x)].Type == r.Doc.Entities[m.Entities[0]].Type {
			return r.Doc.Mentions[x].Head
		}
		switch token.UPOS {
		case "CCONJ":
			and = true
		case "VERB", "AUX", "PUNCT", "SCONJ", "ADP":
			return -1
		}
	}
	return -1
}

func (c *coreference) firstEntity(m int) int {
	if x := &c.r.Doc.Mentions[m]; len(x.Entities) > 0 {
		return x.Entities[0]
	}
	return -1
}

// coordinated gives the token of the first member of the coordination that t is in; -1 if it is in none. A title
// between name and coordination does not count.
func (c *coreference) coordinated(t int) int {
	for steps := 0; t >= 0 && steps < 3; steps++ {
		token := &c.r.Doc.Tokens[t]
		switch RelBase(token.Rel) {
		case "conj":
			first := token.Head
			if c.r.MentionAt(first) < 0 {
				for _, x := range c.r.Children[first] {
					if rel := RelBase(c.r.Doc.Tokens[x].Rel); (rel == "appos" || rel == "flat" || rel == "compound") && c.r.MentionAt(x) >= 0 && c.r.isPerson(c.r.MentionAt(x)) {
						return x
					}
				}
			}
			return first
		case "appos", "flat":
			t = token.Head
		default:
			return -1
		}
	}
	return -1
}

// subject tells whether a token, or what it stands beside, is a subject.
func (c *coreference) subject(t int) bool {
	for steps := 0; t >= 0 && steps < 4; steps++ {
		switch RelBase(c.r.Doc.Tokens[t].Rel) {
		case "nsubj", "csubj":
			return true
		case "appos", "flat", "conj", "compound":
			t = c.r.Doc.Tokens[t].Head
		default:
			return false
		}
	}
	return false
}

// nearest finds the antecedent of the types that stands best: the subject of the same or the last sentence, else
// the last that was named there. Ambiguity between persons gives none.
func (c *coreference) nearest(t, sentences int, fits func(e int) bool) int {
	s := c.r.Sentence[t]
	best, score, tie := -1, 0, false
	clause := map[int]bool{} // who has another part in the pronoun's clause
	for i := len(c.seen) - 1; i >= 0 && c.r.Sentence[c.seen[i].token] == s; i-- {
		if c.sameClause(c.seen[i], t) {
			clause[c.seen[i].entity] = true
		}
	}
	for i := len(c.seen) - 1; i >= 0; i-- {
		a := c.seen[i]
		gap := s - c.r.Sentence[a.token]
		if gap > sentences {
			break
		}
		if a.token >= t || !fits(a.entity) || clause[a.entity] {
			continue
		}
		points := 10 - 5*gap
		if a.subject {
			points += 4
		}
		switch {
		case points > score:
			best, score, tie = a.entity, points, false
		case points == score && a.entity != best:
			tie = true
		}
	}
	if tie && score < 8 && sentences > 0 {
		return -1
	}
	return best
}

// sameClause tells whether an antecedent is an argument of the same predicate as the pronoun: "he met him" are two.
func (c *coreference) sameClause(a antecedent, t int) bool {
	tokens := c.r.Doc.Tokens
	if RelBase(tokens[t].Rel) == "nmod" || RelBase(tokens[t].Rel) == "det" {
		return false
	}
	at := a.token // "Präsident Lugo": the title has the place in the clause
	for steps := 0; steps < 2 && tokens[at].Head >= 0 && (tokens[at].Rel == "appos" || tokens[at].Rel == "flat"); steps++ {
		at = tokens[at].Head
	}
	verb := tokens[t].Head
	for steps := 0; verb >= 0 && steps < 3 && core(tokens[t].Rel); steps++ {
		if tokens[at].Head == verb && core(tokens[at].Rel) && (steps == 0 || a.subject && RelBase(tokens[t].Rel) != "nsubj") {
			return true
		}
		if tokens[verb].Rel != "conj" || c.r.Child(verb, "nsubj") >= 0 {
			break
		}
		verb = tokens[verb].Head // "X thanked Y and promised him"
	}
	return false
}

func core(rel string) bool {
	switch RelBase(rel) {
	case "nsubj", "obj", "iobj", "obl":
		return true
	}
	return false
}

func (c *coreference) is(types ...schema.EntityType) func(int) bool {
	return func(e int) bool { return slices.Contains(types, c.r.Doc.Entities[e].Type) }
}

// pronoun resolves a pronoun; nil where it has no clear antecedent or is none.
func (c *coreference) pronoun(t int) []int {
	token := &c.r.Doc.Tokens[t]
	value, ok := c.r.Value(t, "pronoun")
	if !ok || token.UPOS != "PRON" && token.UPOS != "DET" && token.UPOS != "PROPN" && token.UPOS != "NOUN" {
		return nil
	}
	kind, owns := strings.CutSuffix(value, "+poss")
	owns = owns || RelBase(token.Rel) == "nmod" && token.UPOS == "PRON" || token.Feats["Poss"] == "Yes"
	if kind == "3s" && (token.Feats["Number"] == "Plur" || c.pluralVerb(t)) {
		kind = "3p"
	}
	person := func(g byte) func(int) bool {
		return func(e int) bool {
			x := c.gender[e]
			return c.r.Doc.Entities[e].Type == schema.Person && (x == 0 || g == 0 || x == g)
		}
	}
	switch kind {
	case "3sm":
		if owns && c.r.Doc.Article.Lang == "de" {
			return one(c.nearest(t, 1, c.is(schema.Person, schema.Country, schema.Organization)))
		}
		return one(c.nearest(t, 2, person('m')))
	case "3sf":
		if c.r.Doc.Article.Lang == "de" && token.Feats["Number"] == "Plur" && owns {
			return nil
		}
		return one(c.nearest(t, 2, person('f')))
	case "3s":
		return one(c.nearest(t, 1, func(e int) bool {
			return person(0)(e) && (c.r.Doc.Article.Lang != "de" || c.gender[e] != 'm') || c.r.Doc.Article.Lang == "de" && c.r.Doc.Entities[e].Type == schema.Organization
		}))
	case "3sn":
		if c.expletive(t) {
			return nil
		}
		return one(c.nearest(t, 1, c.is(schema.Organization, schema.Country)))
	case "3p":
		return c.several(t)
	case "1s":
		if e := c.speakerOf(t); e >= 0 {
			return []int{e}
		}
	case "1p":
		if e, ok := c.speakers[c.r.Sentence[t]]; ok && !owns {
			if o, ok := c.state[e]; ok {
				return []int{o}
			}
		}
	}
	return nil
}

// pluralVerb tells whether the verb that a pronoun is the subject of stands in the plural.
func (c *coreference) pluralVerb(t int) bool {
	h := c.r.Doc.Tokens[t].Head
	if h < 0 || RelBase(c.r.Doc.Tokens[t].Rel) != "nsubj" {
		return false
	}
	for _, v := range append([]int{h}, c.r.Children[h]...) {
		if x := &c.r.Doc.Tokens[v]; (x.UPOS == "AUX" || v == h) && x.Feats["VerbForm"] == "Fin" {
			return x.Feats["Number"] == "Plur"
		}
	}
	return false
}

// expletive tells whether "it" refers to nothing: subject of weather, clauses, "it is said that".
func (c *coreference) expletive(t int) bool {
	if strings.HasPrefix(c.r.Doc.Tokens[t].Rel, "expl") {
		return true
	}
	h := c.r.Doc.Tokens[t].Head
	return h >= 0 && (c.r.Child(h, "csubj", "csubj:pass") >= 0 || c.r.Child(h, "cop") >= 0 && c.r.Child(h, "ccomp", "csubj", "xcomp", "advcl") >= 0)
}

func one(e int) []int {
	if e < 0 {
		return nil
	}
	return []int{e}
}

// several gives the members of the last coordination, or the last group named.
func (c *coreference) several(t int) []int {
	s := c.r.Sentence[t]
	for k := s; k >= max(0, s-1); k-- {
		if members := c.plural[k]; len(members) > 1 {
			return slices.Clone(members)
		}
	}
	return one(c.nearest(t, 1, func(e int) bool {
		return c.r.Doc.Entities[e].Type == schema.Group || c.plurals[e] && c.r.Doc.Entities[e].Type == schema.Country
	}))
}

// findSpeakers notes for each sentence with a reporting verb who speaks; a sentence that only quotes has the
// speaker of the one before.
func (c *coreference) findSpeakers() {
	r := c.r
	for t := range r.Doc.Tokens {
		if !r.Has(t, "report") {
			continue
		}
		if s := r.Child(t, "nsubj"); s >= 0 {
			if e := c.nameAt(s); e >= 0 && r.Doc.Entities[e].Type == schema.Person {
				if _, ok := c.speakers[r.Sentence[t]]; !ok {
					c.speakers[r.Sentence[t]] = e
				}
			}
		}
	}
	for s := 1; s < len(r.Doc.Sentences); s++ {
		text := r.Doc.Text(r.Doc.Sentences[s].Span)
		if _, ok := c.speakers[s]; !ok && strings.ContainsAny(text, "“„”«»「」\"") {
			if e, ok := c.speakers[s-1]; ok {
				c.speakers[s] = e
			}
		}
	}
}

// speakerOf gives who says "I": the subject of the reporting verb in the sentence, by name or pronoun, else of
// the quotation that goes on.
func (c *coreference) speakerOf(t int) int {
	s := c.r.Doc.Sentences[c.r.Sentence[t]]
	for v := s.First; v < s.Last; v++ {
		if !c.r.Has(v, "report") || c.r.Below(t, v) && c.r.Doc.Tokens[v].UPOS == "NOUN" {
			continue
		}
		subject := c.r.Child(v, "nsubj")
		if subject < 0 || subject == t {
			continue
		}
		if e := c.nameAt(subject); e >= 0 && c.r.Doc.Entities[e].Type == schema.Person {
			return e
		}
		if value, _ := c.r.Value(subject, "pronoun"); value != "" && value[0] == '3' {
			if ids := c.pronoun(subject); len(ids) == 1 {
				return ids[0]
			}
		}
	}
	if e, ok := c.speakers[c.r.Sentence[t]]; ok {
		return e
	}
	return -1
}

// nameAt gives the entity named at or beside a token; -1 if there is none.
func (c *coreference) nameAt(t int) int {
	if m := c.r.MentionAt(t); m >= 0 {
		return c.firstEntity(m)
	}
	for _, x := range c.r.Children[t] {
		switch RelBase(c.r.Doc.Tokens[x].Rel) {
		case "appos", "flat":
			if m := c.r.MentionAt(x); m >= 0 {
				return c.firstEntity(m)
			}
		}
	}
	return -1
}
