package graphtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// testContradictions holds what contradicts each other and what does not, also where only a merge brings it together.
func testContradictions(t *testing.T, o *schema.Ontology, s Stores) {
	st := s.Empty(t)
	one, two := schema.Entity{ID: "Q1", Type: schema.Country, Name: "One"}, schema.Entity{ID: "Q2", Type: schema.Country, Name: "Two"}
	again := schema.Entity{ID: "e:2", Type: schema.Country, Name: "Deux"}
	state := func(object schema.Entity, theme, date, quantity string, polarity schema.Polarity) schema.Fact {
		f := fact(o, "SUPPLIED", one, object, 0.5)
		f.Theme, f.Date, f.Quantity, f.Polarity = optional(theme), optional(date), optional(quantity), polarity
		return f
	}
	load(t, st, o,
		article("https://says.example/1", "en", "2025-01-01",
			state(two, "oil", "2025-06-07", "100 t", schema.Asserted),
			state(two, "rice", "", "20 t", schema.Asserted),
			state(two, "wheat", "2024-12-30/2025-01-02", "", schema.Asserted)),
		article("https://says.example/2", "en", "2025-01-02",
			state(two, "oil", "2025-06", "200 t", schema.Asserted), // another number on a day of that month
			state(two, "oil", "2025-07", "300 t", schema.Asserted), // another month
			state(two, "rice", "", "20 EUR", schema.Asserted),      // another unit
			state(two, "rice", "", "20 t", schema.Negated),
			state(two, "gas", "", "", schema.Negated), // nobody asserts it
			state(two, "wheat", "2025-01", "", schema.Negated)),
		article("https://says.example/3", "en", "2025-01-03", state(again, "oil", "2025-06-07", "", schema.Negated)))
	hold := func(id string, want ...string) {
		t.Helper()
		var got []string
		for c, err := range graph.Contradictions(t.Context(), st, id, "") {
			if err != nil {
				t.Fatal(err)
			}
			sides := []string{side(&c.A), side(&c.B)}
			if c.Why == graph.Quantity {
				slices.Sort(sides)
			}
			got = append(got, c.Why+": "+strings.Join(sides, " | "))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("contradictions of %q:\n%s\nwant\n%s", id, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	want := []string{
		"denied: asserted rice 20 t | negated rice 20 t",
		"denied: asserted wheat 2024-12-30/2025-01-02 | negated wheat 2025-01",
		"quantity: asserted oil 2025-06 200 t | asserted oil 2025-06-07 100 t",
	}
	hold("", want...)
	hold("Q2", want...)
	hold("e:2")
	if _, err := graph.MergeEntities(t.Context(), st, o, "e:2", "Q2", ""); err != nil {
		t.Fatal(err)
	}
	for _, err := range graph.Contradictions(t.Context(), st, "Q1", "Q3") {
		t.Errorf("there is a contradiction with somebody of whom nobody speaks (error %v)", err)
	}
	hold("Q1", append([]string{"denied: asserted oil 2025-06 200 t | negated oil 2025-06-07", "denied: asserted oil 2025-06-07 100 t | negated oil 2025-06-07"}, want...)...)
}

func side(f *schema.Fact) string {
	return strings.Join(strings.Fields(fmt.Sprint(f.Polarity, " ", value(f.Theme), " ", value(f.Date), " ", value(f.Quantity))), " ")
}
