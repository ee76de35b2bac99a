package graph

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
)

// Walk goes through everything that a store holds, in one order whatever the store: articles by id, then entities
// by id with the edges that lead away from them, then facts by id with their statements, then merges. It gives a
// page at a time, so that memory stays flat.
func Walk(ctx context.Context, s Store) iter.Seq2[*Records, error] {
	return func(yield func(*Records, error) bool) {
		for _, part := range []struct {
			find Find
			with func(*Records) Query
		}{
			{AllArticles, nil},
			{AllEntities, edgesFrom},
			{AllFacts, statementsOf},
		} {
			fill := func(tx Tx, r *Records) error {
				if part.with == nil {
					return nil
				}
				more, err := tx.Read(ctx, part.with(r))
				if err == nil {
					r.Edges, r.Statements = more.Edges, more.Statements
				}
				return err
			}
			for r, err := range pages(ctx, s, part.find, fill) {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
		yield(read(ctx, s, Query{Find: AllMerges}))
	}
}

func edgesFrom(r *Records) Query {
	ids := make([]string, len(r.Entities))
	for i := range r.Entities {
		ids[i] = r.Entities[i].ID
	}
	return Query{Find: EdgesBySubject, Keys: ids}
}

func statementsOf(r *Records) Query {
	ids := make([]string, len(r.Facts))
	for i := range r.Facts {
		ids[i] = r.Facts[i].ID
	}
	return Query{Find: StatementsByFact, Keys: ids}
}

// dumped is a line of a dump.
type dumped struct {
	Kind   string `json:"kind"`
	Record any    `json:"record"`
}

// Dump writes everything that a store holds, derived records too, one JSON object a line, in the order of Walk:
// two stores hold the same graph if and only if their dumps are equal byte for byte.
func Dump(ctx context.Context, s Store, w io.Writer) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for r, err := range Walk(ctx, s) {
		if err != nil {
			return fmt.Errorf("dumping the store: %w", err)
		}
		for _, line := range dumpLines(r) {
			if err := enc.Encode(line); err != nil {
				return fmt.Errorf("dumping the store: %w", err)
			}
		}
	}
	return out.Flush()
}

// dumpLines puts what belongs to a record right after it.
func dumpLines(r *Records) []dumped {
	var lines []dumped
	for _, a := range r.Articles {
		lines = append(lines, dumped{"article", a})
	}
	edges := r.Edges
	for _, e := range r.Entities {
		lines = append(lines, dumped{"entity", e})
		for ; len(edges) > 0 && edges[0].Subject == e.ID; edges = edges[1:] {
			lines = append(lines, dumped{"edge", edges[0]})
		}
	}
	statements := r.Statements
	for _, f := range r.Facts {
		lines = append(lines, dumped{"fact", f})
		for ; len(statements) > 0 && statements[0].Fact == f.ID; statements = statements[1:] {
			lines = append(lines, dumped{"statement", statements[0]})
		}
	}
	for _, m := range r.Merges {
		lines = append(lines, dumped{"merge", m})
	}
	return lines
}
