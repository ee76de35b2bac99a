package graph

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/triplewire/triplewire/schema"
)

// How names in two scripts are compared.
const (
	alike     = 0.85 // schema.Resemblance says nothing below
	shortKey  = 3    // consonants; fewer are in too many names
	looseKey  = 7    // from so many consonants on, one may differ
	soundFull = 0.7  // what names of several words count that sound the same
	soundWord = 0.5  // what single words do
)

var wikidata = regexp.MustCompile(`^Q\d+$`)

// identified tells whether the gazetteer knows who somebody is.
func identified(id string) bool { return wikidata.MatchString(id) }

// soundKeys gives keys of which entities with a name that sounds alike share at least one, sorted, without repeats.
func soundKeys(e *Entity) []string {
	var keys []string
	for _, n := range e.Names {
		sound := schema.Spoken(n)
		if len(sound) < shortKey {
			continue
		}
		keys = append(keys, string(e.Type)+" "+sound)
		if len(sound) >= looseKey {
			for i := range len(sound) {
				keys = append(keys, string(e.Type)+" "+sound[:i]+sound[i+1:])
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// compareSounds judges two entities by those of their names that are in different scripts.
func compareSounds(a, b Entity, sharing int) Candidate {
	c := Candidate{A: a, B: b}
	if differ(&a, &b) {
		return c
	}
	for _, x := range a.Names {
		for _, y := range b.Names {
			if script(x) == script(y) {
				continue
			}
			r := schema.Resemblance(x, y)
			if r < alike {
				continue
			}
			full := soundWord
			if len(strings.Fields(x)) > 1 || len(strings.Fields(y)) > 1 {
				full = soundFull
			}
			if score := math.Round(100*r*full/float64(sharing-1)) / 100; score > c.Score {
				c.Score, c.Reason = score, fmt.Sprintf("%s and %s sound alike", x, y)
			}
		}
	}
	return c
}

// script tells the scripts apart in which names are read: that of the first letter.
func script(name string) *unicode.RangeTable {
	for _, r := range name {
		for _, table := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Hangul, unicode.Katakana,
			unicode.Hiragana, unicode.Han, unicode.Thai} {
			if unicode.Is(table, r) {
				return table
			}
		}
	}
	return nil
}
