package extract

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// Resolver fills a document's mentions and entities: names, unnamed actors, occasions, and the descriptions and
// pronouns that stand for them. It is built once and safe for use by several goroutines.
type Resolver struct {
	words map[string]func() (*Words, error) // a language's lists are read when they are first asked for
	names *Names
	gaz   *lang.Gazetteer
}

// NewResolver makes a resolver for the languages of a set.
func NewResolver(set *lang.Set, gaz *lang.Gazetteer) (*Resolver, error) {
	r := &Resolver{words: map[string]func() (*Words, error){}, names: NewNames(gaz), gaz: gaz}
	for _, l := range set.Languages {
		r.words[l.Code] = sync.OnceValues(func() (*Words, error) { return LoadWords(l) })
	}
	return r, nil
}

// Resolve is the pipeline's step between the trees and the facts.
func (x *Resolver) Resolve(d *Document) {
	load := x.words[d.Article.Lang]
	if load == nil {
		return
	}
	w, err := load()
	if err != nil {
		return // the extractor, which reads the same lists, reports it
	}
	r := NewReading(d, w)
	joined := r.joinPhrases()
	if r.arabicWords(x.gaz) || joined {
		r = NewReading(d, w)
	}
	x.names.Find(r)
	r.joinPersons()
	r.Cover()
	r.extendNames()
	r.retype()
	r.unifyTypes()
	mergeNames(r)
	r.Cover()
	r.repeatNames()
	sortMentions(d)
	r.Cover()
	if straighten(r) {
		r = NewReading(d, w)
	}
	r.addInstitutions()
	r.Cover()
	r.addGroups()
	r.addOccasions()
	sortMentions(d)
	r.Cover()
	x.homes(r)
	c := newCoreference(r, x.gaz)
	c.run()
	r.groupsAtHome()
	sortMentions(d)
	tidy(d)
}

// homes notes the countries that the gazetteer knows the article's persons to hold office in, and the country that
// the article is about, also where it names neither, only its parties, persons and seats of government; further the
// countries of the regions that stand beside a title of state: the senator from Vermont.
func (x *Resolver) homes(r *Reading) {
	d := r.Doc
	d.Homes, d.home = map[int]int{}, 0
	if x.gaz == nil {
		return
	}
	d.home = x.home(d) + 1
	inOffice := r.inOffice()
	for i := range len(d.Entities) {
		if d.Entities[i].Type != schema.Person && !(d.Entities[i].Type == schema.Place && inOffice[i]) {
			continue
		}
		entry := x.gaz.Entry(d.Entities[i].ID)
		if entry == nil || entry.Owner == "" {
			continue
		}
		if country := x.gaz.Country(entry.Owner); country != nil {
			d.Homes[i] = d.AddEntity(country.Entity())
		}
	}
}

// inOffice tells the entities that a title of the whole nation stands behind.
func (r *Reading) inOffice() map[int]bool {
	found := map[int]bool{}
	for _, m := range r.Doc.Mentions {
		for k := m.Last; k < min(len(r.Tags), m.Last+3); k++ {
			if v, ok := r.Value(k, "title"); ok && v == "country+n" && r.Sentence[k] == r.Sentence[m.First] {
				for _, e := range m.Entities {
					found[e] = true
				}
			}
		}
	}
	return found
}

func sortMentions(d *Document) {
	sort.SliceStable(d.Mentions, func(i, j int) bool {
		a, b := d.Mentions[i], d.Mentions[j]
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		return a.End > b.End
	})
}

// tidy brings each entity's forms into order.
func tidy(d *Document) {
	for i := range d.Entities {
		slices.Sort(d.Entities[i].Mentions)
		d.Entities[i].Mentions = slices.Compact(d.Entities[i].Mentions)
	}
}

// mergeNames makes one entity of a full name and the shorter names that take it up: surnames, first words of
// company names, abbreviations that stand in brackets behind the name.
func mergeNames(r *Reading) {
	d := r.Doc
	into := map[int]int{}
	first := map[int]int{} // entity → its first mention
	for i, m := range d.Mentions {
		for _, e := range m.Entities {
			if _, ok := first[e]; !ok {
				first[e] = i
			}
		}
	}
	for e := range d.Entities {
		if known(d.Entities[e].ID) {
			continue
		}
		if target := fuller(r, e, first); target >= 0 {
			into[e] = target
			d.Log.Add(r.Sentence[d.Mentions[first[e]].First], "resolved: %q is %s", d.Entities[e].Name, d.Entities[target].Name)
		}
	}
	for e, target := range bracketed(r) {
		if _, ok := into[e]; !ok && into[target] != e {
			into[e] = target
		}
	}
	rename(d, into)
}

// known tells whether an id is one of the gazetteer.
func known(id string) bool { return !strings.HasPrefix(id, "e:") }

// fuller finds the entity whose name a short name takes up: of the same type, one only.
func fuller(r *Reading, e int, first map[int]int) int {
	d := r.Doc
	short := nameWords(d.Entities[e].Name)
	if len(short) == 0 {
		return -1
	}
	best := -1
	for o := range d.Entities {
		x := &d.Entities[o]
		if o == e || x.Type != d.Entities[e].Type || x.Type != schema.Person && x.Type != schema.Organization {
			continue
		}
		for _, form := range append([]string{x.Name}, x.Mentions...) {
			if !takesUp(short, nameWords(form), x.Type) {
				continue
			}
			if best >= 0 && best != o {
				// Two bearers of the name: of persons the one that stood last before, else the first.
				if x.Type == schema.Person && first[o] > first[best] && first[o] < first[e] || first[best] > first[e] {
					best = o
				}
			} else {
				best = o
			}
			break
		}
	}
	return best
}

// takesUp tells whether a short name is a shorter form of a longer one.
func takesUp(short, long []string, t schema.EntityType) bool {
	if t == schema.Person && len(short) == 1 && len(long) == 1 && surnameOf(short[0], long[0]) {
		return true
	}
	if len(short) >= len(long) {
		return false
	}
	begins, ends := slices.Equal(short, long[:len(short)]), slices.Equal(short, long[len(long)-len(short):])
	if t == schema.Organization {
		return begins && len([]rune(short[0])) >= 3 && !genericFirst[short[0]]
	}
	if len([]rune(short[0])) < 2 && len(short) == 1 && !unicode.Is(unicode.Han, []rune(short[0])[0]) && !unicode.Is(unicode.Hangul, []rune(short[0])[0]) {
		return false
	}
	return begins || ends
}

// surnameOf tells whether a name written without a blank begins with the surname given: 習 in 習近平, 김 in 김정은.
func surnameOf(short, long string) bool {
	rest, ok := strings.CutPrefix(long, short)
	if !ok || rest == "" {
		return false
	}
	script, most := unicode.Han, 3
	if first, _ := utf8.DecodeRuneInString(short); unicode.Is(unicode.Hangul, first) {
		script, most = unicode.Hangul, 1
	}
	for _, c := range long {
		if !unicode.Is(script, c) {
			return false
		}
	}
	return utf8.RuneCountInString(short) <= most && utf8.RuneCountInString(rest) <= 3
}

// genericFirst are first words that names of different organisations share.
var genericFirst = map[string]bool{"united": true, "national": true, "international": true, "european": true, "world": true,
	"new": true, "the": true, "bank": true, "university": true, "ministry": true, "central": true, "federal": true,
	"universität": true, "universidad": true, "université": true, "banco": true, "banque": true, "partido": true, "parti": true}

func nameWords(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return unicode.IsSpace(r) || r == '·' || r == '・' || r == '-' || r == '＝' || r == '.'
	})
}

// bracketed finds abbreviations in brackets behind a name, and the other way round: "International Federation of
// Robotics (IFR)".
func bracketed(r *Reading) map[int]int {
	d := r.Doc
	into := map[int]int{}
	for i := 1; i < len(d.Mentions); i++ {
		a, b := &d.Mentions[i-1], &d.Mentions[i]
		if a.Kind != Named || b.Kind != Named || a.End > b.Start || len(a.Entities) != 1 || len(b.Entities) != 1 {
			continue
		}
		between := strings.TrimSpace(d.Article.Text[a.End:b.Start])
		if between != "(" && between != "（" {
			continue
		}
		after := strings.TrimSpace(d.Article.Text[b.End:min(len(d.Article.Text), b.End+4)])
		if !strings.HasPrefix(after, ")") && !strings.HasPrefix(after, "）") {
			continue
		}
		long, short := a.Entities[0], b.Entities[0]
		x, y := d.Entities[long], d.Entities[short]
		if long == short || x.Type != y.Type && x.Type != schema.Organization || known(x.ID) && known(y.ID) {
			continue
		}
		if x.Type == schema.Organization && !abbreviates(d.Text(b.Span)) && !abbreviates(d.Text(a.Span)) {
			continue
		}
		if known(y.ID) {
			long, short = short, long
		}
		into[short] = long
	}
	return into
}

// abbreviates tells whether a name is written in capitals only.
func abbreviates(s string) bool {
	upper := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2
}

// rename moves the mentions of merged entities to what they were merged into and drops the merged.
func rename(d *Document, into map[int]int) {
	target := func(e int) int {
		for steps := 0; steps < 5; steps++ {
			next, ok := into[e]
			if !ok {
				break
			}
			e = next
		}
		return e
	}
	place := make([]int, len(d.Entities))
	var kept []schema.Entity
	for e := range d.Entities {
		if target(e) == e {
			place[e] = len(kept)
			kept = append(kept, d.Entities[e])
		}
	}
	for e := range d.Entities {
		if t := target(e); t != e {
			place[e] = place[t]
			for _, form := range d.Entities[e].Mentions {
				addForm(&kept[place[t]], form)
			}
		}
	}
	if d.home > 0 {
		d.home = place[d.home-1] + 1
	}
	homes := make(map[int]int, len(d.Homes))
	for person, country := range d.Homes {
		homes[place[person]] = place[country]
	}
	d.Homes = homes
	for i := range d.Mentions {
		for k, e := range d.Mentions[i].Entities {
			d.Mentions[i].Entities[k] = place[e]
		}
		if c := d.Mentions[i].Country; c > 0 {
			d.Mentions[i].Country = place[c-1] + 1
		}
	}
	d.Entities = kept
}
