package graph

import "slices"

// recompute computes anew what is dirty: facts first, then edges and entities, which rest on them.
func (t *task) recompute() error {
	for _, step := range []func() error{t.recomputeFacts, t.recomputeEdges, t.recomputeEntities} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// recomputeFacts takes out facts that nobody states any more.
func (t *task) recomputeFacts() error {
	ids := sortedKeys(t.facts)
	if len(ids) == 0 {
		return nil
	}
	stated, err := t.statements(StatementsByFact, ids)
	if err != nil {
		return err
	}
	best, any := map[string]float64{}, map[string]bool{}
	for _, s := range stated {
		best[s.Fact] = max(best[s.Fact], s.Confidence)
		any[s.Fact] = true
	}
	r, err := t.tx.Read(t.ctx, Query{Find: FactsByID, Keys: ids})
	if err != nil {
		return err
	}
	var c Changes
	for i := range r.Facts {
		f := r.Facts[i]
		old := f
		t.link(&f)
		f.Confidence = best[f.ID]
		if !any[f.ID] {
			c.GoneFacts = append(c.GoneFacts, f.ID)
		} else if f != old {
			c.SetFacts = append(c.SetFacts, f)
		}
	}
	t.report.FactsGone += len(c.GoneFacts)
	return t.write(&c)
}

// edgesAtOnce bounds how many edges are computed anew together: each brings all of its facts along.
const edgesAtOnce = 1000

func (t *task) recomputeEdges() error {
	for keys := range slices.Chunk(sortedKeys(t.edges), edgesAtOnce) {
		if err := t.recomputeSomeEdges(keys); err != nil {
			return err
		}
	}
	return nil
}

func (t *task) recomputeSomeEdges(keys []string) error {
	old, err := t.tx.Read(t.ctx, Query{Find: EdgesByKey, Keys: keys})
	if err != nil {
		return err
	}
	known := map[string]*Edge{}
	for i := range old.Edges {
		known[old.Edges[i].EdgeID()] = &old.Edges[i]
	}
	facts, statements, articles, err := t.behind(keys)
	if err != nil {
		return err
	}
	var c Changes
	for _, key := range keys {
		e := foldEdge(key, facts[key], statements, articles)
		switch old := known[key]; {
		case e.Facts == 0 && old != nil:
			c.GoneEdges = append(c.GoneEdges, key)
		case e.Facts == 0:
		case old == nil:
			c.NewEdges = append(c.NewEdges, e)
		case *old != e:
			c.SetEdges = append(c.SetEdges, e)
		}
	}
	return t.write(&c)
}

// behind reads what edges rest on: facts by edge, their statements by fact, and the articles of those.
func (t *task) behind(keys []string) (map[string][]Fact, map[string][]Statement, map[string]*Article, error) {
	r, err := t.tx.Read(t.ctx, Query{Find: FactsByEdge, Keys: keys})
	if err != nil {
		return nil, nil, nil, err
	}
	facts, ids := map[string][]Fact{}, []string{}
	for _, f := range r.Facts {
		facts[f.EdgeID()] = append(facts[f.EdgeID()], f)
		ids = append(ids, f.ID)
	}
	stated, err := t.statements(StatementsByFact, ids)
	if err != nil {
		return nil, nil, nil, err
	}
	statements, in := map[string][]Statement{}, map[string]bool{}
	for _, s := range stated {
		statements[s.Fact] = append(statements[s.Fact], s)
		in[s.Article] = true
	}
	articles, err := t.articles(sortedKeys(in))
	return facts, statements, articles, err
}

func (t *task) recomputeEntities() error {
	ids := sortedKeys(t.entities)
	if len(ids) == 0 {
		return nil
	}
	r, err := t.tx.Read(t.ctx, Query{Find: EntitiesByID, Keys: ids})
	if err != nil {
		return err
	}
	known := map[string]*Entity{}
	for i := range r.Entities {
		known[r.Entities[i].ID] = &r.Entities[i]
	}
	var c Changes
	for _, id := range ids {
		whole := known[id]
		if t.moved {
			whole = nil
		}
		e, stated, err := t.foldEntity(id, whole)
		if err != nil {
			return err
		}
		switch old := known[id]; {
		case !stated && old != nil:
			c.GoneEntities = append(c.GoneEntities, id)
		case !stated:
		case old == nil:
			c.NewEntities = append(c.NewEntities, *e)
		case !old.equal(e):
			c.SetEntities = append(c.SetEntities, *e)
		}
	}
	return t.write(&c)
}

// So many facts of an entity are looked at first, and at most so many in one go after that.
const foldPage, foldPageMax = 200, 10000

// foldEntity computes an entity from the articles that state facts about it. It stops as soon as it has found
// all that the entity was: an entity that is in many articles loses nothing when one of them goes, and that
// shows early. Without an old state it looks at everything.
func (t *task) foldEntity(id string, old *Entity) (e *Entity, stated bool, err error) {
	e = &Entity{ID: id}
	seen, after := map[string]bool{}, ""
	for limit := foldPage; ; limit = min(4*limit, foldPageMax) {
		r, err := t.tx.Read(t.ctx, Query{Find: FactsByEntity, Keys: []string{id}, After: after, Limit: limit})
		if err != nil {
			return nil, false, err
		}
		if len(r.Facts) == 0 {
			return e, len(seen) > 0, nil
		}
		after = r.Facts[len(r.Facts)-1].ID
		if err := t.foldForms(e, r.Facts, seen); err != nil {
			return nil, false, err
		}
		if old != nil && old.equal(e) {
			return e, true, nil
		}
	}
}

// foldForms folds what the articles that state the facts say about the entity; seen are the articles done.
func (t *task) foldForms(e *Entity, facts []Fact, seen map[string]bool) error {
	var ids []string
	for i := range facts {
		ids = append(ids, facts[i].ID)
	}
	stated, err := t.statements(StatementsByFact, ids)
	if err != nil {
		return err
	}
	next := map[string]bool{}
	for _, s := range stated {
		if !seen[s.Article] {
			next[s.Article], seen[s.Article] = true, true
		}
	}
	articles, err := t.articles(sortedKeys(next))
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(articles) {
		for _, form := range articles[id].Forms {
			if t.resolve(form.ID) == e.ID {
				e.addForm(form)
			}
		}
	}
	return nil
}
