package files

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
	"github.com/triplewire/triplewire/graph/sqlite"
	"github.com/triplewire/triplewire/schema"
)

// store gives a store with the small wire and with a title and a name that are hard to write.
func store(t *testing.T) graph.Store {
	t.Helper()
	o, err := schema.LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
	docs := graphtest.Wire(o)
	docs[2].Article.Title = "a, \"b\"\n<c> & 名"
	docs[2].Facts[0].Subject = schema.Entity{ID: "e:x y/ö", Type: schema.Country, Name: `<&">`}
	docs[2].Facts[0].ID = ""
	r, err := graph.Load(t.Context(), s, o, docs)
	if err != nil || len(r.Rejected) > 0 {
		t.Fatal(r, err)
	}
	return s
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := CSV(t.Context(), store(t), &b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	found := false
	for _, row := range rows[1:] {
		cell := map[string]string{}
		for i, c := range Columns() {
			cell[c] = row[i]
		}
		if cell["lang"] == "en" {
			found = true
			if cell["title"] != "a, \"b\"\n<c> & 名" || cell["subject"] != `<&">` || cell["relation"] != "SUPPLIED" || cell["confidence"] != "0.8" {
				t.Errorf("got %v", cell)
			}
		}
		if cell["relation"] == "MET" && (cell["place"] != "Diaoyutai" || cell["date"] != "2025-09-03") {
			t.Errorf("got %v", cell)
		}
	}
	if !found {
		t.Error("the English article is missing")
	}
}

func TestGraphML(t *testing.T) {
	var b bytes.Buffer
	if err := GraphML(t.Context(), store(t), &b); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Nodes []struct {
			ID   string   `xml:"id,attr"`
			Data []string `xml:"data"`
		} `xml:"graph>node"`
		Edges []struct {
			Source string   `xml:"source,attr"`
			Target string   `xml:"target,attr"`
			Data   []string `xml:"data"`
		} `xml:"graph>edge"`
	}
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, n := range doc.Nodes {
		ids[n.ID] = n.Data[0]
	}
	if len(doc.Nodes) != 7 || len(doc.Edges) != 4 || ids["e:x y/ö"] != `<&">` {
		t.Errorf("%d nodes, %d edges: %v", len(doc.Nodes), len(doc.Edges), ids)
	}
	for _, e := range doc.Edges {
		if ids[e.Source] == "" || ids[e.Target] == "" {
			t.Errorf("an edge without end: %+v", e)
		}
		if e.Source == "Q56226" && strings.Join(e.Data, " ") != "MET 1 0 2 2 2025-09-03 2025-09-03 asserted actual 0.95" {
			t.Errorf("got %v", e.Data)
		}
	}
}

func TestJSONLD(t *testing.T) {
	var b bytes.Buffer
	if err := JSONLD(t.Context(), store(t), &b); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Context map[string]any   `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	by := map[string]map[string]any{}
	for _, o := range doc.Graph {
		by[o["@id"].(string)] = o
	}
	kinds := map[any]int{}
	for _, o := range by {
		kinds[o["@type"]]++
		if o["@type"] != "Fact" {
			continue
		}
		for _, end := range []string{"subject", "object"} {
			if by[o[end].(string)] == nil {
				t.Errorf("%v has no %s", o, end)
			}
		}
		for _, s := range o["statedIn"].([]any) {
			if by[s.(map[string]any)["article"].(string)] == nil {
				t.Errorf("%v has no article", s)
			}
		}
	}
	if kinds["Fact"] != 4 || kinds["Article"] != 3 || kinds["Person"] != 2 || by["http://www.wikidata.org/entity/Q56226"]["name"] != "Kim Jong Un" ||
		by["urn:triplewire:e:x%20y%2F%C3%B6"] == nil {
		t.Errorf("%v %v", kinds, doc.Graph)
	}
}
