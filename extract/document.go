// Package extract turns an article into facts: Document, Token, Mention and the pipeline that fills them. The
// analysis of text lives in extract/syntax, the extractors in extract/rules and extract/llm.
package extract

import "github.com/triplewire/triplewire/schema"

// Span is a half-open range of bytes of the article's text, [Start, End).
type Span struct{ Start, End int }

// Token is one syntactic word in Universal Dependencies' sense. Words of one multiword token ("zum" = zu + dem)
// share its span.
type Token struct {
	Span
	Text  string            // the word's form; differs from the text's bytes only inside a multiword token
	Lemma string            // dictionary form
	UPOS  string            // universal part of speech
	Feats map[string]string // universal features, e.g. Tense=Past; nil when none
	Head  int               // index of the head in Document.Tokens; -1 for the root of a sentence
	Rel   string            // relation to the head, e.g. "nsubj:pass"
	Name  string            // "", or the kind of name it is part of: B-PER, I-PER, B-ORG, I-ORG, B-LOC, I-LOC
}

// Sentence is a range of tokens, [First, Last), and the bytes that they cover.
type Sentence struct {
	Span
	First, Last int
}

// MentionKind says what sort of expression a mention is.
type MentionKind string

// The kinds of mention.
const (
	Named       MentionKind = "name"        // "Wladimir Putin", "Moskau", "nordkoreanische" (demonym)
	Description MentionKind = "description" // "der Präsident", "the two leaders"
	Pronoun     MentionKind = "pronoun"     // "er", "sein", "both"
)

// Mention is an expression that stands for one entity or, in the plural, for several.
type Mention struct {
	Span
	First, Last int // tokens [First, Last)
	Head        int // the token that carries the mention's role in the tree
	Kind        MentionKind
	Entities    []int // indexes into Document.Entities; empty when unresolved
	Country     int   // the country that a capital or seat of government may stand for: index into Document.Entities, plus one; 0 for none
	Demonym     bool  // adjective or people of the country: "Russian", "Franzosen"
}

// Document is one article under analysis. It owns tokens, mentions and entities; everything else points to
// them by index.
type Document struct {
	Article   *schema.Article
	Tokens    []Token
	Sentences []Sentence
	Mentions  []Mention       // in text order
	Entities  []schema.Entity // one for each distinct entity, in order of first mention
	home      int             // country that the article is about: index into Entities, plus one; 0 for none
	Homes     map[int]int     // person in office → country of the office, where the gazetteer knows it: indexes into Entities
	Log       *Log            // explain log; nil when nobody asked
}

// Text gives the article's bytes under a span.
func (d *Document) Text(s Span) string { return d.Article.Text[s.Start:s.End] }

// SentenceOf gives the index of the sentence that holds token t.
func (d *Document) SentenceOf(t int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		if mid := (lo + hi) / 2; d.Sentences[mid].Last <= t {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
