// Package rules is an extractor: it reads facts off dependency trees with the trigger lexicons and word lists of
// each language. The engine is the same for all languages; what differs is data (lang/FORMAT.md).
package rules

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// Extractor finds facts by rules. It is read-only after New and safe for use by several goroutines.
type Extractor struct {
	ontology  *schema.Ontology
	languages map[string]func() (*language, error) // a language's lists are read when they are first asked for
}

// language is what the engine knows of one language.
type language struct {
	words    *extract.Words
	lexicon  *lexicon
	dropsPro bool // subjects are left out freely
}

// New makes an extractor for the languages of a set.
func New(set *lang.Set, ontology *schema.Ontology) (*Extractor, error) {
	all, err := loadFrames(framesTSV)
	if err != nil {
		return nil, err
	}
	x := &Extractor{ontology: ontology, languages: map[string]func() (*language, error){}}
	for _, l := range set.Languages {
		x.languages[l.Code] = sync.OnceValues(func() (*language, error) { return loadLanguage(l, ontology, all) })
	}
	return x, nil
}

func loadLanguage(l *lang.Language, o *schema.Ontology, all frames) (*language, error) {
	words, err := extract.LoadWords(l)
	if err != nil {
		return nil, fmt.Errorf("loading the words of %s: %w", l.Name, err)
	}
	lex, err := loadLexicon(l, o, all)
	if err != nil {
		return nil, fmt.Errorf("loading the triggers of %s: %w", l.Name, err)
	}
	return &language{words: words, lexicon: lex, dropsPro: words.Setting("pronouns-omitted") == "yes"}, nil
}

// Extract gives the facts that the document's sentences state. A language without a lexicon has none.
func (x *Extractor) Extract(ctx context.Context, d *extract.Document) ([]schema.Fact, error) {
	load := x.languages[d.Article.Lang]
	if load == nil {
		return nil, nil
	}
	l, err := load()
	if err != nil || l.lexicon.size == 0 {
		return nil, err
	}
	a := &analysis{r: extract.NewReading(d, l.words), d: d, l: l, ontology: x.ontology}
	a.dates = extract.Dates(a.r)
	a.amounts = extract.Amounts(a.r)
	a.officers, a.holders = map[int]int{}, map[int]int{}
	a.offices = extract.Positions(a.r)
	for _, p := range a.offices {
		if m := &d.Mentions[p.At]; m.First > p.Title && m.First < p.Title+6 && a.r.Sentence[m.First] == a.r.Sentence[p.Title] {
			a.holders[p.Title] = p.At
		}
		if p.Before >= 0 {
			a.officers[p.Before] = p.At
		}
	}
	skip := a.boilerplate()
	for s, sentence := range d.Sentences {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if skip[s] {
			continue
		}
		a.sentence(sentence)
	}
	a.positions(skip)
	a.described(skip)
	a.relatives(skip)
	a.members(skip)
	a.partisans(skip)
	a.affiliations(skip)
	a.places(skip)
	a.seats(skip)
	a.presence(skip)
	a.attendances(skip)
	return a.result(), nil
}

// analysis is the work on one document.
type analysis struct {
	r        *extract.Reading
	d        *extract.Document
	l        *language
	ontology *schema.Ontology
	dates    []extract.Date
	amounts  []extract.Amount
	offices  []extract.Position
	officers map[int]int // mention of a country before a title → mention of the person who holds it
	holders  map[int]int // title → mention of the person named behind it
	facts    []schema.Fact
}

// speech are the relations whose content is a theme and no fact of its own: a promise to attack is no attack.
var speech = map[string]bool{"PROMISED": true, "THREATENED": true, "DEMANDED": true, "ASKED": true, "WARNED": true}

// sentence reads the facts of one sentence: those of speech first, whose content then gives none.
func (a *analysis) sentence(s extract.Sentence) {
	all := a.triggers(s)
	said, stated := map[int]bool{}, map[int]bool{}
	try := func(f found) bool {
		before := len(a.facts)
		a.apply(f)
		if len(a.facts) == before {
			return false
		}
		if f.part >= 0 {
			stated[f.part] = true
		}
		return true
	}
	for _, f := range all {
		if speech[f.relation] && !f.within && try(f) && !f.asNoun {
			said[f.at] = true
		}
	}
	slices.SortStableFunc(all, func(x, y found) int { // nouns of light verbs after these
		switch {
		case x.within == y.within:
			return 0
		case x.within:
			return 1
		}
		return -1
	})
	for _, f := range all {
		if speech[f.relation] && !f.within || stated[f.at] && f.within {
			continue
		}
		if at := a.contentOf(f.at, said); at >= 0 {
			a.log(f.at, "trigger: %q is only what %q says", a.d.Tokens[f.at].Text, a.d.Tokens[at].Text)
			continue
		}
		try(f)
	}
}

// contentOf gives the verb of speech whose content a word is in; -1 if it is in none.
func (a *analysis) contentOf(t int, said map[int]bool) int {
	for steps := 0; len(said) > 0 && steps < 6; steps++ {
		h := a.d.Tokens[t].Head
		if h < 0 {
			break
		}
		switch extract.RelBase(a.d.Tokens[t].Rel) {
		case "xcomp", "ccomp", "obj", "conj", "obl", "advcl":
			if said[h] && extract.RelBase(a.d.Tokens[t].Rel) != "conj" && extract.RelBase(a.d.Tokens[t].Rel) != "advcl" {
				return h
			}
		default:
			return -1
		}
		t = h
	}
	return -1
}

// log notes a remark in the explain log.
func (a *analysis) log(t int, format string, args ...any) {
	if a.d.Log != nil {
		a.d.Log.Add(a.r.Sentence[t], format, args...)
	}
}

// boilerplate tells which sentences are no news: they stand on a line that the language's lists know.
func (a *analysis) boilerplate() []bool {
	skip := make([]bool, len(a.d.Sentences))
	for s, sentence := range a.d.Sentences {
		line := lineAround(a.d.Article.Text, sentence.Start, sentence.End)
		if why := a.l.words.Boilerplate(line); why != "" {
			skip[s] = true
			a.d.Log.Add(s, "boilerplate: the line holds %q, no facts are read off it", why)
		}
	}
	return skip
}

func lineAround(text string, start, end int) string {
	for start > 0 && text[start-1] != '\n' {
		start--
	}
	for end < len(text) && text[end] != '\n' {
		end++
	}
	return text[start:end]
}
