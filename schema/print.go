package schema

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// JSON writes the ontology as one JSON object.
func (o *Ontology) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(o)
}

// Table writes the relations for reading on a terminal.
func (o *Ontology) Table(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "RELATION\tFROM\t\tTO\tPLOVER\tCAMEO\tWIKIDATA")
	for i := range o.Relations {
		r := &o.Relations[i]
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Name, side(r.Domain), r.arrow(), side(r.Range),
			r.event(), strings.Join(r.Cameo, " "), strings.Join(r.Wikidata, " "))
	}
	fmt.Fprintln(tw, "\nActor stands for Person, Organization, Country, Group.")
	return tw.Flush()
}

// Markdown writes the ontology as the documentation's page.
func (o *Ontology) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Ontology\n\n<!-- printed by: triplewire schema print --format markdown -->\n\nVersion %d: %d entity types, %d relations.\n",
		o.Version, len(o.Types), len(o.Relations))
	b.WriteString("\n## Entity types\n\n| type | what |\n|---|---|\n")
	for _, t := range o.Types {
		fmt.Fprintf(&b, "| `%s` | %s |\n", t.Name, t.Meaning)
	}
	b.WriteString("\n## Relations\n\n`↔` holds both ways. *Actor* stands for Person, Organization, Country, Group.\n" +
		"Codes: [PLOVER](https://github.com/openeventdata/PLOVER) event and mode, CAMEO events, Wikidata properties (`^` from object to subject).\n\n" +
		"| relation | from → to | meaning | PLOVER | CAMEO | Wikidata |\n|---|---|---|---|---|---|\n")
	for i := range o.Relations {
		r := &o.Relations[i]
		fmt.Fprintf(&b, "| `%s` | %s %s %s | %s | %s | %s | %s |\n", r.Name, side(r.Domain), r.arrow(), side(r.Range),
			r.Meaning, r.event(), strings.Join(r.Cameo, " "), strings.Join(r.Wikidata, " "))
	}
	writeValues(&b, "Polarity", o.Polarities)
	writeValues(&b, "Modality", o.Modalities)
	b.WriteString("\n## Sectors\n\nThe second half of a Group's key (`PRK/MIL`): PLOVER's actor sectors.\n\n| code | sector |\n|---|---|\n")
	for _, s := range o.Sectors {
		fmt.Fprintf(&b, "| `%s` | %s |\n", s.Code, s.Meaning)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeValues(b *strings.Builder, title string, values []Value) {
	fmt.Fprintf(b, "\n## %s\n\n| value | meaning |\n|---|---|\n", title)
	for _, v := range values {
		fmt.Fprintf(b, "| `%s` | %s |\n", v.Name, v.Meaning)
	}
}

func (r *Relation) arrow() string {
	if r.Symmetric {
		return "↔"
	}
	return "→"
}

func (r *Relation) event() string {
	if r.Mode == "" {
		return r.Plover
	}
	return r.Plover + "/" + r.Mode
}

// side names the types of one side, the four actors as one word.
func side(types []EntityType) string {
	actors := []EntityType{Person, Organization, Country, Group}
	var names []string
	rest := types
	if containsAll(types, actors) {
		names = append(names, "Actor")
		rest = slices.DeleteFunc(slices.Clone(types), func(t EntityType) bool { return slices.Contains(actors, t) })
	}
	for _, t := range rest {
		names = append(names, string(t))
	}
	return strings.Join(names, ", ")
}
