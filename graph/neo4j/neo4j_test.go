package neo4j

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/graphtest"
)

// rows runs a query and gives its cells as JSON.
func rows(t testing.TB, s *Store, cypher string, params map[string]any) [][]string {
	t.Helper()
	var table [][]string
	err := s.Cypher(t.Context(), cypher, params, func(columns []string, row []any) error {
		var cells []string
		for _, v := range row {
			data, err := json.Marshal(v)
			if err != nil {
				return err
			}
			cells = append(cells, string(data))
		}
		table = append(table, cells)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestQuery(t *testing.T) {
	s := empty(t)
	if _, err := graph.Load(t.Context(), s, ontology(t), graphtest.Wire(ontology(t))); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		cypher string
		want   string
	}{
		{"MATCH p = shortestPath((:Person {name:'Kim Jong Un'})-[*..4]-(:Country {name:'Ukraine'})) RETURN [n IN nodes(p) | n.name], [r IN relationships(p) | type(r)]",
			`["Kim Jong Un","Vladimir Putin","Ukraine"]|["MET","THREATENED"]`},
		{"MATCH (f:Fact {relation: 'SUPPLIED'})-[s:STATED_IN]->(a:Article {lang: 'de'}) RETURN f.theme, s.text, a.published",
			`"ballistische Raketen"|"North Korea SUPPLIED Russia."|"2025-09-04"`},
		{"MATCH (f:Fact)-[:AT]->(p:Place) RETURN p.name, f.date, f.confidence", `"Diaoyutai"|"2025-09-03"|0.95`},
		{"CALL db.index.fulltext.queryNodes('entity_names', 'nordkorea') YIELD node RETURN node.name", `"North Korea"`},
		{"MATCH (:Person)-[r:MET]->(:Person) RETURN r.facts, r.articles, r.sources, r.first, r.polarity", `1|2|2|"2025-09-03"|"asserted"`},
		{"MATCH (e:Entity) WHERE NOT EXISTS { (e)--() } RETURN e", ""},
		{"MATCH (f:Fact) WHERE NOT EXISTS { (f)-[:SUBJECT]->(:Entity) } OR NOT EXISTS { (f)-[:STATED_IN]->() } RETURN f", ""},
		{"RETURN $x, [1, null, {a: 2}], true", `"it's"|[1,null,{"a":2}]|true`},
	} {
		var got []string
		for _, r := range rows(t, s, test.cypher, map[string]any{"x": "it's"}) {
			got = append(got, strings.Join(r, "|"))
		}
		if strings.Join(got, "\n") != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.cypher, strings.Join(got, "\n"), test.want)
		}
	}
	for _, cypher := range []string{"MATCH (n", "MATCH (n) DETACH DELETE n", "RETURN $missing"} {
		err := s.Cypher(t.Context(), cypher, nil, func([]string, []any) error { return nil })
		if !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%s gave %v", cypher, err)
		}
	}
}

func TestOpenErrors(t *testing.T) {
	o := ontology(t)
	hostile := ontology(t)
	hostile.Relations[0].Name = "SUBJECT"
	for _, test := range []struct {
		name string
		opt  Options
		want error
	}{
		{"nobody there", Options{URL: "bolt://127.0.0.1:1", Ontology: o}, graph.ErrUnreachable},
		{"nobody there to route", Options{URL: "neo4j://127.0.0.1:1", Ontology: o}, graph.ErrUnreachable},
		{"unknown scheme", Options{URL: "http://127.0.0.1:1", Ontology: o}, graph.ErrInvalid},
		{"password in the address", Options{URL: "bolt://neo4j:s3cret@127.0.0.1:1", Ontology: o, Password: "s3cret"}, graph.ErrInvalid},
		{"password in a broken address", Options{URL: "bolt://neo4j:s3cret@[::1", Ontology: o}, graph.ErrInvalid},
		{"no ontology", Options{URL: "bolt://127.0.0.1:1"}, graph.ErrInvalid},
		{"a relation that the model uses itself", Options{URL: "bolt://127.0.0.1:1", Ontology: hostile}, graph.ErrInvalid},
	} {
		_, err := Open(t.Context(), test.opt)
		if !errors.Is(err, test.want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s gave %v, want %v", test.name, err, test.want)
		}
	}
	opt := options(t)
	opt.Database = "nowhere"
	if _, err := Open(t.Context(), opt); !errors.Is(err, graph.ErrUnreachable) || !strings.Contains(err.Error(), "--database") {
		t.Errorf("a database that does not exist gave %v", err)
	}
	opt.Database, opt.URL = "", strings.Replace(opt.URL, "bolt:", "bolt+s:", 1)
	if _, err := Open(t.Context(), opt); !errors.Is(err, graph.ErrUnreachable) {
		t.Errorf("TLS with a server that has none gave %v", err)
	}
}

func TestVersion(t *testing.T) {
	s := empty(t)
	set := func(v int) {
		t.Helper()
		session := s.session(t.Context(), 0)
		defer session.Close(t.Context())
		if err := s.autocommit(t.Context(), session, "MATCH (n:Triplewire) SET n.version = $v", map[string]any{"v": v}); err != nil {
			t.Fatal(err)
		}
	}
	set(graph.Version + 1)
	defer set(graph.Version)
	if _, err := Open(t.Context(), options(t)); !errors.Is(err, graph.ErrVersion) {
		t.Errorf("a newer store gave %v", err)
	}
	if _, err := graph.Load(t.Context(), s, ontology(t), graphtest.Wire(ontology(t))); !errors.Is(err, graph.ErrVersion) {
		t.Errorf("a store that became newer gave %v", err)
	}
}
