package graph

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// Contradiction is two facts of one relation between the same entities that cannot both be true, each as the passage
// puts it that states it most surely.
type Contradiction struct {
	Why string      `json:"why"` // Denied or Quantity
	A   schema.Fact `json:"a"`   // the asserted one, or that of the smaller id
	B   schema.Fact `json:"b"`
}

// Why two facts contradict each other.
const (
	Denied   = "denied"   // one asserts what the other negates
	Quantity = "quantity" // they give different numbers of the same unit
)

// contradictEdges bounds how many edges are looked at together: each brings all of its facts along.
const contradictEdges = 50

// Contradictions goes through what contradicts each other in a store, or at one entity if id is not "", or between two
// if other is not either. Qualifiers that only one of two facts has do not tell them apart; those that both have must
// agree.
func Contradictions(ctx context.Context, s Store, id, other string) iter.Seq2[Contradiction, error] {
	return func(yield func(Contradiction, error) bool) {
		for keys, err := range doubtful(ctx, s, id, other) {
			var found []Contradiction
			if err == nil {
				err = s.View(ctx, func(tx Tx) (err error) {
					found, err = contradictions(ctx, tx, keys)
					return err
				})
			}
			if err != nil {
				yield(Contradiction{}, fmt.Errorf("looking for contradictions: %w", err))
				return
			}
			for _, c := range found {
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}

// doubtful gives the keys of edges that more than one fact stands behind, some at a time.
func doubtful(ctx context.Context, s Store, id, other string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		some := func(edges []Edge) bool {
			var keys []string
			for i := range edges {
				if e := &edges[i]; e.Facts > 1 && (other == "" || e.Subject == other || e.Object == other) {
					keys = append(keys, edges[i].EdgeID())
				}
			}
			for len(keys) > 0 {
				n := min(len(keys), contradictEdges)
				if !yield(keys[:n], nil) {
					return false
				}
				keys = keys[n:]
			}
			return true
		}
		if id != "" {
			r, err := read(ctx, s, Query{Find: EdgesByEntity, Keys: []string{id}})
			if err != nil {
				yield(nil, err)
				return
			}
			some(r.Edges)
			return
		}
		fill := func(tx Tx, r *Records) error {
			more, err := tx.Read(ctx, edgesFrom(r))
			if err == nil {
				r.Edges = more.Edges
			}
			return err
		}
		for r, err := range pages(ctx, s, AllEntities, fill) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !some(r.Edges) {
				return
			}
		}
	}
}

func contradictions(ctx context.Context, tx Tx, keys []string) ([]Contradiction, error) {
	r, err := tx.Read(ctx, Query{Find: FactsByEdge, Keys: keys})
	if err != nil {
		return nil, err
	}
	type pair struct {
		why  string
		a, b string
	}
	var pairs []pair
	var ids []string
	in := map[string]Fact{}
	byEdge := map[string][]*Fact{}
	for i := range r.Facts {
		f := &r.Facts[i]
		for _, other := range byEdge[f.EdgeID()] {
			a, b := other, f
			if a.Polarity == schema.Negated {
				a, b = b, a
			}
			if why := contradict(a, b); why != "" {
				pairs = append(pairs, pair{why, a.ID, b.ID})
				in[a.ID], in[b.ID] = *a, *b
			}
		}
		byEdge[f.EdgeID()] = append(byEdge[f.EdgeID()], f)
	}
	ids = sortedKeys(in)
	facts := make([]Fact, len(ids))
	for i, id := range ids {
		facts[i] = in[id]
	}
	passages, err := stated(ctx, tx, facts)
	if err != nil {
		return nil, err
	}
	best := map[string]schema.Fact{}
	for _, f := range passages {
		if old, ok := best[f.ID]; !ok || f.Confidence > old.Confidence {
			best[f.ID] = f
		}
	}
	var found []Contradiction
	for _, p := range pairs {
		found = append(found, Contradiction{p.why, best[p.a], best[p.b]})
	}
	return found, nil
}

// contradict says why two facts of one edge cannot both be true; "" if they can. If one is negated, it is b.
func contradict(a, b *Fact) string {
	if !agree(a.Theme, b.Theme) || !agree(a.Role, b.Role) || !agree(a.Place, b.Place) || !sameTime(a.Date, b.Date) {
		return ""
	}
	if a.Polarity != b.Polarity {
		if agree(a.Quantity, b.Quantity) {
			return Denied
		}
		return ""
	}
	n, unit, _ := strings.Cut(a.Quantity, " ")
	m, other, _ := strings.Cut(b.Quantity, " ")
	if a.Polarity == schema.Asserted && n != "" && m != "" && n != m && unit == other {
		return Quantity
	}
	return ""
}

// agree tells whether two qualifiers do not tell facts apart.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

// sameTime tells whether two dates can be one: 2025-06 and 2025-06-07 can.
func sameTime(a, b string) bool {
	if a == "" || b == "" {
		return true
	}
	from, to, isRange := strings.Cut(a, "/")
	if !isRange {
		to = from
	}
	start, end, isRange := strings.Cut(b, "/")
	if !isRange {
		end = start
	}
	// a shorter date stands for all of its days: ~ sorts behind every digit and hyphen
	return from <= end+"~" && start <= to+"~"
}
