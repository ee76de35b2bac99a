package neo4j

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/triplewire/triplewire/graph"
)

// Query runs a query that only reads, and gives its rows to fn one by one. The columns are known even where there
// are no rows: they come first, with a nil row. What the server reports about the query itself is graph.ErrInvalid.
func (s *Store) Query(ctx context.Context, cypher string, params map[string]any, fn func(columns []string, row []any) error) error {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer session.Close(ctx)
	r, err := session.Run(ctx, cypher, params)
	if err != nil {
		return queryError(err)
	}
	columns, err := r.Keys()
	if err != nil {
		return queryError(err)
	}
	if err := fn(columns, nil); err != nil {
		return err
	}
	for r.Next(ctx) {
		if err := fn(columns, r.Record().Values); err != nil {
			return err
		}
	}
	return queryError(r.Err())
}

func queryError(err error) error {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) && strings.HasPrefix(server.Code, "Neo.ClientError.Statement.") {
		return fmt.Errorf("%w: %s", graph.ErrInvalid, server.Msg)
	}
	return explain(err)
}

// internal are properties that serve the store itself; they are left out of what people see.
var internal = map[string]bool{"forms": true, "digest": true, "sketch": true, "bands": true, "keys": true, "roles": true, "stated": true, "edge": true}

// Plain turns what a query returned into what JSON can say: nodes as their labels and properties, relationships
// as their type and properties, paths as the list of both.
func Plain(v any) any {
	switch v := v.(type) {
	case neo4j.Node:
		return map[string]any{"labels": slices.Sorted(slices.Values(v.Labels)), "properties": shown(v.Props)}
	case neo4j.Relationship:
		return map[string]any{"type": v.Type, "properties": shown(v.Props)}
	case neo4j.Path:
		var parts []any
		for i, n := range v.Nodes {
			parts = append(parts, Plain(n))
			if i < len(v.Relationships) {
				parts = append(parts, Plain(v.Relationships[i]))
			}
		}
		return parts
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = Plain(v[i])
		}
		return list
	case map[string]any:
		m := map[string]any{}
		for k := range v {
			m[k] = Plain(v[k])
		}
		return m
	case nil, bool, int64, float64, string, []byte:
		return v
	}
	return fmt.Sprint(v) // dates, times, durations, points
}

func shown(props map[string]any) map[string]any {
	m := map[string]any{}
	for k, v := range props {
		if !internal[k] {
			m[k] = Plain(v)
		}
	}
	return m
}

// Text turns what a query returned into a few words for a table.
func Text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case neo4j.Node:
		return "(" + title(v) + ")"
	case neo4j.Relationship:
		return "[" + v.Type + "]"
	case neo4j.Path:
		return pathText(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = Text(v[i])
		}
		return strings.Join(parts, ", ")
	case map[string]any:
		data, err := json.Marshal(Plain(v))
		if err != nil {
			return err.Error()
		}
		return string(data)
	}
	return fmt.Sprint(v)
}

// title names a node by what people know it by.
func title(n neo4j.Node) string {
	labels := slices.DeleteFunc(slices.Clone(n.Labels), func(l string) bool { return l == "Entity" && len(n.Labels) > 1 })
	name := ":" + strings.Join(labels, ":")
	for _, key := range []string{"name", "title", "relation", "id"} {
		if s, ok := n.Props[key].(string); ok {
			return name + " " + s
		}
	}
	return name
}

// pathText draws a path with its arrows.
func pathText(p neo4j.Path) string {
	var b strings.Builder
	for i, n := range p.Nodes {
		b.WriteString("(" + title(n) + ")")
		if i < len(p.Relationships) {
			r := p.Relationships[i]
			if r.StartElementId == n.ElementId {
				b.WriteString("-[" + r.Type + "]->")
			} else {
				b.WriteString("<-[" + r.Type + "]-")
			}
		}
	}
	return b.String()
}
