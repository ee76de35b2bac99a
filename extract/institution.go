package extract

import (
	"strings"

	"github.com/triplewire/triplewire/schema"
)

// Names that the analysis cuts short, and institutions that go by their common noun.

// extendNames joins to a name what a hyphen writes together with it: "Colorado-Partei", "Seo-jin".
func (r *Reading) extendNames() {
	d := r.Doc
	r.joinHyphened()
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != Named || len(m.Entities) != 1 || m.Demonym || m.Last+1 >= len(d.Tokens) || r.Sentence[m.Last+1] != r.Sentence[m.First] {
			continue
		}
		hyphen, next := &d.Tokens[m.Last], &d.Tokens[m.Last+1]
		if hyphen.Text != "-" || d.Entities[m.Entities[0]].Type != schema.Person && next.UPOS != "NOUN" && next.UPOS != "PROPN" || hyphen.Start != m.End || next.Start != hyphen.End || r.cover[m.Last+1] >= 0 {
			continue
		}
		e := d.Entities[m.Entities[0]]
		t := e.Type
		switch {
		case t == schema.Person && len(next.Text) <= 6 && next.Text[0] >= 'a' && next.Text[0] <= 'z':
		case r.Has(m.Last+1, "country"), t == schema.Person:
			continue
		case r.Has(m.Last+1, "organization"), r.Has(m.Last+1, "institution"):
			t = schema.Organization
		case r.Has(m.Last+1, "place"):
			t = schema.Place
		case r.Has(m.Last+1, "product"):
			t = schema.Product
		default:
			continue
		}
		m.Last += 2
		m.End = next.End
		m.Head = r.HeadOf(m.First, m.Last)
		m.Country = 0
		name := d.Text(m.Span)
		m.Entities = []int{d.AddEntity(schema.Entity{ID: schema.EntityID(t, name), Type: t, Name: name})}
		addForm(&d.Entities[m.Entities[0]], name)
		d.Log.Add(r.Sentence[m.First], "name: %q, with what the hyphen joins to it", name)
	}
	dropUnused(d)
}

// joinHyphened makes one name of two persons that a hyphen joins: "Hans-Peter Bartels".
func (r *Reading) joinHyphened() {
	d := r.Doc
	for i := 0; i+1 < len(d.Mentions); {
		m, next := &d.Mentions[i], d.Mentions[i+1]
		if !r.isPerson(i) || !r.isPerson(i+1) || next.First != m.Last+1 || d.Tokens[m.Last].Text != "-" || d.Tokens[m.Last].Start != m.End || next.Start != d.Tokens[m.Last].End {
			i++
			continue
		}
		m.Last, m.End = next.Last, next.End
		m.Head = r.HeadOf(m.First, m.Last)
		name := d.Text(m.Span)
		m.Entities = []int{d.AddEntity(schema.Entity{ID: schema.EntityID(schema.Person, name), Type: schema.Person, Name: name})}
		addForm(&d.Entities[m.Entities[0]], name)
		d.Mentions = append(d.Mentions[:i+1], d.Mentions[i+2:]...)
	}
	r.Cover()
}

// dropUnused takes out entities that no mention has any more.
func dropUnused(d *Document) {
	used := make([]bool, len(d.Entities))
	for _, m := range d.Mentions {
		for _, e := range m.Entities {
			used[e] = true
		}
		if m.Country > 0 {
			used[m.Country-1] = true
		}
	}
	place := make([]int, len(d.Entities))
	var kept []schema.Entity
	for e := range d.Entities {
		if used[e] {
			place[e] = len(kept)
			kept = append(kept, d.Entities[e])
		}
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		for k, e := range m.Entities {
			m.Entities[k] = place[e]
		}
		if m.Country > 0 {
			m.Country = place[m.Country-1] + 1
		}
	}
	d.Entities = kept
}

// addInstitutions makes organizations of the common nouns that name one institution of a state: "the Finance
// Ministry", "das Parlament". A later, shorter phrase with the same noun is the same institution.
func (r *Reading) addInstitutions() {
	d := r.Doc
	known := map[string]int{}
	for t := range d.Tokens {
		hit, ok := r.Hit(t, "institution")
		if !ok || !r.nominal(t) && !r.beforeTitle(t) || r.MentionAt(t) >= 0 || r.Feature(t, "Number", "Plur") || r.namedBeside(t) {
			continue
		}
		first, last := min(hit.First, t), max(hit.Last, t+1)
		edge := r.LeftEdge(t)
		for k := first - 1; k >= edge && (d.Tokens[k].UPOS == "ADJ" || d.Tokens[k].UPOS == "PROPN" || d.Tokens[k].UPOS == "NOUN") && r.MentionAt(k) < 0; k-- {
			first = k
		}
		if r.indefinite(t, edge) {
			continue
		}
		name := r.NameOf(first, last)
		key := FoldWord(name)
		e, seen := known[key]
		if !seen && last-first == 1 {
			for k, o := range known {
				if strings.HasSuffix(k, key) && (!seen || o < e) {
					e, seen = o, true
				}
			}
		}
		if !seen {
			e = d.AddEntity(schema.Entity{ID: schema.EntityID(schema.Organization, name), Type: schema.Organization, Name: name})
			known[key] = e
		}
		if _, at := r.ownerOf(t); at >= 0 && d.Mentions[at].First < first {
			first = d.Mentions[at].First
			addForm(&d.Entities[e], r.NameOf(first, last))
		}
		addForm(&d.Entities[e], name)
		d.Mentions = append(d.Mentions, Mention{Span: Span{d.Tokens[first].Start, d.Tokens[last-1].End}, First: first, Last: last, Head: t,
			Kind: Description, Entities: []int{e}})
		d.Log.Add(r.Sentence[t], "institution: %q is %s", r.NameOf(first, last), d.Entities[e].Name)
	}
}

// beforeTitle tells whether a compound's noun stands before a title: "Senate President".
func (r *Reading) beforeTitle(t int) bool {
	return r.Doc.Tokens[t].Rel == "compound" && t+1 < len(r.Doc.Tokens) && r.Has(t+1, "title")
}

// indefinite tells whether a phrase introduces any of its kind: "a court", "ein Ministerium".
func (r *Reading) indefinite(t, edge int) bool {
	for k := edge; k < t; k++ {
		token := &r.Doc.Tokens[k]
		if token.UPOS == "DET" && (token.Feats["Definite"] == "Ind" || token.Feats["PronType"] == "Neg" || token.Feats["PronType"] == "Ind") {
			return true
		}
	}
	return false
}
