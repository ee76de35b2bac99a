package graph

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/triplewire/triplewire/schema"
)

// page is how many records are read in one go when a whole store is gone through.
const page = 500

// Facts goes through all facts of a store, once for each passage that states them, article by article.
func Facts(ctx context.Context, s Store) iter.Seq2[schema.Fact, error] {
	return func(yield func(schema.Fact, error) bool) {
		for v, err := range versions(ctx, s) {
			if err != nil {
				yield(schema.Fact{}, err)
				return
			}
			for _, f := range v.wire() {
				if !yield(f, nil) {
					return
				}
			}
		}
	}
}

// Articles goes through all articles of a store by id.
func Articles(ctx context.Context, s Store) iter.Seq2[Article, error] {
	return each(ctx, s, AllArticles, func(r *Records) ([]Article, string) {
		if n := len(r.Articles); n > 0 {
			return r.Articles, r.Articles[n-1].ID
		}
		return nil, ""
	})
}

// Entities goes through all entities of a store by id.
func Entities(ctx context.Context, s Store) iter.Seq2[Entity, error] {
	return each(ctx, s, AllEntities, func(r *Records) ([]Entity, string) {
		if n := len(r.Entities); n > 0 {
			return r.Entities, r.Entities[n-1].ID
		}
		return nil, ""
	})
}

// FactRecords goes through all facts of a store by id, without their statements.
func FactRecords(ctx context.Context, s Store) iter.Seq2[Fact, error] {
	return each(ctx, s, AllFacts, func(r *Records) ([]Fact, string) {
		if n := len(r.Facts); n > 0 {
			return r.Facts, r.Facts[n-1].ID
		}
		return nil, ""
	})
}

// each reads page after page, each in its own transaction, so that nothing is held open between them.
func each[T any](ctx context.Context, s Store, find Find, take func(*Records) ([]T, string)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		after := ""
		for {
			r, err := read(ctx, s, Query{Find: find, After: after, Limit: page})
			if err != nil {
				yield(zero, err)
				return
			}
			records, last := take(r)
			for _, t := range records {
				if !yield(t, nil) {
					return
				}
			}
			if len(records) < page {
				return
			}
			after = last
		}
	}
}

func read(ctx context.Context, s Store, q Query) (r *Records, err error) {
	err = s.View(ctx, func(tx Tx) error {
		r, err = tx.Read(ctx, q)
		return err
	})
	return r, err
}

// versions goes through all that was loaded into a store, in a form that can be loaded again.
func versions(ctx context.Context, s Store) iter.Seq2[*version, error] {
	return func(yield func(*version, error) bool) {
		for a, err := range Articles(ctx, s) {
			if err != nil {
				yield(nil, err)
				return
			}
			v := &version{article: a}
			err = s.View(ctx, func(tx Tx) error { return v.read(ctx, tx) })
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// read fills in what the article states, with the facts' roles as stated.
func (v *version) read(ctx context.Context, tx Tx) error {
	r, err := tx.Read(ctx, Query{Find: StatementsByArticle, Keys: []string{v.article.ID}})
	if err != nil {
		return err
	}
	v.statements = r.Statements
	ids := map[string]bool{}
	for _, s := range v.statements {
		ids[s.Fact] = true
	}
	if r, err = tx.Read(ctx, Query{Find: FactsByID, Keys: sortedKeys(ids)}); err != nil {
		return err
	}
	v.facts = r.Facts
	for i := range v.facts {
		v.facts[i].Roles, v.facts[i].Confidence = v.facts[i].Stated, 0
	}
	return nil
}

// Copy brings all of one store into another: articles with what they state, and merges. What the target has
// besides stays. Nothing is lost: into an empty store, Dump gives the same before and after.
func Copy(ctx context.Context, from, to Store, o *schema.Ontology) (*Report, error) {
	total := &Report{}
	var batch []*version
	facts := 0
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		r, err := update(ctx, to, o, batch, nil)
		if err != nil {
			return fmt.Errorf("copying: %w", err)
		}
		total.Add(r)
		batch, facts = nil, 0
		return nil
	}
	for v, err := range versions(ctx, from) {
		if err != nil {
			return total, fmt.Errorf("copying: %w", err)
		}
		v.article.Story = v.article.ID
		batch = append(batch, v)
		if facts += len(v.statements) + 1; facts >= transactionFacts {
			if err := flush(); err != nil {
				return total, err
			}
		}
	}
	if err := flush(); err != nil {
		return total, err
	}
	return total, copyMerges(ctx, from, to, o)
}

// Dump writes everything that a store holds, derived records too, one JSON object a line, in one order whatever
// the store: two stores hold the same graph if and only if their dumps are equal byte for byte.
func Dump(ctx context.Context, s Store, w io.Writer) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for a, err := range Articles(ctx, s) {
		if err := put(enc, "article", a, err); err != nil {
			return err
		}
	}
	for e, err := range Entities(ctx, s) {
		if err := put(enc, "entity", e, err); err != nil {
			return err
		}
		if err := dumpRelated(ctx, s, enc, "edge", Query{Find: EdgesBySubject, Keys: []string{e.ID}}); err != nil {
			return err
		}
	}
	for f, err := range FactRecords(ctx, s) {
		if err := put(enc, "fact", f, err); err != nil {
			return err
		}
		if err := dumpRelated(ctx, s, enc, "statement", Query{Find: StatementsByFact, Keys: []string{f.ID}}); err != nil {
			return err
		}
	}
	if err := dumpRelated(ctx, s, enc, "merge", Query{Find: AllMerges}); err != nil {
		return err
	}
	return out.Flush()
}

// dumped is a line of a dump.
type dumped struct {
	Kind   string `json:"kind"`
	Record any    `json:"record"`
}

func put(enc *json.Encoder, kind string, record any, err error) error {
	if err != nil {
		return fmt.Errorf("dumping the store: %w", err)
	}
	return enc.Encode(dumped{kind, record})
}

func dumpRelated(ctx context.Context, s Store, enc *json.Encoder, kind string, q Query) error {
	r, err := read(ctx, s, q)
	if err != nil {
		return fmt.Errorf("dumping the store: %w", err)
	}
	for _, e := range r.Edges {
		err = put(enc, kind, e, err)
	}
	for _, t := range r.Statements {
		err = put(enc, kind, t, err)
	}
	for _, m := range r.Merges {
		err = put(enc, kind, m, err)
	}
	return err
}
