package neo4j

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// scriptRows is how many rows stand in one statement of a script.
const scriptRows = 500

// Script writes a graph as a Cypher script for an empty database: the statements are those by which the store
// itself writes, with the rows in place of parameters.
func Script(ctx context.Context, from graph.Store, o *schema.Ontology, w io.Writer) error {
	n, err := newNames(o)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for _, s := range Schema() {
		fmt.Fprintf(out, "%s;\n", s)
	}
	fmt.Fprintf(out, "MERGE (n:Triplewire {id: '%s'}) SET n.version = %d, n.turn = 0;\n", storeNode, graph.Version)
	t := &tx{names: &n, batch: func(_ context.Context, cypher string, rows []row) error { return script(out, cypher, rows) }}
	err = inOrder(ctx, from, func(c *graph.Changes) error { return t.Write(ctx, c) })
	if err != nil {
		return fmt.Errorf("writing the script: %w", err)
	}
	return out.Flush()
}

// inOrder gives all of a graph as changes to an empty one: edges come last, when both of their ends are there.
func inOrder(ctx context.Context, from graph.Store, fn func(*graph.Changes) error) error {
	for _, edges := range []bool{false, true} {
		for r, err := range graph.Walk(ctx, from) {
			if err != nil {
				return err
			}
			c := &graph.Changes{NewArticles: r.Articles, NewEntities: r.Entities, NewFacts: r.Facts, NewStatements: r.Statements, NewMerges: r.Merges}
			if edges {
				c = &graph.Changes{NewEdges: r.Edges}
			}
			if err := fn(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func script(out *bufio.Writer, cypher string, rows []row) error {
	for some := range slices.Chunk(rows, scriptRows) {
		out.WriteString("UNWIND [")
		for i, r := range some {
			if i > 0 {
				out.WriteString(",\n")
			}
			if err := literal(out, r); err != nil {
				return err
			}
		}
		// the first error of a writer stays and shows when it is flushed
		fmt.Fprintf(out, "] AS row %s;\n", strings.Join(strings.Fields(cypher), " "))
	}
	return nil
}

// literal writes a value as Cypher.
func literal(out *bufio.Writer, v any) error {
	switch v := v.(type) {
	case nil:
		out.WriteString("null")
	case string:
		literalString(out, v)
	case int:
		out.WriteString(strconv.Itoa(v))
	case float64:
		s := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		out.WriteString(s)
	case []string:
		return literalList(out, "[", "]", v, func(s string) error { literalString(out, s); return nil })
	case row:
		keys := slices.Sorted(mapKeys(v))
		return literalList(out, "{", "}", keys, func(k string) error {
			out.WriteString(quote(k) + ": ")
			return literal(out, v[k])
		})
	default:
		return fmt.Errorf("no Cypher for a %T", v)
	}
	return nil
}

func literalList(out *bufio.Writer, left, right string, items []string, write func(string) error) error {
	out.WriteString(left)
	for i, item := range items {
		if i > 0 {
			out.WriteString(", ")
		}
		if err := write(item); err != nil {
			return err
		}
	}
	out.WriteString(right)
	return nil
}

// literalString writes what could end the string, or be taken for the end of a statement, in another way than as
// it is. Neo4j reads \uXXXX before it looks for the ends of strings, and does so anywhere: a quote cannot be
// written by its number, and after a backslash that belongs to the text the string ends and another is added to it.
func literalString(out *bufio.Writer, s string) {
	out.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'':
			out.WriteString(`\'`)
		case r == '\\':
			out.WriteString(`\\' + '`)
		case r < ' ', r == ';', r == '`', r == '"', r == 0x7f, unicode.Is(unicode.Cf, r) && r <= 0xffff:
			fmt.Fprintf(out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('\'')
}
