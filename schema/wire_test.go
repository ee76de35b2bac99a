package schema

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
)

func factSchemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s := &jsonschema.Schema{}
	if err := json.Unmarshal(FactSchema(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

// shape is what a schema says about the structure of a value, without its finer conditions.
type shape struct {
	Types    []string
	Required []string
	Fields   map[string]shape
	Items    *shape
}

func shapeOf(root, s *jsonschema.Schema) shape {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		return shapeOf(root, root.Defs[name])
	}
	if len(s.AnyOf) == 2 { // null or something
		sh := shapeOf(root, s.AnyOf[1])
		sh.Types = append([]string{"null"}, sh.Types...)
		return sh
	}
	sh := shape{Types: slices.Clone(s.Types), Required: slices.Sorted(slices.Values(s.Required))}
	if s.Type != "" {
		sh.Types = []string{s.Type}
	}
	if s.Enum != nil {
		sh.Types = []string{"string"}
	}
	for name, p := range s.Properties {
		if sh.Fields == nil {
			sh.Fields = map[string]shape{}
		}
		sh.Fields[name] = shapeOf(root, p)
	}
	if s.Items != nil {
		items := shapeOf(root, s.Items)
		sh.Items = &items
	}
	return sh
}

func TestFactSchemaHasTheShapeOfTheGoTypes(t *testing.T) {
	article, err := jsonschema.For[articleJSON](nil)
	if err != nil {
		t.Fatal(err)
	}
	fact, err := jsonschema.For[Fact](&jsonschema.ForOptions{
		TypeSchemas: map[reflect.Type]*jsonschema.Schema{reflect.TypeFor[Article](): article},
	})
	if err != nil {
		t.Fatal(err)
	}
	file := factSchemaOf(t)
	if diff := cmp.Diff(shapeOf(fact, fact), shapeOf(file, file)); diff != "" {
		t.Errorf("fact.schema.json differs from the Go types (- Go, + file):\n%s", diff)
	}
}

func TestFactSchemaListsWhatTheOntologyHas(t *testing.T) {
	o, err := LoadOntology()
	if err != nil {
		t.Fatal(err)
	}
	var relations, types, polarities, modalities []any
	for _, r := range o.Relations {
		relations = append(relations, r.Name)
	}
	for _, info := range o.Types {
		types = append(types, string(info.Name))
	}
	for _, v := range o.Polarities {
		polarities = append(polarities, v.Name)
	}
	for _, v := range o.Modalities {
		modalities = append(modalities, v.Name)
	}
	s := factSchemaOf(t)
	for _, c := range []struct {
		what      string
		got, want []any
	}{
		{"relation", s.Properties["relation"].Enum, relations},
		{"entity type", s.Defs["entity"].Properties["type"].Enum, types},
		{"polarity", s.Properties["polarity"].Enum, polarities},
		{"modality", s.Properties["modality"].Enum, modalities},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (- ontology, + fact.schema.json):\n%s", c.what, diff)
		}
	}
}

// ptr is for qualifiers in literals.
func ptr[T any](v T) *T { return &v }

func sampleFact() Fact {
	f := Fact{
		Relation: "SUPPLIED",
		Subject:  Entity{ID: "Q423", Type: Country, Name: "North Korea", ISO: "PRK", Mentions: []string{"Nordkorea"}},
		Object:   Entity{ID: "Q159", Type: Country, Name: "Russia", ISO: "RUS", Mentions: []string{"Moskau"}},
		Theme:    ptr("ballistische Raketen"), Date: ptr("2024-06/2025"),
		Polarity: Asserted, Modality: Actual, Confidence: 0.93,
		Attribution: &Entity{ID: EntityID(Organization, "KCNA"), Type: Organization, Name: "KCNA"},
		Evidence:    Evidence{Text: "Nordkorea hat Moskau beliefert.", Start: 12, End: 43},
		Article:     Article{ID: ArticleID("", "x"), Source: "de.txt", Lang: "de", Published: "2025-09-04", Text: "x"},
	}
	f.ID = FactID(&f)
	return f
}

func TestFactsValidate(t *testing.T) {
	resolved, err := factSchemaOf(t).Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		spoil func(f map[string]any)
		valid bool
	}{
		{"as written", func(map[string]any) {}, true},
		{"unknown field", func(f map[string]any) { f["later"] = 1 }, true},
		{"unknown relation", func(f map[string]any) { f["relation"] = "LIKES" }, false},
		{"unknown type", func(f map[string]any) { f["subject"].(map[string]any)["type"] = "Animal" }, false},
		{"confidence above one", func(f map[string]any) { f["confidence"] = 1.5 }, false},
		{"date in words", func(f map[string]any) { f["date"] = "Wednesday" }, false},
		{"evidence missing", func(f map[string]any) { delete(f, "evidence") }, false},
		{"qualifier missing", func(f map[string]any) { delete(f, "theme") }, false},
		{"place as text", func(f map[string]any) { f["place"] = "Peking" }, false},
		{"offset below zero", func(f map[string]any) { f["evidence"].(map[string]any)["start"] = -1 }, false},
		{"no object", func(f map[string]any) { f["object"] = nil }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, err := json.Marshal(sampleFact())
			if err != nil {
				t.Fatal(err)
			}
			var f map[string]any
			if err := json.Unmarshal(data, &f); err != nil {
				t.Fatal(err)
			}
			c.spoil(f)
			if err := resolved.Validate(f); (err == nil) != c.valid {
				t.Errorf("valid must be %v: %v", c.valid, err)
			}
		})
	}
}

func TestFactRoundTrip(t *testing.T) {
	want := sampleFact()
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Fact
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want.Article.Text = "" // stays out of the wire
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
