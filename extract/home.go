package extract

import (
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// Home gives the country that an article is about: the one that it names far more often than any other; -1 if
// there is none. Its ministers and its police go without its name.
func (d *Document) Home() int {
	count := map[int]int{}
	for _, m := range d.Mentions {
		for _, e := range m.Entities {
			if m.Kind == Named && d.Entities[e].Type == schema.Country {
				count[e]++
			}
		}
	}
	best, second := -1, 0
	for e := range d.Entities {
		switch {
		case count[e] > 0 && (best < 0 || count[e] > count[best]):
			if best >= 0 {
				second = count[best]
			}
			best = e
		case count[e] > second:
			second = count[e]
		}
	}
	if best < 0 || count[best] < 3 || count[best] < 3*second {
		return -1
	}
	return best
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
		if to := d.addEntity(x); to != e {
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
