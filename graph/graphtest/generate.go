// Package graphtest holds the tests that every store must pass, and what they are made of.
package graphtest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Generator makes up articles with facts. The same seed gives the same articles.
type Generator struct {
	Ontology *schema.Ontology
	Entities int // how many different ones; small numbers make articles overlap
	Facts    int // for each article, at most
	rand     *rand.Rand
	said     []schema.Fact         // some of what was stated before, to be stated again
	original map[int][]schema.Fact // what the article that was copied states
}

// NewGenerator gives a generator over a number of entities.
func NewGenerator(o *schema.Ontology, seed uint64, entities, facts int) *Generator {
	return &Generator{Ontology: o, Entities: entities, Facts: facts, original: map[int][]schema.Fact{}, rand: rand.New(rand.NewPCG(seed, 1))}
}

// Documents gives articles numbered from first on.
func (g *Generator) Documents(first, n int) []graph.Document {
	docs := make([]graph.Document, n)
	for i := range docs {
		docs[i] = g.Document(first + i)
	}
	return docs
}

// Document gives one version of the article of that number. Every tenth article copies the text of another.
func (g *Generator) Document(number int) graph.Document {
	story := number
	if number%10 == 9 {
		story = number - number%10
	}
	url := fmt.Sprintf("https://news.example/%d", number)
	d := graph.Document{Article: schema.Article{ID: schema.ArticleID(url, ""), Source: fmt.Sprintf("wire/%d.txt", number),
		Title: fmt.Sprintf("Article %d", number), URL: url, Lang: pick(g.rand, "de", "en", "ja"),
		Published: fmt.Sprintf("2025-%02d-%02d", 1+g.rand.IntN(12), 1+g.rand.IntN(28)), Text: storyText(story)}}
	if g.rand.IntN(8) == 0 {
		d.Article.Published = ""
	}
	for range 1 + g.rand.IntN(g.Facts) {
		f, ok := g.fact()
		if len(g.said) > 0 && g.rand.IntN(3) == 0 {
			f, ok = g.again(), true
		}
		if ok {
			d.Facts = append(d.Facts, f)
			g.keep(f)
		}
	}
	switch number % 10 {
	case 0:
		g.original = map[int][]schema.Fact{number: d.Facts}
	case 9:
		d.Facts = append(d.Facts, g.original[story]...)
	}
	return d
}

// storyText gives a text of its own for each number.
func storyText(number int) string {
	r := rand.New(rand.NewPCG(uint64(number), 2))
	var b strings.Builder
	for range 80 {
		fmt.Fprintf(&b, "%x ", r.Uint32())
	}
	return b.String()
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// Entity gives the entity of that number as one article may give it.
func (g *Generator) Entity(number int) schema.Entity {
	types := []schema.EntityType{schema.Person, schema.Organization, schema.Country}
	e := schema.Entity{ID: fmt.Sprintf("Q%d", 1000+number), Type: types[number%3], Name: fmt.Sprintf("Entity %d", number)}
	if e.Type == schema.Country {
		e.ISO = fmt.Sprintf("X%02d", number%100)
	}
	for range g.rand.IntN(3) {
		e.Mentions = append(e.Mentions, fmt.Sprintf("%s %d", pick(g.rand, "Name", "名前", "имя", "اسم"), number))
	}
	return e
}

// keep remembers some facts.
func (g *Generator) keep(f schema.Fact) {
	if len(g.said) < 20 {
		g.said = append(g.said, f)
	} else {
		g.said[g.rand.IntN(len(g.said))] = f
	}
}

// again states a fact once more, elsewhere and as surely or not.
func (g *Generator) again() schema.Fact {
	f := g.said[g.rand.IntN(len(g.said))]
	f.Confidence = float64(g.rand.IntN(101)) / 100
	f.Evidence.Start += g.rand.IntN(50)
	f.Evidence.End = f.Evidence.Start + len(f.Evidence.Text)
	return f
}

func (g *Generator) fact() (schema.Fact, bool) {
	relations := g.Ontology.Relations[:min(g.Entities, len(g.Ontology.Relations))] // few where articles are to overlap
	f := schema.Fact{Relation: relations[g.rand.IntN(len(relations))].Name,
		Subject: g.Entity(g.rand.IntN(g.Entities)), Object: g.Entity(g.rand.IntN(g.Entities)),
		Polarity: pick(g.rand, schema.Asserted, schema.Asserted, schema.Negated),
		Modality: pick(g.rand, schema.Actual, schema.Planned, schema.Possible, schema.Alleged),
		// whole hundredths, as the extractors give
		Confidence: float64(g.rand.IntN(101)) / 100}
	if g.rand.IntN(3) == 0 {
		e := g.Entity(g.rand.IntN(g.Entities))
		f.Place = &e
	}
	if g.rand.IntN(4) == 0 {
		e := g.Entity(g.rand.IntN(g.Entities))
		f.Attribution = &e
	}
	if g.rand.IntN(2) == 0 {
		date := pick(g.rand, "2025", "2025-06", "2025-06-07", "2024-12-31/2025-01-02")
		f.Date = &date
	}
	if g.rand.IntN(3) == 0 {
		theme := pick(g.rand, "missiles", "弾道ミサイル", "aid")
		f.Theme = &theme
	}
	f.Evidence = schema.Evidence{Text: "a sentence", Start: g.rand.IntN(100)}
	f.Evidence.End = f.Evidence.Start + len(f.Evidence.Text)
	if g.Ontology.Symmetric(f.Relation) && f.Object.ID < f.Subject.ID {
		f.Subject, f.Object = f.Object, f.Subject
	}
	f.ID = schema.FactID(&f)
	return f, g.Ontology.Forbids(&f) == ""
}
