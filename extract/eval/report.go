package eval

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/triplewire/triplewire/schema"
)

// counts are facts that were found, made up, and missed.
type counts struct{ tp, fp, fn int }

// share is how many of all are right.
type share struct{ right, all int }

func (s *share) add(right bool) {
	s.all++
	if right {
		s.right++
	}
}

func (s share) ratio() float64 {
	if s.all == 0 {
		return 0
	}
	return float64(s.right) / float64(s.all)
}

// score adds up what the texts give. Its zero value is ready to use.
type score struct {
	langs     map[string]*counts
	relations map[string]*counts
	order     []string // relations in the order of their first count
	entities  map[string]*share
	quals     map[string]*share
	errors    map[string]*Errors
}

// Errors are the facts of one language that were missed, and those that gold does not have.
type Errors struct {
	Lang             string
	Missed, Spurious []string
}

func at[V any](m *map[string]*V, key string) *V {
	if *m == nil {
		*m = map[string]*V{}
	}
	if (*m)[key] == nil {
		(*m)[key] = new(V)
	}
	return (*m)[key]
}

func (s *score) relation(name string) *counts {
	if s.relations[name] == nil {
		s.order = append(s.order, name)
	}
	return at(&s.relations, name)
}

// add scores the facts found in one text. Each gold fact takes the first found one that states it; further ones
// that state it are neither right nor wrong.
func (s *score) add(t *Text, found []schema.Fact, symmetric func(relation string) bool) {
	lang, g := t.Article.Lang, t.gold
	gold := slices.DeleteFunc(slices.Clone(g.Facts), func(f fact) bool { return slices.Contains(f.Missing, lang) })
	taken := make([]*schema.Fact, len(gold))
	seen := map[[3]string]bool{}
	for i := range found {
		p := &found[i]
		if hit := g.hit(gold, taken, p, symmetric(p.Relation)); hit >= 0 {
			if taken[hit] == nil {
				taken[hit] = p
			}
			continue
		}
		key := [3]string{normal(p.Subject.Name), p.Relation, normal(p.Object.Name)}
		if seen[key] {
			continue
		}
		seen[key] = true
		at(&s.langs, lang).fp++
		s.relation(p.Relation).fp++
		e := at(&s.errors, lang)
		e.Spurious = append(e.Spurious, fmt.Sprintf("%s: %s %s %s", t.id, p.Subject.Name, p.Relation, p.Object.Name))
	}
	for i := range gold {
		s.addGold(t, &gold[i], taken[i])
	}
	s.addEntities(t, gold, found)
}

// hit gives the gold fact that a found one states, one that is free before one that is taken; -1 for none.
func (g *gold) hit(gold []fact, taken []*schema.Fact, p *schema.Fact, symmetric bool) int {
	hit := -1
	for i := range gold {
		if g.same(&gold[i], p, symmetric) {
			hit = i
			if taken[i] == nil {
				break
			}
		}
	}
	return hit
}

// addGold counts a gold fact as found, with its qualifiers, or as missed.
func (s *score) addGold(t *Text, f *fact, p *schema.Fact) {
	lang := t.Article.Lang
	if p == nil {
		at(&s.langs, lang).fn++
		s.relation(f.Relation).fn++
		e := at(&s.errors, lang)
		e.Missed = append(e.Missed, fmt.Sprintf("%s: %s %s %s", t.id, f.Subject, f.Relation, f.Object))
		return
	}
	at(&s.langs, lang).tp++
	s.relation(f.Relation).tp++
	for _, q := range qualifiers {
		if stated, right := t.gold.qualifier(q, f, p, lang); stated {
			c := at(&s.quals, q)
			c.add(right)
		}
	}
}

// addEntities counts the entities of the gold facts and those of them that some found fact is about.
func (s *score) addEntities(t *Text, gold []fact, found []schema.Fact) {
	keys := map[string]bool{}
	for _, f := range gold {
		keys[f.Subject], keys[f.Object] = true, true
	}
	c := at(&s.entities, t.Article.Lang)
	for key := range keys {
		e := t.gold.Entities[key]
		c.add(slices.ContainsFunc(found, func(p schema.Fact) bool { return e.matches(&p.Subject) || e.matches(&p.Object) }))
	}
}

// Figures are how well facts were found. Facts is how many there are, Found how many of them were found.
type Figures struct {
	Name                  string
	Facts, Found          int
	Precision, Recall, F1 float64
	Entities              float64 // share of the entities in facts that were found; languages only
}

// Qualifier is how often a qualifier of a fact that was found is right.
type Qualifier struct {
	Name       string
	Right, All int
}

// Report is what Run gives.
type Report struct {
	Languages  []Figures // in order of their codes, then "all"
	Relations  []Figures // the most frequent first
	Qualifiers []Qualifier
	Errors     []Errors // by language
	Failed     []error  // texts that could not be analysed
}

func figures(name string, c counts, entities share) Figures {
	f := Figures{Name: name, Facts: c.tp + c.fn, Found: c.tp, Entities: entities.ratio()}
	f.Precision = share{c.tp, c.tp + c.fp}.ratio()
	f.Recall = share{c.tp, c.tp + c.fn}.ratio()
	if f.Precision+f.Recall > 0 {
		f.F1 = 2 * f.Precision * f.Recall / (f.Precision + f.Recall)
	}
	return f
}

func (s *score) report() *Report {
	r := &Report{}
	var total counts
	var all share
	for _, e := range s.entities {
		all.right, all.all = all.right+e.right, all.all+e.all
	}
	for _, lang := range slices.Sorted(maps.Keys(s.langs)) {
		c := *s.langs[lang]
		total = counts{total.tp + c.tp, total.fp + c.fp, total.fn + c.fn}
		r.Languages = append(r.Languages, figures(lang, c, *at(&s.entities, lang)))
	}
	r.Languages = append(r.Languages, figures("all", total, all))
	slices.SortStableFunc(s.order, func(a, b string) int {
		x, y := s.relations[a], s.relations[b]
		return cmp.Compare(y.tp+y.fn, x.tp+x.fn)
	})
	for _, name := range s.order {
		r.Relations = append(r.Relations, figures(name, *s.relations[name], share{}))
	}
	for _, q := range qualifiers {
		if c := s.quals[q]; c != nil {
			r.Qualifiers = append(r.Qualifiers, Qualifier{q, c.right, c.all})
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(s.errors)) {
		e := *s.errors[lang]
		e.Lang = lang
		r.Errors = append(r.Errors, e)
	}
	return r
}

// Print writes the report as tables, with up to so many missed and spurious facts a language.
func (r *Report) Print(w io.Writer, errors int) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%-10s %6s %6s %6s %6s %6s %9s\n", "language", "facts", "found", "P", "R", "F1", "entities")
	for _, l := range r.Languages {
		fmt.Fprintf(&b, "%-10s %6d %6d %6.3f %6.3f %6.3f %9.3f\n", l.Name, l.Facts, l.Found, l.Precision, l.Recall, l.F1, l.Entities)
	}
	fmt.Fprintf(&b, "\n%-18s %6s %6s %6s %6s\n", "relation", "facts", "P", "R", "F1")
	for _, l := range r.Relations {
		fmt.Fprintf(&b, "%-18s %6d %6.3f %6.3f %6.3f\n", l.Name, l.Facts, l.Precision, l.Recall, l.F1)
	}
	fmt.Fprint(&b, "\nqualifiers of matched facts\n")
	for _, q := range r.Qualifiers {
		fmt.Fprintf(&b, "%-12s %d/%d %.3f\n", q.Name, q.Right, q.All, share{q.Right, q.All}.ratio())
	}
	if errors > 0 {
		for _, e := range r.Errors {
			printErrors(&b, "\n["+e.Lang+"] missed", e.Missed, errors)
			printErrors(&b, "["+e.Lang+"] spurious", e.Spurious, errors)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

func printErrors(w io.Writer, title string, lines []string, limit int) {
	fmt.Fprintln(w, title)
	for _, line := range lines[:min(limit, len(lines))] {
		fmt.Fprintln(w, "  "+line)
	}
	if len(lines) == 0 {
		fmt.Fprintln(w)
	}
}

// MarshalJSON gives the figures keyed by their names, in the order of the tables.
func (r *Report) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"languages":{`)
	for i, l := range r.Languages {
		member(&b, i, l.Name, fmt.Sprintf(`{"facts":%d,"found":%d,"precision":%s,"recall":%s,"f1":%s,"entities":%s}`,
			l.Facts, l.Found, number(l.Precision), number(l.Recall), number(l.F1), number(l.Entities)))
	}
	b.WriteString(`},"relations":{`)
	for i, l := range r.Relations {
		member(&b, i, l.Name, fmt.Sprintf(`{"facts":%d,"precision":%s,"recall":%s,"f1":%s}`,
			l.Facts, number(l.Precision), number(l.Recall), number(l.F1)))
	}
	b.WriteString(`},"qualifiers":{`)
	for i, q := range r.Qualifiers {
		member(&b, i, q.Name, number(share{q.Right, q.All}.ratio()))
	}
	b.WriteString(`}}`)
	return b.Bytes(), nil
}

func member(b *bytes.Buffer, i int, name, value string) {
	if i > 0 {
		b.WriteByte(',')
	}
	key, _ := json.Marshal(name)
	fmt.Fprintf(b, "%s:%s", key, value)
}

func number(f float64) string {
	data, _ := json.Marshal(f)
	return string(data)
}
