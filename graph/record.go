package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/triplewire/triplewire/schema"
)

// Article is an article as a store keeps it: without its text, with what it says about each entity.
type Article struct {
	ID        string          `json:"id"`
	Source    string          `json:"source"`
	Title     string          `json:"title"`
	URL       string          `json:"url"`
	Lang      string          `json:"lang"`
	Published string          `json:"published"`
	Outlet    string          `json:"outlet"`
	Forms     []schema.Entity `json:"forms"`  // the entities of its facts, as this article gives them, by id
	Digest    string          `json:"digest"` // hash over all that it states; Source is left out
	Sketch    string          `json:"sketch"` // of the text, to find copies; "" when the text is not known
	Story     string          `json:"story"`  // smallest id among the articles that are copies of one text
}

// Entity is a node. Its fields are derived from the forms of all articles that state a fact about it.
type Entity struct {
	ID    string            `json:"id"`
	Type  schema.EntityType `json:"type"`
	Name  string            `json:"name"`
	ISO   string            `json:"iso"`
	Key   string            `json:"key"`
	Names []string          `json:"names"` // every name and mention, sorted
}

// Roles are the entities of a fact, by id; Place and Attribution may be "".
type Roles struct {
	Subject     string `json:"subject"`
	Object      string `json:"object"`
	Place       string `json:"place"`
	Attribution string `json:"attribution"`
}

// Fact is what one or more articles state. Its id is schema.FactID over the roles as stated.
type Fact struct {
	ID         string          `json:"id"`
	Relation   string          `json:"relation"`
	Roles                      // the entities it leads to: Stated, after merges
	Stated     Roles           `json:"stated"`         // the entities as the articles give them
	Same       string          `json:"same,omitempty"` // what schema.FactID gives after merges, where that is another id
	Theme      string          `json:"theme"`
	Date       string          `json:"date"`
	Quantity   string          `json:"quantity"`
	Role       string          `json:"role"`
	Polarity   schema.Polarity `json:"polarity"`
	Modality   schema.Modality `json:"modality"`
	Confidence float64         `json:"confidence"` // of its best statement
}

// Statement says that an article states a fact, and where.
type Statement struct {
	Fact       string  `json:"fact"`
	Article    string  `json:"article"`
	Text       string  `json:"text"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Confidence float64 `json:"confidence"`
}

// Edge is the direct relationship between two entities that all facts of one relation between them add up to.
type Edge struct {
	Subject    string          `json:"subject"`
	Relation   string          `json:"relation"`
	Object     string          `json:"object"`
	Facts      int             `json:"facts"`
	Negated    int             `json:"negated"`  // how many of the facts are negated
	Articles   int             `json:"articles"` // that state one of the facts
	Sources    int             `json:"sources"`  // the same, copies of one text counted once
	First      string          `json:"first"`    // earliest date of a fact, else of the publication of an article
	Last       string          `json:"last"`     // latest
	Polarity   schema.Polarity `json:"polarity"` // asserted if one of the facts is
	Modality   schema.Modality `json:"modality"` // the most real of the facts
	Confidence float64         `json:"confidence"`
}

// Merge says that two ids stand for one entity. It stays until it is undone.
type Merge struct {
	From string `json:"from"` // the id that gives way
	Into string `json:"into"`
	Note string `json:"note"` // who or why, for the log
}

// separator keeps the parts of a key apart; no id may hold it.
const separator = "\x1f"

// EdgeKey names an edge.
func EdgeKey(subject, relation, object string) string {
	return subject + separator + relation + separator + object
}

// SplitEdgeKey gives the parts of an edge key.
func SplitEdgeKey(key string) (subject, relation, object string) {
	subject, rest, _ := strings.Cut(key, separator)
	relation, object, _ = strings.Cut(rest, separator)
	return subject, relation, object
}

// EdgeID names the edge.
func (e *Edge) EdgeID() string { return EdgeKey(e.Subject, e.Relation, e.Object) }

// Content names what the fact says after merges: facts that have it in common say the same and count once.
func (f *Fact) Content() string { return cmp.Or(f.Same, f.ID) }

// content works out what the fact says with the entities that it leads to.
func (f *Fact) content() string {
	entity := func(id string) *schema.Entity {
		if id == "" {
			return nil
		}
		return &schema.Entity{ID: id}
	}
	return schema.FactID(&schema.Fact{Relation: f.Relation, Subject: schema.Entity{ID: f.Subject}, Object: schema.Entity{ID: f.Object},
		Theme: &f.Theme, Place: entity(f.Place), Date: &f.Date, Quantity: &f.Quantity, Role: &f.Role, Polarity: f.Polarity,
		Modality: f.Modality, Attribution: entity(f.Attribution)})
}

// EdgeID names the edge that the fact adds to; "" if it would lead from an entity to itself, which merges can do.
func (f *Fact) EdgeID() string {
	if f.Subject == f.Object {
		return ""
	}
	return EdgeKey(f.Subject, f.Relation, f.Object)
}

// ids lists the roles that are filled, without repeats.
func (r Roles) ids() []string {
	var ids []string
	for _, id := range []string{r.Subject, r.Object, r.Place, r.Attribution} {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// maxKey bounds a name's key: full-text indexes refuse long terms. Names that agree so far are told apart by
// comparing them whole.
const maxKey = 256

// NormalKey is the form of a name under which stores index it.
func NormalKey(name string) string {
	key := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, schema.NormalName(name))
	if len(key) > maxKey {
		key = strings.ToValidUTF8(key[:maxKey], "")
	}
	return key
}

// NameKeys gives the keys of all names of the entity, sorted, without repeats.
func (e *Entity) NameKeys() []string {
	keys := []string{}
	for _, n := range append([]string{e.Name}, e.Names...) {
		if k := NormalKey(n); k != "" {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Sort puts the records into the order of their keys.
func (r *Records) Sort() {
	slices.SortFunc(r.Articles, func(a, b Article) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Entities, func(a, b Entity) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Facts, func(a, b Fact) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Statements, compareStatements)
	slices.SortFunc(r.Edges, func(a, b Edge) int { return strings.Compare(a.EdgeID(), b.EdgeID()) })
	slices.SortFunc(r.Merges, func(a, b Merge) int { return strings.Compare(a.From, b.From) })
}

func compareStatements(a, b Statement) int {
	if c := strings.Compare(a.Fact, b.Fact); c != 0 {
		return c
	}
	if c := strings.Compare(a.Article, b.Article); c != 0 {
		return c
	}
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return a.End - b.End
}
