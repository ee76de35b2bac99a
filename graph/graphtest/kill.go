package graphtest

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Long tells whether TRIPLEWIRE_TEST_LONG asks for the long form of tests that have one.
func Long() bool { return os.Getenv("TRIPLEWIRE_TEST_LONG") != "" }

// Rounds gives how often a test does what can go wrong at many moments.
func Rounds(short, long int) int {
	if Long() {
		return long
	}
	return short
}

// killDocuments is how many articles the loader that Kill kills has to load.
const killDocuments = 120

func killable(o *schema.Ontology) []graph.Document {
	return NewGenerator(o, 41, 10, 6).Documents(0, killDocuments)
}

// LoadAloud loads the articles of Kill one by one and says on standard output when each is in. A test binary that
// uses Kill calls it instead of its tests when the variable that it gave to Kill is set.
func LoadAloud(ctx context.Context, s graph.Store) error {
	o, err := schema.LoadOntology()
	if err != nil {
		return err
	}
	if os.Getenv(stepMode) != "" {
		return doAloud(ctx, s, o)
	}
	docs := killable(o)
	for i := range docs {
		if _, err := graph.Load(ctx, s, o, docs[i:i+1]); err != nil {
			return err
		}
		fmt.Println(i)
	}
	return s.Close(ctx)
}

// Kill kills a loader, which is this test binary with a variable set, a little later each time and at a random moment
// of the transaction: the store holds every article that was reported and no other in part, and loading again makes
// the graph of an undisturbed load.
func Kill(t *testing.T, variable string, rounds int, open func() graph.Store) {
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	docs := killable(o)
	for round := range rounds {
		said := killed(t, variable, 1+round*100/rounds, time.Duration(rand.Int64N(int64(30*time.Millisecond))))
		s := open()
		settle(t, s)
		stats, err := graph.Stats(t.Context(), s)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if stats.Articles < said {
			t.Errorf("round %d: %d articles were reported, %d are there", round, said, stats.Articles)
		}
		m := NewModel(o)
		m.Load(docs[:stats.Articles]...)
		Holds(t, s, m)
	}
	s := open()
	if _, err := graph.Load(t.Context(), s, o, docs); err != nil {
		t.Fatal(err)
	}
	m := NewModel(o)
	m.Load(docs...)
	Holds(t, s, m)
}

// killed starts a loader and kills it so long after it has reported so many articles. It returns how many there were.
func killed(t *testing.T, variable string, after int, moment time.Duration) (said int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), variable), os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); said < after && lines.Scan(); {
		said++
	}
	if said == 0 {
		t.Error("the loader loaded nothing")
	}
	time.Sleep(moment)
	_ = cmd.Process.Kill() // it may be done
	_ = cmd.Wait()         // says that it was killed
	return said
}
