package graph

import "slices"

// told says which edges the articles of a story state, by story.
type told map[string]map[string]bool

// first tells whether nothing of the story has stated the edge yet, and notes that it has now.
func (t told) first(story, edge string) bool {
	if t[story] == nil {
		t[story] = map[string]bool{}
	}
	before := t[story][edge]
	t[story][edge] = true
	return !before
}

// divide gives the articles that come in their stories, and with them all articles of the store that these change.
// It returns what the stories that they join have told before.
func (t *task) divide(in []*version, removed []*Article) (told, error) {
	old, err := t.near(in, removed)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(old)
	for _, v := range in {
		all = append(all, &v.article)
	}
	story := stories(all)
	joined, parted := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, a := range old {
		note(joined, story[a.ID], a.Story)
		note(parted, a.Story, story[a.ID])
	}
	var c Changes
	var shaken, joining []string
	comes := map[string]bool{}
	for _, v := range in {
		v.article.Story = story[v.article.ID]
		comes[v.article.Story] = true
	}
	for _, a := range old {
		if len(joined[story[a.ID]]) > 1 || len(parted[a.Story]) > 1 {
			shaken = append(shaken, a.ID)
		}
		if comes[story[a.ID]] {
			joining = append(joining, a.ID)
		}
		if a.Story != story[a.ID] {
			a.Story = story[a.ID]
			c.SetArticles = append(c.SetArticles, *a)
		}
	}
	if err := t.edgesOf(shaken, func(_, edge string) { t.edges[edge] = true }); err != nil {
		return nil, err
	}
	before := told{}
	if err := t.edgesOf(joining, func(article, edge string) { before.first(story[article], edge) }); err != nil {
		return nil, err
	}
	return before, t.write(&c)
}

func note(sets map[string]map[string]bool, key, value string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][value] = true
}

// near gives the articles of the store that stay as they are and may be copies of those that come, or of those that
// go, with the whole of their stories.
func (t *task) near(in []*version, removed []*Article) ([]*Article, error) {
	changes, bands, ids := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, v := range in {
		changes[v.article.ID], ids[v.article.Story] = true, true
		for _, b := range v.article.Bands() {
			bands[b] = true
		}
	}
	for _, a := range removed {
		changes[a.ID], ids[a.Story] = true, true
	}
	r, err := t.tx.Read(t.ctx, Query{Find: ArticlesByBand, Keys: sortedKeys(bands)})
	if err != nil {
		return nil, err
	}
	for i := range r.Articles {
		ids[r.Articles[i].Story] = true
	}
	if r, err = t.tx.Read(t.ctx, Query{Find: ArticlesByStory, Keys: sortedKeys(ids)}); err != nil {
		return nil, err
	}
	var found []*Article
	for i := range r.Articles {
		if a := &r.Articles[i]; !changes[a.ID] {
			found = append(found, a)
		}
	}
	return found, nil
}

// edgesOf gives every edge that one of the articles states, with the article.
func (t *task) edgesOf(articles []string, fn func(article, edge string)) error {
	if len(articles) == 0 {
		return nil
	}
	stated, err := t.statements(StatementsByArticle, articles)
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
	edges := map[string]string{}
	for i := range r.Facts {
		edges[r.Facts[i].ID] = r.Facts[i].EdgeID()
	}
	for _, s := range stated {
		if edge := edges[s.Fact]; edge != "" {
			fn(s.Article, edge)
		}
	}
	return nil
}

// bringIn writes the articles with what they state, and the edges of those for which adding up is enough.
func (t *task) bringIn(fresh, replaced []*version, before told) error {
	var c Changes
	var err error
	if c.NewEntities, c.SetEntities, err = t.entitiesOf(slices.Concat(fresh, replaced)); err != nil {
		return err
	}
	for i := range c.NewEntities {
		t.born[c.NewEntities[i].ID] = true
	}
	facts, known, err := t.facted(slices.Concat(fresh, replaced))
	if err != nil {
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
	if c.NewEdges, c.SetEdges, err = t.addUp(fresh, replaced, facts, known, before); err != nil {
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
	old := make([]string, 0, len(facts))
	for _, id := range sortedKeys(facts) {
		if !slices.ContainsFunc(facts[id].ids(), func(e string) bool { return t.born[e] }) {
			old = append(old, id)
		}
	}
	r, err := t.tx.Read(t.ctx, Query{Find: FactsByID, Keys: old})
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

// addUp computes the edges of new articles by adding to what the edges were. Articles that replace others have
// their edges computed anew instead.
func (t *task) addUp(fresh, replaced []*version, facts, known map[string]*Fact, before told) (created, set []Edge, err error) {
	for _, v := range replaced {
		for i := range v.facts {
			t.dirty(facts[v.facts[i].ID])
		}
	}
	said, err := t.saidBefore(facts, known)
	if err != nil {
		return nil, nil, err
	}
	sums := t.sums(fresh, facts, said, before)
	keys := slices.DeleteFunc(sortedKeys(sums), func(key string) bool {
		s, _, o := SplitEdgeKey(key)
		return t.born[s] || t.born[o]
	})
	r, err := t.tx.Read(t.ctx, Query{Find: EdgesByKey, Keys: keys})
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

// saidBefore gives what the facts that the store has say, those among the given ones and those that merges have made
// equal to one of them.
func (t *task) saidBefore(facts, known map[string]*Fact) (map[string]bool, error) {
	said, asked := map[string]bool{}, map[string]bool{}
	for id, f := range facts {
		if known[id] != nil {
			said[f.Content()] = true
		} else if len(t.into) > 0 {
			asked[f.Content()] = true
		}
	}
	r, err := t.tx.Read(t.ctx, Query{Find: FactsByContent, Keys: sortedKeys(asked)})
	if err != nil {
		return nil, err
	}
	for i := range r.Facts {
		said[r.Facts[i].Content()] = true
	}
	return said, nil
}

// sums gives for each edge that is not dirty what the new articles add to it; said is what has been said before.
func (t *task) sums(fresh []*version, facts map[string]*Fact, said map[string]bool, before told) map[string]*Edge {
	sums := map[string]*Edge{}
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
			if !said[f.Content()] {
				said[f.Content()] = true
				e.addFact(f)
			}
			if !seen[key] {
				seen[key] = true
				e.Articles++
				if before.first(v.article.Story, key) {
					e.Sources++
				}
			}
			e.addStatement(f, &v.article, &v.statements[k])
		}
	}
	return sums
}

// plus adds up two edges that count no fact, article or source twice.
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
