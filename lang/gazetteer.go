package lang

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/triplewire/triplewire/schema"
)

// entitiesFile lists what the gazetteer knows; the names stand in each language's namesFile, keyed by id.
const (
	entitiesFile = "entities.tsv"
	namesFile    = "names.tsv"
)

// Entry is one entity of the gazetteer.
type Entry struct {
	ID    string // Wikidata QID
	Type  schema.EntityType
	ISO   string // ISO 3166-1 alpha-3 of a Country
	Name  string // English name
	Owner string // alpha-3 of the country that it belongs to; "" for what belongs to none
	Kind  string // country, territory, capital, seat, city, region, person, and the kinds of organisation
}

// Entity gives the entry as the schema has it.
func (e *Entry) Entity() schema.Entity {
	return schema.Entity{ID: e.ID, Type: e.Type, Name: e.Name, ISO: e.ISO}
}

// Metonym tells whether the entry's name also stands for the government of its country: a capital, or the
// building where the government sits.
func (e *Entry) Metonym() bool { return e.Kind == "capital" || e.Kind == "seat" }

// NameKind says what sort of name a form is.
type NameKind uint8

// The kinds of name.
const (
	FullName NameKind = iota // "Russia", "Vladimir Putin", "IAEA"
	Demonym                  // adjective or people: "Russian", "russischen", "французы"
	Short                    // one-letter country name of Chinese characters: 美, 俄; counts only beside others of its kind or a noun of state
	Surname                  // part of a person's name that readers know him by: "Putin"
	Weak                     // a name that is also a common word; counts only where the analysis sees a name
)

var nameKinds = map[string]NameKind{"name": FullName, "demonym": Demonym, "short": Short, "surname": Surname, "weak": Weak}

// Candidate is one reading of a name.
type Candidate struct {
	Entry *Entry
	Kind  NameKind
}

// Match is a name found in a text: text[Start:End], without particles, clitics and endings that are words of
// their own. Candidates stand best first.
type Match struct {
	Start, End int
	Candidates []Candidate
}

// Gazetteer knows countries, places, people in office and organisations by their names in every language. It is
// safe for use by several goroutines; a language's names are read when they are first asked for.
type Gazetteer struct {
	set      *Set
	entries  []Entry
	byID     map[string]int32
	byISO    map[string]int32
	matchers map[string]*lazyMatcher
}

type lazyMatcher struct {
	once sync.Once
	m    *matcher
}

// LoadGazetteer reads the entities that are built into the program.
func LoadGazetteer(s *Set) (*Gazetteer, error) {
	data, err := fs.ReadFile(files, entitiesFile)
	if err != nil {
		return nil, fmt.Errorf("reading the gazetteer: %w", err)
	}
	return ParseGazetteer(s, data)
}

// ParseGazetteer reads entities: rows of id, type, ISO code, English name, owner, kind.
func ParseGazetteer(s *Set, entities []byte) (*Gazetteer, error) {
	g := &Gazetteer{set: s, byID: map[string]int32{}, byISO: map[string]int32{}, matchers: map[string]*lazyMatcher{}}
	for n, row := range Rows(entities) {
		if len(row) != 6 || row[0] == "" || row[3] == "" {
			return nil, fmt.Errorf("reading the gazetteer: line %d: want id, type, iso, name, owner, kind", n)
		}
		e := Entry{ID: row[0], Type: schema.EntityType(row[1]), ISO: row[2], Name: row[3], Owner: row[4], Kind: row[5]}
		if !slices.Contains(schema.EntityTypes(), e.Type) {
			return nil, fmt.Errorf("reading the gazetteer: line %d: unknown entity type %q", n, e.Type)
		}
		if _, twice := g.byID[e.ID]; twice {
			return nil, fmt.Errorf("reading the gazetteer: line %d: %s stands twice", n, e.ID)
		}
		i := int32(len(g.entries))
		g.byID[e.ID] = i
		if e.ISO != "" {
			g.byISO[e.ISO] = i
		}
		g.entries = append(g.entries, e)
	}
	for _, l := range s.Languages {
		g.matchers[l.Code] = &lazyMatcher{}
	}
	return g, nil
}

// Entries gives all entries in the order of the file.
func (g *Gazetteer) Entries() []Entry { return g.entries }

// Languages gives the languages that the gazetteer has names in.
func (g *Gazetteer) Languages() []*Language { return g.set.Languages }

// Entry gives the entry with that id; nil if there is none.
func (g *Gazetteer) Entry(id string) *Entry { return g.entry(g.byID, id) }

// Country gives the country with that alpha-3 code; nil if there is none.
func (g *Gazetteer) Country(iso string) *Entry { return g.entry(g.byISO, iso) }

func (g *Gazetteer) entry(index map[string]int32, key string) *Entry {
	if i, ok := index[key]; ok {
		return &g.entries[i]
	}
	return nil
}

// Match finds the names of a text: at each place the longest, left to right, none overlapping another. A
// language that does not exist has no names.
func (g *Gazetteer) Match(text, code string) []Match {
	if m := g.matcher(code); m != nil {
		return m.match(text)
	}
	return nil
}

// Lookup gives the readings of a name that stands alone. Without a language it looks into all of them.
func (g *Gazetteer) Lookup(name, code string) []Candidate {
	codes := []string{code}
	if code == "" {
		codes = g.set.Codes()
	}
	var found []Candidate
	for _, c := range codes {
		m := g.matcher(c)
		if m == nil {
			continue
		}
		for _, cand := range m.lookup(name) {
			if !slices.Contains(found, cand) {
				found = append(found, cand)
			}
		}
	}
	return found
}

func (g *Gazetteer) matcher(code string) *matcher {
	lazy := g.matchers[code]
	if lazy == nil {
		return nil
	}
	lazy.once.Do(func() { lazy.m = newMatcher(g, g.set.Language(code)) })
	return lazy.m
}
