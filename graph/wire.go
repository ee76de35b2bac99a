package graph

import (
	"context"

	"github.com/triplewire/triplewire/schema"
)

// wire gives the version's facts as they came from the extractor.
func (v *version) wire() []schema.Fact {
	articles := map[string]*Article{v.article.ID: &v.article}
	facts := map[string]*Fact{}
	for i := range v.facts {
		facts[v.facts[i].ID] = &v.facts[i]
	}
	out := make([]schema.Fact, 0, len(v.statements))
	for i := range v.statements {
		out = appendFact(out, facts, articles, &v.statements[i])
	}
	return out
}

// stated gives facts as articles state them, once for each statement, in the order of the facts.
func stated(ctx context.Context, tx Tx, found []Fact) ([]schema.Fact, error) {
	ids, facts := []string{}, map[string]*Fact{}
	for i := range found {
		ids = append(ids, found[i].ID)
		facts[found[i].ID] = &found[i]
	}
	r, err := tx.Read(ctx, Query{Find: StatementsByFact, Keys: ids})
	if err != nil {
		return nil, err
	}
	statements, in := r.Statements, map[string]bool{}
	for _, s := range statements {
		in[s.Article] = true
	}
	if r, err = tx.Read(ctx, Query{Find: ArticlesByID, Keys: sortedKeys(in)}); err != nil {
		return nil, err
	}
	articles := map[string]*Article{}
	for i := range r.Articles {
		articles[r.Articles[i].ID] = &r.Articles[i]
	}
	out := make([]schema.Fact, 0, len(statements))
	for i := range statements {
		out = appendFact(out, facts, articles, &statements[i])
	}
	return out, nil
}

// appendFact adds a fact as one article states it. What a loader has taken out between two reads of a store that
// shows what others commit meanwhile is left out.
func appendFact(out []schema.Fact, facts map[string]*Fact, articles map[string]*Article, s *Statement) []schema.Fact {
	if facts[s.Fact] == nil || articles[s.Article] == nil {
		return out
	}
	return append(out, wireFact(facts[s.Fact], s, articles))
}

// wireFact puts a fact together as one article states it, with its entities as that article gives them.
func wireFact(f *Fact, s *Statement, articles map[string]*Article) schema.Fact {
	a := articles[s.Article]
	form := func(id string) schema.Entity {
		for _, e := range a.Forms {
			if e.ID == id {
				return e
			}
		}
		return schema.Entity{ID: id}
	}
	optional := func(id string) *schema.Entity {
		if id == "" {
			return nil
		}
		e := form(id)
		return &e
	}
	return schema.Fact{
		ID: f.ID, Relation: f.Relation, Subject: form(f.Stated.Subject), Object: form(f.Stated.Object),
		Theme: known(f.Theme), Place: optional(f.Stated.Place), Date: known(f.Date), Quantity: known(f.Quantity), Role: known(f.Role),
		Polarity: f.Polarity, Modality: f.Modality, Attribution: optional(f.Stated.Attribution), Confidence: s.Confidence,
		Evidence: schema.Evidence{Text: s.Text, Start: s.Start, End: s.End},
		Article: schema.Article{ID: a.ID, Source: a.Source, Title: a.Title, URL: a.URL, Lang: a.Lang,
			Published: a.Published, Outlet: a.Outlet},
	}
}

// known gives nil for "".
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
