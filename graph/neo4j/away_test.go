package neo4j

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
	"github.com/triplewire/triplewire/schema"
)

// TestAway lets a server of its own go away under loads, in all the ways in which servers do: what asked for it waits,
// says so, goes on, and the graph is that of an undisturbed load. The server asks for a password, so that refusals show
// too. TRIPLEWIRE_TEST_LONG makes it five crashes and half a minute without a server.
func TestAway(t *testing.T) {
	own := &graphtest.Server{Auth: true}
	if err := own.Run(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	defer own.Stop()
	opt := Options{URL: own.URL, User: own.User, Password: own.Password, Ontology: ontology(t)}
	wrong := opt
	wrong.Password = "wrong-s3cret"
	if _, err := Open(t.Context(), wrong); !errors.Is(err, graph.ErrRefused) || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("a wrong password gave %v", err)
	}
	pause := time.Duration(graphtest.Rounds(3, 30)) * time.Second
	t.Run("Halted", func(t *testing.T) {
		disturb(t, opt, 1, func(waiting <-chan struct{}) error {
			if err := own.Pause(); err != nil {
				return err
			}
			time.Sleep(pause)
			<-waiting
			return own.Resume()
		})
	})
	t.Run("Killed", func(t *testing.T) {
		first := true
		disturb(t, opt, graphtest.Rounds(1, 5), func(waiting <-chan struct{}) error {
			if err := own.Kill(); err != nil {
				return err
			}
			<-waiting
			if first && graphtest.Long() {
				time.Sleep(pause)
			}
			first = false
			return own.Run(own.Home())
		})
	})
}

// disturb loads articles one by one and does something to the server at random moments of that, so many times.
func disturb(t *testing.T, opt Options, times int, what func(waiting <-chan struct{}) error) {
	waiting := make(chan struct{}, 1)
	opt.Silence, opt.Patience = time.Second, 20*time.Minute
	opt.Waiting = func(err error, _ time.Duration) {
		if !errors.Is(err, graph.ErrUnreachable) {
			t.Errorf("waiting because of %v", err)
		}
		select {
		case waiting <- struct{}{}:
		default:
		}
	}
	s, o := open(t, opt), ontology(t)
	wipe(t, s)
	docs := graphtest.NewGenerator(o, 21, 10, 6).Documents(0, 30*times)
	m := graphtest.NewModel(o)
	m.Load(docs...)
	for part := range slices.Chunk(docs, 30) {
		reached, over, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		go func() { done <- loadOneByOne(t.Context(), s, o, part, rand.IntN(20), reached, over) }()
		<-reached
		time.Sleep(time.Duration(rand.Int64N(int64(50 * time.Millisecond))))
		select {
		case <-waiting: // of a slow moment before
		default:
		}
		if err := what(waiting); err != nil {
			t.Fatal(err)
		}
		close(over)
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	graphtest.Holds(t, s, m)
}

// loadOneByOne loads articles in transactions of their own and closes reached when it comes to one of them. It begins
// anew until what disturbs it is over, lest it be done before.
func loadOneByOne(ctx context.Context, s graph.Store, o *schema.Ontology, docs []graph.Document, moment int, reached, over chan struct{}) error {
	for round := 0; ; round++ {
		for i := range docs {
			if i == moment && round == 0 {
				close(reached)
			}
			if _, err := graph.Load(ctx, s, o, docs[i:i+1]); err != nil {
				return err
			}
		}
		select {
		case <-over:
			return nil
		default:
		}
	}
}
