package graph

import (
	"context"
	"fmt"

	"github.com/triplewire/triplewire/schema"
)

// MergeEntities makes one entity of two, on request: all that was said about from is said about into, now and by
// what is loaded later. The merge is kept as a record of its own, so that it can be undone.
func MergeEntities(ctx context.Context, s Store, o *schema.Ontology, from, into, note string) (*Report, error) {
	return merging(ctx, s, o, fmt.Sprintf("merging %s into %s", clip(from), clip(into)), func(t *task) ([]string, *Changes, error) {
		into = t.resolve(into)
		if why := badString("note", note, maxText); why != "" {
			return nil, nil, fmt.Errorf("%s: %w", why, ErrInvalid)
		}
		if t.into[from] != "" {
			return nil, nil, fmt.Errorf("%s is already merged into %s: %w", clip(from), t.into[from], ErrInvalid)
		}
		if from == into {
			return nil, nil, fmt.Errorf("both names stand for %s: %w", clip(into), ErrInvalid)
		}
		r, err := t.tx.Read(t.ctx, Query{Find: EntitiesByID, Keys: []string{from, into}})
		if err != nil {
			return nil, nil, err
		}
		if len(r.Entities) < 2 {
			return nil, nil, fmt.Errorf("one of the entities %s and %s: %w", clip(from), clip(into), ErrNotFound)
		}
		t.into[from] = into
		return []string{from, into}, &Changes{NewMerges: []Merge{{from, into, note}}}, nil
	})
}

// UndoMerge takes back the merge of an id into another.
func UndoMerge(ctx context.Context, s Store, o *schema.Ontology, from string) (*Report, error) {
	return merging(ctx, s, o, "undoing the merge of "+clip(from), func(t *task) ([]string, *Changes, error) {
		root := t.resolve(from)
		if t.into[from] == "" {
			return nil, nil, fmt.Errorf("merge of %s: %w", clip(from), ErrNotFound)
		}
		delete(t.into, from)
		return []string{root, from}, &Changes{GoneMerges: []string{from}}, nil
	})
}

// merging changes the merges by fn, which gives the entities concerned, and then all that depends on them.
func merging(ctx context.Context, s Store, o *schema.Ontology, what string, fn func(*task) ([]string, *Changes, error)) (report *Report, err error) {
	err = s.Update(ctx, func(tx Tx) error {
		t, err := newTask(ctx, tx, o)
		if err != nil {
			return err
		}
		ids, c, err := fn(t)
		if err != nil {
			return err
		}
		if err := t.write(c); err != nil {
			return err
		}
		report = t.report
		return t.relink(ids)
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return report, nil
}

// relink leads the facts of the entities to where the merges now say, and computes anew what follows.
func (t *task) relink(ids []string) error {
	t.moved = true
	var touched []Fact
	for _, id := range ids {
		found, err := allOf(t.ctx, t.tx, id)
		if err != nil {
			return err
		}
		touched = append(touched, found...)
		t.entities[id] = true
	}
	for i := range touched {
		f := touched[i]
		t.dirty(&f)
		t.link(&f)
		t.dirty(&f)
	}
	// the entities that facts will lead to must be there first
	if err := t.standIn(); err != nil {
		return err
	}
	return t.recompute()
}

// standIn makes sure that all dirty entities exist; recompute then gives them their true values.
func (t *task) standIn() error {
	r, err := t.tx.Read(t.ctx, Query{Find: EntitiesByID, Keys: sortedKeys(t.entities)})
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for i := range r.Entities {
		have[r.Entities[i].ID] = true
	}
	var c Changes
	for _, id := range sortedKeys(t.entities) {
		if !have[id] {
			c.NewEntities = append(c.NewEntities, Entity{ID: id, Type: schema.Place, Name: id, Names: []string{id}})
		}
	}
	return t.write(&c)
}

// Merges lists the merges that are in force.
func Merges(ctx context.Context, s Store) ([]Merge, error) {
	r, err := read(ctx, s, Query{Find: AllMerges})
	if err != nil {
		return nil, err
	}
	return r.Merges, nil
}

// copyMerges brings the merges of one store into another.
func copyMerges(ctx context.Context, from, to Store, o *schema.Ontology) error {
	merges, err := Merges(ctx, from)
	if err != nil {
		return err
	}
	have, err := Merges(ctx, to)
	if err != nil {
		return err
	}
	known := map[string]string{}
	for _, m := range have {
		known[m.From] = m.Into
	}
	for _, m := range merges {
		if known[m.From] == m.Into {
			continue
		}
		if err := addMerge(ctx, to, o, m); err != nil {
			return fmt.Errorf("copying the merge of %s into %s: %w", m.From, m.Into, err)
		}
	}
	return nil
}

// addMerge adds a merge as it is, also where its entities are not there by themselves (any more).
func addMerge(ctx context.Context, s Store, o *schema.Ontology, m Merge) error {
	_, err := merging(ctx, s, o, "adding", func(t *task) ([]string, *Changes, error) {
		if t.into[m.From] != "" || t.resolve(m.Into) == m.From {
			return nil, nil, fmt.Errorf("it contradicts a merge that the target has: %w", ErrInvalid)
		}
		ids := []string{m.From, t.resolve(m.Into)}
		t.into[m.From] = m.Into
		return ids, &Changes{NewMerges: []Merge{m}}, nil
	})
	return err
}
