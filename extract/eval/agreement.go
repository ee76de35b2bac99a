package eval

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/triplewire/triplewire/schema"
)

// Agreement is how far the languages find the same facts in parallel texts, which needs no gold.
type Agreement struct {
	Articles  int                 `json:"articles"`
	English   int                 `json:"english"`  // facts found in English
	Majority  int                 `json:"majority"` // facts found in at least half of the languages
	Languages []LanguageAgreement `json:"languages"`
	Failed    []error             `json:"-"` // texts that could not be analysed
}

// LanguageAgreement is how many of the facts found in English, and by a majority, one language finds too.
type LanguageAgreement struct {
	Lang       string   `json:"lang"`
	Facts      int      `json:"facts"`
	OfEnglish  float64  `json:"of_english"`
	OfMajority float64  `json:"of_majority"`
	Missed     []string `json:"missed,omitempty"` // facts of English or the majority that it does not find
	Alone      []string `json:"alone,omitempty"`  // facts that no other language finds
}

// shared is one fact with all the places where it was found.
type shared struct {
	found []placed
	langs map[string]bool
}

// placed is a fact and the line of its evidence; line n of every translation is the same passage.
type placed struct {
	*schema.Fact
	lang string
	line int
}

// Agree finds the facts of parallel texts and compares them across the languages. Folders of dir hold one article
// each, LANG.txt for every language, translated line by line; a facts.json beside them gives the day of publication.
func Agree(ctx context.Context, dir string, find Find, opt Options) (*Agreement, error) {
	texts, err := loadParallel(dir, opt.Langs)
	if err != nil {
		return nil, err
	}
	o, found, failed, err := analyse(ctx, texts, find, opt)
	if err != nil {
		return nil, err
	}
	r := &Agreement{Failed: failed}
	langs := map[string]*tally{}
	for i := 0; i < len(texts); {
		end := i
		for end < len(texts) && texts[end].id == texts[i].id {
			end++
		}
		r.count(texts[i].id, group(texts[i:end], found[i:end], o.Symmetric), texts[i:end], langs)
		i = end
	}
	r.finish(langs)
	return r, nil
}

// loadParallel reads the folders that have an English text and one in a further language.
func loadParallel(dir string, langs []string) ([]*Text, error) {
	files, err := filepath.Glob(filepath.Join(escapeGlob(dir), "*", "en.txt"))
	if err != nil {
		return nil, fmt.Errorf("reading parallel texts: %w", err)
	}
	var texts []*Text
	for _, file := range files {
		one, err := loadArticle(filepath.Dir(file))
		if err != nil {
			return nil, err
		}
		if len(langs) > 0 {
			one = slices.DeleteFunc(one, func(t *Text) bool {
				return t.Article.Lang != "en" && !slices.Contains(langs, t.Article.Lang)
			})
		}
		texts = append(texts, one...)
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("comparing %s: there are no parallel texts in it; it needs a folder for each article with en.txt and LANG.txt", dir)
	}
	return texts, nil
}

// loadArticle reads one article in all its languages; gold, if there is some, only tells when it was published.
func loadArticle(dir string) ([]*Text, error) {
	texts, err := loadFolder(dir)
	if texts != nil || err != nil {
		return texts, err
	}
	return (&gold{ID: filepath.Base(dir)}).loadTexts(dir)
}

// group puts the facts of one article's translations together that say the same.
func group(texts []*Text, found [][]schema.Fact, symmetric func(string) bool) []*shared {
	var all []*shared
	for i, t := range texts {
		for k := range found[i] {
			f := &found[i][k]
			p := placed{f, t.Article.Lang, strings.Count(t.Article.Text[:f.Evidence.Start], "\n")}
			at := slices.IndexFunc(all, func(s *shared) bool {
				return slices.ContainsFunc(s.found, func(q placed) bool { return p.same(q, symmetric(p.Relation)) })
			})
			if at < 0 {
				at = len(all)
				all = append(all, &shared{langs: map[string]bool{}})
			}
			all[at].found = append(all[at].found, p)
			all[at].langs[p.lang] = true
		}
	}
	return all
}

// likeness of two entities: known to be the same, known to be different, or names that do not tell.
type likeness int

const (
	different likeness = iota
	untold
	alike
)

// same tells whether two facts say the same. A name that does not tell (of a person without a QID, in another
// script) is taken for the same where the other entity is known to be and the passage is the same.
func (p placed) same(q placed, symmetric bool) bool {
	if p.Relation != q.Relation {
		return false
	}
	near := p.line-q.line <= 1 && q.line-p.line <= 1
	agree := func(a, b likeness) bool { return a == alike && b == alike || near && a+b == alike+untold }
	return agree(liken(&p.Subject, &q.Subject), liken(&p.Object, &q.Object)) ||
		symmetric && agree(liken(&p.Subject, &q.Object), liken(&p.Object, &q.Subject))
}

func liken(a, b *schema.Entity) likeness {
	switch {
	case a.ID == b.ID, a.Key != "" && a.Key == b.Key:
		return alike
	case a.ISO != "" && b.ISO != "" && a.Type == schema.Country && b.Type == schema.Country:
		return likeIf(a.ISO == b.ISO)
	case a.Type != b.Type, known(a) && known(b):
		return different
	case normal(a.Name) == normal(b.Name), schema.Resemblance(a.Name, b.Name) >= 0.85:
		return alike
	case script(a.Name) != script(b.Name):
		return untold
	}
	return different
}

// known tells whether an entity is one of the gazetteer.
func known(e *schema.Entity) bool { return !strings.HasPrefix(e.ID, "e:") }

func likeIf(yes bool) likeness {
	if yes {
		return alike
	}
	return different
}

// script tells a name's writing by its first letter.
func script(name string) string {
	for _, r := range name {
		for _, s := range []string{"Latin", "Cyrillic", "Arabic", "Thai", "Hangul", "Katakana", "Han"} {
			if unicode.Is(unicode.Scripts[s], r) {
				return s
			}
		}
	}
	return ""
}

// tally counts for one language, of the articles that it has a text of.
type tally struct {
	facts             int
	english, majority share
	missed, alone     []string
}

// count adds one article's facts to the tallies.
func (r *Agreement) count(id string, all []*shared, texts []*Text, langs map[string]*tally) {
	r.Articles++
	for _, t := range texts {
		if langs[t.Article.Lang] == nil {
			langs[t.Article.Lang] = &tally{}
		}
	}
	for _, s := range all {
		english, majority := s.langs["en"], 2*len(s.langs) >= len(texts)
		line := fmt.Sprintf("%s:%d: %s %s %s", id, s.found[0].line+1, s.found[0].Subject.Name, s.found[0].Relation, s.found[0].Object.Name)
		if english {
			r.English++
		}
		if majority {
			r.Majority++
		}
		for _, t := range texts {
			l := langs[t.Article.Lang]
			has := s.langs[t.Article.Lang]
			if english {
				l.english.add(has)
			}
			if majority {
				l.majority.add(has)
			}
			switch {
			case has:
				l.facts++
				if len(s.langs) == 1 {
					l.alone = append(l.alone, line)
				}
			case english || majority:
				l.missed = append(l.missed, fmt.Sprintf("%s (%d languages)", line, len(s.langs)))
			}
		}
	}
}

func (r *Agreement) finish(langs map[string]*tally) {
	for lang, t := range langs {
		r.Languages = append(r.Languages, LanguageAgreement{Lang: lang, Facts: t.facts, Missed: t.missed, Alone: t.alone,
			OfEnglish: t.english.ratio(), OfMajority: t.majority.ratio()})
	}
	slices.SortFunc(r.Languages, func(a, b LanguageAgreement) int { return cmp.Compare(a.Lang, b.Lang) })
}

// Print writes the report as a table, with up to so many facts a language that it misses, and that it finds alone.
func (r *Agreement) Print(w io.Writer, errors int) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d articles, %d facts found in English, %d found in at least half of the languages\n\n", r.Articles, r.English, r.Majority)
	fmt.Fprintf(&b, "%-10s %6s %12s %15s\n", "language", "facts", "of English's", "of the majority")
	for _, l := range r.Languages {
		fmt.Fprintf(&b, "%-10s %6d %12.3f %15.3f\n", l.Lang, l.Facts, l.OfEnglish, l.OfMajority)
	}
	if errors > 0 {
		for _, l := range r.Languages {
			printErrors(&b, "\n["+l.Lang+"] missed", l.Missed, errors)
			printErrors(&b, "["+l.Lang+"] found by no other language", l.Alone, errors)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
