package graphtest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

func testSimulation(t *testing.T, o *schema.Ontology, s Stores) {
	Simulate(t, o, s, 11, 60)
}

// step is one thing that is done to a store: the first field that is set says what.
type step struct {
	Documents []graph.Document
	Texts     []string // of the documents, which JSON leaves out
	Retract   string
	Merge     *graph.Merge
	Undo      string
}

// do does it to a store. A merge that cannot be is none.
func (s *step) do(ctx context.Context, st graph.Store, o *schema.Ontology) error {
	var err error
	switch {
	case s.Documents != nil:
		_, err = graph.Load(ctx, st, o, s.Documents)
	case s.Retract != "":
		_, err = graph.Retract(ctx, st, o, s.Retract)
	case s.Merge != nil:
		_, err = graph.MergeEntities(ctx, st, o, s.Merge.From, s.Merge.Into, s.Merge.Note)
		if errors.Is(err, graph.ErrNotFound) || errors.Is(err, graph.ErrInvalid) {
			err = nil
		}
	case s.Undo != "":
		_, err = graph.UndoMerge(ctx, st, o, s.Undo)
	}
	return err
}

// model does it to a model. Whether a merge can be is for the store to say.
func (s *step) model(m *Model) {
	m.Load(s.Documents...)
	if s.Retract != "" {
		m.Retract(s.Retract)
	}
	if s.Merge != nil {
		merge := *s.Merge
		merge.Into = m.resolve(merge.Into)
		if m.Merges[merge.From].Into == "" && merge.Into != merge.From {
			m.Merges[merge.From] = merge
		}
	}
	if s.Undo != "" {
		delete(m.Merges, s.Undo)
	}
}

// next makes up what is done next.
func next(r *rand.Rand, g *Generator, m *Model) *step {
	switch r.IntN(10) {
	case 0, 1:
		if ids := keys(m.Documents); len(ids) > 0 {
			return &step{Retract: ids[r.IntN(len(ids))]}
		}
	case 2:
		return &step{Merge: &graph.Merge{From: fmt.Sprintf("Q%d", 1000+r.IntN(8)), Into: fmt.Sprintf("Q%d", 1000+r.IntN(8))}}
	case 3:
		if from := keys(m.Merges); len(from) > 0 {
			return &step{Undo: from[0]}
		}
	}
	s := &step{}
	for range 1 + r.IntN(4) {
		d := g.Document(r.IntN(40))
		s.Documents, s.Texts = append(s.Documents, d), append(s.Texts, d.Article.Text)
	}
	return s
}

// Simulate does random things to a store and to a model and holds one against the other. Every sixth thing is done by
// another process, which is killed on the way: then all of it must be there, or nothing. A seed gives the same things
// again, except for the moments of the kills.
func Simulate(t *testing.T, o *schema.Ontology, s Stores, seed uint64, steps int) {
	t.Logf("seed %d", seed)
	st, m := s.Empty(t), NewModel(o)
	r, g := rand.New(rand.NewPCG(seed, 5)), NewGenerator(o, seed, 8, 5)
	usual, came := time.Millisecond, 0
	for i := range steps {
		what := next(r, g, m)
		if i%6 == 5 {
			crashing(t, s.Child(), what, time.Duration(r.Int64N(int64(2*usual))))
			settle(t, st)
			if !holds(t, st, m) {
				came++
				accept(t, st, m, what)
			}
		}
		began := time.Now()
		if err := what.do(t.Context(), st, o); err != nil && !errors.Is(err, graph.ErrNotFound) { // it may have come through before
			t.Fatal(err)
		}
		usual = max(time.Since(began), time.Millisecond)
		accept(t, st, m, what)
	}
	t.Logf("%d of %d crashes came after the end of what they were to break", came, steps/6)
	Holds(t, st, m)
}

// accept does to the model what was done to the store, and holds one against the other. A merge may have been refused.
func accept(t *testing.T, st graph.Store, m *Model, what *step) {
	t.Helper()
	if what.Merge != nil && holds(t, st, m) {
		return
	}
	what.model(m)
	Holds(t, st, m)
}

// settle waits for the end of what a process that is gone has begun: it held the turn to write.
func settle(t *testing.T, st graph.Store) {
	t.Helper()
	if err := st.Update(t.Context(), func(graph.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
}

// stepMode makes the loader of Kill one that does a step, which it reads from standard input.
const stepMode = "TRIPLEWIRE_TEST_STEP"

// crashing lets this test binary do a step and kills it so long after it has begun.
func crashing(t *testing.T, variable string, what *step, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), variable, stepMode+"=1"), os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := json.NewEncoder(in).Encode(what); err != nil {
		t.Fatal(err)
	}
	if !bufio.NewScanner(out).Scan() {
		t.Error("the process that was to be killed did nothing")
	}
	time.Sleep(after)
	_ = cmd.Process.Kill() // it may be done
	_ = cmd.Wait()         // says that it was killed
}

// doAloud does a step and says when it begins.
func doAloud(ctx context.Context, s graph.Store, o *schema.Ontology) error {
	var what step
	if err := json.NewDecoder(os.Stdin).Decode(&what); err != nil {
		return err
	}
	for i := range what.Documents {
		what.Documents[i].Article.Text = what.Texts[i]
	}
	fmt.Println("begins")
	return what.do(ctx, s, o)
}
