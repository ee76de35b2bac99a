package graphtest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

func testTraversals(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	load(t, st, o, Wire(o)...)
	for name, want := range map[string]string{"Nordkorea": "Q423", "pyongyang": "Q423", "Kim Jong-un": "Q56226", "KIMJONGUN": "Q56226",
		"Moskau": "Q159", "Q159": "Q159", "Staatsgästehaus Diaoyutai": schema.EntityID(schema.Place, "Diaoyutai")} {
		found, err := graph.Lookup(t.Context(), st, name)
		if err != nil || len(found) != 1 || found[0].ID != want {
			t.Errorf("looking up %q gave %v %v, want %s", name, found, err, want)
		}
	}
	for _, name := range []string{"Kim Jong", "Nord", "", "*", "Nordkorea OR Moskau", `"`, "Q"} {
		if found, err := graph.Lookup(t.Context(), st, name); !errors.Is(err, graph.ErrNotFound) {
			t.Errorf("looking up %q gave %v %v", name, found, err)
		}
	}
	testLinks(t, st)
	testFacts(t, st)
}

func testLinks(t *testing.T, st graph.Store) {
	links, err := graph.Neighbors(t.Context(), st, "Q7747")
	if err != nil || len(links) != 2 {
		t.Fatalf("neighbours: %+v %v", links, err)
	}
	met := links[0]
	if met.Subject.Name != "Kim Jong Un" || met.Object.Name != "Vladimir Putin" {
		t.Errorf("the edge leads from %s to %s", met.Subject.Name, met.Object.Name)
	}
	want := graph.Edge{Subject: "Q56226", Relation: "MET", Object: "Q7747", Facts: 1, Articles: 2, Sources: 2, First: "2025-09-03",
		Last: "2025-09-03", Polarity: schema.Asserted, Modality: schema.Actual, Confidence: 0.95}
	if met.Edge != want {
		t.Errorf("got edge %+v, want %+v", met.Edge, want)
	}
	path, err := graph.Path(t.Context(), st, "Q56226", "Q212", 4)
	if err != nil || len(path) != 2 || path[0].Edge != want || path[1].Edge.Relation != "THREATENED" {
		t.Errorf("path: %+v %v", path, err)
	}
	if path, err := graph.Path(t.Context(), st, "Q56226", "Q212", 1); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("path of one step: %v %v", path, err)
	}
	if path, err := graph.Path(t.Context(), st, "Q56226", "Q423", 9); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("path between what is not connected: %v %v", path, err)
	}
	if path, err := graph.Path(t.Context(), st, "Q423", "Q423", 3); err != nil || len(path) != 0 {
		t.Errorf("path to itself: %v %v", path, err)
	}
}

func testFacts(t *testing.T, st graph.Store) {
	both, err := graph.Timeline(t.Context(), st, "Q159", "Q423")
	if err != nil || len(both) != 2 || both[0].Article.Lang != "de" || *both[1].Theme != "ballistic missiles" {
		t.Errorf("timeline of two: %+v %v", both, err)
	}
	all, err := graph.Timeline(t.Context(), st, "Q7747", "")
	if err != nil || len(all) != 3 || all[0].Relation != "MET" || all[2].Relation != "THREATENED" {
		t.Errorf("timeline of one: %+v %v", all, err)
	}
	at, err := graph.Timeline(t.Context(), st, schema.EntityID(schema.Place, "Diaoyutai"), "")
	if err != nil || len(at) != 2 {
		t.Errorf("timeline of a place: %+v %v", at, err)
	}
	shown, err := graph.Show(t.Context(), st, all[0].ID)
	if err != nil || len(shown) != 2 {
		t.Fatalf("show: %+v %v", shown, err)
	}
	f := shown[0]
	if f.Evidence.Text != "Kim Jong Un MET Vladimir Putin." || *f.Date != "2025-09-03" || f.Place.Name != "Diaoyutai" ||
		!slices.Equal(f.Subject.Mentions, []string{"Kim", "Kim Jong Un"}) || f.Article.Title != "On Kim Jong Un" || f.ID != schema.FactID(&f) {
		t.Errorf("show: %+v", f)
	}
	if _, err := graph.Show(t.Context(), st, "f:0"); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("showing nothing: %v", err)
	}
}

// Hostile gives strings that try to break out, or that stores may find hard to keep.
func Hostile() []string {
	return []string{
		"'", `"`, "`", "\\", "'; DROP TABLE fact; --", "`}) DETACH DELETE n //", "'}) DETACH DELETE (n", "$id", "{id: 1}", "%s%n%x",
		"a\x00b", "\x00", "\x01\x1f\x7f\u0085", "a\r\nb\tc", "\u202eright to left\u202c", "\u200b\ufeff\u2028", "a\u0301\u0308", "🇰🇵👩‍👩‍👧",
		"\xed\xa0\x80", "\xff\xfe", "a\xc3", "\ufffd", "\U0010ffff\ufdd0", "null", "NaN", "-1", "", " ", ".", "*", "AND OR NOT", "~", "[1 TO 2]",
		strings.Repeat("long ", 1000), strings.Repeat("x", 300), strings.Repeat("名", 1300), strings.Repeat("M", 1<<20),
	}
}

// testHostile loads every hostile string in every field: it is there again afterwards, or was refused.
func testHostile(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	load(t, st, o, Wire(o)...)
	before := Dump(t, st)
	for field, set := range hostileFields() {
		var docs []graph.Document
		for i, h := range Hostile() {
			d := Wire(o)[0]
			d.Article.URL = ""
			d.Article.ID = schema.ArticleID("", field+string(rune('a'+i)))
			d.Facts = d.Facts[:1]
			set(&d, &d.Facts[0], h)
			d.Facts[0].ID = ""
			docs = append(docs, d)
		}
		r, err := graph.Load(t.Context(), st, o, docs)
		if err != nil {
			t.Fatalf("%s: %v", field, err)
		}
		refused := map[string]bool{}
		for _, x := range r.Rejected {
			refused[x.Article] = true
		}
		kept := map[string]schema.Fact{}
		for f, err := range graph.Facts(t.Context(), st) {
			if err != nil {
				t.Fatalf("%s: %v", field, err)
			}
			kept[f.Article.ID] = f
		}
		for _, d := range docs {
			f, ok := kept[d.Article.ID]
			if !ok && refused[d.Article.ID] || !ok && r.Rejected != nil && field == "article id" {
				continue
			}
			want := d.Facts[0]
			want.ID, want.Article = schema.FactID(&want), d.Article
			want.Article.Text = ""
			differ(t, jsonOf(f), jsonOf(want))
		}
		if _, err := graph.Retract(t.Context(), st, o, stored(t, st, docs)...); err != nil {
			t.Fatalf("%s: %v", field, err)
		}
		differ(t, Dump(t, st), before)
	}
}

// stored gives the ids of those articles that a store has.
func stored(t *testing.T, st graph.Store, docs []graph.Document) []string {
	t.Helper()
	var ids, have []string
	for _, d := range docs {
		ids = append(ids, d.Article.ID)
	}
	err := st.View(t.Context(), func(tx graph.Tx) error {
		have = nil
		r, err := tx.Read(t.Context(), graph.Query{Find: graph.ArticlesByID, Keys: ids})
		if err != nil {
			return err
		}
		for i := range r.Articles {
			have = append(have, r.Articles[i].ID)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// hostileFields gives for each field how to set it.
func hostileFields() map[string]func(*graph.Document, *schema.Fact, string) {
	type doc = *graph.Document
	type fact = *schema.Fact
	return map[string]func(doc, fact, string){
		"article id":        func(d doc, f fact, h string) { d.Article.ID = h },
		"source":            func(d doc, f fact, h string) { d.Article.Source = h },
		"title":             func(d doc, f fact, h string) { d.Article.Title = h },
		"url":               func(d doc, f fact, h string) { d.Article.URL = h },
		"lang":              func(d doc, f fact, h string) { d.Article.Lang = h },
		"published":         func(d doc, f fact, h string) { d.Article.Published = h },
		"outlet":            func(d doc, f fact, h string) { d.Article.Outlet = h },
		"text":              func(d doc, f fact, h string) { d.Article.Text = h },
		"relation":          func(d doc, f fact, h string) { f.Relation = h },
		"subject id":        func(d doc, f fact, h string) { f.Subject.ID = h; order(f) },
		"subject type":      func(d doc, f fact, h string) { f.Subject.Type = schema.EntityType(h) },
		"subject name":      func(d doc, f fact, h string) { f.Subject.ID, f.Subject.Name = "Q1", h; order(f) },
		"subject mention":   func(d doc, f fact, h string) { f.Subject.ID, f.Subject.Mentions = "Q1", []string{h}; order(f) },
		"object iso":        func(d doc, f fact, h string) { f.Object.ISO = h },
		"object key":        func(d doc, f fact, h string) { f.Object.Key = h },
		"place id":          func(d doc, f fact, h string) { p := *f.Place; p.ID = h; f.Place = &p },
		"place name":        func(d doc, f fact, h string) { p := *f.Place; p.ID, p.Name = "Q2", h; f.Place = &p },
		"attribution name":  func(d doc, f fact, h string) { f.Attribution = &schema.Entity{ID: "Q3", Type: schema.Person, Name: h} },
		"theme":             func(d doc, f fact, h string) { f.Theme = optional(h) },
		"date":              func(d doc, f fact, h string) { f.Date = optional(h) },
		"quantity":          func(d doc, f fact, h string) { f.Quantity = optional(h) },
		"role":              func(d doc, f fact, h string) { f.Role = optional(h) },
		"polarity":          func(d doc, f fact, h string) { f.Polarity = schema.Polarity(h) },
		"modality":          func(d doc, f fact, h string) { f.Modality = schema.Modality(h) },
		"evidence":          func(d doc, f fact, h string) { f.Evidence.Text = h },
		"fact's article id": func(d doc, f fact, h string) { f.Article.ID = h },
	}
}

func order(f *schema.Fact) {
	if f.Object.ID < f.Subject.ID {
		f.Subject, f.Object = f.Object, f.Subject
	}
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
