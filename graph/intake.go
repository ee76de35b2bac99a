package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// Document is an article with the facts that it states, as it comes from an extractor or from a file of facts.
type Document struct {
	Article schema.Article
	Facts   []schema.Fact
}

// Documents groups facts by the article that they carry, in the order in which the articles first appear.
func Documents(facts []schema.Fact) []Document {
	var docs []Document
	at := map[string]int{}
	for _, f := range facts {
		i, ok := at[f.Article.ID]
		if !ok {
			i, at[f.Article.ID] = len(docs), len(docs)
			docs = append(docs, Document{Article: f.Article})
		}
		docs[i].Facts = append(docs[i].Facts, f)
	}
	return docs
}

// Rejection is an article or a fact that was not loaded, and why.
type Rejection struct {
	Article string `json:"article"`
	Fact    string `json:"fact,omitempty"`
	Reason  string `json:"reason"`
}

// Limits on what comes from outside. Indexes refuse long terms, and nothing that is news is longer.
const (
	maxID   = 256
	maxName = 4096
	maxText = 1 << 20
)

// version is a document in the form of records, checked. Entity ids are as stated, before merges.
type version struct {
	article    Article
	facts      []Fact // by id
	statements []Statement
}

// newVersion checks a document and turns it into records. A fact that cannot be stored is rejected with its
// reason and the others stay; an article that cannot be stored is an error.
func newVersion(o *schema.Ontology, d *Document) (*version, []Rejection, error) {
	a := &d.Article
	if why := badArticle(a); why != "" {
		return nil, nil, fmt.Errorf("article %q: %s: %w", clip(a.ID), why, ErrInvalid)
	}
	v := &version{article: Article{ID: a.ID, Source: a.Source, Title: a.Title, URL: a.URL, Lang: a.Lang,
		Published: a.Published, Outlet: a.Outlet, Sketch: Sketch(a.Text), Story: a.ID}}
	var rejected []Rejection
	facts, forms := map[string]Fact{}, map[string]schema.Entity{}
	for i := range d.Facts {
		f := d.Facts[i]
		if why := badFact(o, a, &f); why != "" {
			rejected = append(rejected, Rejection{clip(a.ID), clip(f.ID), why})
			continue
		}
		facts[f.ID] = factRecord(&f)
		v.statements = append(v.statements, Statement{f.ID, a.ID, f.Evidence.Text, f.Evidence.Start, f.Evidence.End, f.Confidence})
		for _, e := range []*schema.Entity{&f.Subject, &f.Object, f.Place, f.Attribution} {
			if e != nil {
				forms[e.ID] = joinForms(forms[e.ID], *e)
			}
		}
	}
	v.facts = sortedValues(facts)
	v.article.Forms = sortedValues(forms)
	v.statements = distinctStatements(v.statements)
	v.article.Digest = v.digest()
	return v, rejected, nil
}

func factRecord(f *schema.Fact) Fact {
	r := Roles{Subject: f.Subject.ID, Object: f.Object.ID}
	if f.Place != nil {
		r.Place = f.Place.ID
	}
	if f.Attribution != nil {
		r.Attribution = f.Attribution.ID
	}
	return Fact{ID: f.ID, Relation: f.Relation, Roles: r, Stated: r, Theme: text(f.Theme), Date: text(f.Date),
		Quantity: text(f.Quantity), Role: text(f.Role), Polarity: f.Polarity, Modality: f.Modality}
}

// joinForms adds up what one article says about one entity in several facts.
func joinForms(e, more schema.Entity) schema.Entity {
	more.Mentions = slices.Clone(more.Mentions)
	if e.ID == "" {
		e = more
	} else {
		e.Type, e.Name = betterType(e.Type, more.Type), betterName(e.Name, more.Name)
		e.ISO, e.Key = smaller(e.ISO, more.ISO), smaller(e.Key, more.Key)
		e.Mentions = append(e.Mentions, more.Mentions...)
	}
	slices.Sort(e.Mentions)
	e.Mentions = slices.Compact(e.Mentions)
	return e
}

// distinctStatements sorts statements; of several at one place the most certain stays.
func distinctStatements(all []Statement) []Statement {
	slices.SortFunc(all, func(a, b Statement) int {
		return cmp.Or(compareStatements(a, b), cmp.Compare(b.Confidence, a.Confidence), strings.Compare(a.Text, b.Text))
	})
	return slices.CompactFunc(all, func(a, b Statement) bool { return compareStatements(a, b) == 0 })
}

// digest tells versions of an article apart. Where it was read from does not matter, and neither does the
// sketch, which facts that come without the text lack.
func (v *version) digest() string {
	a := v.article
	a.Source, a.Sketch, a.Story, a.Digest = "", "", "", ""
	h := sha256.New()
	// records hold strings and finite numbers only, so they always encode
	_ = json.NewEncoder(h).Encode([]any{a, v.facts, v.statements})
	return hex.EncodeToString(h.Sum(nil)[:16])
}

var (
	publishedDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)
	factDate      = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$`)
)

func badArticle(a *schema.Article) string {
	if a.Published != "" && !publishedDate.MatchString(a.Published) {
		return "the publication date is not of the form YYYY-MM-DD"
	}
	return cmp.Or(badID("article", a.ID), badString("source", a.Source, maxName), badString("title", a.Title, maxText),
		badString("url", a.URL, maxName), badString("lang", a.Lang, maxID), badString("outlet", a.Outlet, maxName))
}

// badFact says why a fact cannot be stored; "" if it can. It fills in the id where there is none.
func badFact(o *schema.Ontology, a *schema.Article, f *schema.Fact) string {
	for _, e := range []*schema.Entity{&f.Subject, &f.Object, f.Place, f.Attribution} {
		if e == nil {
			continue
		}
		if why := badEntity(e); why != "" {
			return why
		}
	}
	if why := o.Forbids(f); why != "" {
		return clip(why)
	}
	if why := badQualifiers(f); why != "" {
		return why
	}
	if f.Article.ID != "" && f.Article.ID != a.ID {
		return "the fact belongs to another article"
	}
	if o.Symmetric(f.Relation) && f.Object.ID < f.Subject.ID {
		return "subject and object of a symmetric fact are not in canonical order"
	}
	id := schema.FactID(f)
	if f.ID != "" && f.ID != id {
		return "the id does not fit what the fact says; it should be " + id
	}
	f.ID = id
	return ""
}

func badQualifiers(f *schema.Fact) string {
	switch {
	case f.Polarity != schema.Asserted && f.Polarity != schema.Negated:
		return fmt.Sprintf("unknown polarity %q", clip(string(f.Polarity)))
	case modalityRank(f.Modality) < 0:
		return fmt.Sprintf("unknown modality %q", clip(string(f.Modality)))
	case math.IsNaN(f.Confidence) || f.Confidence < 0 || f.Confidence > 1:
		return "the confidence is not between 0 and 1"
	case f.Date != nil && *f.Date != "" && !factDate.MatchString(*f.Date):
		return fmt.Sprintf("the date %q is not of the form YYYY-MM-DD", clip(*f.Date))
	case f.Evidence.Start < 0 || f.Evidence.End < f.Evidence.Start || f.Evidence.End > math.MaxInt32:
		return "the evidence has no valid place in the article"
	}
	return cmp.Or(badString("theme", text(f.Theme), maxText), badString("quantity", text(f.Quantity), maxName),
		badString("role", text(f.Role), maxText), badString("evidence", f.Evidence.Text, maxText))
}

func badEntity(e *schema.Entity) string {
	if !slices.Contains(schema.EntityTypes(), e.Type) {
		return fmt.Sprintf("unknown entity type %q", clip(string(e.Type)))
	}
	if strings.TrimSpace(e.Name) == "" {
		return fmt.Sprintf("entity %q has no name", clip(e.ID))
	}
	for _, m := range e.Mentions {
		if why := badString("mention", m, maxName); why != "" {
			return why
		}
	}
	return cmp.Or(badID("entity", e.ID), badString("name", e.Name, maxName), badString("iso", e.ISO, maxID), badString("key", e.Key, maxID))
}

// badID holds ids to what keys and indexes can carry.
func badID(what, id string) string {
	if id == "" {
		return "the id of the " + what + " is missing"
	}
	if strings.ContainsFunc(id, unicode.IsControl) {
		return "the id of the " + what + " holds control characters"
	}
	return badString(what+" id", id, maxID)
}

func badString(what, s string, limit int) string {
	if len(s) > limit {
		return fmt.Sprintf("the %s is longer than %d bytes", what, limit)
	}
	if !utf8.ValidString(s) {
		return "the " + what + " is not valid UTF-8"
	}
	return ""
}

// clip keeps hostile input from flooding messages.
func clip(s string) string {
	if len(s) > 80 {
		s = s[:80] + "…"
	}
	return strings.ToValidUTF8(s, "�")
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func sortedValues[T any](m map[string]T) []T {
	values := make([]T, 0, len(m))
	for _, k := range sortedKeys(m) {
		values = append(values, m[k])
	}
	return values
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
