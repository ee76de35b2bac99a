package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// trigger is one line of triggers.tsv: words that state a relation, with the frame of their arguments.
type trigger struct {
	relation string
	kind     string // verb, noun, adj, agent, any
	frame    frame  // of the kind written; for "any" the verb's
	noun     frame  // the noun's, for "any"
	flags    flags
}

// flags are the fifth column of triggers.tsv.
type flags struct {
	modality schema.Modality // "" when the trigger says nothing about it
	negated  bool
	theme    []string // noun classes, one of which the theme must belong to
	notTheme []string
	types    map[slot][]schema.EntityType
	plural   bool // the subject must be two or more
	swap     bool
	weak     bool
	off      bool
	content  bool // a theme must be there
	bare     bool // no complement beside the object may be there
}

// lexicon is the triggers of one language. It is read-only after loading.
type lexicon struct {
	index *extract.Index[*trigger]
	size  int
}

// kinds are the kinds of trigger that a line may name.
var kinds = []string{"verb", "noun", "adj", "agent", "any"}

func loadLexicon(l *lang.Language, o *schema.Ontology, all frames) (*lexicon, error) {
	x := &lexicon{index: extract.NewIndex[*trigger]()}
	rows, err := l.Rows("triggers.tsv")
	if err != nil {
		return nil, err
	}
	for n, row := range rows {
		if err := x.add(row, o, all); err != nil {
			return nil, fmt.Errorf("reading %s/triggers.tsv line %d: %w", l.Code, n, err)
		}
	}
	return x, nil
}

func (x *lexicon) add(row []string, o *schema.Ontology, all frames) error {
	if len(row) < 3 || len(row) > 5 {
		return fmt.Errorf("%d columns where 3 to 5 should stand", len(row))
	}
	row = append(slices.Clone(row), "", "")
	relation, kind := row[0], row[1]
	if o.Relation(relation) == nil {
		return fmt.Errorf("the ontology has no relation %q", relation)
	}
	if !slices.Contains(kinds, kind) {
		return fmt.Errorf("unknown kind %q; known are %s", kind, strings.Join(kinds, ", "))
	}
	fl, err := parseFlags(row[4])
	if err != nil {
		return err
	}
	for _, words := range strings.Split(row[2], "|") {
		t := &trigger{relation: relation, kind: kind, flags: fl}
		base := kind
		if kind == "any" {
			base = "verb"
		}
		if strings.Contains(words, "+") && base == "verb" {
			base = "light"
		}
		if t.frame, err = parseFrame(row[3], all.of(relation, base)); err != nil {
			return err
		}
		if t.noun, err = parseFrame(row[3], all.of(relation, "noun")); err != nil {
			return err
		}
		if err := x.index.Add(words, t); err != nil {
			return err
		}
		x.size++
	}
	return nil
}

func parseFlags(text string) (flags, error) {
	f := flags{types: map[slot][]schema.EntityType{}}
	for _, word := range strings.Fields(text) {
		switch {
		case word == "planned" || word == "possible" || word == "alleged":
			f.modality = schema.Modality(word)
		case word == "negated":
			f.negated = true
		case word == "two":
			f.plural = true
		case word == "swap":
			f.swap = true
		case word == "weak":
			f.weak = true
		case word == "off":
			f.off = true
		case word == "theme":
			f.content = true
		case word == "bare":
			f.bare = true
		case strings.HasPrefix(word, "t:"):
			f.theme = strings.Split(word[2:], "|")
		case strings.HasPrefix(word, "t!"):
			f.notTheme = strings.Split(word[2:], "|")
		case strings.HasPrefix(word, "s:"), strings.HasPrefix(word, "o:"):
			types, err := parseTypes(word[2:])
			if err != nil {
				return f, err
			}
			f.types[slot(word[0])] = types
		default:
			return f, fmt.Errorf("unknown flag %q", word)
		}
	}
	return f, nil
}

func parseTypes(list string) ([]schema.EntityType, error) {
	var types []schema.EntityType
	for _, name := range strings.Split(list, "|") {
		if !slices.Contains(schema.EntityTypes(), schema.EntityType(name)) {
			return nil, fmt.Errorf("unknown entity type %q", name)
		}
		types = append(types, schema.EntityType(name))
	}
	return types, nil
}
