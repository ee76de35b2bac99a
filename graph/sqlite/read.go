package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/triplewire/triplewire/graph"
)

// tx is a transaction on one connection.
type tx struct{ conn *sql.Conn }

const (
	articleColumns   = "a.id, a.source, a.title, a.url, a.lang, a.published, a.outlet, a.forms, a.digest, a.sketch, a.story"
	entityColumns    = "e.id, e.type, e.name, e.iso, e.key, e.names"
	factColumns      = "f.id, f.relation, f.subject, f.object, f.place, f.attribution, f.stated, f.theme, f.date, f.quantity, f.role, f.polarity, f.modality, f.confidence, f.same"
	statementColumns = "s.fact, s.article, s.start, s.stop, s.text, s.confidence"
	edgeColumns      = "e.subject, e.relation, e.object, e.facts, e.negated, e.articles, e.sources, e.first, e.last, e.polarity, e.modality, e.confidence"
)

// selects holds the statement for each query. ?1 is a JSON array of keys; ?2 and ?3 are After and Limit.
func selects(find graph.Find) string {
	switch find {
	case graph.ArticlesByID:
		return "SELECT " + articleColumns + " FROM json_each(?1) k JOIN article a ON a.id = k.value"
	case graph.ArticlesBySource:
		return "SELECT " + articleColumns + " FROM json_each(?1) k JOIN article a ON a.source = k.value"
	case graph.ArticlesByBand:
		return "SELECT " + articleColumns + " FROM article a WHERE a.id IN (SELECT b.article FROM json_each(?1) k JOIN band b ON b.band = k.value)"
	case graph.ArticlesByStory:
		return "SELECT " + articleColumns + " FROM json_each(?1) k JOIN article a ON a.story = k.value"
	case graph.AllArticles:
		return "SELECT " + articleColumns + " FROM article a WHERE a.id > ?2 ORDER BY a.id LIMIT ?3"
	case graph.EntitiesByID:
		return "SELECT " + entityColumns + " FROM json_each(?1) k JOIN entity e ON e.id = k.value"
	case graph.EntitiesByName:
		return "SELECT " + entityColumns + " FROM entity e WHERE e.id IN (SELECT n.entity FROM json_each(?1) k JOIN name n ON n.key = k.value)"
	case graph.AllEntities:
		return "SELECT " + entityColumns + " FROM entity e WHERE e.id > ?2 ORDER BY e.id LIMIT ?3"
	case graph.FactsByID:
		return "SELECT " + factColumns + " FROM json_each(?1) k JOIN fact f ON f.id = k.value"
	case graph.FactsByEdge:
		return "SELECT " + factColumns + " FROM json_each(?1) k JOIN fact f ON f.subject = k.value->>0 AND f.relation = k.value->>1 AND f.object = k.value->>2"
	case graph.FactsByContent:
		return "SELECT " + factColumns + " FROM json_each(?1) k JOIN fact f ON f.id = k.value WHERE f.same = '' UNION ALL SELECT " + factColumns +
			" FROM json_each(?1) k JOIN fact f ON f.same = k.value AND f.same <> ''"
	case graph.FactsByEntity:
		return "SELECT " + factColumns + ` FROM (
			SELECT f.id FROM json_each(?1) k JOIN fact f ON f.subject = k.value
			UNION SELECT f.id FROM json_each(?1) k JOIN edge e ON e.object = k.value
				JOIN fact f ON f.subject = e.subject AND f.relation = e.relation AND f.object = e.object
			UNION SELECT f.id FROM json_each(?1) k JOIN fact f ON f.place = k.value AND f.place <> ''
			UNION SELECT f.id FROM json_each(?1) k JOIN fact f ON f.attribution = k.value AND f.attribution <> ''
			) x JOIN fact f ON f.id = x.id WHERE f.id > ?2 ORDER BY f.id LIMIT ?3`
	case graph.AllFacts:
		return "SELECT " + factColumns + " FROM fact f WHERE f.id > ?2 ORDER BY f.id LIMIT ?3"
	case graph.StatementsByFact:
		return "SELECT " + statementColumns + " FROM json_each(?1) k JOIN statement s ON s.fact = k.value"
	case graph.StatementsByArticle:
		return "SELECT " + statementColumns + " FROM json_each(?1) k JOIN statement s ON s.article = k.value"
	case graph.EdgesByKey:
		return "SELECT " + edgeColumns + " FROM json_each(?1) k JOIN edge e ON e.subject = k.value->>0 AND e.relation = k.value->>1 AND e.object = k.value->>2"
	case graph.EdgesByEntity:
		return "SELECT " + edgeColumns + " FROM json_each(?1) k JOIN edge e ON e.subject = k.value UNION SELECT " + edgeColumns +
			" FROM json_each(?1) k JOIN edge e ON e.object = k.value"
	case graph.EdgesBySubject:
		return "SELECT " + edgeColumns + " FROM json_each(?1) k JOIN edge e ON e.subject = k.value"
	case graph.AllMerges:
		return "SELECT m.source, m.target, m.note FROM merge m"
	}
	return ""
}

// Read answers a query.
func (t *tx) Read(ctx context.Context, q graph.Query) (*graph.Records, error) {
	r := &graph.Records{}
	var err error
	if q.Find == graph.CountAll {
		r.Counts, err = t.counts(ctx)
	} else {
		err = t.read(ctx, q, r)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the store: %w", err)
	}
	r.Sort()
	return r, nil
}

func (t *tx) read(ctx context.Context, q graph.Query, r *graph.Records) error {
	statement := selects(q.Find)
	if strings.Contains(statement, "?1") && len(q.Keys) == 0 {
		return nil
	}
	keys, err := keyList(q)
	if err != nil {
		return err
	}
	limit := q.Limit
	if limit == 0 {
		limit = -1
	}
	rows, err := t.conn.QueryContext(ctx, statement, keys, q.After, limit)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows, q.Find, r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// keyList writes the keys as JSON, edge keys as arrays of their parts.
func keyList(q graph.Query) (string, error) {
	var list any = q.Keys
	if q.Find == graph.FactsByEdge || q.Find == graph.EdgesByKey {
		split := make([][3]string, len(q.Keys))
		for i, k := range q.Keys {
			split[i][0], split[i][1], split[i][2] = graph.SplitEdgeKey(k)
		}
		list = split
	}
	data, err := json.Marshal(list)
	return string(data), err
}

func scan(rows *sql.Rows, find graph.Find, r *graph.Records) error {
	switch find {
	case graph.ArticlesByID, graph.ArticlesBySource, graph.ArticlesByBand, graph.ArticlesByStory, graph.AllArticles:
		return scanArticle(rows, r)
	case graph.EntitiesByID, graph.EntitiesByName, graph.AllEntities:
		return scanEntity(rows, r)
	case graph.FactsByID, graph.FactsByEdge, graph.FactsByContent, graph.FactsByEntity, graph.AllFacts:
		return scanFact(rows, r)
	case graph.StatementsByFact, graph.StatementsByArticle:
		var s graph.Statement
		if err := rows.Scan(&s.Fact, &s.Article, &s.Start, &s.End, &s.Text, &s.Confidence); err != nil {
			return err
		}
		r.Statements = append(r.Statements, s)
	case graph.EdgesByKey, graph.EdgesByEntity, graph.EdgesBySubject:
		var e graph.Edge
		if err := rows.Scan(&e.Subject, &e.Relation, &e.Object, &e.Facts, &e.Negated, &e.Articles, &e.Sources, &e.First, &e.Last,
			&e.Polarity, &e.Modality, &e.Confidence); err != nil {
			return err
		}
		r.Edges = append(r.Edges, e)
	case graph.AllMerges:
		var m graph.Merge
		if err := rows.Scan(&m.From, &m.Into, &m.Note); err != nil {
			return err
		}
		r.Merges = append(r.Merges, m)
	}
	return nil
}

func scanArticle(rows *sql.Rows, r *graph.Records) error {
	var a graph.Article
	var forms []byte
	if err := rows.Scan(&a.ID, &a.Source, &a.Title, &a.URL, &a.Lang, &a.Published, &a.Outlet, &forms, &a.Digest, &a.Sketch, &a.Story); err != nil {
		return err
	}
	if err := json.Unmarshal(forms, &a.Forms); err != nil {
		return fmt.Errorf("article %s: %w", a.ID, err)
	}
	r.Articles = append(r.Articles, a)
	return nil
}

func scanEntity(rows *sql.Rows, r *graph.Records) error {
	var e graph.Entity
	var names []byte
	if err := rows.Scan(&e.ID, &e.Type, &e.Name, &e.ISO, &e.Key, &names); err != nil {
		return err
	}
	if err := json.Unmarshal(names, &e.Names); err != nil {
		return fmt.Errorf("entity %s: %w", e.ID, err)
	}
	r.Entities = append(r.Entities, e)
	return nil
}

func scanFact(rows *sql.Rows, r *graph.Records) error {
	var f graph.Fact
	var stated []byte
	if err := rows.Scan(&f.ID, &f.Relation, &f.Subject, &f.Object, &f.Place, &f.Attribution, &stated, &f.Theme, &f.Date, &f.Quantity,
		&f.Role, &f.Polarity, &f.Modality, &f.Confidence, &f.Same); err != nil {
		return err
	}
	f.Stated = f.Roles
	if len(stated) > 0 {
		if err := json.Unmarshal(stated, &f.Stated); err != nil {
			return fmt.Errorf("fact %s: %w", f.ID, err)
		}
	}
	r.Facts = append(r.Facts, f)
	return nil
}

func (t *tx) counts(ctx context.Context) (graph.Counts, error) {
	c := graph.Counts{Entities: map[string]int{}, Relations: map[string]int{}, Languages: map[string]int{}}
	rows, err := t.conn.QueryContext(ctx, `SELECT 'article', '', count(*) FROM article
		UNION ALL SELECT 'statement', '', count(*) FROM statement
		UNION ALL SELECT 'fact', '', count(*) - (SELECT count(*) FROM fact f WHERE f.same <> '' AND (
			EXISTS (SELECT 1 FROM fact g WHERE g.id = f.same) OR EXISTS (SELECT 1 FROM fact g WHERE g.same = f.same AND g.same <> '' AND g.id < f.id))) FROM fact
		UNION ALL SELECT 'merge', '', count(*) FROM merge
		UNION ALL SELECT 'entity', type, count(*) FROM entity GROUP BY type
		UNION ALL SELECT 'edge', relation, count(*) FROM edge GROUP BY relation
		UNION ALL SELECT 'language', lang, count(*) FROM article GROUP BY lang`)
	if err != nil {
		return c, err
	}
	defer rows.Close()
	for rows.Next() {
		var kind, name string
		var n int
		if err := rows.Scan(&kind, &name, &n); err != nil {
			return c, err
		}
		c.Add(kind, name, n)
	}
	return c, rows.Err()
}
