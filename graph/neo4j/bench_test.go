package neo4j

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
	"github.com/triplewire/triplewire/graph/sqlite"
)

// benchFacts is how many facts BenchmarkLoad loads, of TRIPLEWIRE_BENCH_FACTS; their entities are a fifth of that.
func benchFacts(b *testing.B) int {
	n, err := strconv.Atoi(os.Getenv("TRIPLEWIRE_BENCH_FACTS"))
	if err != nil {
		n = 10000
	}
	return n
}

// BenchmarkLoad compares the loader with the least that anybody could write: the driver sending UNWIND batches with
// the finished nodes and edges of the very same graph, which the embedded store has worked out beforehand. In one
// run it prints the loader's rate as a share of that (of-script), and how much faster a second load is (again).
func BenchmarkLoad(b *testing.B) {
	s, o, n := open(b, options(b)), ontology(b), benchFacts(b)
	docs := graphtest.NewGenerator(o, 61, n/5, 19).Documents(0, n/10)
	finished, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer finished.Close(b.Context())
	if _, err := graph.Load(b.Context(), finished, o, docs); err != nil {
		b.Fatal(err)
	}
	stats, err := graph.Stats(b.Context(), finished)
	if err != nil {
		b.Fatal(err)
	}
	// the server warms up on the other half of the work
	wipe(b, s)
	load(b, s, docs)
	for b.Loop() {
		wipe(b, s)
		script := timed(b, func() error { return sendAll(b.Context(), s, finished) })
		wipe(b, s)
		first := timed(b, func() error { _, err := graph.Load(b.Context(), s, o, docs); return err })
		again := timed(b, func() error { _, err := graph.Load(b.Context(), s, o, docs); return err })
		b.ReportMetric(float64(stats.Facts)/first.Seconds(), "facts/s")
		b.ReportMetric(script.Seconds()/first.Seconds(), "of-script")
		b.ReportMetric(first.Seconds()/again.Seconds(), "again")
	}
	if graphtest.Dump(b, s) != graphtest.Dump(b, finished) {
		b.Error("the stores differ")
	}
}

func load(b *testing.B, s graph.Store, docs []graph.Document) {
	b.Helper()
	if _, err := graph.Load(b.Context(), s, ontology(b), docs); err != nil {
		b.Fatal(err)
	}
}

func timed(b *testing.B, fn func() error) time.Duration {
	b.Helper()
	began := time.Now()
	if err := fn(); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// sendAll is the hand-written script: nodes and what hangs on them first, then edges, in transactions as large as
// the loader's.
func sendAll(ctx context.Context, s *Store, finished graph.Store) error {
	session := s.session(ctx, 0)
	defer session.Close(ctx)
	send := func(c *graph.Changes) error {
		return s.managed(ctx, session.ExecuteWrite, func(t *tx) error { return t.Write(ctx, c) })
	}
	all := &graph.Changes{}
	err := inOrder(ctx, finished, func(c *graph.Changes) error {
		all.NewArticles = append(all.NewArticles, c.NewArticles...)
		all.NewEntities = append(all.NewEntities, c.NewEntities...)
		all.NewFacts = append(all.NewFacts, c.NewFacts...)
		all.NewStatements = append(all.NewStatements, c.NewStatements...)
		all.NewEdges = append(all.NewEdges, c.NewEdges...)
		if len(all.NewArticles)+len(all.NewEntities)+len(all.NewFacts)+len(all.NewEdges) < 5000 {
			return nil
		}
		full := all
		all = &graph.Changes{}
		return send(full)
	})
	if err != nil {
		return err
	}
	return send(all)
}

// BenchmarkSoak shows that rate and memory stay as they are however much is loaded; TRIPLEWIRE_SOAK_FACTS=1000000
// makes it long.
func BenchmarkSoak(b *testing.B) {
	s := open(b, options(b))
	for b.Loop() {
		wipe(b, s)
		graphtest.Soak(b, s, ontology(b))
	}
}
