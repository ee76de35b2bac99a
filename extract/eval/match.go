package eval

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/triplewire/triplewire/schema"
)

// possessive is an English 's, with any of the apostrophes that people write.
var possessive = regexp.MustCompile("['’`´‘]s")

// arabic evens out what Arabic writes in two ways. Hamzas on alif are off already, being combining marks.
var arabic = strings.NewReplacer("ٱ", "ا", "ى", "ي", "ـ", "")

// normal folds a text for comparison: no case, accents, punctuation or blanks.
func normal(s string) string {
	s = cases.Fold().String(norm.NFKD.String(s))
	s = strings.Map(func(r rune) rune {
		if norm.NFKD.PropertiesString(string(r)).CCC() != 0 {
			return -1
		}
		return r
	}, s)
	s = dropPossessives(arabic.Replace(s))
	return strings.Map(func(r rune) rune {
		if isWord(r) && r != '_' {
			return r
		}
		return -1
	}, norm.NFC.String(s))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }

// dropPossessives takes off each 's that ends a word.
func dropPossessives(s string) string {
	var b strings.Builder
	last := 0
	for _, m := range possessive.FindAllStringIndex(s, -1) {
		if next := firstRune(s[m[1]:]); isWord(next) {
			continue
		}
		b.WriteString(s[last:m[0]])
		last = m[1]
	}
	return b.String() + s[last:]
}

// firstRune gives the first character, a blank for none.
func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return ' '
}

// matches tells whether a found entity is this one: by country code, by group key, or by one of its names, but
// never a country with another code.
func (e *entity) matches(found *schema.Entity) bool {
	switch {
	case found == nil:
		return false
	case e.ISO != "" && found.ISO == e.ISO && (found.Type == "" || found.Type == schema.Country || found.Type == e.Type):
		return true
	case e.Key != "" && found.Key == e.Key:
		return true
	case e.ISO != "" && found.ISO != "" && found.Type == schema.Country && found.ISO != e.ISO:
		return false
	case e.norms[normal(found.Name)]:
		return true
	}
	for _, m := range found.Mentions {
		if e.norms[normal(m)] {
			return true
		}
	}
	return false
}

// same tells whether a found fact states the gold triple; symmetric relations hold both ways.
func (g *gold) same(f *fact, found *schema.Fact, symmetric bool) bool {
	if f.Relation != found.Relation {
		return false
	}
	s, o := g.Entities[f.Subject], g.Entities[f.Object]
	return s.matches(&found.Subject) && o.matches(&found.Object) ||
		symmetric && s.matches(&found.Object) && o.matches(&found.Subject)
}

// Qualifiers are compared in this order.
var qualifiers = [...]string{"theme", "place", "date", "quantity", "role", "polarity", "modality", "attribution"}

// qualifier says whether gold states a qualifier of a fact and whether the found fact has it right.
func (g *gold) qualifier(q string, f *fact, found *schema.Fact, lang string) (stated, right bool) {
	switch q {
	case "theme":
		return f.Theme.stated(), sameText(f.Theme.in(lang), found.Theme)
	case "quantity":
		return f.Quantity.stated(), sameText(f.Quantity.in(lang), found.Quantity)
	case "role":
		return f.Role.stated(), sameText(f.Role.in(lang), found.Role)
	case "place":
		return f.Place != "", g.matches(f.Place, found.Place)
	case "attribution":
		return f.Attribution != "", g.matches(f.Attribution, found.Attribution)
	case "date":
		return f.Date != "", sameDate(f.Date, found.Date)
	case "polarity":
		return f.Polarity != "", f.Polarity == orElse(string(found.Polarity), string(schema.Asserted))
	default: // modality
		return f.Modality != "", f.Modality == orElse(string(found.Modality), string(schema.Actual))
	}
}

func (g *gold) matches(key string, found *schema.Entity) bool {
	e := g.Entities[key]
	return e != nil && e.matches(found)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// sameText takes texts for the same when one contains the other.
func sameText(gold string, found *string) bool {
	if found == nil {
		return false
	}
	g, p := normal(gold), normal(*found)
	return p != "" && (strings.Contains(p, g) || strings.Contains(g, p))
}

// sameDate takes a finer date for the same, and one that is coarser by the day.
func sameDate(gold string, found *string) bool {
	if found == nil || *found == "" {
		return false
	}
	p := *found
	return strings.HasPrefix(p, gold) || strings.HasPrefix(gold, p) && len(p) >= len("2006-01")
}
