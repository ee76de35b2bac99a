package neo4j

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/triplewire/triplewire/graph"
)

// Cypher runs a user's query, which may not write, and hands its rows to take one by one. Values are what JSON
// knows: nodes, relationships and paths come as objects, dates and points as text.
func (s *Store) Cypher(ctx context.Context, query string, params map[string]any, take func(columns []string, row []any) error) error {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer session.Close(ctx)
	// not a managed transaction: rows that have been taken cannot be taken back when it is run again
	t, err := session.BeginTransaction(ctx)
	if err != nil {
		return queryError(err)
	}
	defer t.Close(ctx)
	result, err := t.Run(ctx, query, params)
	if err != nil {
		return queryError(err)
	}
	columns, err := result.Keys()
	if err != nil {
		return queryError(err)
	}
	for result.Next(ctx) {
		row := make([]any, len(columns))
		for i, v := range result.Record().Values {
			row[i] = plain(v)
		}
		if err := take(columns, row); err != nil {
			return err
		}
	}
	if err := result.Err(); err != nil {
		return queryError(err)
	}
	return nil
}

// plain turns a value of the driver into what JSON knows.
func plain(v any) any {
	switch v := v.(type) {
	case dbtype.Node:
		return node{v.Labels, plain(shown(v.Props))}
	case dbtype.Relationship:
		return relationship{v.Type, plain(shown(v.Props))}
	case dbtype.Path:
		// the driver may turn a relationship's direction on the way, so it is told by the ids of its nodes
		steps := []any{plain(v.Nodes[0])}
		for i, r := range v.Relationships {
			out := r.StartElementId == v.Nodes[i].ElementId
			steps = append(steps, step{relationship{r.Type, plain(shown(r.Props))}, out}, plain(v.Nodes[i+1]))
		}
		return steps
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, x := range v {
			m[k] = plain(x)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, x := range v {
			list[i] = plain(x)
		}
		return list
	case nil, bool, int64, float64, string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

// node, relationship and step are how they look in JSON.
type node struct {
	Labels     []string `json:"labels"`
	Properties any      `json:"properties"`
}

type relationship struct {
	Type       string `json:"type"`
	Properties any    `json:"properties"`
}

type step struct {
	relationship
	Out bool `json:"out"` // along its direction
}

// String writes a node as short as a table wants it.
func (n node) String() string { return "(" + label(n.Labels) + nameOf(n.Properties) + ")" }

func (r relationship) String() string { return "[:" + r.Type + "]" }

func (s step) String() string {
	if s.Out {
		return "-" + s.relationship.String() + "->"
	}
	return "<-" + s.relationship.String() + "-"
}

func label(labels []string) string {
	for _, l := range labels {
		if l != "Entity" {
			return ":" + l
		}
	}
	return ""
}

// nameOf gives the property that names a node to people.
func nameOf(properties any) string {
	m, _ := properties.(map[string]any)
	for _, key := range []string{"name", "title", "relation", "source", "id"} {
		if s, ok := m[key].(string); ok && s != "" {
			return " " + s
		}
	}
	return ""
}

// internal are properties that serve the store itself; they are left out of what people see.
var internal = []string{"forms", "digest", "sketch", "bands", "keys", "stated", "same", "edge", "subject", "object", "place", "attribution"}

func shown(props map[string]any) map[string]any {
	m := maps.Clone(props)
	for _, k := range internal {
		delete(m, k)
	}
	return m
}

// queryError marks what the server says about the query itself as graph.ErrInvalid.
func queryError(err error) error {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Statement.") {
		return fmt.Errorf("running the query: %w: %w", graph.ErrInvalid, err)
	}
	return fmt.Errorf("running the query: %w", explain(err))
}
