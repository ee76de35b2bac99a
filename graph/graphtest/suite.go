package graphtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Stores is how the suite gets at the stores that it tests.
type Stores struct {
	Empty func(t *testing.T) graph.Store // a store without anything in it
	Again func(t *testing.T) graph.Store // the store that Empty gave last, opened once more
	Other func(t *testing.T) graph.Store // an empty store to copy to
	Child func() string                  // the variable that makes this test binary a Child at the store that Empty gave last
}

// Run holds stores to their contract.
func Run(t *testing.T, s Stores) {
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		run  func(*testing.T, *schema.Ontology, Stores)
	}{
		{"Empty", testEmpty},
		{"Seed", testSeed},
		{"Idempotent", testIdempotent},
		{"Order", testOrder},
		{"Writers", testWriters},
		{"Stream", testStream},
		{"StreamWaits", testStreamWaits},
		{"Replace", testReplace},
		{"Retract", testRetract},
		{"Merge", testMerge},
		{"Twins", testTwins},
		{"Stories", testStories},
		{"Candidates", testCandidates},
		{"Contradictions", testContradictions},
		{"Popular", testPopular},
		{"Copy", testCopy},
		{"DryRun", testDryRun},
		{"Rollback", testRollback},
		{"Traversals", testTraversals},
		{"Hostile", testHostile},
		{"Simulation", testSimulation},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, o, s) })
	}
}

// Dump gives the dump of a store.
func Dump(t testing.TB, s graph.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := graph.Dump(t.Context(), s, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var digest = regexp.MustCompile(`"digest":"[0-9a-f]+"`)

// Holds fails the test if the store does not hold what the model says.
func Holds(t testing.TB, s graph.Store, m *Model) {
	t.Helper()
	differ(t, digest.ReplaceAllString(Dump(t, s), `"digest":""`), string(m.Dump()))
}

// holds tells whether a store holds what the model says.
func holds(t testing.TB, s graph.Store, m *Model) bool {
	t.Helper()
	return digest.ReplaceAllString(Dump(t, s), `"digest":""`) == string(m.Dump())
}

func differ(t testing.TB, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	shown := 0
	for i := 0; i < max(len(g), len(w)) && shown < 5; i++ {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("line %d:\n got %s\nwant %s", i+1, a, b)
			shown++
		}
	}
	t.FailNow()
}

func load(t testing.TB, s graph.Store, o *schema.Ontology, docs ...graph.Document) *graph.Report {
	t.Helper()
	r, err := graph.Load(t.Context(), s, o, docs)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Rejected) > 0 {
		t.Fatalf("rejected: %+v", r.Rejected)
	}
	return r
}

func testEmpty(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	if d := Dump(t, st); d != "" {
		t.Errorf("an empty store holds %s", d)
	}
	if _, err := graph.Lookup(t.Context(), st, "nobody"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("looking up nobody: %v", err)
	}
	if _, err := graph.Retract(t.Context(), st, o, "a:0"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("retracting nothing: %v", err)
	}
}

func testSeed(t *testing.T, o *schema.Ontology, s Stores) {
	st, m := s.Empty(t), NewModel(o)
	docs := Wire(o)
	m.Load(docs...)
	r := load(t, st, o, docs...)
	if r.New != len(docs) || r.FactsNew == 0 || r.FactsSeen != 0 {
		t.Errorf("report: %+v", r)
	}
	Holds(t, st, m)
	c, err := graph.Stats(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	if c.Articles != 3 || c.Facts != 4 || c.Statements != 5 || c.Edges != 3 || c.Entities["Person"] != 2 || c.Languages["de"] != 2 || c.Relations["MET"] != 1 {
		t.Errorf("counts: %+v", c)
	}
}

func testIdempotent(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	docs := NewGenerator(o, 1, 12, 6).Documents(0, 30)
	first := load(t, st, o, docs...)
	before := Dump(t, st)
	second := load(t, st, o, docs...)
	differ(t, Dump(t, st), before)
	if second.Unchanged != len(docs) || second.FactsNew != 0 || second.Added != (graph.Counted{}) || second.Changed != (graph.Counted{}) {
		t.Errorf("loading again: %+v after %+v", second, first)
	}
	// without the text, as from a file of facts, nothing is lost either
	bare := slices.Clone(docs)
	for i := range bare {
		bare[i].Article.Text = ""
	}
	load(t, st, o, bare...)
	differ(t, Dump(t, st), before)
}

func testOrder(t *testing.T, o *schema.Ontology, s Stores) {
	docs := NewGenerator(o, 2, 10, 6).Documents(0, 30)
	m := NewModel(o)
	m.Load(docs...)
	for seed := range uint64(3) {
		st := s.Empty(t)
		r := rand.New(rand.NewPCG(seed, 3))
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		for rest := docs; len(rest) > 0; {
			n := min(1+r.IntN(12), len(rest))
			load(t, st, o, rest[:n]...)
			rest = rest[n:]
		}
		Holds(t, st, m)
	}
}

func testWriters(t *testing.T, o *schema.Ontology, s Stores) {
	docs := NewGenerator(o, 4, 10, 5).Documents(0, 40)
	m := NewModel(o)
	m.Load(docs...)
	first := s.Empty(t)
	writers := []graph.Store{first, s.Again(t), first, s.Again(t)}
	var wg sync.WaitGroup
	errs := make([]error, len(writers))
	for i, w := range writers {
		wg.Go(func() {
			for k := range docs {
				d := docs[(k*7+i*11)%len(docs)] // each loads everything, in an order of its own
				if _, err := graph.Load(t.Context(), w, o, []graph.Document{d}); err != nil {
					errs[i] = err
					return
				}
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	Holds(t, first, m)
}

func testReplace(t *testing.T, o *schema.Ontology, s Stores) {
	st, m := s.Empty(t), NewModel(o)
	g := NewGenerator(o, 5, 8, 6)
	docs := g.Documents(0, 20)
	load(t, st, o, docs...)
	m.Load(docs...)
	for i := 0; i < 20; i += 3 {
		d := g.Document(i)
		if i%2 == 0 {
			d.Article.Text = storyText(1000 + i)
		}
		if r := load(t, st, o, d); r.Replaced != 1 {
			t.Errorf("report: %+v", r)
		}
		m.Load(d)
	}
	Holds(t, st, m)
	none := docs[0]
	none.Facts = nil
	load(t, st, o, none)
	m.Load(none)
	Holds(t, st, m)
}

func testRetract(t *testing.T, o *schema.Ontology, s Stores) {
	st, m := s.Empty(t), NewModel(o)
	docs := NewGenerator(o, 6, 8, 6).Documents(0, 20)
	load(t, st, o, docs...)
	m.Load(docs...)
	for i := 0; i < 20; i += 4 {
		id, err := graph.FindArticle(t.Context(), st, docs[i].Article.URL)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := graph.Retract(t.Context(), st, o, id); err != nil {
			t.Fatal(err)
		}
		m.Retract(id)
	}
	Holds(t, st, m)
	for id := range m.Documents {
		if _, err := graph.Retract(t.Context(), st, o, id); err != nil {
			t.Fatal(err)
		}
	}
	if d := Dump(t, st); d != "" {
		t.Errorf("after retracting everything there is still %s", d)
	}
}

func testMerge(t *testing.T, o *schema.Ontology, s Stores) {
	st, m := s.Empty(t), NewModel(o)
	g := NewGenerator(o, 7, 9, 6)
	docs := g.Documents(0, 20)
	load(t, st, o, docs...)
	m.Load(docs...)
	before := Dump(t, st)
	for _, merge := range []graph.Merge{{From: "Q1004", Into: "Q1001", Note: "the same"}, {From: "Q1001", Into: "Q1007"}, {From: "Q1002", Into: "Q1005"}} {
		if _, err := graph.MergeEntities(t.Context(), st, o, merge.From, merge.Into, merge.Note); err != nil {
			t.Fatal(err)
		}
		m.Merges[merge.From] = merge
		Holds(t, st, m)
	}
	more := g.Documents(20, 10)
	load(t, st, o, more...)
	m.Load(more...)
	Holds(t, st, m)
	if _, err := graph.MergeEntities(t.Context(), st, o, "Q1007", "Q1004", ""); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("merging in a circle: %v", err)
	}
	for _, d := range more {
		if _, err := graph.Retract(t.Context(), st, o, d.Article.ID); err != nil {
			t.Fatal(err)
		}
	}
	for _, from := range []string{"Q1001", "Q1002", "Q1004"} {
		if _, err := graph.UndoMerge(t.Context(), st, o, from); err != nil {
			t.Fatal(err)
		}
	}
	differ(t, Dump(t, st), before)
}

// testStories holds that copies of one text count as one source, also where only a third article shows that two
// are copies, and that they are two again without it.
func testStories(t *testing.T, o *schema.Ontology, s Stores) {
	st, m := s.Empty(t), NewModel(o)
	text := storyText(1) + storyText(2)
	part := func(number int) graph.Document {
		from, to := number*len(text)/9, (number+5)*len(text)/9
		d := article(fmt.Sprintf("https://story.example/%d", number), "en", "2025-01-01", fact(o, "WARNED",
			schema.Entity{ID: "Q1", Type: schema.Country, Name: "One"}, schema.Entity{ID: "Q2", Type: schema.Country, Name: "Two"}, 0.5))
		d.Article.Text = text[from:to]
		if number == 2 { // in the middle, and silent about the edge
			d.Facts = nil
		}
		return d
	}
	sources := func(want int) {
		t.Helper()
		Holds(t, st, m)
		links, err := graph.Neighbors(t.Context(), st, "Q1")
		if err != nil || len(links) != 1 || links[0].Edge.Sources != want {
			t.Errorf("got %+v %v, want %d sources", links, err, want)
		}
	}
	for _, step := range []struct{ number, sources int }{{0, 1}, {2, 1}, {1, 1}, {4, 2}, {3, 1}} {
		load(t, st, o, part(step.number))
		m.Load(part(step.number))
		sources(step.sources)
	}
	for _, step := range []struct{ number, sources int }{{2, 2}, {4, 2}, {0, 2}, {1, 1}} {
		id := part(step.number).Article.ID
		if _, err := graph.Retract(t.Context(), st, o, id); err != nil {
			t.Fatal(err)
		}
		m.Retract(id)
		sources(step.sources)
	}
}

func testCandidates(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	russia := schema.Entity{ID: "Q159", Type: schema.Country, Name: "Russia"}
	person := func(id, name string, mentions ...string) schema.Entity {
		return schema.Entity{ID: id, Type: schema.Person, Name: name, Mentions: mentions}
	}
	load(t, st, o, article("https://same.example", "en", "2025-01-01",
		fact(o, "WARNED", person("Q39259", "Recep Tayyip Erdoğan", "Erdoğan"), russia, 0.5),
		fact(o, "WARNED", person("e:1", "Erdogan"), russia, 0.5),
		fact(o, "WARNED", person("e:2", "Wladimir Putin"), russia, 0.5),
		fact(o, "WARNED", person("Q7747", "Vladimir Putin", "Wladimir Putin"), russia, 0.5),
		fact(o, "WARNED", person("e:4", "김정은"), russia, 0.5),
		fact(o, "WARNED", person("Q56226", "Kim Jong Un"), russia, 0.5),
		fact(o, "WARNED", person("Q1001", "Ким Чен Ын"), russia, 0.5),
		fact(o, "WARNED", person("e:5", "ドナルド・トゥスク"), russia, 0.5),
		fact(o, "WARNED", person("Q946", "Donald Tusk"), russia, 0.5),
		fact(o, "WARNED", schema.Entity{ID: "e:3", Type: schema.Organization, Name: "Vladimir Putin"}, russia, 0.5)))
	found, err := graph.Candidates(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range found {
		got = append(got, fmt.Sprintf("%s %s %.2f %s", c.A.ID, c.B.ID, c.Score, c.Reason))
	}
	want := "Q7747 e:2 0.80 both are called Wladimir Putin\nQ946 e:5 0.70 Donald Tusk and ドナルド・トゥスク sound alike\n" +
		"Q39259 e:1 0.60 Erdoğan and Erdogan differ by accents only\n" +
		"Q1001 e:4 0.35 Ким Чен Ын and 김정은 sound alike\nQ56226 e:4 0.35 Kim Jong Un and 김정은 sound alike"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if _, err := graph.MergeEntities(t.Context(), st, o, "e:2", "Q7747", found[0].Reason); err != nil {
		t.Fatal(err)
	}
	if found, err = graph.Candidates(t.Context(), st); err != nil || len(found) != 4 {
		t.Errorf("after the merge: %v %v", found, err)
	}
}

// testPopular holds that what is in very many facts loses and gains names as it should: stores and the code above
// them read such entities in parts.
func testPopular(t *testing.T, o *schema.Ontology, s Stores) {
	st, m := s.Empty(t), NewModel(o)
	docs := slices.Concat(popular(o, "Q2", "A", 600), popular(o, "Q3", "B", 1))
	load(t, st, o, docs...)
	m.Load(docs...)
	if _, err := graph.MergeEntities(t.Context(), st, o, "Q3", "Q2", ""); err != nil {
		t.Fatal(err)
	}
	m.Merges["Q3"] = graph.Merge{From: "Q3", Into: "Q2"}
	Holds(t, st, m)
	for _, d := range docs[:3] {
		if _, err := graph.Retract(t.Context(), st, o, d.Article.ID); err != nil {
			t.Fatal(err)
		}
		m.Retract(d.Article.ID)
	}
	Holds(t, st, m)
}

// popular gives articles with some facts each about one entity, which each of them calls by names of its own.
func popular(o *schema.Ontology, id, name string, facts int) []graph.Document {
	var docs []graph.Document
	for i := 0; i < facts; i += 50 {
		var list []schema.Fact
		for k := range min(50, facts) {
			f := fact(o, "WARNED", schema.Entity{ID: id, Type: schema.Person, Name: name, Mentions: []string{name, fmt.Sprint(name, i)}},
				schema.Entity{ID: "Q9", Type: schema.Country, Name: "Nine"}, 0.5)
			theme := fmt.Sprint(name, i+k)
			f.Theme = &theme
			list = append(list, f)
		}
		docs = append(docs, article(fmt.Sprintf("https://popular.example/%s/%d", id, i), "en", "2025-01-01", list...))
	}
	return docs
}

func testCopy(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	load(t, st, o, NewGenerator(o, 8, 9, 6).Documents(0, 25)...)
	if _, err := graph.MergeEntities(t.Context(), st, o, "Q1004", "Q1001", "the same"); err != nil {
		t.Fatal(err)
	}
	before := Dump(t, st)
	there := s.Other(t)
	if _, err := graph.Copy(t.Context(), st, there, o); err != nil {
		t.Fatal(err)
	}
	differ(t, Dump(t, there), before)
	back := s.Empty(t)
	if _, err := graph.Copy(t.Context(), there, back, o); err != nil {
		t.Fatal(err)
	}
	differ(t, Dump(t, back), before)
	if _, err := graph.Copy(t.Context(), there, back, o); err != nil {
		t.Fatal(err)
	}
	differ(t, Dump(t, back), before)
}

func testDryRun(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	g := NewGenerator(o, 9, 8, 5)
	load(t, st, o, g.Documents(0, 10)...)
	before := Dump(t, st)
	docs := g.Documents(5, 10)
	would, err := graph.DryRun(t.Context(), st, o, docs)
	if err != nil {
		t.Fatal(err)
	}
	differ(t, Dump(t, st), before)
	did := load(t, st, o, docs...)
	if fmt.Sprint(*would) != fmt.Sprint(*did) {
		t.Errorf("said %+v\n did %+v", would, did)
	}
}

func testRollback(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	load(t, st, o, Wire(o)...)
	before := Dump(t, st)
	failure := errors.New("no")
	err := st.Update(t.Context(), func(tx graph.Tx) error {
		if err := tx.Write(t.Context(), &graph.Changes{NewEntities: []graph.Entity{{ID: "Q1", Type: schema.Person, Name: "X", Names: []string{"X"}}}}); err != nil {
			return err
		}
		r, err := tx.Read(t.Context(), graph.Query{Find: graph.EntitiesByID, Keys: []string{"Q1"}})
		if err != nil || len(r.Entities) != 1 {
			t.Errorf("a transaction does not see what it wrote: %v %v", r, err)
		}
		return failure
	})
	if !errors.Is(err, failure) {
		t.Errorf("the transaction gave %v", err)
	}
	differ(t, Dump(t, st), before)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := graph.Load(ctx, st, o, NewGenerator(o, 1, 5, 5).Documents(0, 3)); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled load gave %v", err)
	}
	differ(t, Dump(t, st), before)
}
