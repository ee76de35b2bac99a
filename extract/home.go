package extract

import (
	"maps"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// Home gives the country that an article is about; -1 if there is none. Its ministers and its police go without its
// name.
func (d *Document) Home() int { return d.home - 1 }

// Weights of what speaks for a country: its own name most, what belongs to it less.
const (
	homeName  = 2 // its name, its people's name, its capital or seat of government
	homeOwned = 1 // a person, party or place of it
	homeLeast = 5
)

// home finds the country that an article names, or whose persons, parties and places it names, far more often than
// any other.
func (x *Resolver) home(d *Document) int {
	weight := map[string]int{}
	for _, m := range d.Mentions {
		if m.Kind != Named {
			continue
		}
		for _, e := range m.Entities {
			if iso := d.Entities[e].ISO; iso != "" {
				weight[iso] += homeName
			} else if entry := x.gaz.Entry(d.Entities[e].ID); entry != nil && entry.Owner != "" && entry.Kind != "company" {
				w := homeOwned
				if m.Country > 0 {
					w = homeName
				}
				weight[entry.Owner] += w
			}
		}
	}
	best, second := "", 0
	for _, iso := range slices.Sorted(maps.Keys(weight)) {
		switch {
		case weight[iso] > weight[best]:
			best, second = iso, weight[best]
		case weight[iso] > second:
			second = weight[iso]
		}
	}
	if weight[best] < homeLeast || 2*weight[best] < 5*second {
		return -1
	}
	country := x.gaz.Country(best)
	if country == nil {
		return -1
	}
	return d.AddEntity(country.Entity())
}

// groupsAtHome gives unnamed actors without an owner the country that the article is about: "the police".
func (r *Reading) groupsAtHome() {
	d := r.Doc
	home := d.Home()
	if home < 0 || d.Entities[home].ISO == "" {
		return
	}
	sector := map[int]string{}
	for _, m := range d.Mentions {
		if m.Kind != Description || len(m.Entities) != 1 || d.Entities[m.Entities[0]].Type != schema.Group || d.Entities[m.Entities[0]].Key != "" {
			continue
		}
		if v, ok := r.Value(m.Head, "group"); ok && strings.HasPrefix(d.Entities[m.Entities[0]].ID, "e:") && !r.ownedByOrganization(m.Head) {
			sector[m.Entities[0]] = v
		}
	}
	into := map[int]int{}
	for e := range d.Entities {
		s, ok := sector[e]
		if !ok {
			continue
		}
		x := d.Entities[e]
		x.Key = d.Entities[home].ISO + "/" + s
		x.ID = x.Key
		if to := d.AddEntity(x); to != e {
			into[e] = to
		}
	}
	rename(d, into)
}

// ownedByOrganization tells whether a group belongs to an organization: "employees of Siemens".
func (r *Reading) ownedByOrganization(t int) bool {
	owner, _ := r.ownerOf(t)
	return owner >= 0 && r.Doc.Entities[owner].Type == schema.Organization
}
