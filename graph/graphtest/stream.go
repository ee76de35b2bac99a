package graphtest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// testStream lets several goroutines add to each of two loaders at once, the same articles in other orders: what comes
// of it is the graph that one of them alone makes.
func testStream(t *testing.T, o *schema.Ontology, s Stores) {
	docs := NewGenerator(o, 81, 12, 6).Documents(0, 150)
	m := NewModel(o)
	m.Load(docs...)
	first := s.Empty(t)
	loaders := []graph.Store{first, s.Again(t)}
	totals := make([]graph.Report, len(loaders))
	var all sync.WaitGroup
	for i, store := range loaders {
		stream := graph.NewStream(t.Context(), store, o, func(r *graph.Report) { totals[i].Add(r) })
		all.Go(func() {
			var adding sync.WaitGroup
			for from := range 3 {
				adding.Go(func() {
					for k := from; k < len(docs); k += 3 {
						if err := stream.Add(&docs[(k*7+i*31)%len(docs)]); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
			adding.Wait()
			if err := stream.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	Holds(t, first, m)
	if loaded := totals[0].New + totals[1].New; loaded != len(docs) || totals[0].Unchanged+totals[1].Unchanged != len(docs) {
		t.Errorf("%+v and %+v, want %d new in both together", totals[0], totals[1], len(docs))
	}
}

// testStreamWaits holds that those who add wait while the store is busy, instead of piling up articles, that bad ones
// are told, and that an end in the middle leaves what was loaded.
func testStreamWaits(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	docs := NewGenerator(o, 82, 12, 6).Documents(0, 200)
	docs[3].Article.Title = "\xff"
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var total graph.Report
	stream := graph.NewStream(ctx, s.Again(t), o, func(r *graph.Report) { total.Add(r) })
	added, ended := make(chan int, len(docs)), make(chan error, 1)
	err := st.Update(t.Context(), func(graph.Tx) error { // the turn to write is ours for now
		go func() {
			for i := range docs {
				if err := stream.Add(&docs[i]); err != nil {
					ended <- err
					return
				}
				added <- i
			}
			ended <- nil
		}()
		time.Sleep(time.Second)
		if n := len(added); n < 32 || n > 150 {
			t.Errorf("%d articles were taken while nothing could be written", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	cancel()
	if err := stream.Close(); !errors.Is(err, context.Canceled) {
		t.Errorf("a stream that was ended gave %v", err)
	}
	if len(total.Rejected) != 1 || total.Rejected[0].Article != docs[3].Article.ID {
		t.Errorf("rejected %+v", total.Rejected)
	}
	m := NewModel(o)
	c, err := graph.Stats(t.Context(), st)
	if err != nil || c.Articles < total.New {
		t.Errorf("%d articles are there, %d were told: %v", c.Articles, total.New, err)
	}
	for _, d := range docs[:min(c.Articles+1, len(docs))] {
		if d.Article.ID != docs[3].Article.ID {
			m.Load(d)
		}
	}
	Holds(t, st, m)
}
