package extract

import (
	"context"
	"fmt"

	"github.com/triplewire/triplewire/schema"
)

// Extractor finds facts in an analysed document. Implementations are safe for use by several goroutines, keep
// no state between documents, and give the same facts for the same document.
type Extractor interface {
	Extract(ctx context.Context, d *Document) ([]schema.Fact, error)
}

// Pipeline is the way from an article to its facts. Its parts are set by whoever puts the program together.
type Pipeline struct {
	Parse     func(*schema.Article) (*Document, error) // sentences, words, trees, names
	Resolve   func(*Document)                          // mentions and entities
	Extractor Extractor
	Ontology  *schema.Ontology
	Explain   bool // keep a log of what was taken and dropped in Document.Log
}

// Result is what one article gave.
type Result struct {
	Document *Document
	Facts    []schema.Fact
	Rejected []Rejection // candidates that the ontology forbids
}

// Run analyses one article. It is safe for use by several goroutines.
func (p *Pipeline) Run(ctx context.Context, a *schema.Article) (*Result, error) {
	d, err := p.Parse(a)
	if err != nil {
		return nil, fmt.Errorf("parsing %s: %w", a.Source, err)
	}
	if p.Explain {
		d.Log = &Log{}
	}
	p.Resolve(d)
	found, err := p.Extractor.Extract(ctx, d)
	if err != nil {
		return nil, fmt.Errorf("extracting facts from %s: %w", a.Source, err)
	}
	facts, rejected := check(p.Ontology, d, found)
	return &Result{Document: d, Facts: facts, Rejected: rejected}, nil
}
