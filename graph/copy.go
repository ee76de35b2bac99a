package graph

import (
	"context"
	"fmt"
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

// pages goes through all records of a kind, page by page, each in its own transaction, so that nothing is held
// open between them; fill may read what belongs to a page.
func pages(ctx context.Context, s Store, find Find, fill func(Tx, *Records) error) iter.Seq2[*Records, error] {
	return func(yield func(*Records, error) bool) {
		after := ""
		for {
			var r *Records
			err := s.View(ctx, func(tx Tx) (err error) {
				if r, err = tx.Read(ctx, Query{Find: find, After: after, Limit: page}); err != nil {
					return err
				}
				return fill(tx, r)
			})
			if !yield(r, err) || err != nil {
				return
			}
			n := len(r.Articles) + len(r.Entities) + len(r.Facts)
			if n < page {
				return
			}
			after = lastKey(r)
		}
	}
}

// lastKey gives the key of the last record of a page.
func lastKey(r *Records) string {
	switch {
	case len(r.Articles) > 0:
		return r.Articles[len(r.Articles)-1].ID
	case len(r.Entities) > 0:
		return r.Entities[len(r.Entities)-1].ID
	default:
		return r.Facts[len(r.Facts)-1].ID
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
		var page []*version
		fill := func(tx Tx, r *Records) (err error) {
			page, err = versionsOf(ctx, tx, r.Articles)
			return err
		}
		for _, err := range pages(ctx, s, AllArticles, fill) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, v := range page {
				if !yield(v, nil) {
					return
				}
			}
		}
	}
}

// versionsOf reads what articles state, with the facts' roles as stated.
func versionsOf(ctx context.Context, tx Tx, articles []Article) ([]*version, error) {
	list, at, ids := make([]*version, len(articles)), map[string]*version{}, make([]string, len(articles))
	for i := range articles {
		list[i] = &version{article: articles[i]}
		ids[i], at[articles[i].ID] = articles[i].ID, list[i]
	}
	r, err := tx.Read(ctx, Query{Find: StatementsByArticle, Keys: ids})
	if err != nil {
		return nil, err
	}
	stating := map[string]map[*version]bool{}
	for _, s := range r.Statements {
		v := at[s.Article]
		v.statements = append(v.statements, s)
		if stating[s.Fact] == nil {
			stating[s.Fact] = map[*version]bool{}
		}
		stating[s.Fact][v] = true
	}
	if r, err = tx.Read(ctx, Query{Find: FactsByID, Keys: sortedKeys(stating)}); err != nil {
		return nil, err
	}
	for _, f := range r.Facts {
		f.Roles, f.Same, f.Confidence = f.Stated, "", 0
		for v := range stating[f.ID] {
			v.facts = append(v.facts, f)
		}
	}
	return list, nil
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
