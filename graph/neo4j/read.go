package neo4j

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// tx is a managed transaction.
type tx struct {
	run   func(ctx context.Context, cypher string, params map[string]any) (neo4j.ResultWithContext, error)
	batch func(ctx context.Context, cypher string, rows []row) error // writes rows; send, or what makes a script
	names *names
	heard func() // called whenever the server has answered; may be nil
}

func newTx(m neo4j.ManagedTransaction, n *names, heard func()) *tx {
	t := &tx{run: m.Run, names: n, heard: heard}
	t.batch = t.send
	return t
}

func (t *tx) query(ctx context.Context, cypher string, params map[string]any) ([]*neo4j.Record, error) {
	r, err := t.run(ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	rows, err := r.Collect(ctx)
	if t.heard != nil {
		t.heard()
	}
	return rows, err
}

const (
	returnArticles   = " RETURN properties(a)"
	returnEntities   = " RETURN properties(e), labels(e)"
	returnFacts      = " RETURN properties(f)"
	returnStatements = " RETURN f.id, a.id, properties(s)"
	returnEdges      = " RETURN a.id, type(r), b.id, properties(r)"
	paged            = ".id > $after WITH n ORDER BY n.id LIMIT $limit"
)

// matches holds the query for each Find; edges by key stand elsewhere. Where a query goes from nodes to what hangs on
// them it names the index to begin at: one that was planned while the database was empty would else go on scanning
// all relationships when it is no longer empty.
func (n *names) matches(find graph.Find) string {
	switch find {
	case graph.ArticlesByID:
		return "UNWIND $keys AS k MATCH (a:Article {id: k})" + returnArticles
	case graph.ArticlesBySource:
		return "UNWIND $keys AS k MATCH (a:Article {source: k})" + returnArticles
	case graph.ArticlesByBand:
		return "CALL db.index.fulltext.queryNodes('article_bands', $keys) YIELD node AS a" + returnArticles
	case graph.ArticlesByStory:
		return "UNWIND $keys AS k MATCH (a:Article {story: k})" + returnArticles
	case graph.AllArticles:
		return "MATCH (n:Article) WHERE n" + paged + " WITH n AS a" + returnArticles
	case graph.EntitiesByID:
		return "UNWIND $keys AS k MATCH (e:Entity {id: k})" + returnEntities
	case graph.EntitiesByName:
		return "UNWIND $keys AS k CALL db.index.fulltext.queryNodes('entity_keys', k) YIELD node AS e" + returnEntities
	case graph.AllEntities:
		return "MATCH (n:Entity) WHERE n" + paged + " WITH n AS e" + returnEntities
	case graph.FactsByID:
		return "UNWIND $keys AS k MATCH (f:Fact {id: k})" + returnFacts
	case graph.FactsByEdge:
		return "UNWIND $keys AS k MATCH (f:Fact {edge: k})" + returnFacts
	case graph.FactsByContent:
		return "UNWIND $keys AS k MATCH (f:Fact {id: k}) WHERE f.same IS NULL" + returnFacts +
			" UNION ALL UNWIND $keys AS k MATCH (f:Fact {same: k})" + returnFacts
	case graph.FactsByEntity:
		return "UNWIND $keys AS k MATCH (e:Entity {id: k}) USING INDEX e:Entity(id) MATCH (e)<-[:SUBJECT|OBJECT|AT|ATTRIBUTED_TO]-(n:Fact) WITH DISTINCT n WHERE n" + paged +
			" WITH n AS f" + returnFacts
	case graph.AllFacts:
		return "MATCH (n:Fact) WHERE n" + paged + " WITH n AS f" + returnFacts
	case graph.StatementsByFact:
		return "UNWIND $keys AS k MATCH (f:Fact {id: k}) USING INDEX f:Fact(id) MATCH (f)-[s:STATED_IN]->(a:Article)" + returnStatements
	case graph.StatementsByArticle:
		return "UNWIND $keys AS k MATCH (a:Article {id: k}) USING INDEX a:Article(id) MATCH (a)<-[s:STATED_IN]-(f:Fact)" + returnStatements
	case graph.EdgesByEntity:
		return "UNWIND $keys AS k MATCH (e:Entity {id: k}) USING INDEX e:Entity(id) MATCH (e)-[r:" + n.edges + "]-() WITH DISTINCT r WITH startNode(r) AS a, r, endNode(r) AS b" + returnEdges
	case graph.EdgesBySubject:
		return "UNWIND $keys AS k MATCH (a:Entity {id: k}) USING INDEX a:Entity(id) MATCH (a)-[r:" + n.edges + "]->(b:Entity)" + returnEdges
	case graph.AllMerges:
		return "MATCH (m:Merge) RETURN m.id, m.into, m.note"
	}
	return ""
}

// Read answers a query.
func (t *tx) Read(ctx context.Context, q graph.Query) (*graph.Records, error) {
	r := &graph.Records{}
	if err := t.read(ctx, q, r); err != nil {
		return nil, fmt.Errorf("reading the store: %w", err)
	}
	r.Sort()
	return r, nil
}

func (t *tx) read(ctx context.Context, q graph.Query, r *graph.Records) (err error) {
	switch q.Find {
	case graph.CountAll:
		r.Counts, err = t.counts(ctx)
		return err
	case graph.EdgesByKey:
		return t.edgesByKey(ctx, q.Keys, r)
	case graph.ArticlesByBand:
		return t.articlesByBand(ctx, q.Keys, r)
	case graph.EntitiesByName:
		for i, k := range q.Keys {
			q.Keys = slices.Clone(q.Keys)
			q.Keys[i] = term(k)
		}
	}
	cypher, limit := t.names.matches(q.Find), int64(q.Limit)
	if strings.Contains(cypher, "$keys") && len(q.Keys) == 0 {
		return nil
	}
	if limit == 0 {
		limit = math.MaxInt64
	}
	return t.collect(ctx, q.Find, cypher, map[string]any{"keys": q.Keys, "after": q.After, "limit": limit}, r)
}

func (t *tx) collect(ctx context.Context, find graph.Find, cypher string, params map[string]any, r *graph.Records) error {
	rows, err := t.query(ctx, cypher, params)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := take(find, row.Values, r); err != nil {
			return err
		}
	}
	return nil
}

// term makes one literal term of a name for the full-text index, whose query language has many signs of its own.
func term(name string) string {
	var b strings.Builder
	for _, c := range name {
		if strings.ContainsRune("+-&|!(){}[]^\"~*?:\\/<>= \t\u3000", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	if s := b.String(); s != "AND" && s != "OR" && s != "NOT" && s != "" {
		return s
	}
	return `"` + name + `"`
}

// bandsAtOnce keeps below the number of terms that the full-text index takes in one query.
const bandsAtOnce = 500

func (t *tx) articlesByBand(ctx context.Context, keys []string, r *graph.Records) error {
	for some := range slices.Chunk(keys, bandsAtOnce) {
		terms := make([]string, len(some))
		for i, k := range some {
			terms[i] = term(k)
		}
		err := t.collect(ctx, graph.ArticlesByBand, t.names.matches(graph.ArticlesByBand), map[string]any{"keys": strings.Join(terms, " OR ")}, r)
		if err != nil {
			return err
		}
	}
	r.Sort()
	r.Articles = slices.CompactFunc(r.Articles, func(a, b graph.Article) bool { return a.ID == b.ID })
	return nil
}

// byRelation groups edge keys by relation, as parameters.
func (t *tx) byRelation(keys []string) map[string][]row {
	groups := map[string][]row{}
	for _, k := range keys {
		s, r, o := graph.SplitEdgeKey(k)
		groups[r] = append(groups[r], row{"s": s, "o": o})
	}
	return groups
}

// endsOf finds both ends of an edge by their ids.
const endsOf = "MATCH (a:Entity {id: row.s}) USING INDEX a:Entity(id) MATCH (b:Entity {id: row.o}) USING INDEX b:Entity(id)"

// edgesByKey asks for the edges of all relations in one query: there are few between any two entities.
func (t *tx) edgesByKey(ctx context.Context, keys []string, r *graph.Records) error {
	pairs := map[[2]string][]string{}
	for _, k := range keys {
		s, relation, o := graph.SplitEdgeKey(k)
		pairs[[2]string{s, o}] = append(pairs[[2]string{s, o}], relation)
	}
	var rows []row
	for pair, relations := range pairs {
		rows = append(rows, row{"s": pair[0], "o": pair[1], "r": relations})
	}
	cypher := "UNWIND $rows AS row " + endsOf + " MATCH (a)-[r:" + t.names.edges + "]->(b) WHERE type(r) IN row.r" + returnEdges
	return t.collect(ctx, graph.EdgesByKey, cypher, map[string]any{"rows": rows}, r)
}

// take turns a row into a record.
func take(find graph.Find, row []any, r *graph.Records) error {
	switch find {
	case graph.ArticlesByID, graph.ArticlesBySource, graph.ArticlesByBand, graph.ArticlesByStory, graph.AllArticles:
		a, err := articleOf(props(row[0]))
		r.Articles = append(r.Articles, a)
		return err
	case graph.EntitiesByID, graph.EntitiesByName, graph.AllEntities:
		r.Entities = append(r.Entities, entityOf(props(row[0]), row[1]))
	case graph.FactsByID, graph.FactsByEdge, graph.FactsByContent, graph.FactsByEntity, graph.AllFacts:
		r.Facts = append(r.Facts, factOf(props(row[0])))
	case graph.StatementsByFact, graph.StatementsByArticle:
		p := props(row[2])
		r.Statements = append(r.Statements, graph.Statement{Fact: text(row[0]), Article: text(row[1]), Text: p.text("text"),
			Start: p.number("start"), End: p.number("end"), Confidence: p.float("confidence")})
	case graph.EdgesByKey, graph.EdgesByEntity, graph.EdgesBySubject:
		p := props(row[3])
		r.Edges = append(r.Edges, graph.Edge{Subject: text(row[0]), Relation: text(row[1]), Object: text(row[2]),
			Facts: p.number("facts"), Negated: p.number("negated"), Articles: p.number("articles"), Sources: p.number("sources"),
			First: p.text("first"), Last: p.text("last"), Polarity: schema.Polarity(p.text("polarity")),
			Modality: schema.Modality(p.text("modality")), Confidence: p.float("confidence")})
	case graph.AllMerges:
		r.Merges = append(r.Merges, graph.Merge{From: text(row[0]), Into: text(row[1]), Note: text(row[2])})
	}
	return nil
}

// properties of a node or relationship; what is missing is "" or 0.
type properties map[string]any

func props(v any) properties {
	m, _ := v.(map[string]any)
	return m
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func (p properties) text(key string) string { return text(p[key]) }

func (p properties) number(key string) int {
	n, _ := p[key].(int64)
	return int(n)
}

func (p properties) float(key string) float64 {
	n, _ := p[key].(float64)
	return n
}

func (p properties) texts(key string) []string {
	list, _ := p[key].([]any)
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = text(v)
	}
	return texts
}

func articleOf(p properties) (graph.Article, error) {
	a := graph.Article{ID: p.text("id"), Source: p.text("source"), Title: p.text("title"), URL: p.text("url"), Lang: p.text("lang"),
		Published: p.text("published"), Outlet: p.text("outlet"), Digest: p.text("digest"), Sketch: p.text("sketch"), Story: p.text("story")}
	if err := json.Unmarshal([]byte(p.text("forms")), &a.Forms); err != nil {
		return a, fmt.Errorf("article %s: %w", a.ID, err)
	}
	return a, nil
}

func entityOf(p properties, labels any) graph.Entity {
	e := graph.Entity{ID: p.text("id"), Name: p.text("name"), ISO: p.text("iso"), Key: p.text("key"), Names: p.texts("names")}
	list, _ := labels.([]any)
	for _, l := range list {
		if t := schema.EntityType(text(l)); slices.Contains(schema.EntityTypes(), t) {
			e.Type = t
		}
	}
	return e
}

func factOf(p properties) graph.Fact {
	f := graph.Fact{ID: p.text("id"), Relation: p.text("relation"), Roles: graph.Roles{Subject: p.text("subject"), Object: p.text("object"),
		Place: p.text("place"), Attribution: p.text("attribution")}, Theme: p.text("theme"),
		Date: p.text("date"), Quantity: p.text("quantity"), Role: p.text("role"), Polarity: schema.Polarity(p.text("polarity")),
		Modality: schema.Modality(p.text("modality")), Confidence: p.float("confidence"), Same: p.text("same")}
	f.Stated = f.Roles
	if ids := strings.Split(p.text("stated"), separator); len(ids) == 4 {
		f.Stated = graph.Roles{Subject: ids[0], Object: ids[1], Place: ids[2], Attribution: ids[3]}
	}
	return f
}

func (t *tx) counts(ctx context.Context) (graph.Counts, error) {
	c := graph.Counts{Entities: map[string]int{}, Relations: map[string]int{}, Languages: map[string]int{}}
	parts := []string{
		"MATCH (n:Article) RETURN 'article' AS kind, '' AS name, count(n) AS n",
		"MATCH ()-[r:STATED_IN]->() RETURN 'statement' AS kind, '' AS name, count(r) AS n",
		"MATCH (n:Fact) RETURN 'fact' AS kind, '' AS name, count(n) AS n",
		// those that merges have made equal to others count once
		"MATCH (f:Fact) WHERE f.same > '' AND (EXISTS { (:Fact {id: f.same}) } OR EXISTS { MATCH (g:Fact {same: f.same}) WHERE g.id < f.id }) " +
			"RETURN 'twin' AS kind, '' AS name, count(f) AS n",
		"MATCH (n:Merge) RETURN 'merge' AS kind, '' AS name, count(n) AS n",
		"MATCH (n:Article) RETURN 'language' AS kind, n.lang AS name, count(n) AS n",
	}
	for _, l := range t.names.types {
		parts = append(parts, "MATCH (n:"+quote(l)+") RETURN 'entity' AS kind, '"+l+"' AS name, count(n) AS n")
	}
	for _, r := range slices.Sorted(mapKeys(t.names.relations)) {
		parts = append(parts, "MATCH ()-[r:"+quote(r)+"]->() RETURN 'edge' AS kind, '"+r+"' AS name, count(r) AS n")
	}
	rows, err := t.query(ctx, strings.Join(parts, " UNION ALL "), nil)
	if err != nil {
		return c, err
	}
	for _, row := range rows {
		n, _ := row.Values[2].(int64)
		c.Add(text(row.Values[0]), text(row.Values[1]), int(n))
	}
	return c, nil
}
