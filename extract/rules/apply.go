package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// candidate is an argument weighed for one slot.
type candidate struct {
	argument
	score     float64
	referents []referent
	entities  []int // what the referents stand for in this slot
}

// Weights of the choice; a scorer trained on gold of all languages may take their place.
const (
	stepDown   = 0.05 // for each better role that a frame names
	orderScore = 0.35 // found by order and nearness only
	least      = 0.40 // what a subject or object must reach
	leastSum   = 1.10 // what both must reach together
)

// apply fills the slots of a trigger and states its facts.
func (a *analysis) apply(f found) {
	f.frameFor()
	args := a.arguments(&f)
	if why := a.themeForbids(&f, args); why != "" {
		a.log(f.at, "trigger: %q is not %s: %s", a.d.Tokens[f.at].Text, f.relation, why)
		return
	}
	if f.flags.bare && a.r.Child(f.at, "xcomp", "ccomp") >= 0 {
		a.log(f.at, "trigger: %q is not %s: it has a complement", a.d.Tokens[f.at].Text, f.relation)
		return
	}
	if f.flags.content && a.themeToken(&f, args) < 0 {
		a.log(f.at, "trigger: %q is not %s: no theme", a.d.Tokens[f.at].Text, f.relation)
		return
	}
	if f.relation == "VISITED" && a.toOccasion(args) {
		a.log(f.at, "trigger: %q is not %s: for an occasion", a.d.Tokens[f.at].Text, f.relation)
		return
	}
	subjects := a.fill(&f, subjectSlot, args)
	objects := a.fill(&f, objectSlot, args)
	relation := a.ontology.Relation(f.relation)
	if pair := slices.IndexFunc(objects, func(c candidate) bool { return strings.HasSuffix(c.role, ":between") && len(c.entities) > 1 }); relation.Symmetric && f.asNoun && pair >= 0 {
		subjects, objects = objects[pair:pair+1], nil // "talks between X and Y", whoever speaks of them
	}
	s, o := a.choose(&f, relation, subjects, objects)
	s, o = a.joined(s, subjects), a.joined(o, objects)
	if relation.Symmetric {
		if f.relation != "FOUGHT_ALONGSIDE" && (f.relation != "FOUGHT_AGAINST" || f.asNoun) {
			s, o = a.pairs(s, o, subjects)
		}
	}
	if s == nil && o != nil && !f.flags.weak && !a.hasSubject(&f, args) {
		if s = a.byOrder(&f, o, relation); s == nil {
			s = a.keptTopic(&f, o)
		}
	}
	if s == nil && o != nil {
		s = a.agentless(&f, args, relation)
	}
	if o == nil && s != nil && !f.flags.weak && !f.asNoun && !relation.Symmetric && f.part < 0 && !a.hasObject(args) {
		o = a.objectByOrder(&f, s)
	}
	if s == nil && o == nil {
		s, o = a.neighbours(&f)
	}
	if s != nil && o == nil && len(s.entities) > 1 && a.mutual(f.at) {
		o = s
	}
	if s == nil || o == nil {
		a.log(f.at, "trigger: %q could be %s: %s", a.d.Tokens[f.at].Text, f.relation, missing(s, o))
		return
	}
	if sum := s.score + o.score; sum < leastSum || s.score < least && f.flags.weak || o.score < least {
		a.log(f.at, "trigger: %q could be %s: arguments too far (%.2f)", a.d.Tokens[f.at].Text, f.relation, sum)
		return
	}
	a.state(&f, args, s, o)
}

// mutual tells whether those who do something do it to each other: "saling menuduh".
func (a *analysis) mutual(t int) bool {
	return slices.ContainsFunc(a.r.Children[t], func(c int) bool { return a.r.Has(c, "mutual") })
}

// toOccasion tells whether somebody goes to an occasion, which is attended and makes its place not visited.
func (a *analysis) toOccasion(args []argument) bool {
	return slices.ContainsFunc(args, func(x argument) bool {
		return (x.role == ":for" || x.role == ":to" || x.role == ":in") && x.cost < costAttached && a.r.HasType(a.r.MentionHeadedBy(x.token), schema.Occasion)
	})
}

func (f *found) frameFor() {
	if f.kind == "any" && f.asNoun {
		copied := *f.trigger
		copied.frame = f.trigger.noun
		f.trigger = &copied
	}
	if f.flags.swap {
		copied := *f.trigger
		copied.frame = frame{}
		for k, v := range f.trigger.frame {
			copied.frame[k] = v
		}
		copied.frame[subjectSlot], copied.frame[objectSlot] = f.trigger.frame[objectSlot], f.trigger.frame[subjectSlot]
		f.trigger = &copied
	}
}

func missing(s, o *candidate) string {
	switch {
	case s == nil && o == nil:
		return "neither subject nor object"
	case s == nil:
		return "no subject"
	}
	return "no object"
}

// allowed gives the entity types that a slot may hold.
func (a *analysis) allowed(f *found, k slot) []schema.EntityType {
	r := a.ontology.Relation(f.relation)
	types := r.Domain
	if k == objectSlot {
		types = r.Range
	}
	if r.Symmetric {
		types = slices.Concat(r.Domain, r.Range)
	}
	if narrower := f.flags.types[k]; narrower != nil {
		return narrower
	}
	return types
}

// fill weighs the arguments that may stand in a slot, best first.
func (a *analysis) fill(f *found, k slot, args []argument) []candidate {
	var all []candidate
	types := a.allowed(f, k)
	for i, role := range f.frame[k] {
		for _, arg := range args {
			if arg.role != role || arg.token == f.at && role != "is" {
				continue
			}
			c := candidate{argument: arg, score: 1 - float64(i)*stepDown - arg.cost}
			for _, r := range a.referents(arg.token) {
				e := a.entityFor(r, types, role, f.relation, k)
				if slices.Contains(types, a.d.Entities[e].Type) && !slices.Contains(c.entities, e) {
					c.referents = append(c.referents, r)
					c.entities = append(c.entities, e)
				}
			}
			if len(c.entities) == 0 && role == "poss" {
				c = a.modifierReferent(c, types)
			}
			if len(c.entities) > 0 {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int {
		switch {
		case x.score > y.score:
			return -1
		case x.score < y.score:
			return 1
		}
		return 0
	})
	return all
}

// modifierReferent lets the adjective of a people own a noun: "the Russian attack".
func (a *analysis) modifierReferent(c candidate, types []schema.EntityType) candidate {
	m := a.r.MentionAt(c.token)
	if m < 0 {
		return c
	}
	for _, e := range a.d.Mentions[m].Entities {
		if state := a.d.Mentions[m].Country; state > 0 {
			e = state - 1
		}
		if slices.Contains(types, a.d.Entities[e].Type) {
			c.entities = append(c.entities, e)
			c.referents = append(c.referents, referent{e, m, c.token})
		}
	}
	return c
}

// choose picks the best subject and object that are not the same argument.
func (a *analysis) choose(f *found, relation *schema.Relation, subjects, objects []candidate) (s, o *candidate) {
	best := -1.0
	for i := range subjects {
		for j := range objects {
			x, y := &subjects[i], &objects[j]
			if x.token == y.token || slices.Equal(x.entities, y.entities) {
				continue
			}
			if sum := x.score + y.score; sum > best {
				best, s, o = sum, x, y
			}
		}
	}
	if s != nil {
		return s, o
	}
	if len(subjects) > 0 {
		s = &subjects[0]
	}
	if len(objects) > 0 && (s == nil || objects[0].token != s.token) {
		o = &objects[0]
	} else if len(objects) > 0 && a.passive(f.at) && !slices.ContainsFunc(subjects, func(c candidate) bool { return c.token != objects[0].token }) {
		s, o = nil, &objects[0] // に of a passive is more often a goal than an agent
	}
	return s, o
}

// joined adds to an argument another of the same role that a conjunction joins to it where the tree hangs both on
// one word: "sanctions on Belarus and its producer Belaruskali".
func (a *analysis) joined(c *candidate, all []candidate) *candidate {
	if c == nil {
		return nil
	}
	whole := *c
	for _, x := range all {
		if x.role != c.role || x.token <= c.token || a.d.Tokens[x.token].Head != a.d.Tokens[c.token].Head || a.r.Child(x.token, "cc") < 0 || a.r.Child(x.token, "case") >= 0 && a.r.Child(c.token, "case") >= 0 {
			continue
		}
		for i, e := range x.entities {
			if !slices.Contains(whole.entities, e) {
				whole.entities = append(slices.Clone(whole.entities), e)
				whole.referents = append(slices.Clone(whole.referents), x.referents[min(i, len(x.referents)-1)])
			}
		}
	}
	return &whole
}

// pairs gives a symmetric relation without a partner the members of its plural subject as both sides.
func (a *analysis) pairs(s, o *candidate, subjects []candidate) (*candidate, *candidate) {
	if s != nil && o != nil {
		return s, o
	}
	for i := range subjects {
		if c := &subjects[i]; len(c.entities) >= 2 && c.cost < 0.2 {
			return c, c
		}
	}
	if o != nil && s == nil && len(o.entities) >= 2 && strings.HasSuffix(o.role, ":between") {
		return o, o
	}
	return s, o
}

// hasSubject tells whether the tree has a subject for the trigger, even if it is nobody that facts may be about:
// then no other may be put in its place.
func (a *analysis) hasSubject(f *found, args []argument) bool {
	for _, x := range args {
		if x.role == "nsubj" || f.asNoun && (x.role == "poss" || x.role == ":by") {
			return true
		}
	}
	return false
}

// byOrder takes the nearest actor before the trigger as its subject where the tree has none.
func (a *analysis) byOrder(f *found, o *candidate, relation *schema.Relation) *candidate {
	if f.asNoun || a.passive(f.at) || a.r.Feature(f.at, "VerbForm", "Inf") {
		return nil
	}
	types := a.allowed(f, subjectSlot)
	first := a.d.Sentences[a.r.Sentence[f.at]].First
	for t := f.at - 1; t >= first && t > f.at-12; t-- {
		if verbal(a.d.Tokens[t].UPOS) && a.d.Tokens[t].Rel != "aux" && a.d.Tokens[t].Rel != "cop" {
			return nil
		}
		m := a.r.MentionAt(t)
		if m < 0 {
			m = a.r.MentionHeadedBy(t) // "ông X"
		}
		if m < 0 || a.d.Mentions[m].Head != t || a.modifier(m) || m == o.referents[0].mention {
			continue
		}
		if len(a.marked(t, 0)) > 0 {
			continue
		}
		r := referent{a.d.Mentions[m].Entities[0], m, t}
		e := a.entityFor(r, types, "nsubj", f.relation, subjectSlot)
		if slices.Contains(types, a.d.Entities[e].Type) && !slices.Contains(o.entities, e) {
			return &candidate{argument: argument{"nsubj", t, 0}, score: orderScore, referents: []referent{r}, entities: []int{e}}
		}
	}
	return nil
}

// hasObject tells whether the tree has an object for the trigger, even if facts cannot be about it.
func (a *analysis) hasObject(args []argument) bool {
	for _, x := range args {
		if (x.role == "obj" || x.role == "iobj") && x.cost < 0.3 {
			return true
		}
	}
	return false
}

// objectByOrder takes the nearest actor behind the trigger as its object where the tree has none and the
// language puts objects there.
func (a *analysis) objectByOrder(f *found, s *candidate) *candidate {
	if !slices.Contains(f.frame[objectSlot], "obj") || a.l.words.Setting("order") == "SOV" || a.passive(f.at) {
		return nil
	}
	types := a.allowed(f, objectSlot)
	end := a.d.Sentences[a.r.Sentence[f.at]].Last
	for t := f.at + 1; t < min(end, f.at+7); t++ {
		token := &a.d.Tokens[t]
		if token.Rel == "fixed" {
			continue
		}
		if verbal(token.UPOS) && token.Rel != "aux" || token.UPOS == "PUNCT" || token.UPOS == "ADP" || token.UPOS == "CCONJ" {
			return nil
		}
		m := a.r.MentionAt(t)
		if m < 0 {
			m = a.r.MentionHeadedBy(t) // "ông X"
		}
		if m < 0 || a.d.Mentions[m].Head != t || a.modifier(m) {
			continue
		}
		r := referent{a.d.Mentions[m].Entities[0], m, t}
		e := a.entityFor(r, types, "obj", f.relation, objectSlot)
		if slices.Contains(types, a.d.Entities[e].Type) && !slices.Contains(s.entities, e) {
			return &candidate{argument: argument{"obj", t, 0}, score: least, referents: []referent{r}, entities: []int{e}}
		}
	}
	return nil
}

// agentless gives a passive about forces their owner as the subject: "North Korean troops were sent to Russia".
func (a *analysis) agentless(f *found, args []argument, relation *schema.Relation) *candidate {
	if f.relation != "DEPLOYED_TO" {
		return nil
	}
	for _, x := range args {
		if x.role != "obj" && x.role != "part" && !(f.asNoun && (x.role == ":of" || x.role == "poss")) {
			continue
		}
		for _, r := range a.referents(x.token) {
			e := &a.d.Entities[r.entity]
			owner, _, ok := strings.Cut(e.Key, "/")
			if !ok {
				continue
			}
			for i := range a.d.Entities {
				if a.d.Entities[i].Type == schema.Country && a.d.Entities[i].ISO == owner {
					return &candidate{argument: argument{"nsubj", -1, 0.1}, score: 0.8, referents: []referent{{i, r.mention, -1}}, entities: []int{i}}
				}
			}
		}
	}
	return nil
}

// themeForbids checks the flags that ask for a theme of a kind; "" where they are met.
func (a *analysis) themeForbids(f *found, args []argument) string {
	if f.flags.theme == nil && f.flags.notTheme == nil {
		return ""
	}
	theme := a.themeToken(f, args)
	if f.flags.notTheme != nil && theme >= 0 && a.isNoun(theme, f.flags.notTheme) {
		return "its theme is of another kind"
	}
	if f.flags.theme != nil {
		for _, x := range args {
			if (slices.Contains(f.frame[themeSlot], x.role) || x.role == "obj" || x.role == "part" || x.role == "iobj") && a.isNoun(x.token, f.flags.theme) {
				return ""
			}
		}
		return "its theme is not of the kind " + strings.Join(f.flags.theme, ", ")
	}
	return ""
}

// isNoun tells whether a word, or a member of its coordination, is in one of the noun classes of words.tsv.
func (a *analysis) isNoun(t int, classes []string) bool {
	for _, h := range a.r.Tags[t] {
		if h.Class == "noun" && slices.Contains(classes, h.Value) || h.Class == "group" && h.Value == "MIL" && slices.Contains(classes, "forces") ||
			(h.Class == "currency") && slices.Contains(classes, "money") {
			return true
		}
	}
	if m := a.r.MentionHeadedBy(t); m >= 0 && a.r.HasType(m, schema.Product) && (slices.Contains(classes, "weapons") || slices.Contains(classes, "goods")) {
		return true
	}
	for _, c := range a.r.Children[t] {
		if rel := extract.RelBase(a.d.Tokens[c].Rel); (rel == "conj" || rel == "nummod" || rel == "compound" && c > t) && a.isNoun(c, classes) {
			return true
		}
	}
	return false
}
