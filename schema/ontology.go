package schema

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
)

//go:embed ontology.json
var ontologyJSON []byte

// Ontology is the closed set of entity types and relations that facts may use. It is read-only after loading.
type Ontology struct {
	Version   int        `json:"version"`
	Types     []TypeInfo `json:"types"`
	Relations []Relation `json:"relations"`

	byName map[string]*Relation
}

// TypeInfo says what an entity type covers.
type TypeInfo struct {
	Name    EntityType `json:"name"`
	Meaning string     `json:"meaning"`
}

// Relation is one kind of fact.
type Relation struct {
	Name      string       `json:"name"`
	Meaning   string       `json:"meaning"`
	Symmetric bool         `json:"symmetric"`
	Domain    []EntityType `json:"domain"`         // what a subject may be
	Range     []EntityType `json:"range"`          // what an object may be
	Plover    string       `json:"plover"`         // PLOVER event type; "" where there is none
	Mode      string       `json:"mode,omitempty"` // PLOVER mode, where one fits
	Cameo     []string     `json:"cameo"`          // CAMEO event codes
	Wikidata  []string     `json:"wikidata"`       // Wikidata properties that mean the same
}

// LoadOntology reads and checks the ontology that is built into the program.
func LoadOntology() (*Ontology, error) {
	return ParseOntology(ontologyJSON)
}

var (
	relationName = regexp.MustCompile(`^[A-Z]+(_[A-Z]+)*$`)
	cameoCode    = regexp.MustCompile(`^[0-9]{2,4}$`)
	property     = regexp.MustCompile(`^P[0-9]+$`)
)

// ParseOntology reads an ontology and checks that it hangs together: known types only, no name twice, codes of
// the right form, equal sides for symmetric relations that are not between different kinds of partner.
func ParseOntology(data []byte) (*Ontology, error) {
	o := &Ontology{byName: map[string]*Relation{}}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(o); err != nil {
		return nil, fmt.Errorf("reading the ontology: %w", err)
	}
	for _, t := range o.Types {
		if !slices.Contains(EntityTypes(), t.Name) {
			return nil, fmt.Errorf("reading the ontology: unknown entity type %q", t.Name)
		}
	}
	for i := range o.Relations {
		r := &o.Relations[i]
		if err := r.check(); err != nil {
			return nil, fmt.Errorf("reading the ontology: relation %q: %w", r.Name, err)
		}
		if o.byName[r.Name] != nil {
			return nil, fmt.Errorf("reading the ontology: relation %q stands twice", r.Name)
		}
		o.byName[r.Name] = r
	}
	return o, nil
}

func (r *Relation) check() error {
	if !relationName.MatchString(r.Name) {
		return fmt.Errorf("the name is not in upper case words joined by _")
	}
	if r.Meaning == "" || len(r.Domain) == 0 || len(r.Range) == 0 {
		return fmt.Errorf("meaning, domain and range must be given")
	}
	for _, t := range append(slices.Clone(r.Domain), r.Range...) {
		if !slices.Contains(EntityTypes(), t) {
			return fmt.Errorf("unknown entity type %q", t)
		}
	}
	for _, c := range r.Cameo {
		if !cameoCode.MatchString(c) {
			return fmt.Errorf("%q is not a CAMEO code", c)
		}
	}
	for _, p := range r.Wikidata {
		if !property.MatchString(p) {
			return fmt.Errorf("%q is not a Wikidata property", p)
		}
	}
	return nil
}

// Relation gives the relation of that name; nil if there is none.
func (o *Ontology) Relation(name string) *Relation { return o.byName[name] }

// Symmetric tells whether the relation holds both ways.
func (o *Ontology) Symmetric(name string) bool {
	r := o.byName[name]
	return r != nil && r.Symmetric
}

// Forbids says why a fact breaks the ontology; "" if it does not.
func (o *Ontology) Forbids(f *Fact) string {
	r := o.byName[f.Relation]
	switch {
	case r == nil:
		return fmt.Sprintf("no relation %q", f.Relation)
	case f.Subject.ID == f.Object.ID:
		return "subject and object are the same"
	case r.allows(f.Subject.Type, f.Object.Type), r.Symmetric && r.allows(f.Object.Type, f.Subject.Type):
		return ""
	case !slices.Contains(r.Domain, f.Subject.Type):
		return fmt.Sprintf("%s is no subject of %s", f.Subject.Type, r.Name)
	default:
		return fmt.Sprintf("%s is no object of %s", f.Object.Type, r.Name)
	}
}

func (r *Relation) allows(subject, object EntityType) bool {
	return slices.Contains(r.Domain, subject) && slices.Contains(r.Range, object)
}
