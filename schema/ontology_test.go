package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/ontology.md anew")

func ontology(t *testing.T) *Ontology {
	t.Helper()
	o, err := LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestOntologyIsWhole(t *testing.T) {
	o := ontology(t)
	if len(o.Relations) != 48 {
		t.Errorf("%d relations, want 48", len(o.Relations))
	}
	var symmetric []string
	for _, r := range o.Relations {
		if r.Symmetric {
			symmetric = append(symmetric, r.Name)
		}
	}
	want := []string{"MET", "SPOKE_WITH", "NEGOTIATED_WITH", "AGREED_WITH", "COOPERATED_WITH", "FOUGHT_ALONGSIDE",
		"FOUGHT_AGAINST", "CEASED_FIRE_WITH", "RELATED_TO", "MERGED_WITH", "PARTNERED_WITH"}
	if diff := cmp.Diff(want, symmetric); diff != "" {
		t.Errorf("symmetric relations:\n%s", diff)
	}
}

// Each case spoils one thing; loading must name it.
func TestParseOntologyRefuses(t *testing.T) {
	relation := func(o map[string]any, i int) map[string]any { return o["relations"].([]any)[i].(map[string]any) }
	for _, c := range []struct {
		name, says string
		spoil      func(o map[string]any)
	}{
		{"unknown field", "colour", func(o map[string]any) { o["colour"] = 1 }},
		{"no version", "version", func(o map[string]any) { o["version"] = 0 }},
		{"unknown entity type", "entity types", func(o map[string]any) { o["types"].([]any)[0].(map[string]any)["name"] = "Animal" }},
		{"missing entity type", "entity types", func(o map[string]any) { o["types"] = o["types"].([]any)[1:] }},
		{"type without meaning", "meaning", func(o map[string]any) { o["types"].([]any)[0].(map[string]any)["meaning"] = "" }},
		{"missing polarity", "polarities", func(o map[string]any) { o["polarities"] = o["polarities"].([]any)[1:] }},
		{"unknown modality", "modalities", func(o map[string]any) { o["modalities"].([]any)[0].(map[string]any)["name"] = "real" }},
		{"modality without meaning", "meaning", func(o map[string]any) { o["modalities"].([]any)[0].(map[string]any)["meaning"] = "" }},
		{"event twice", "AGREE", func(o map[string]any) { o["plover"] = append(o["plover"].([]any), o["plover"].([]any)[0]) }},
		{"sector of two letters", "sector", func(o map[string]any) { o["sectors"].([]any)[0].(map[string]any)["code"] = "AB" }},
		{"sector twice", "IGO", func(o map[string]any) { o["sectors"] = append(o["sectors"].([]any), o["sectors"].([]any)[0]) }},
		{"no relations", "no relations", func(o map[string]any) { o["relations"] = []any{} }},
		{"name in lower case", "upper case", func(o map[string]any) { relation(o, 0)["name"] = "met" }},
		{"name twice", "stands twice", func(o map[string]any) { relation(o, 1)["name"] = "MET" }},
		{"no meaning", "meaning", func(o map[string]any) { relation(o, 0)["meaning"] = "" }},
		{"no domain", "domain", func(o map[string]any) { relation(o, 0)["domain"] = []any{} }},
		{"unknown type in the domain", "Animal", func(o map[string]any) { relation(o, 0)["domain"] = []any{"Animal"} }},
		{"unknown type in the range", "Animal", func(o map[string]any) { relation(o, 0)["range"] = []any{"Animal"} }},
		{"type twice", "stands twice", func(o map[string]any) { relation(o, 0)["range"] = []any{"Person", "Person"} }},
		{"lopsided symmetric relation", "symmetric", func(o map[string]any) { relation(o, 0)["range"] = []any{"Person"} }},
		{"unknown PLOVER event", "CHAT", func(o map[string]any) { relation(o, 0)["plover"] = "CHAT" }},
		{"mode of another event", "demo", func(o map[string]any) { relation(o, 0)["mode"] = "demo" }},
		{"mode without event", "phone", func(o map[string]any) { relation(o, 0)["plover"], relation(o, 0)["mode"] = "", "phone" }},
		{"short CAMEO code", "CAMEO", func(o map[string]any) { relation(o, 0)["cameo"] = []any{"4"} }},
		{"CAMEO code twice", "CAMEO", func(o map[string]any) { relation(o, 0)["cameo"] = []any{"040", "040"} }},
		{"item as property", "Wikidata", func(o map[string]any) { relation(o, 0)["wikidata"] = []any{"Q42"} }},
		{"property twice", "Wikidata", func(o map[string]any) { relation(o, 0)["wikidata"] = []any{"P1", "P1"} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var o map[string]any
			if err := json.Unmarshal(ontologyJSON, &o); err != nil {
				t.Fatal(err)
			}
			c.spoil(o)
			data, err := json.Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := ParseOntology(data); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that names %q", err, c.says)
			}
		})
	}
	for _, data := range []string{"", "{", string(ontologyJSON) + "{}"} {
		if _, err := ParseOntology([]byte(data)); err == nil {
			t.Errorf("%.10q… is accepted", data)
		}
	}
}

func TestForbids(t *testing.T) {
	o := ontology(t)
	entity := func(id string, typ EntityType) Entity { return Entity{ID: id, Type: typ, Name: id} }
	for _, c := range []struct {
		relation        string
		subject, object Entity
		says            string
	}{
		{"MET", entity("a", Person), entity("b", Country), ""},
		{"MET", entity("a", Person), entity("a", Person), "same"},
		{"LIKES", entity("a", Person), entity("b", Person), "no relation"},
		{"MET", entity("a", Place), entity("b", Person), "Place is no subject of MET"},
		{"SUPPLIED", entity("a", Person), entity("b", Place), "Place is no object of SUPPLIED"},
		{"PARTNERED_WITH", entity("a", Country), entity("b", Organization), ""},
		{"PARTNERED_WITH", entity("a", Country), entity("b", Person), "Country is no subject"},
		{"HOLDS_POSITION", entity("a", Organization), entity("b", Country), "Organization is no subject"},
	} {
		f := Fact{Relation: c.relation, Subject: c.subject, Object: c.object}
		got := o.Forbids(&f)
		if (got == "") != (c.says == "") || !strings.Contains(got, c.says) {
			t.Errorf("%s %s %s: %q, want %q", c.subject.Type, c.relation, c.object.Type, got, c.says)
		}
	}
}

func TestDocsPageIsInStep(t *testing.T) {
	const page = "../docs/ontology.md"
	var b bytes.Buffer
	if err := ontology(t).Markdown(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(page, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(data), b.String()); diff != "" {
		t.Errorf("docs/ontology.md is out of step; `go test ./schema -update` writes it anew:\n%s", diff)
	}
}

func TestJSONReadsBack(t *testing.T) {
	o := ontology(t)
	var b bytes.Buffer
	if err := o.JSON(&b); err != nil {
		t.Fatal(err)
	}
	again, err := ParseOntology(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(o.Relations, again.Relations); diff != "" {
		t.Error(diff)
	}
}

func TestTableHasALineForEachRelation(t *testing.T) {
	o := ontology(t)
	var b bytes.Buffer
	if err := o.Table(&b); err != nil {
		t.Fatal(err)
	}
	for _, r := range o.Relations {
		if !strings.Contains(b.String(), "\n"+r.Name+" ") {
			t.Errorf("%s has no line", r.Name)
		}
	}
}
