package rules

import (
	"slices"
	"sort"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// state makes the facts of a trigger: one for each pair of subject and object.
func (a *analysis) state(f *found, args []argument, s, o *candidate) {
	if f.flags.plural && len(s.entities) < 2 && s == o {
		return
	}
	base := a.circumstances(f, args, s, o)
	score := (s.score + o.score) / 2
	for i, se := range s.entities {
		for j, oe := range o.entities {
			if s == o && i >= j && (i == j || a.ontology.Symmetric(f.relation)) || se == oe {
				continue
			}
			fact := base
			fact.Subject, fact.Object = a.d.Entities[se], a.d.Entities[oe]
			fact.Confidence = a.confidence(f, score, s, o)
			if fact.Place != nil && (fact.Place.ID == fact.Subject.ID || fact.Place.ID == fact.Object.ID) {
				fact.Place = nil
			}
			if f.relation == "WITHDREW_FROM" && fact.Subject.Type == schema.Person && fact.Object.Type == schema.Place {
				continue // who leaves a house or town has not quit it
			}
			if f.relation == "MEMBER_OF" && fact.Subject.Type == schema.Country && a.r.HasValue(o.token, "organization", "office") {
				continue // no country belongs to a ministry
			}
			if a.unnamed(se) && a.unnamed(oe) {
				a.log(f.at, "trigger: %q, dropped %s %s %s: nobody named", a.d.Tokens[f.at].Text, fact.Subject.Name, f.relation, fact.Object.Name)
				continue
			}
			if why := a.ontology.Forbids(&fact); why != "" {
				a.log(f.at, "trigger: %q, dropped %s %s %s: %s", a.d.Tokens[f.at].Text, fact.Subject.Name, f.relation, fact.Object.Name, why)
				continue
			}
			a.log(f.at, "trigger: %q, taken %s %s %s: subject as %s, object as %s (%.2f)", a.d.Tokens[f.at].Text, fact.Subject.Name,
				f.relation, fact.Object.Name, s.role, o.role, fact.Confidence)
			a.facts = append(a.facts, fact)
		}
	}
}

// unnamed tells whether an entity is never named in the article, nor known by its country or sector.
func (a *analysis) unnamed(e int) bool {
	x := &a.d.Entities[e]
	if x.Key != "" || !strings.HasPrefix(x.ID, "e:") || x.Type == schema.Occasion || x.Type == schema.Product {
		return false
	}
	return !slices.ContainsFunc(a.d.Mentions, func(m extract.Mention) bool { return m.Kind == extract.Named && slices.Contains(m.Entities, e) })
}

// confidence turns the weights of the arguments into 0 to 1.
func (a *analysis) confidence(f *found, score float64, s, o *candidate) float64 {
	c := 0.95 * score
	if f.asNoun {
		c -= 0.05
	}
	for _, x := range []*candidate{s, o} {
		if len(x.referents) > 0 && a.d.Mentions[x.referents[0].mention].Kind != extract.Named {
			c -= 0.05
		}
	}
	return min(max(c, 0.05), 0.99)
}

// blank makes a fact with the evidence of a token's sentence.
func (a *analysis) blank(t int, relation string) schema.Fact {
	s := a.d.Sentences[a.r.Sentence[t]]
	return schema.Fact{Relation: relation, Polarity: schema.Asserted, Modality: schema.Actual,
		Evidence: schema.Evidence{Text: a.d.Text(s.Span), Start: s.Start, End: s.End}}
}

// rank orders relations for the same pair in one sentence: the more specific goes before the more general, which
// is then dropped.
var rank = map[string][]string{
	"MET":             {"NEGOTIATED_WITH", "AGREED_WITH", "CEASED_FIRE_WITH", "SPOKE_WITH"},
	"COOPERATED_WITH": {"AGREED_WITH", "PARTNERED_WITH"},
	"CRITICIZED":      {"SANCTIONED", "ACCUSED"},
	"AIDED":           {"SUPPLIED", "PROMISED"},
	"SUPPLIED":        {"PROMISED"},
	"SUPPORTED":       {"AIDED", "SUPPLIED", "PROMISED"},
	"HOLDS_POSITION":  {"APPOINTED"},
	"AGREED_WITH":     {"CEASED_FIRE_WITH", "PARTNERED_WITH", "SUPPLIED"},
	"FOUGHT_AGAINST":  {"ATTACKED"},
	"DEMANDED":        {"WARNED"},
	"ASKED":           {"DEMANDED"},
	"HOSTED":          {"MET"},
	"MEMBER_OF":       {"WITHDREW_FROM"},
	"FOUNDED":         {"LAUNCHED"},
	"DISMISSED":       {"KILLED", "ARRESTED"},
}

// keepBoth are relations that stay beside the closer one.
var keepBoth = map[string]bool{"HOSTED": true}

// result gives the facts in order: of those that state the same triple in one sentence the one with most
// confidence, without those that a more specific relation of the same pair covers.
func (a *analysis) result() []schema.Fact {
	type key struct {
		relation, s, o string
		at             int
	}
	pair := func(f *schema.Fact) (string, string) {
		s, o := f.Subject.ID, f.Object.ID
		if a.ontology.Symmetric(f.Relation) && o < s {
			s, o = o, s
		}
		return s, o
	}
	best := map[key]int{}
	var kept []schema.Fact
	for _, f := range a.facts {
		s, o := pair(&f)
		k := key{f.Relation, s, o, f.Evidence.Start}
		i, ok := best[k]
		switch {
		case !ok:
			best[k] = len(kept)
			kept = append(kept, f)
		case f.Confidence > kept[i].Confidence:
			kept[i] = merged(f, kept[i])
		default:
			kept[i] = merged(kept[i], f)
		}
	}
	kept = slices.DeleteFunc(kept, func(f schema.Fact) bool {
		if keepBoth[f.Relation] {
			return false
		}
		s, o := pair(&f)
		for _, closer := range rank[f.Relation] {
			for _, k := range []key{{closer, s, o, f.Evidence.Start}, {closer, o, s, f.Evidence.Start}} {
				if _, ok := best[k]; ok {
					a.d.Log.Add(a.d.SentenceAt(f.Evidence.Start), "dropped: %s %s %s, %s says it more closely", f.Subject.Name, f.Relation, f.Object.Name, closer)
					return true
				}
			}
		}
		return false
	})
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].Evidence.Start < kept[j].Evidence.Start })
	var whole []schema.Fact
	for _, f := range kept {
		s, o := pair(&f)
		same := slices.IndexFunc(whole, func(w schema.Fact) bool {
			ws, wo := pair(&w)
			return w.Relation == f.Relation && ws == s && wo == o && agree(&w, &f)
		})
		if same < 0 {
			whole = append(whole, f)
			continue
		}
		a.d.Log.Add(a.d.SentenceAt(f.Evidence.Start), "merged: %s %s %s was stated before", f.Subject.Name, f.Relation, f.Object.Name)
		whole[same] = merged(whole[same], f)
	}
	return whole
}

// agree tells whether two statements of one triple in an article can be about one event: what both say is the
// same.
func agree(f, g *schema.Fact) bool {
	equal := func(x, y *string) bool { return x == nil || y == nil || *x == *y }
	entity := func(x, y *schema.Entity) bool { return x == nil || y == nil || x.ID == y.ID }
	return f.Polarity == g.Polarity && f.Modality == g.Modality && equal(f.Date, g.Date) && equal(f.Quantity, g.Quantity) &&
		(equal(f.Theme, g.Theme) || f.Date == nil || g.Date == nil) && equal(f.Role, g.Role) && entity(f.Place, g.Place)
}

// merged fills what a fact leaves open from another that states the same.
func merged(f, other schema.Fact) schema.Fact {
	if f.Theme == nil {
		f.Theme = other.Theme
	}
	if f.Place == nil {
		f.Place = other.Place
	}
	if f.Date == nil {
		f.Date = other.Date
	}
	if f.Quantity == nil {
		f.Quantity = other.Quantity
	}
	if f.Role == nil {
		f.Role = other.Role
	}
	if f.Attribution == nil {
		f.Attribution = other.Attribution
	}
	return f
}
