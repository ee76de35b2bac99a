package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/triplewire/triplewire/graph"
)

// Write applies changes.
func (t *tx) Write(ctx context.Context, c *graph.Changes) error {
	w := &writer{ctx: ctx, tx: t}
	w.goes(c)
	w.articles(c)
	w.entities(c)
	w.facts(c)
	w.edges(c)
	if w.err != nil {
		return fmt.Errorf("writing to the store: %w", w.err)
	}
	return nil
}

// writer writes until the first error.
type writer struct {
	ctx context.Context
	tx  *tx
	err error
}

// each runs one statement for every record, with the arguments that args makes of it.
func each[T any](w *writer, statement string, records []T, args func(T) ([]any, error)) {
	if w.err != nil || len(records) == 0 {
		return
	}
	prepared, err := w.tx.conn.PrepareContext(w.ctx, statement)
	if err != nil {
		w.err = err
		return
	}
	defer prepared.Close()
	quick := context.WithoutCancel(w.ctx) // one row is quickly written; watching the context takes longer
	for _, r := range records {
		values, err := args(r)
		if err == nil {
			err = w.ctx.Err()
		}
		if err == nil {
			_, err = prepared.ExecContext(quick, values...)
		}
		if err != nil {
			w.err = err
			return
		}
	}
}

func one(id string) ([]any, error) { return []any{id}, nil }

func edgeParts(key string) ([]any, error) {
	s, r, o := graph.SplitEdgeKey(key)
	return []any{s, r, o}, nil
}

func (w *writer) goes(c *graph.Changes) {
	each(w, "DELETE FROM statement WHERE article = ?", c.GoneStatements, one)
	each(w, "DELETE FROM edge WHERE subject = ? AND relation = ? AND object = ?", c.GoneEdges, edgeParts)
	each(w, "DELETE FROM fact WHERE id = ?", c.GoneFacts, one)
	each(w, "DELETE FROM article WHERE id = ?", c.GoneArticles, one)
	each(w, "DELETE FROM band WHERE article = ?", c.GoneArticles, one)
	each(w, "DELETE FROM entity WHERE id = ?", c.GoneEntities, one)
	each(w, "DELETE FROM name WHERE entity = ?", c.GoneEntities, one)
	each(w, "DELETE FROM merge WHERE source = ?", c.GoneMerges, one)
	each(w, "INSERT INTO merge (source, target, note) VALUES (?, ?, ?)", c.NewMerges, func(m graph.Merge) ([]any, error) {
		return []any{m.From, m.Into, m.Note}, nil
	})
}

// pair is a row of an index table.
type pair struct{ key, id string }

func pairArgs(p pair) ([]any, error) { return []any{p.key, p.id}, nil }

func (w *writer) articles(c *graph.Changes) {
	args := func(a graph.Article) ([]any, error) {
		forms, err := json.Marshal(a.Forms)
		return []any{a.Source, a.Title, a.URL, a.Lang, a.Published, a.Outlet, string(forms), a.Digest, a.Sketch, a.Story, a.ID}, err
	}
	each(w, `INSERT INTO article (source, title, url, lang, published, outlet, forms, digest, sketch, story, id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.NewArticles, args)
	each(w, `UPDATE article SET source = ?, title = ?, url = ?, lang = ?, published = ?, outlet = ?, forms = ?, digest = ?, sketch = ?, story = ?
		WHERE id = ?`, c.SetArticles, args)
	each(w, "DELETE FROM band WHERE article = ?", c.SetArticles, func(a graph.Article) ([]any, error) { return []any{a.ID}, nil })
	var rows []pair
	for _, list := range [][]graph.Article{c.NewArticles, c.SetArticles} {
		for i := range list {
			for _, b := range list[i].Bands() {
				rows = append(rows, pair{b, list[i].ID})
			}
		}
	}
	each(w, "INSERT INTO band (band, article) VALUES (?, ?)", rows, pairArgs)
}

func (w *writer) entities(c *graph.Changes) {
	args := func(e graph.Entity) ([]any, error) {
		names, err := json.Marshal(e.Names)
		return []any{e.Type, e.Name, e.ISO, e.Key, string(names), e.ID}, err
	}
	each(w, "INSERT INTO entity (type, name, iso, key, names, id) VALUES (?, ?, ?, ?, ?, ?)", c.NewEntities, args)
	each(w, "UPDATE entity SET type = ?, name = ?, iso = ?, key = ?, names = ? WHERE id = ?", c.SetEntities, args)
	each(w, "DELETE FROM name WHERE entity = ?", c.SetEntities, func(e graph.Entity) ([]any, error) { return []any{e.ID}, nil })
	var rows []pair
	for _, list := range [][]graph.Entity{c.NewEntities, c.SetEntities} {
		for i := range list {
			for _, k := range list[i].NameKeys() {
				rows = append(rows, pair{k, list[i].ID})
			}
		}
	}
	each(w, "INSERT INTO name (key, entity) VALUES (?, ?)", rows, pairArgs)
}

func (w *writer) facts(c *graph.Changes) {
	args := func(f graph.Fact) ([]any, error) {
		var stated []byte
		var err error
		if f.Stated != f.Roles {
			stated, err = json.Marshal(f.Stated)
		}
		return []any{f.Relation, f.Subject, f.Object, f.Place, f.Attribution, string(stated), f.Theme, f.Date, f.Quantity, f.Role,
			f.Polarity, f.Modality, f.Confidence, f.Same, f.ID}, err
	}
	each(w, `INSERT INTO fact (relation, subject, object, place, attribution, stated, theme, date, quantity, role, polarity, modality, confidence, same, id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.NewFacts, args)
	each(w, `UPDATE fact SET relation = ?, subject = ?, object = ?, place = ?, attribution = ?, stated = ?, theme = ?, date = ?, quantity = ?,
		role = ?, polarity = ?, modality = ?, confidence = ?, same = ? WHERE id = ?`, c.SetFacts, args)
	each(w, "INSERT INTO statement (fact, article, start, stop, text, confidence) VALUES (?, ?, ?, ?, ?, ?)", c.NewStatements,
		func(s graph.Statement) ([]any, error) {
			return []any{s.Fact, s.Article, s.Start, s.End, s.Text, s.Confidence}, nil
		})
}

func (w *writer) edges(c *graph.Changes) {
	args := func(e graph.Edge) ([]any, error) {
		return []any{e.Facts, e.Negated, e.Articles, e.Sources, e.First, e.Last, e.Polarity, e.Modality, e.Confidence,
			e.Subject, e.Relation, e.Object}, nil
	}
	each(w, `INSERT INTO edge (facts, negated, articles, sources, first, last, polarity, modality, confidence, subject, relation, object)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, c.NewEdges, args)
	each(w, `UPDATE edge SET facts = ?, negated = ?, articles = ?, sources = ?, first = ?, last = ?, polarity = ?, modality = ?, confidence = ?
		WHERE subject = ? AND relation = ? AND object = ?`, c.SetEdges, args)
}
