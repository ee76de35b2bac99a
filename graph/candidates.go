package graph

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/triplewire/triplewire/schema"
)

// Candidate says that two entities may be one, and why. Nothing is merged because of it.
type Candidate struct {
	A, B   Entity
	Score  float64 // 0 to 1
	Reason string
}

// crowd is how many entities may share a name before it says nothing: "the president" is many.
const crowd = 5

// Candidates lists pairs of entities of one type that may be the same, by their names, the likeliest first: names that
// are equal but for accents, and names that sound alike in two scripts, where the gazetteer does not tell who they are.
// It holds the names of all entities in memory.
func Candidates(ctx context.Context, s Store) ([]Candidate, error) {
	entities, byName, bySound := map[string]Entity{}, map[string][]string{}, map[string][]string{}
	none := func(Tx, *Records) error { return nil }
	for r, err := range pages(ctx, s, AllEntities, none) {
		if err != nil {
			return nil, fmt.Errorf("looking for entities that are the same: %w", err)
		}
		for _, e := range r.Entities {
			entities[e.ID] = e
			for _, key := range foldedNames(&e) {
				byName[key] = append(byName[key], e.ID)
			}
			for _, key := range soundKeys(&e) {
				bySound[key] = append(bySound[key], e.ID)
			}
		}
	}
	best := map[[2]string]Candidate{}
	eachPair(byName, func(key, a, b string, sharing int) {
		if c := compare(entities[a], entities[b], key, sharing); c.Score > best[[2]string{a, b}].Score {
			best[[2]string{a, b}] = c
		}
	})
	eachPair(bySound, func(_, a, b string, sharing int) {
		if identified(a) && identified(b) {
			return
		}
		if c := compareSounds(entities[a], entities[b], sharing); c.Score > best[[2]string{a, b}].Score {
			best[[2]string{a, b}] = c
		}
	})
	var list []Candidate
	for _, c := range best {
		list = append(list, c)
	}
	slices.SortFunc(list, func(x, y Candidate) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), strings.Compare(x.A.ID, y.A.ID), strings.Compare(x.B.ID, y.B.ID))
	})
	return list, nil
}

// eachPair gives the pairs of entities that share a key with no crowd.
func eachPair(by map[string][]string, fn func(key, a, b string, sharing int)) {
	for _, key := range sortedKeys(by) {
		ids := by[key]
		if len(ids) > crowd {
			continue
		}
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				fn(key, a, b, len(ids))
			}
		}
	}
}

// compare judges two entities that share a folded name with as many others as there are.
func compare(a, b Entity, key string, sharing int) Candidate {
	c := Candidate{A: a, B: b}
	if differ(&a, &b) {
		return c
	}
	nameA, nameB := nameBehind(&a, key), nameBehind(&b, key)
	switch {
	case foldName(a.Name) == key && foldName(b.Name) == key:
		c.Score, c.Reason = 0.95, fmt.Sprintf("both are named %s", a.Name)
	case schema.NormalName(nameA) == schema.NormalName(nameB):
		c.Score, c.Reason = 0.8, fmt.Sprintf("both are called %s", nameA)
	default:
		c.Score, c.Reason = 0.6, fmt.Sprintf("%s and %s differ by accents only", nameA, nameB)
	}
	c.Score = math.Round(100*c.Score/float64(sharing-1)) / 100
	return c
}

// differ tells entities that cannot be one.
func differ(a, b *Entity) bool {
	return a.Type != b.Type || a.ISO != b.ISO && a.ISO != "" && b.ISO != "" || a.Key != b.Key
}

// nameBehind gives the first of the entity's names that has the folded form.
func nameBehind(e *Entity, key string) string {
	for _, n := range append([]string{e.Name}, e.Names...) {
		if foldName(n) == key {
			return n
		}
	}
	return e.Name
}

// foldedNames gives the folded forms of an entity's names, sorted, without repeats. Very short ones say nothing.
func foldedNames(e *Entity) []string {
	var keys []string
	for _, n := range append([]string{e.Name}, e.Names...) {
		if k := foldName(n); len(k) > 3 {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// foldName takes the marks off letters that a normal name still has.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(NormalKey(name)))
}
