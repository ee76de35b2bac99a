package neo4j

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// names are the labels and relationship types that may stand in queries.
type names struct {
	relations map[string]bool
	edges     string   // all relationship types of edges, for a pattern: `MET`|`VISITED`
	labels    string   // all labels of entity types, to take off: :`Person`:`Place`
	types     []string // the labels one by one
}

var safeName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)

// own are the relationship types of the model itself.
var own = []string{"SUBJECT", "OBJECT", "AT", "ATTRIBUTED_TO", "STATED_IN", "SAME_AS"}

func newNames(o *schema.Ontology) (names, error) {
	n := names{relations: map[string]bool{}}
	if o == nil {
		return n, fmt.Errorf("a store needs the ontology: %w", graph.ErrInvalid)
	}
	var edges []string
	for _, r := range o.Relations {
		if !safeName.MatchString(r.Name) || strings.Contains(" "+strings.Join(own, " ")+" ", " "+r.Name+" ") {
			return n, fmt.Errorf("relation %q cannot be a relationship type: %w", r.Name, graph.ErrInvalid)
		}
		n.relations[r.Name] = true
		edges = append(edges, quote(r.Name))
	}
	n.edges = strings.Join(edges, "|")
	for _, t := range schema.EntityTypes() {
		n.types = append(n.types, string(t))
		n.labels += ":" + quote(string(t))
	}
	return n, nil
}

// relation gives a relation for use in a query; anything else than a name of the ontology is an error.
func (n *names) relation(name string) (string, error) {
	if !n.relations[name] {
		return "", fmt.Errorf("no relation %q: %w", name, graph.ErrInvalid)
	}
	return quote(name), nil
}

// label gives an entity type for use in a query.
func (n *names) label(t schema.EntityType) (string, error) {
	for _, name := range n.types {
		if name == string(t) {
			return quote(name), nil
		}
	}
	return "", fmt.Errorf("no entity type %q: %w", t, graph.ErrInvalid)
}

func quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

// Schema lists the statements that make the constraints and indexes, for people who run them themselves.
func Schema() []string {
	var list []string
	labels := []string{"Entity", "Fact", "Article", "Merge"}
	for _, t := range schema.EntityTypes() {
		labels = append(labels, string(t))
		list = append(list, fmt.Sprintf("CREATE INDEX %s_name IF NOT EXISTS FOR (n:%s) ON (n.name)", strings.ToLower(string(t)), t))
	}
	for _, l := range labels {
		list = append(list, fmt.Sprintf("CREATE CONSTRAINT %s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE", strings.ToLower(l), l))
	}
	return append(list,
		"CREATE INDEX fact_same IF NOT EXISTS FOR (n:Fact) ON (n.same)",
		"CREATE INDEX fact_edge IF NOT EXISTS FOR (n:Fact) ON (n.edge)",
		"CREATE INDEX fact_relation IF NOT EXISTS FOR (n:Fact) ON (n.relation)",
		"CREATE INDEX fact_date IF NOT EXISTS FOR (n:Fact) ON (n.date)",
		"CREATE INDEX article_published IF NOT EXISTS FOR (n:Article) ON (n.published)",
		"CREATE INDEX article_source IF NOT EXISTS FOR (n:Article) ON (n.source)",
		"CREATE INDEX article_story IF NOT EXISTS FOR (n:Article) ON (n.story)",
		"CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.names] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}",
		"CREATE FULLTEXT INDEX entity_keys IF NOT EXISTS FOR (n:Entity) ON EACH [n.keys] OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}}",
		"CREATE FULLTEXT INDEX article_bands IF NOT EXISTS FOR (n:Article) ON EACH [n.bands] OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}}",
		"CREATE CONSTRAINT store_id IF NOT EXISTS FOR (n:Triplewire) REQUIRE n.id IS UNIQUE",
	)
}

// storeNode is the node that says which version wrote the store, and at which writers take turns.
const storeNode = "store"

// errUnprepared means that the database has not been used as a store, errOld that an older version wrote it.
var (
	errUnprepared = errors.New("the database holds no store")
	errOld        = fmt.Errorf("the store was written by an older version: open it again: %w", graph.ErrVersion)
)

// prepare makes constraints and indexes on first use, and takes an old store forward. On a store that is prepared it
// only reads, so that a user without the right to change the schema can work with it.
func (s *Store) prepare(ctx context.Context) error {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer session.Close(ctx)
	err := s.managed(ctx, session.ExecuteRead, func(t *tx) error { return t.checkVersion(ctx) })
	if !errors.Is(err, errUnprepared) && !errors.Is(err, errOld) {
		return err
	}
	for _, statement := range Schema() {
		if err := s.autocommit(ctx, session, statement, nil); err != nil {
			return err
		}
	}
	if err := s.autocommit(ctx, session, "CALL db.awaitIndexes(120)", nil); err != nil {
		return err
	}
	return s.managed(ctx, session.ExecuteWrite, func(t *tx) error {
		_, err := t.query(ctx, "MERGE (n:Triplewire {id: $id}) ON CREATE SET n.version = $version, n.turn = 0",
			map[string]any{"id": storeNode, "version": graph.Version})
		if err != nil {
			return err
		}
		return t.forward(ctx, s.opt.Ontology)
	})
}

// forward takes the store from the version that wrote it to the present one: all of it, or nothing. Constraints and
// indexes are there by then.
func (t *tx) forward(ctx context.Context, o *schema.Ontology) error {
	rows, err := t.query(ctx, "MATCH (n:Triplewire {id: $id}) SET n.turn = n.turn + 1 RETURN n.version", map[string]any{"id": storeNode})
	if err != nil {
		return err
	}
	if err := versionOf(rows); !errors.Is(err, errOld) { // somebody may have been faster
		return err
	}
	version, _ := rows[0].Values[0].(int64)
	for ; version < graph.Version; version++ {
		if err := graph.Forward(ctx, t, o, int(version)); err != nil {
			return err
		}
	}
	_, err = t.query(ctx, "MATCH (n:Triplewire {id: $id}) SET n.version = $version", map[string]any{"id": storeNode, "version": version})
	return err
}

// autocommit runs a statement of the schema, which needs a transaction of its own.
func (s *Store) autocommit(ctx context.Context, session neo4j.SessionWithContext, statement string, params map[string]any) error {
	r, err := session.Run(ctx, statement, params)
	if err == nil {
		_, err = r.Consume(ctx)
	}
	if err != nil {
		return fmt.Errorf("preparing the database: %w", err)
	}
	return nil
}

func (t *tx) checkVersion(ctx context.Context) error {
	rows, err := t.query(ctx, "MATCH (n:Triplewire {id: $id}) RETURN n.version", map[string]any{"id": storeNode})
	if err != nil {
		return err
	}
	return versionOf(rows)
}

// turn waits for the turn to write: the lock on the store's node lasts until the transaction ends.
func (t *tx) turn(ctx context.Context) error {
	rows, err := t.query(ctx, "MATCH (n:Triplewire {id: $id}) SET n.turn = n.turn + 1 RETURN n.version", map[string]any{"id": storeNode})
	if err != nil {
		return err
	}
	if err = versionOf(rows); !errors.Is(err, errUnprepared) {
		return err
	}
	return fmt.Errorf("%w: somebody has emptied it: run again to prepare it", errUnprepared)
}

func versionOf(rows []*neo4j.Record) error {
	if len(rows) == 0 {
		return errUnprepared
	}
	v, _ := rows[0].Values[0].(int64)
	old, err := graph.CheckVersion(int(v))
	if old {
		return errOld
	}
	return err
}
