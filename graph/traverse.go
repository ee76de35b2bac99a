package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// Lookup finds entities by id, or by a name in any language: those of whom it is the canonical name first, then
// by type as in the ontology, then by id. ErrNotFound if there is none.
func Lookup(ctx context.Context, s Store, name string) (found []Entity, err error) {
	err = s.View(ctx, func(tx Tx) error {
		found, err = lookup(ctx, tx, name)
		return err
	})
	return found, err
}

func lookup(ctx context.Context, tx Tx, name string) ([]Entity, error) {
	t, err := newTask(ctx, tx, nil)
	if err != nil {
		return nil, err
	}
	r, err := tx.Read(ctx, Query{Find: EntitiesByID, Keys: []string{t.resolve(name)}})
	if err != nil || len(r.Entities) > 0 {
		return r.Entities, err
	}
	normal := schema.NormalName(name)
	if r, err = tx.Read(ctx, Query{Find: EntitiesByName, Keys: []string{NormalKey(name)}}); err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(r.Entities, func(e Entity) bool {
		return schema.NormalName(e.Name) != normal && !slices.ContainsFunc(e.Names, func(n string) bool { return schema.NormalName(n) == normal })
	})
	if len(found) == 0 {
		return nil, fmt.Errorf("entity %q: %w", clip(name), ErrNotFound)
	}
	types := schema.EntityTypes()
	slices.SortStableFunc(found, func(a, b Entity) int {
		canonical := func(e Entity) int {
			if schema.NormalName(e.Name) == normal {
				return 0
			}
			return 1
		}
		return cmp.Or(canonical(a)-canonical(b), slices.Index(types, a.Type)-slices.Index(types, b.Type), strings.Compare(a.ID, b.ID))
	})
	return found, nil
}

// Link is an edge with the entities at its ends.
type Link struct {
	Edge    Edge   `json:"edge"`
	Subject Entity `json:"subject"`
	Object  Entity `json:"object"`
}

// Neighbors gives the edges at an entity, those stated by the most sources first.
func Neighbors(ctx context.Context, s Store, id string) (links []Link, err error) {
	err = s.View(ctx, func(tx Tx) error {
		r, err := tx.Read(ctx, Query{Find: EdgesByEntity, Keys: []string{id}})
		if err != nil {
			return err
		}
		slices.SortStableFunc(r.Edges, byWeight)
		links, err = linked(ctx, tx, r.Edges)
		return err
	})
	return links, err
}

// byWeight puts the better attested edge first.
func byWeight(a, b Edge) int {
	return cmp.Or(b.Sources-a.Sources, b.Articles-a.Articles, b.Facts-a.Facts, cmp.Compare(b.Confidence, a.Confidence),
		strings.Compare(a.EdgeID(), b.EdgeID()))
}

func linked(ctx context.Context, tx Tx, edges []Edge) ([]Link, error) {
	ids := map[string]bool{}
	for _, e := range edges {
		ids[e.Subject], ids[e.Object] = true, true
	}
	r, err := tx.Read(ctx, Query{Find: EntitiesByID, Keys: sortedKeys(ids)})
	if err != nil {
		return nil, err
	}
	by := map[string]Entity{}
	for _, e := range r.Entities {
		by[e.ID] = e
	}
	links := make([]Link, len(edges))
	for i, e := range edges {
		links[i] = Link{e, by[e.Subject], by[e.Object]}
	}
	return links, nil
}

// Path gives a shortest way over edges from one entity to another, in either direction of each edge; among
// several, the one over the best attested edges at each step. ErrNotFound if there is none of at most that length.
func Path(ctx context.Context, s Store, from, to string, longest int) (links []Link, err error) {
	err = s.View(ctx, func(tx Tx) error {
		edges, err := shortest(ctx, tx, from, to, longest)
		if err != nil {
			return err
		}
		links, err = linked(ctx, tx, edges)
		return err
	})
	return links, err
}

// reach is what a search from one end has reached: each entity with the edge that led to it.
type reach struct {
	by    map[string]Edge
	depth map[string]int
	rim   []string
}

func newReach(id string) *reach {
	return &reach{by: map[string]Edge{}, depth: map[string]int{id: 0}, rim: []string{id}}
}

// grow goes one edge further.
func (r *reach) grow(ctx context.Context, tx Tx) error {
	found, err := tx.Read(ctx, Query{Find: EdgesByEntity, Keys: r.rim})
	if err != nil {
		return err
	}
	slices.SortStableFunc(found.Edges, byWeight)
	rim := map[string]bool{}
	for _, id := range r.rim {
		rim[id] = true
	}
	next := map[string]bool{}
	for _, e := range found.Edges {
		for _, step := range [][2]string{{e.Subject, e.Object}, {e.Object, e.Subject}} {
			_, done := r.depth[step[1]]
			if rim[step[0]] && !done {
				r.by[step[1]], r.depth[step[1]], next[step[1]] = e, r.depth[step[0]]+1, true
			}
		}
	}
	r.rim = sortedKeys(next)
	return nil
}

// back gives the edges from where the search began to the entity.
func (r *reach) back(id string) []Edge {
	var edges []Edge
	for r.depth[id] > 0 {
		e := r.by[id]
		edges = append(edges, e)
		if e.Subject == id {
			id = e.Object
		} else {
			id = e.Subject
		}
	}
	slices.Reverse(edges)
	return edges
}

// shortest searches from both ends, always from the one with the smaller rim.
func shortest(ctx context.Context, tx Tx, from, to string, longest int) ([]Edge, error) {
	a, b := newReach(from), newReach(to)
	for steps := 0; ; steps++ {
		if meet := meeting(a, b); meet != "" {
			back := b.back(meet)
			slices.Reverse(back)
			return append(a.back(meet), back...), nil
		}
		if steps == longest || len(a.rim) == 0 || len(b.rim) == 0 {
			return nil, fmt.Errorf("path of at most %d steps from %s to %s: %w", longest, clip(from), clip(to), ErrNotFound)
		}
		near := a
		if len(b.rim) < len(a.rim) {
			near = b
		}
		if err := near.grow(ctx, tx); err != nil {
			return nil, err
		}
	}
}

// meeting gives the entity that both searches have reached with the fewest steps, the smallest id of those.
func meeting(a, b *reach) string {
	best, steps := "", 0
	for id, n := range a.depth {
		if m, ok := b.depth[id]; ok && (best == "" || n+m < steps || n+m == steps && id < best) {
			best, steps = id, n+m
		}
	}
	return best
}

// Timeline gives the facts in which an entity has a part, or in which two entities face each other if other is
// not "", by date. A fact that several articles state stands there once for each.
func Timeline(ctx context.Context, s Store, id, other string) (facts []schema.Fact, err error) {
	err = s.View(ctx, func(tx Tx) error {
		var found []Fact
		if other == "" {
			found, err = allOf(ctx, tx, id)
		} else {
			found, err = between(ctx, tx, id, other)
		}
		if err != nil {
			return err
		}
		facts, err = stated(ctx, tx, found)
		return err
	})
	slices.SortStableFunc(facts, func(a, b schema.Fact) int {
		return cmp.Or(strings.Compare(when(&a), when(&b)), strings.Compare(a.ID, b.ID), strings.Compare(a.Article.ID, b.Article.ID),
			a.Evidence.Start-b.Evidence.Start)
	})
	return facts, err
}

// when gives the date by which a fact is put in order; facts without any date come first.
func when(f *schema.Fact) string {
	return cmp.Or(text(f.Date), f.Article.Published)
}

func allOf(ctx context.Context, tx Tx, id string) ([]Fact, error) {
	r, err := tx.Read(ctx, Query{Find: FactsByEntity, Keys: []string{id}})
	if err != nil {
		return nil, err
	}
	return r.Facts, nil
}

func between(ctx context.Context, tx Tx, a, b string) ([]Fact, error) {
	r, err := tx.Read(ctx, Query{Find: EdgesByEntity, Keys: []string{a}})
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, e := range r.Edges {
		if e.Subject == b || e.Object == b {
			keys = append(keys, e.EdgeID())
		}
	}
	if r, err = tx.Read(ctx, Query{Find: FactsByEdge, Keys: keys}); err != nil {
		return nil, err
	}
	return r.Facts, nil
}

// Show gives a fact, once for each passage that states it. ErrNotFound if there is none.
func Show(ctx context.Context, s Store, id string) ([]schema.Fact, error) {
	return shown(ctx, s, Query{Find: FactsByID, Keys: []string{id}}, "fact "+clip(id))
}

// Behind gives the facts that an edge stands for, once for each passage that states them.
func Behind(ctx context.Context, s Store, e *Edge) ([]schema.Fact, error) {
	return shown(ctx, s, Query{Find: FactsByEdge, Keys: []string{e.EdgeID()}}, "edge "+clip(e.EdgeID()))
}

func shown(ctx context.Context, s Store, q Query, what string) (facts []schema.Fact, err error) {
	err = s.View(ctx, func(tx Tx) error {
		r, err := tx.Read(ctx, q)
		if err != nil {
			return err
		}
		facts, err = stated(ctx, tx, r.Facts)
		return err
	})
	if err == nil && len(facts) == 0 {
		err = fmt.Errorf("%s: %w", what, ErrNotFound)
	}
	return facts, err
}

// Stats counts what a store holds.
func Stats(ctx context.Context, s Store) (c Counts, err error) {
	err = s.View(ctx, func(tx Tx) error {
		r, err := tx.Read(ctx, Query{Find: CountAll})
		if err == nil {
			c = r.Counts
		}
		return err
	})
	return c, err
}

// FindArticle gives the id of an article by its id, its URL, or where it was read from.
func FindArticle(ctx context.Context, s Store, name string) (id string, err error) {
	err = s.View(ctx, func(tx Tx) error {
		for _, q := range []Query{
			{Find: ArticlesByID, Keys: []string{name, schema.ArticleID(name, "")}},
			{Find: ArticlesBySource, Keys: []string{name}},
		} {
			r, err := tx.Read(ctx, q)
			if err != nil {
				return err
			}
			if len(r.Articles) > 1 {
				return fmt.Errorf("%d articles were read from %s: name one by its id, such as %s: %w",
					len(r.Articles), clip(name), r.Articles[0].ID, ErrInvalid)
			}
			if len(r.Articles) == 1 {
				id = r.Articles[0].ID
				return nil
			}
		}
		return fmt.Errorf("article %q: %w", clip(name), ErrNotFound)
	})
	return id, err
}
