package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Write applies changes.
func (t *tx) Write(ctx context.Context, c *graph.Changes) error {
	for _, step := range []func(context.Context, *graph.Changes) error{t.goes, t.entities, t.articles, t.facts, t.statements, t.edges} {
		if err := step(ctx, c); err != nil {
			return fmt.Errorf("writing to the store: %w", err)
		}
	}
	return nil
}

// rowsAtOnce bounds what one statement carries.
const rowsAtOnce = 5000

type row = map[string]any

// each runs a statement over rows. The statement must touch exactly one thing for each row and count it as n: a
// row for which nothing is found must not pass unnoticed.
func (t *tx) each(ctx context.Context, cypher string, rows []row) error {
	for some := range slices.Chunk(rows, rowsAtOnce) {
		if err := t.batch(ctx, cypher, some); err != nil {
			return err
		}
	}
	return nil
}

// send is the batch of a transaction with a server.
func (t *tx) send(ctx context.Context, cypher string, rows []row) error {
	found, err := t.query(ctx, "UNWIND $rows AS row "+cypher+" RETURN count(*) AS n", row{"rows": rows})
	if err != nil {
		return err
	}
	if n, _ := found[0].Values[0].(int64); int(n) != len(rows) {
		return fmt.Errorf("%d of %d records found what they belong to; the store is not whole", n, len(rows))
	}
	return nil
}

// gone runs a statement that deletes by key.
func (t *tx) gone(ctx context.Context, cypher string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	_, err := t.query(ctx, "UNWIND $keys AS k "+cypher, row{"keys": keys})
	return err
}

func (t *tx) goes(ctx context.Context, c *graph.Changes) error {
	if err := t.gone(ctx, "MATCH (a:Article {id: k}) USING INDEX a:Article(id) MATCH (a)<-[s:STATED_IN]-(:Fact) DELETE s", c.GoneStatements); err != nil {
		return err
	}
	for name, rows := range t.byRelation(c.GoneEdges) {
		relation, err := t.names.relation(name)
		if err != nil {
			return err
		}
		if err := t.each(ctx, endsOf+" MATCH (a)-[r:"+relation+"]->(b) DELETE r", rows); err != nil {
			return err
		}
	}
	for _, d := range []struct {
		cypher string
		keys   []string
	}{
		{"MATCH (n:Fact {id: k}) DETACH DELETE n", c.GoneFacts},
		{"MATCH (n:Article {id: k}) DETACH DELETE n", c.GoneArticles},
		{"MATCH (n:Entity {id: k}) DETACH DELETE n", c.GoneEntities},
		{"MATCH (n:Merge {id: k}) DETACH DELETE n", c.GoneMerges},
	} {
		if err := t.gone(ctx, d.cypher, d.keys); err != nil {
			return err
		}
	}
	return t.each(ctx, "CREATE (n:Merge) SET n = row", mergeRows(c.NewMerges))
}

func mergeRows(merges []graph.Merge) []row {
	var rows []row
	for _, m := range merges {
		rows = append(rows, row{"id": m.From, "into": m.Into, "note": m.Note})
	}
	return rows
}

func (t *tx) entities(ctx context.Context, c *graph.Changes) error {
	if err := t.entitiesByType(ctx, c.NewEntities, "CREATE (n:Entity:%s) SET n = row"); err != nil {
		return err
	}
	return t.entitiesByType(ctx, c.SetEntities, "MATCH (n:Entity {id: row.id}) REMOVE n"+t.names.labels+" SET n:%s SET n = row")
}

func (t *tx) entitiesByType(ctx context.Context, entities []graph.Entity, cypher string) error {
	groups := map[schema.EntityType][]row{}
	for i := range entities {
		e := &entities[i]
		groups[e.Type] = append(groups[e.Type], entityRow(e))
	}
	for _, typ := range slices.Sorted(mapKeys(groups)) {
		label, err := t.names.label(typ)
		if err != nil {
			return err
		}
		if err := t.each(ctx, fmt.Sprintf(cypher, label), groups[typ]); err != nil {
			return err
		}
	}
	return nil
}

func entityRow(e *graph.Entity) row {
	return row{"id": e.ID, "name": e.Name, "iso": optional(e.ISO), "key": optional(e.Key), "names": e.Names, "keys": e.NameKeys()}
}

func (t *tx) articles(ctx context.Context, c *graph.Changes) error {
	created, err := articleRows(c.NewArticles)
	if err != nil {
		return err
	}
	set, err := articleRows(c.SetArticles)
	if err != nil {
		return err
	}
	if err := t.each(ctx, "CREATE (n:Article) SET n = row", created); err != nil {
		return err
	}
	return t.each(ctx, "MATCH (n:Article {id: row.id}) SET n = row", set)
}

func articleRows(articles []graph.Article) ([]row, error) {
	var rows []row
	for i := range articles {
		a := &articles[i]
		forms, err := json.Marshal(a.Forms)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", a.ID, err)
		}
		rows = append(rows, row{"id": a.ID, "source": a.Source, "title": optional(a.Title), "url": optional(a.URL), "lang": a.Lang,
			"published": optional(a.Published), "outlet": optional(a.Outlet), "forms": string(forms), "digest": a.Digest,
			"sketch": optional(a.Sketch), "bands": a.Bands(), "story": a.Story})
	}
	return rows, nil
}

// optional gives null, which Neo4j does not store, for "".
func optional(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (t *tx) facts(ctx context.Context, c *graph.Changes) error {
	err := t.each(ctx, `MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object})
		CREATE (n:Fact) SET n = row CREATE (n)-[:SUBJECT]->(s) CREATE (n)-[:OBJECT]->(o)`, factRows(c.NewFacts))
	if err != nil {
		return err
	}
	if err := t.sideRoles(ctx, c.NewFacts); err != nil {
		return err
	}
	return t.setFacts(ctx, c.SetFacts)
}

func factRows(facts []graph.Fact) []row {
	var rows []row
	for i := range facts {
		f := &facts[i]
		r := row{"id": f.ID, "relation": f.Relation, "edge": optional(f.EdgeID()), "subject": f.Subject, "object": f.Object,
			"place": optional(f.Place), "attribution": optional(f.Attribution), "stated": nil,
			"theme": optional(f.Theme), "date": optional(f.Date), "quantity": optional(f.Quantity), "role": optional(f.Role),
			"polarity": string(f.Polarity), "modality": string(f.Modality), "confidence": f.Confidence, "same": optional(f.Same)}
		if f.Stated != f.Roles {
			r["stated"] = strings.Join([]string{f.Stated.Subject, f.Stated.Object, f.Stated.Place, f.Stated.Attribution}, separator)
		}
		rows = append(rows, r)
	}
	return rows
}

// separator keeps ids apart; none holds control characters.
const separator = "\x1f"

// sideRoles leads facts to the place and the source that they name.
func (t *tx) sideRoles(ctx context.Context, facts []graph.Fact) error {
	var at, by []row
	for i := range facts {
		f := &facts[i]
		if f.Place != "" {
			at = append(at, row{"f": f.ID, "e": f.Place})
		}
		if f.Attribution != "" {
			by = append(by, row{"f": f.ID, "e": f.Attribution})
		}
	}
	if err := t.each(ctx, "MATCH (n:Fact {id: row.f}) MATCH (e:Entity {id: row.e}) CREATE (n)-[:AT]->(e)", at); err != nil {
		return err
	}
	return t.each(ctx, "MATCH (n:Fact {id: row.f}) MATCH (e:Entity {id: row.e}) CREATE (n)-[:ATTRIBUTED_TO]->(e)", by)
}

// setFacts changes facts, and leads those to other entities whose roles have changed.
func (t *tx) setFacts(ctx context.Context, facts []graph.Fact) error {
	if len(facts) == 0 {
		return nil
	}
	rows := factRows(facts)
	found, err := t.query(ctx, "UNWIND $rows AS row MATCH (n:Fact {id: row.id}) "+
		"WHERE [n.subject, n.object, coalesce(n.place, ''), coalesce(n.attribution, '')] <> [row.subject, row.object, coalesce(row.place, ''), coalesce(row.attribution, '')] RETURN n.id", row{"rows": rows})
	if err != nil {
		return err
	}
	moved := map[string]bool{}
	for _, r := range found {
		moved[text(r.Values[0])] = true
	}
	if err := t.each(ctx, "MATCH (n:Fact {id: row.id}) SET n = row", rows); err != nil || len(moved) == 0 {
		return err
	}
	ids := slices.Sorted(mapKeys(moved))
	if err := t.gone(ctx, "MATCH (n:Fact {id: k}) USING INDEX n:Fact(id) MATCH (n)-[r:SUBJECT|OBJECT|AT|ATTRIBUTED_TO]->() DELETE r", ids); err != nil {
		return err
	}
	facts = slices.DeleteFunc(slices.Clone(facts), func(f graph.Fact) bool { return !moved[f.ID] })
	err = t.each(ctx, `MATCH (n:Fact {id: row.id}) MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object})
		CREATE (n)-[:SUBJECT]->(s) CREATE (n)-[:OBJECT]->(o)`, factRows(facts))
	if err != nil {
		return err
	}
	return t.sideRoles(ctx, facts)
}

func (t *tx) statements(ctx context.Context, c *graph.Changes) error {
	return t.each(ctx, "MATCH (f:Fact {id: row.f}) MATCH (a:Article {id: row.a}) CREATE (f)-[s:STATED_IN]->(a) SET s = row.p",
		statementRows(c.NewStatements))
}

func statementRows(statements []graph.Statement) []row {
	var rows []row
	for i := range statements {
		s := &statements[i]
		rows = append(rows, row{"f": s.Fact, "a": s.Article, "p": row{"text": s.Text, "start": s.Start, "end": s.End, "confidence": s.Confidence}})
	}
	return rows
}

func (t *tx) edges(ctx context.Context, c *graph.Changes) error {
	if err := t.newEdges(ctx, c.NewEdges); err != nil {
		return err
	}
	// all relations in one: there are few edges between any two entities
	var rows []row
	for i := range c.SetEdges {
		r := edgeRow(&c.SetEdges[i])
		r["r"] = c.SetEdges[i].Relation
		rows = append(rows, r)
	}
	return t.each(ctx, endsOf+" MATCH (a)-[r:"+t.names.edges+"]->(b) WHERE type(r) = row.r SET r = row.p", rows)
}

func (t *tx) newEdges(ctx context.Context, edges []graph.Edge) error {
	groups := map[string][]row{}
	for i := range edges {
		groups[edges[i].Relation] = append(groups[edges[i].Relation], edgeRow(&edges[i]))
	}
	for _, name := range slices.Sorted(mapKeys(groups)) {
		relation, err := t.names.relation(name)
		if err != nil {
			return err
		}
		err = t.each(ctx, "MATCH (a:Entity {id: row.s}) MATCH (b:Entity {id: row.o}) CREATE (a)-[r:"+relation+"]->(b) SET r = row.p", groups[name])
		if err != nil {
			return err
		}
	}
	return nil
}

func edgeRow(e *graph.Edge) row {
	return row{"s": e.Subject, "o": e.Object, "p": row{
		"facts": e.Facts, "negated": e.Negated, "articles": e.Articles, "sources": e.Sources, "first": optional(e.First),
		"last": optional(e.Last), "polarity": string(e.Polarity), "modality": string(e.Modality), "confidence": e.Confidence}}
}

func mapKeys[K comparable, V any](m map[K]V) iter.Seq[K] { return maps.Keys(m) }
