package graph

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/triplewire/triplewire/schema"
)

// Report says what a change of the graph came to.
type Report struct {
	New       int `json:"new"`       // articles
	Replaced  int `json:"replaced"`  // articles whose other version the store had
	Unchanged int `json:"unchanged"` // articles that the store had as they are
	Retracted int `json:"retracted"` // articles

	FactsNew  int `json:"facts_new"`
	FactsSeen int `json:"facts_seen"` // facts of the articles that the store had before
	FactsGone int `json:"facts_gone"` // facts that no article states any more

	Rejected []Rejection `json:"rejected"`

	Added, Changed, Removed Counted
}

// Counted counts records by kind.
type Counted struct{ Articles, Entities, Facts, Statements, Edges int }

// Add sums up two reports.
func (r *Report) Add(more *Report) {
	r.New += more.New
	r.Replaced += more.Replaced
	r.Unchanged += more.Unchanged
	r.Retracted += more.Retracted
	r.FactsNew += more.FactsNew
	r.FactsSeen += more.FactsSeen
	r.FactsGone += more.FactsGone
	r.Rejected = append(r.Rejected, more.Rejected...)
	r.Added.add(more.Added)
	r.Changed.add(more.Changed)
	r.Removed.add(more.Removed)
}

func (c *Counted) add(more Counted) {
	c.Articles += more.Articles
	c.Entities += more.Entities
	c.Facts += more.Facts
	c.Statements += more.Statements
	c.Edges += more.Edges
}

// transactionFacts bounds a transaction: one that is larger gains no speed and costs the store memory.
const transactionFacts = 5000

// Load brings documents into the store: new articles are added, articles that the store has in another version
// are replaced, and what it has as it is stays untouched. Documents that cannot be stored are rejected in the
// report and the others loaded. On an error, the report tells what was loaded before it; running again goes on.
func Load(ctx context.Context, s Store, o *schema.Ontology, docs []Document) (*Report, error) {
	total := &Report{}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for b := range batches(ctx, o, docs) {
		r, err := loadBatch(ctx, s, o, b)
		total.Add(r)
		if err != nil {
			return total, err
		}
	}
	return total, ctx.Err()
}

// batches checks documents while the ones before them are written, a transaction's worth at a time. Where an article
// comes in several versions they stay together, for the last one counts.
func batches(ctx context.Context, o *schema.Ontology, docs []Document) <-chan *batch {
	out := make(chan *batch, 1)
	limit := transactionFacts
	if repeats(docs) {
		limit = math.MaxInt
	}
	go func() {
		defer close(out)
		send := func(b *batch) bool {
			select {
			case out <- b:
				return true
			case <-ctx.Done():
				return false
			}
		}
		b := newBatch()
		for i := range docs {
			c := check(o, &docs[i])
			if c.version != nil && b.facts > 0 && b.facts+len(c.version.statements) > limit {
				if !send(b) {
					return
				}
				b = newBatch()
			}
			b.add(c)
		}
		send(b)
	}()
	return out
}

// repeats tells whether an article comes more than once.
func repeats(docs []Document) bool {
	seen := make(map[string]bool, len(docs))
	for i := range docs {
		if seen[docs[i].Article.ID] {
			return true
		}
		seen[docs[i].Article.ID] = true
	}
	return false
}

// errDry ends a transaction that must not leave anything behind.
var errDry = errors.New("dry run")

// DryRun tells what Load would do, and does nothing.
func DryRun(ctx context.Context, s Store, o *schema.Ontology, docs []Document) (*Report, error) {
	b := prepare(o, docs)
	var r *Report
	err := s.Update(ctx, func(tx Tx) (err error) {
		if r, err = change(ctx, tx, o, b.versions, nil); err != nil {
			return err
		}
		return errDry
	})
	if !errors.Is(err, errDry) {
		return nil, fmt.Errorf("trying out %d articles: %w", len(docs), err)
	}
	r.Rejected = append(b.rejected, r.Rejected...)
	return r, nil
}

// Retract takes articles out, by id: what only they state goes, what others also state stays.
func Retract(ctx context.Context, s Store, o *schema.Ontology, ids ...string) (*Report, error) {
	r, err := update(ctx, s, o, nil, ids)
	if err != nil {
		return nil, fmt.Errorf("retracting %d articles: %w", len(ids), err)
	}
	return r, nil
}

func update(ctx context.Context, s Store, o *schema.Ontology, versions []*version, gone []string) (r *Report, err error) {
	err = s.Update(ctx, func(tx Tx) error {
		r, err = change(ctx, tx, o, versions, gone)
		return err
	})
	return r, err
}

// prepare checks documents.
func prepare(o *schema.Ontology, docs []Document) *batch {
	b := newBatch()
	for i := range docs {
		b.add(check(o, &docs[i]))
	}
	return b
}

// inherit takes over what an equal version of the article knows besides.
func (v *version) inherit(old *Article) {
	v.article.Source = smaller(v.article.Source, old.Source)
	if v.article.Sketch == "" {
		v.article.Sketch = old.Sketch
	}
}

// task is one change of the graph inside a transaction.
type task struct {
	ctx    context.Context
	tx     Tx
	o      *schema.Ontology
	into   map[string]string // merges: from → into
	report *Report

	// what has to be computed anew from all that is stated, because something went or moved
	facts, edges, entities map[string]bool
	moved                  bool // facts moved between entities, so that entities can have gained too

	born map[string]bool // entities that this change creates: the store can have nothing about them
}

func newTask(ctx context.Context, tx Tx, o *schema.Ontology) (*task, error) {
	t := &task{ctx: ctx, tx: tx, o: o, into: map[string]string{}, report: &Report{},
		facts: map[string]bool{}, edges: map[string]bool{}, entities: map[string]bool{}, born: map[string]bool{}}
	r, err := tx.Read(ctx, Query{Find: AllMerges})
	if err != nil {
		return nil, err
	}
	for _, m := range r.Merges {
		t.into[m.From] = m.Into
	}
	return t, nil
}

// change brings in versions of articles and takes out articles.
func change(ctx context.Context, tx Tx, o *schema.Ontology, versions []*version, gone []string) (*Report, error) {
	t, err := newTask(ctx, tx, o)
	if err != nil {
		return nil, err
	}
	fresh, replaced, removed, err := t.classify(versions, gone)
	if err != nil {
		return nil, err
	}
	if len(fresh)+len(replaced)+len(removed) == 0 {
		return t.report, nil
	}
	if err := t.takeOut(replaced, removed); err != nil {
		return nil, err
	}
	before, err := t.divide(slices.Concat(fresh, replaced), removed)
	if err != nil {
		return nil, err
	}
	if err := t.bringIn(fresh, replaced, before); err != nil {
		return nil, err
	}
	if err := t.recompute(); err != nil {
		return nil, err
	}
	return t.report, nil
}

// classify tells new articles from other versions of known ones, and gives the known articles that are to go.
func (t *task) classify(versions []*version, gone []string) (fresh, replaced []*version, removed []*Article, err error) {
	ids := append([]string{}, gone...)
	for _, v := range versions {
		ids = append(ids, v.article.ID)
	}
	known, err := t.articles(ids)
	if err != nil {
		return nil, nil, nil, err
	}
	var touched Changes
	for _, v := range versions {
		old := known[v.article.ID]
		switch {
		case old == nil:
			fresh = append(fresh, v)
			continue
		case old.Digest != v.article.Digest:
			v.article.Story = old.Story
			replaced = append(replaced, v)
			continue
		}
		v.inherit(old)
		v.article.Story = old.Story
		if v.article.Sketch != old.Sketch {
			replaced = append(replaced, v)
			continue
		}
		t.report.Unchanged++
		t.report.FactsSeen += len(v.facts)
		if v.article.Source != old.Source {
			touched.SetArticles = append(touched.SetArticles, v.article)
		}
	}
	for _, id := range gone {
		if known[id] == nil {
			return nil, nil, nil, fmt.Errorf("article %s: %w", id, ErrNotFound)
		}
		removed = append(removed, known[id])
	}
	t.report.New, t.report.Replaced, t.report.Retracted = len(fresh), len(replaced), len(removed)
	return fresh, replaced, removed, t.write(&touched)
}

// takeOut removes what the old versions of articles state, and notes what depended on it.
func (t *task) takeOut(replaced []*version, removed []*Article) error {
	if len(replaced)+len(removed) == 0 {
		return nil
	}
	var c Changes
	for _, v := range replaced {
		c.GoneStatements = append(c.GoneStatements, v.article.ID)
	}
	for _, a := range removed {
		c.GoneStatements = append(c.GoneStatements, a.ID)
		c.GoneArticles = append(c.GoneArticles, a.ID)
	}
	stated, err := t.statements(StatementsByArticle, c.GoneStatements)
	if err != nil {
		return err
	}
	ids := map[string]bool{}
	for _, s := range stated {
		ids[s.Fact] = true
	}
	facts, err := t.tx.Read(t.ctx, Query{Find: FactsByID, Keys: sortedKeys(ids)})
	if err != nil {
		return err
	}
	for i := range facts.Facts {
		t.dirty(&facts.Facts[i])
	}
	t.report.Removed.Statements += len(stated)
	return t.write(&c)
}

// dirty notes that a fact and all that is derived from it have to be computed anew.
func (t *task) dirty(f *Fact) {
	t.facts[f.ID] = true
	for _, id := range f.ids() {
		t.entities[id] = true
	}
	t.dirtyEdge(f)
}

func (t *task) dirtyEdge(f *Fact) {
	if key := f.EdgeID(); key != "" {
		t.edges[key] = true
	}
}

// resolve gives the id that stands for an entity after all merges.
func (t *task) resolve(id string) string {
	for t.into[id] != "" {
		id = t.into[id]
	}
	return id
}

// link sets the entities that a fact leads to, and what it says with them.
func (t *task) link(f *Fact) {
	f.Roles = Roles{t.resolve(f.Stated.Subject), t.resolve(f.Stated.Object), t.resolve(f.Stated.Place), t.resolve(f.Stated.Attribution)}
	if t.o.Symmetric(f.Relation) && f.Object < f.Subject {
		f.Subject, f.Object = f.Object, f.Subject
	}
	f.Same = ""
	if f.Roles != f.Stated {
		f.Same = f.content()
	}
}

// write sends changes to the store and counts them.
func (t *task) write(c *Changes) error {
	if c.Empty() {
		return nil
	}
	t.report.Added.add(Counted{len(c.NewArticles), len(c.NewEntities), len(c.NewFacts), len(c.NewStatements), len(c.NewEdges)})
	t.report.Changed.add(Counted{len(c.SetArticles), len(c.SetEntities), len(c.SetFacts), 0, len(c.SetEdges)})
	t.report.Removed.add(Counted{len(c.GoneArticles), len(c.GoneEntities), len(c.GoneFacts), 0, len(c.GoneEdges)})
	return t.tx.Write(t.ctx, c)
}

func (t *task) articles(ids []string) (map[string]*Article, error) {
	r, err := t.tx.Read(t.ctx, Query{Find: ArticlesByID, Keys: ids})
	if err != nil {
		return nil, err
	}
	found := map[string]*Article{}
	for i := range r.Articles {
		found[r.Articles[i].ID] = &r.Articles[i]
	}
	return found, nil
}

func (t *task) statements(by Find, keys []string) ([]Statement, error) {
	r, err := t.tx.Read(t.ctx, Query{Find: by, Keys: keys})
	if err != nil {
		return nil, err
	}
	return r.Statements, nil
}
