package graph

import (
	"slices"
)

// divide gives the articles that come in their stories, and with them all articles that a copy joins or whose
// story falls apart. It returns the ids of those that are copies of nothing the store has.
func (t *task) divide(in []*version, removed []*Article) (alone map[string]bool, err error) {
	alone = map[string]bool{}
	coming, leaving := map[string]*version{}, map[string]bool{}
	var keys, left []string
	for _, v := range in {
		coming[v.article.ID] = v
		keys = append(keys, v.article.Bands()...)
	}
	for _, a := range removed {
		leaving[a.ID] = true
		left = append(left, a.Story)
	}
	for _, v := range in {
		left = append(left, v.article.Story)
	}
	near, err := t.near(keys, left)
	if err != nil {
		return nil, err
	}
	all := make([]*Article, 0, len(in)+len(near))
	for _, v := range in {
		all = append(all, &v.article)
	}
	for _, a := range near {
		if coming[a.ID] == nil && !leaving[a.ID] {
			all = append(all, a)
		}
	}
	story, size := stories(all), map[string]int{}
	for _, s := range story {
		size[s]++
	}
	var c Changes
	moved := map[string]bool{} // stories that an article of the store has joined or left
	for _, a := range all {
		if coming[a.ID] != nil {
			a.Story = story[a.ID]
			alone[a.ID] = size[a.Story] == 1
		} else if a.Story != story[a.ID] {
			a.Story = story[a.ID]
			moved[a.Story] = true
			c.SetArticles = append(c.SetArticles, *a)
		}
	}
	if err := t.dirtyStories(all, coming, moved); err != nil {
		return nil, err
	}
	return alone, t.write(&c)
}

// near gives the articles of the store that may be copies by their bands, and all of their stories.
func (t *task) near(bands, storyIDs []string) (map[string]*Article, error) {
	found := map[string]*Article{}
	slices.Sort(bands)
	r, err := t.tx.Read(t.ctx, Query{Find: ArticlesByBand, Keys: slices.Compact(bands)})
	if err != nil {
		return nil, err
	}
	for i := range r.Articles {
		storyIDs = append(storyIDs, r.Articles[i].Story)
	}
	slices.Sort(storyIDs)
	r, err = t.tx.Read(t.ctx, Query{Find: ArticlesByStory, Keys: slices.Compact(storyIDs)})
	if err != nil {
		return nil, err
	}
	for i := range r.Articles {
		found[r.Articles[i].ID] = &r.Articles[i]
	}
	return found, nil
}

// dirtyStories notes the edges whose count of sources changes because articles of the store changed their story.
func (t *task) dirtyStories(all []*Article, coming map[string]*version, moved map[string]bool) error {
	var ids []string
	for _, a := range all {
		if coming[a.ID] == nil && moved[a.Story] {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	stated, err := t.statements(StatementsByArticle, ids)
	if err != nil {
		return err
	}
	facts := map[string]bool{}
	for _, s := range stated {
		facts[s.Fact] = true
	}
	r, err := t.tx.Read(t.ctx, Query{Find: FactsByID, Keys: sortedKeys(facts)})
	if err != nil {
		return err
	}
	for i := range r.Facts {
		t.dirtyEdge(&r.Facts[i])
	}
	return nil
}

// bringIn writes the articles with what they state, and the edges of those for which adding up is enough.
func (t *task) bringIn(fresh, replaced []*version, alone map[string]bool) error {
	facts, known, err := t.facted(slices.Concat(fresh, replaced))
	if err != nil {
		return err
	}
	var c Changes
	if c.NewEntities, c.SetEntities, err = t.entitiesOf(slices.Concat(fresh, replaced)); err != nil {
		return err
	}
	for _, v := range fresh {
		c.NewArticles = append(c.NewArticles, v.article)
		c.NewStatements = append(c.NewStatements, v.statements...)
	}
	for _, v := range replaced {
		c.SetArticles = append(c.SetArticles, v.article)
		c.NewStatements = append(c.NewStatements, v.statements...)
	}
	for _, id := range sortedKeys(facts) {
		f := facts[id]
		if old := known[id]; old == nil {
			c.NewFacts = append(c.NewFacts, *f)
		} else if old.Confidence != f.Confidence {
			c.SetFacts = append(c.SetFacts, *f)
		}
	}
	t.report.FactsNew += len(facts) - len(known)
	t.report.FactsSeen += len(known)
	if c.NewEdges, c.SetEdges, err = t.addUp(fresh, replaced, facts, known, alone); err != nil {
		return err
	}
	return t.write(&c)
}

// facted gives the facts of the versions, linked, with the confidence of their best statement, and those of
// them that the store has.
func (t *task) facted(versions []*version) (facts, known map[string]*Fact, err error) {
	facts, known = map[string]*Fact{}, map[string]*Fact{}
	for _, v := range versions {
		for i := range v.facts {
			f := v.facts[i]
			t.link(&f)
			if facts[f.ID] == nil {
				facts[f.ID] = &f
			}
		}
		for _, s := range v.statements {
			facts[s.Fact].Confidence = max(facts[s.Fact].Confidence, s.Confidence)
		}
	}
	r, err := t.tx.Read(t.ctx, Query{Find: FactsByID, Keys: sortedKeys(facts)})
	if err != nil {
		return nil, nil, err
	}
	for i := range r.Facts {
		old := &r.Facts[i]
		known[old.ID] = old
		facts[old.ID].Confidence = max(facts[old.ID].Confidence, old.Confidence)
	}
	return facts, known, nil
}

// entitiesOf folds the forms of the versions into their entities.
func (t *task) entitiesOf(versions []*version) (created, set []Entity, err error) {
	now := map[string]*Entity{}
	for _, v := range versions {
		for _, form := range v.article.Forms {
			id := t.resolve(form.ID)
			now[id] = &Entity{ID: id}
		}
	}
	r, err := t.tx.Read(t.ctx, Query{Find: EntitiesByID, Keys: sortedKeys(now)})
	if err != nil {
		return nil, nil, err
	}
	known := map[string]*Entity{}
	for i := range r.Entities {
		old := &r.Entities[i]
		known[old.ID] = old
		same := *old
		same.Names = slices.Clone(old.Names)
		now[old.ID] = &same
	}
	for _, v := range versions {
		for _, form := range v.article.Forms {
			now[t.resolve(form.ID)].addForm(form)
		}
	}
	for _, id := range sortedKeys(now) {
		if old := known[id]; old == nil {
			created = append(created, *now[id])
		} else if !old.equal(now[id]) {
			set = append(set, *now[id])
		}
	}
	return created, set, nil
}

// addUp computes the edges of new articles by adding to what the edges were. Articles that replace others or
// are copies have their edges computed anew instead.
func (t *task) addUp(fresh, replaced []*version, facts, known map[string]*Fact, alone map[string]bool) (created, set []Edge, err error) {
	for _, v := range slices.Concat(fresh, replaced) {
		if !alone[v.article.ID] {
			for i := range v.facts {
				t.dirtyEdge(facts[v.facts[i].ID])
			}
		}
	}
	for _, v := range replaced {
		for i := range v.facts {
			t.dirty(facts[v.facts[i].ID])
		}
	}
	sums := t.sums(fresh, facts, known)
	r, err := t.tx.Read(t.ctx, Query{Find: EdgesByKey, Keys: sortedKeys(sums)})
	if err != nil {
		return nil, nil, err
	}
	for i := range r.Edges {
		old := &r.Edges[i]
		key := old.EdgeID()
		set = append(set, old.plus(sums[key]))
		delete(sums, key)
	}
	for _, e := range sortedValues(sums) {
		created = append(created, *e)
	}
	return created, set, nil
}

// sums gives for each edge that is not dirty what the new articles add to it.
func (t *task) sums(fresh []*version, facts, known map[string]*Fact) map[string]*Edge {
	sums, counted := map[string]*Edge{}, map[string]bool{}
	for _, v := range fresh {
		seen := map[string]bool{}
		for k := range v.statements {
			f := facts[v.statements[k].Fact]
			key := f.EdgeID()
			if key == "" || t.edges[key] {
				continue
			}
			e := sums[key]
			if e == nil {
				zero := newEdge(key)
				e, sums[key] = &zero, &zero
			}
			if known[f.ID] == nil && !counted[f.ID] {
				counted[f.ID] = true
				e.addFact(f)
			}
			if !seen[key] {
				seen[key] = true
				e.Articles++
				e.Sources++
			}
			e.addStatement(f, &v.article, &v.statements[k])
		}
	}
	return sums
}

// plus adds up two edges that have no fact, article or source in common.
func (e Edge) plus(more *Edge) Edge {
	e.Facts += more.Facts
	e.Negated += more.Negated
	e.Articles += more.Articles
	e.Sources += more.Sources
	e.First, e.Last = smaller(e.First, more.First), max(e.Last, more.Last)
	e.Polarity = min(e.Polarity, more.Polarity) // asserted before negated
	if modalityRank(more.Modality) < modalityRank(e.Modality) {
		e.Modality = more.Modality
	}
	e.Confidence = max(e.Confidence, more.Confidence)
	return e
}
