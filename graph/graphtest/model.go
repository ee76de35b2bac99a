package graphtest

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Model is the simplest graph there can be: it keeps what was loaded, and works everything else out from the
// beginning whenever it is asked. Stores are held against it.
type Model struct {
	Ontology  *schema.Ontology
	Documents map[string]graph.Document // the latest version of each article
	Merges    map[string]graph.Merge
}

// NewModel gives an empty graph.
func NewModel(o *schema.Ontology) *Model {
	return &Model{Ontology: o, Documents: map[string]graph.Document{}, Merges: map[string]graph.Merge{}}
}

// Load keeps the documents, in place of their other versions.
func (m *Model) Load(docs ...graph.Document) {
	for _, d := range docs {
		m.Documents[d.Article.ID] = d
	}
}

// Retract forgets an article.
func (m *Model) Retract(id string) { delete(m.Documents, id) }

func (m *Model) resolve(id string) string {
	for m.Merges[id].Into != "" {
		id = m.Merges[id].Into
	}
	return id
}

// worked is the graph as it is worked out.
type worked struct {
	articles   map[string]*graph.Article
	facts      map[string]*graph.Fact
	entities   map[string]*graph.Entity
	statements map[string]graph.Statement // by fact, article, place
	by         map[string][]graph.Statement
}

// Dump gives what graph.Dump must give for a store that was loaded with the same, except for the digests, which
// it leaves empty.
func (m *Model) Dump() []byte {
	w := &worked{map[string]*graph.Article{}, map[string]*graph.Fact{}, map[string]*graph.Entity{}, map[string]graph.Statement{}, map[string][]graph.Statement{}}
	for _, id := range keys(m.Documents) {
		m.article(w, m.Documents[id])
	}
	m.stories(w)
	var records graph.Records
	for _, id := range keys(w.statements) {
		s := w.statements[id]
		w.by[s.Fact] = append(w.by[s.Fact], s)
		w.facts[s.Fact].Confidence = max(w.facts[s.Fact].Confidence, s.Confidence)
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	line := func(kind string, record any) {
		// records always encode
		_ = enc.Encode(map[string]any{"kind": kind, "record": record}) // keys come sorted
	}
	for _, id := range keys(w.articles) {
		line("article", w.articles[id])
	}
	records.Edges = m.edges(w)
	records.Sort()
	for _, id := range keys(w.entities) {
		line("entity", w.entities[id])
		for _, e := range records.Edges {
			if e.Subject == id {
				line("edge", e)
			}
		}
	}
	for _, id := range keys(w.facts) {
		line("fact", w.facts[id])
		r := graph.Records{Statements: w.by[id]}
		r.Sort()
		for _, s := range r.Statements {
			line("statement", s)
		}
	}
	for _, from := range keys(m.Merges) {
		line("merge", m.Merges[from])
	}
	return out.Bytes()
}

func (m *Model) article(w *worked, d graph.Document) {
	a := &graph.Article{ID: d.Article.ID, Source: d.Article.Source, Title: d.Article.Title, URL: d.Article.URL, Lang: d.Article.Lang,
		Published: d.Article.Published, Outlet: d.Article.Outlet, Sketch: graph.Sketch(d.Article.Text), Story: d.Article.ID}
	w.articles[a.ID] = a
	forms := map[string]schema.Entity{}
	for _, f := range d.Facts {
		r := &graph.Fact{ID: f.ID, Relation: f.Relation, Theme: value(f.Theme), Date: value(f.Date), Quantity: value(f.Quantity),
			Role: value(f.Role), Polarity: f.Polarity, Modality: f.Modality}
		r.Stated = graph.Roles{Subject: f.Subject.ID, Object: f.Object.ID}
		for _, e := range []*schema.Entity{&f.Subject, &f.Object, f.Place, f.Attribution} {
			if e == nil {
				continue
			}
			form := *e
			form.Mentions = union(forms[e.ID].Mentions, e.Mentions)
			forms[e.ID] = form
			m.entity(w, e)
		}
		if f.Place != nil {
			r.Stated.Place = f.Place.ID
		}
		if f.Attribution != nil {
			r.Stated.Attribution = f.Attribution.ID
		}
		r.Roles = graph.Roles{Subject: m.resolve(r.Stated.Subject), Object: m.resolve(r.Stated.Object),
			Place: m.resolve(r.Stated.Place), Attribution: m.resolve(r.Stated.Attribution)}
		if m.Ontology.Symmetric(r.Relation) && r.Object < r.Subject {
			r.Subject, r.Object = r.Object, r.Subject
		}
		r.Same = content(r, f)
		w.facts[f.ID] = r
		s := graph.Statement{Fact: f.ID, Article: a.ID, Text: f.Evidence.Text, Start: f.Evidence.Start, End: f.Evidence.End, Confidence: f.Confidence}
		place, _ := json.Marshal([]any{s.Fact, s.Article, s.Start, s.End})
		if old, ok := w.statements[string(place)]; !ok || old.Confidence < s.Confidence {
			w.statements[string(place)] = s
		}
	}
	for _, id := range keys(forms) {
		a.Forms = append(a.Forms, forms[id])
	}
	if a.Forms == nil {
		a.Forms = []schema.Entity{}
	}
}

// entity adds names; the generator gives an entity the same type, canonical name and codes everywhere, so that
// only merges have to choose.
func (m *Model) entity(w *worked, form *schema.Entity) {
	id := m.resolve(form.ID)
	e := w.entities[id]
	if e == nil {
		e = &graph.Entity{ID: id, Type: form.Type, Name: form.Name, ISO: form.ISO, Key: form.Key}
		w.entities[id] = e
	}
	types := schema.EntityTypes()
	if slices.Index(types, form.Type) < slices.Index(types, e.Type) {
		e.Type = form.Type
	}
	e.Name = min(e.Name, form.Name)
	if e.ISO == "" || form.ISO != "" && form.ISO < e.ISO {
		e.ISO = form.ISO
	}
	e.Names = union(e.Names, append([]string{form.Name}, form.Mentions...))
}

// stories lets each article take the smallest story among its copies until nothing changes.
func (m *Model) stories(w *worked) {
	for changed := true; changed; {
		changed = false
		for _, a := range w.articles {
			for _, b := range w.articles {
				if b.Story < a.Story && a.CopyOf(b) {
					a.Story, changed = b.Story, true
				}
			}
		}
	}
}

func (m *Model) edges(w *worked) []graph.Edge {
	behind := map[string][]*graph.Fact{}
	for _, id := range keys(w.facts) {
		if f := w.facts[id]; f.Subject != f.Object {
			behind[f.EdgeID()] = append(behind[f.EdgeID()], f)
		}
	}
	var edges []graph.Edge
	for _, facts := range behind {
		edges = append(edges, m.edge(w, facts))
	}
	return edges
}

func (m *Model) edge(w *worked, facts []*graph.Fact) graph.Edge {
	e := graph.Edge{Subject: facts[0].Subject, Relation: facts[0].Relation, Object: facts[0].Object}
	var articles, stories, dates, ends, polarities, said, denied []string
	rank := 3
	order := []schema.Modality{schema.Actual, schema.Planned, schema.Possible, schema.Alleged}
	for _, f := range facts {
		polarities, said = append(polarities, string(f.Polarity)), union(said, []string{f.Content()})
		if f.Polarity == schema.Negated {
			denied = union(denied, []string{f.Content()})
		}
		rank = min(rank, slices.Index(order, f.Modality))
		for _, s := range w.by[f.ID] {
			a := w.articles[s.Article]
			articles, stories = union(articles, []string{a.ID}), union(stories, []string{a.Story})
			e.Confidence = max(e.Confidence, s.Confidence)
			from, to, _ := strings.Cut(f.Date, "/")
			if to == "" {
				to = from
			}
			if from == "" {
				from, to = a.Published, a.Published
			}
			if from != "" {
				dates, ends = append(dates, from), append(ends, to)
			}
		}
	}
	e.Facts, e.Negated, e.Articles, e.Sources = len(said), len(denied), len(articles), len(stories)
	e.Polarity, e.Modality = schema.Polarity(slices.Min(polarities)), order[rank]
	if len(dates) > 0 {
		e.First, e.Last = slices.Min(dates), slices.Max(ends)
	}
	return e
}

// content gives the id that a fact would have if the articles named the entities as the merges do; "" if that is its own.
func content(r *graph.Fact, f schema.Fact) string {
	f.Subject.ID, f.Object.ID = r.Subject, r.Object
	if f.Place != nil {
		f.Place = &schema.Entity{ID: r.Place}
	}
	if f.Attribution != nil {
		f.Attribution = &schema.Entity{ID: r.Attribution}
	}
	if id := schema.FactID(&f); id != f.ID {
		return id
	}
	return ""
}

func keys[T any](m map[string]T) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

func union(a, b []string) []string {
	u := append(slices.Clone(a), b...)
	slices.Sort(u)
	return slices.Compact(u)
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func jsonOf(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(data)
}
