package schema

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
)

//go:embed ontology.json
var ontologyJSON []byte

// Ontology is the closed set of entity types and relations that facts may use, with the codes of the systems
// that others know them by. It is read-only after loading.
type Ontology struct {
	Version    int        `json:"version"`
	Types      []TypeInfo `json:"types"`
	Polarities []Value    `json:"polarities"`
	Modalities []Value    `json:"modalities"`
	Plover     []Event    `json:"plover"`
	Sectors    []Sector   `json:"sectors"`
	Relations  []Relation `json:"relations"`

	byName map[string]*Relation
}

// TypeInfo says what an entity type covers.
type TypeInfo struct {
	Name    EntityType `json:"name"`
	Meaning string     `json:"meaning"`
}

// Value is one value that a qualifier may take.
type Value struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
}

// Event is one of PLOVER's event types with the modes that it may have.
type Event struct {
	Name  string   `json:"event"`
	Modes []string `json:"modes"`
}

// Sector is one of PLOVER's actor sectors: the second half of a Group's key.
type Sector struct {
	Code    string `json:"code"`
	Meaning string `json:"meaning"`
}

// Relation is one kind of fact.
type Relation struct {
	Name      string       `json:"name"`
	Meaning   string       `json:"meaning"`
	Symmetric bool         `json:"symmetric"`
	Domain    []EntityType `json:"domain"`         // what a subject may be
	Range     []EntityType `json:"range"`          // what an object may be
	Plover    string       `json:"plover"`         // PLOVER event type; "" where there is none
	Mode      string       `json:"mode,omitempty"` // PLOVER mode, where one always fits
	Cameo     []string     `json:"cameo"`          // CAMEO event codes that it covers
	Wikidata  []string     `json:"wikidata"`       // Wikidata properties; ^P157 is P157 from object to subject
}

// LoadOntology reads and checks the ontology that is built into the program.
func LoadOntology() (*Ontology, error) {
	return ParseOntology(ontologyJSON)
}

var (
	relationName = regexp.MustCompile(`^[A-Z]+(_[A-Z]+)*$`)
	cameoCode    = regexp.MustCompile(`^[0-9]{3,4}$`)
	property     = regexp.MustCompile(`^\^?P[1-9][0-9]*$`)
	sectorCode   = regexp.MustCompile(`^[A-Z]{3}$`)
)

// ParseOntology reads an ontology and checks that it hangs together: each entity type once, only known types
// and codes, no name twice, symmetric relations with the same sides or a wider object side.
func ParseOntology(data []byte) (*Ontology, error) {
	o := &Ontology{byName: map[string]*Relation{}}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(o); err != nil {
		return nil, fmt.Errorf("reading the ontology: %w", err)
	}
	if dec.More() {
		return nil, errors.New("reading the ontology: something stands behind it")
	}
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("reading the ontology: %w", err)
	}
	return o, nil
}

func (o *Ontology) check() error {
	if o.Version < 1 {
		return errors.New("the version must be 1 or more")
	}
	if err := o.checkLists(); err != nil {
		return err
	}
	if len(o.Relations) == 0 {
		return errors.New("there are no relations")
	}
	for i := range o.Relations {
		r := &o.Relations[i]
		if err := o.checkRelation(r); err != nil {
			return fmt.Errorf("relation %q: %w", r.Name, err)
		}
		if o.byName[r.Name] != nil {
			return fmt.Errorf("relation %q stands twice", r.Name)
		}
		o.byName[r.Name] = r
	}
	return nil
}

// checkLists checks everything but the relations against what the Go types know.
func (o *Ontology) checkLists() error {
	types := make([]string, len(o.Types))
	for i, t := range o.Types {
		types[i] = string(t.Name)
		if t.Meaning == "" {
			return fmt.Errorf("entity type %q has no meaning", t.Name)
		}
	}
	if err := sameNames("entity types", types, EntityTypes()); err != nil {
		return err
	}
	if err := checkValues("polarities", o.Polarities, Asserted, Negated); err != nil {
		return err
	}
	if err := checkValues("modalities", o.Modalities, Actual, Planned, Possible, Alleged); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, e := range o.Plover {
		if e.Name == "" || seen[e.Name] {
			return fmt.Errorf("PLOVER event %q has no name or stands twice", e.Name)
		}
		seen[e.Name] = true
	}
	for _, s := range o.Sectors {
		if !sectorCode.MatchString(s.Code) || s.Meaning == "" || seen[s.Code] {
			return fmt.Errorf("sector %q needs three letters and a meaning, once", s.Code)
		}
		seen[s.Code] = true
	}
	return nil
}

func checkValues[T ~string](what string, values []Value, want ...T) error {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = v.Name
		if v.Meaning == "" {
			return fmt.Errorf("%s: %q has no meaning", what, v.Name)
		}
	}
	return sameNames(what, names, want)
}

func sameNames[T ~string](what string, got []string, want []T) error {
	names := make([]string, len(want))
	for i, w := range want {
		names[i] = string(w)
	}
	if !slices.Equal(got, names) {
		return fmt.Errorf("%s are %v, must be %v", what, got, names)
	}
	return nil
}

func (o *Ontology) checkRelation(r *Relation) error {
	if !relationName.MatchString(r.Name) {
		return errors.New("the name is not in upper case words joined by _")
	}
	if r.Meaning == "" || len(r.Domain) == 0 || len(r.Range) == 0 {
		return errors.New("meaning, domain and range must be given")
	}
	if err := checkSide("domain", r.Domain); err != nil {
		return err
	}
	if err := checkSide("range", r.Range); err != nil {
		return err
	}
	if r.Symmetric && !containsAll(r.Range, r.Domain) {
		return errors.New("it is symmetric, but a subject could not be an object")
	}
	return o.checkCodes(r)
}

func checkSide(what string, types []EntityType) error {
	for i, t := range types {
		if !slices.Contains(EntityTypes(), t) {
			return fmt.Errorf("%s: unknown entity type %q", what, t)
		}
		if slices.Contains(types[:i], t) {
			return fmt.Errorf("%s: %s stands twice", what, t)
		}
	}
	return nil
}

func (o *Ontology) checkCodes(r *Relation) error {
	event := slices.IndexFunc(o.Plover, func(e Event) bool { return e.Name == r.Plover })
	switch {
	case r.Plover == "" && r.Mode != "":
		return fmt.Errorf("mode %q without a PLOVER event", r.Mode)
	case r.Plover != "" && event < 0:
		return fmt.Errorf("%q is not a PLOVER event", r.Plover)
	case r.Mode != "" && !slices.Contains(o.Plover[event].Modes, r.Mode):
		return fmt.Errorf("%q is not a mode of %s", r.Mode, r.Plover)
	}
	for i, c := range r.Cameo {
		if !cameoCode.MatchString(c) || slices.Contains(r.Cameo[:i], c) {
			return fmt.Errorf("%q is not a CAMEO code, or stands twice", c)
		}
	}
	for i, p := range r.Wikidata {
		if !property.MatchString(p) || slices.Contains(r.Wikidata[:i], p) {
			return fmt.Errorf("%q is not a Wikidata property, or stands twice", p)
		}
	}
	return nil
}

func containsAll(all, some []EntityType) bool {
	return !slices.ContainsFunc(some, func(t EntityType) bool { return !slices.Contains(all, t) })
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
