// Package graph turns facts into a graph: the Store interface, merging, traversals. It never sees a token.
//
// A graph is a function of two things only: the articles with what each of them states, and the merges that
// somebody asked for. Everything else (entities with their names, edges with their counts) is derived from
// them, in the same transaction that changes them. So the order of loading, loading twice, or several loaders
// at once make no difference, an article can be taken out again, and a copy loses nothing.
package graph

import (
	"context"
	"errors"
)

// Store keeps a graph.
//
// View and Update run fn in one transaction. Update writes all or nothing, and one Update runs at a time, across
// processes, so that what fn has read stays true until it has written. Both may run fn again from its start
// after a failure that passes by itself. A Store is safe for use by several goroutines.
type Store interface {
	View(ctx context.Context, fn func(Tx) error) error
	Update(ctx context.Context, fn func(Tx) error) error
	Close(ctx context.Context) error
}

// Tx is a transaction. It reads what it has written itself. It is for one goroutine.
type Tx interface {
	Read(ctx context.Context, q Query) (*Records, error)
	Write(ctx context.Context, c *Changes) error
}

// Failures that callers tell apart, with errors.Is. Stores wrap them with what they know.
var (
	ErrUnreachable = errors.New("the store cannot be reached")
	ErrRefused     = errors.New("the store refuses the user or the password")
	ErrVersion     = errors.New("the store was written by another version")
	ErrBusy        = errors.New("another process is writing to the store")
	ErrFull        = errors.New("the disk of the store is full")
	ErrNotFound    = errors.New("not found")
	ErrInvalid     = errors.New("invalid input")
)

// Version is the version of the records below. A store written by an older one is taken forward when it is
// opened; one written by a newer one is refused with ErrVersion.
const Version = 2

// Find says which records a Query reads, and by what. Keys that do not exist are left out of the answer.
type Find int

// The queries that every store answers. Answers are sorted by key, bytewise.
const (
	ArticlesByID        Find = iota // Keys: article ids
	ArticlesBySource                // Keys: where they were read from, or URLs
	ArticlesByBand                  // Keys: bands of sketches
	ArticlesByStory                 // Keys: story ids
	AllArticles                     // After, Limit
	EntitiesByID                    // Keys: entity ids
	EntitiesByName                  // Keys: names as NormalKey gives them
	AllEntities                     // After, Limit
	FactsByID                       // Keys: fact ids
	FactsByEdge                     // Keys: edge keys
	FactsByContent                  // Keys: what Fact.Content gives
	FactsByEntity                   // Keys: one entity id, in any role; After, Limit
	AllFacts                        // After, Limit
	StatementsByFact                // Keys: fact ids
	StatementsByArticle             // Keys: article ids
	EdgesByKey                      // Keys: edge keys
	EdgesByEntity                   // Keys: entity ids, at either end
	EdgesBySubject                  // Keys: entity ids
	AllMerges                       // no keys
	CountAll                        // no keys; fills Records.Counts
)

// Query reads records. After and Limit page through the records whose key is greater than After; a Limit of 0
// means all.
type Query struct {
	Find  Find
	Keys  []string
	After string
	Limit int
}

// Records is the answer to a Query; only the part that the query asks for is filled.
type Records struct {
	Articles   []Article
	Entities   []Entity
	Facts      []Fact
	Statements []Statement
	Edges      []Edge
	Merges     []Merge
	Counts     Counts
}

// Counts says how much a store holds. Facts that merges have made equal count once.
type Counts struct {
	Articles, Statements, Facts, Edges, Merges int
	Entities                                   map[string]int // by type
	Relations                                  map[string]int // edges by relation
	Languages                                  map[string]int // articles by language
}

// Add puts in one row of a store's count: of a kind of record or, where kind is language, entity or edge, of one name in it.
func (c *Counts) Add(kind, name string, n int) {
	if n == 0 {
		return
	}
	switch kind {
	case "article":
		c.Articles = n
	case "statement":
		c.Statements = n
	case "fact":
		c.Facts += n
	case "twin": // a fact that says what another one says
		c.Facts -= n
	case "merge":
		c.Merges = n
	case "language":
		c.Languages[name] = n
	case "entity":
		c.Entities[name] = n
	case "edge":
		c.Relations[name] = n
		c.Edges += n
	}
}

// Changes is what one transaction writes. A store applies it in this order: what goes, then entities, articles,
// facts, statements, edges. New records do not exist yet; set records exist and are replaced.
type Changes struct {
	NewArticles, SetArticles []Article
	NewEntities, SetEntities []Entity
	NewFacts, SetFacts       []Fact
	NewEdges, SetEdges       []Edge
	NewStatements            []Statement
	NewMerges                []Merge

	GoneArticles   []string // ids
	GoneEntities   []string // ids
	GoneFacts      []string // ids
	GoneEdges      []string // keys
	GoneStatements []string // ids of articles: all that they state
	GoneMerges     []string // From of each
}

// Empty tells whether there is nothing to write.
func (c *Changes) Empty() bool {
	return len(c.NewArticles)+len(c.SetArticles)+len(c.NewEntities)+len(c.SetEntities)+len(c.NewFacts)+len(c.SetFacts)+
		len(c.NewEdges)+len(c.SetEdges)+len(c.NewStatements)+len(c.NewMerges)+len(c.GoneArticles)+len(c.GoneEntities)+
		len(c.GoneFacts)+len(c.GoneEdges)+len(c.GoneStatements)+len(c.GoneMerges) == 0
}
