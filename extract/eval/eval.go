// Package eval compares the facts that were found in gold articles with the facts that stand in them: precision,
// recall and F1 per language and relation, how many qualifiers are right, and what was missed or made up. What
// counts as equal is said in ontology.md: the same triple, entities told by code or by any of their names.
package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/triplewire/triplewire/schema"
)

// Find extracts the facts of an article. It must be safe for use by several goroutines.
type Find func(ctx context.Context, a *schema.Article) ([]schema.Fact, error)

// Options say what to score.
type Options struct {
	Langs []string // empty for all
	Jobs  int      // articles at once; below 1 means 1
}

// Run finds the facts of every gold text in dir and scores them. A text whose extraction fails counts as one in
// which nothing was found, and is named in Report.Failed.
func Run(ctx context.Context, dir string, find Find, opt Options) (*Report, error) {
	texts, err := Load(dir)
	if err != nil {
		return nil, err
	}
	if len(opt.Langs) > 0 {
		texts = slices.DeleteFunc(texts, func(t *Text) bool { return !slices.Contains(opt.Langs, t.Article.Lang) })
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("scoring %s: there are no gold texts in it; it needs folders with facts.json and LANG.txt, or a sentences.jsonl", dir)
	}
	o, found, failed, err := analyse(ctx, texts, find, opt)
	if err != nil {
		return nil, err
	}
	var s score
	for i, t := range texts {
		s.add(t, found[i], o.Symmetric)
	}
	r := s.report()
	r.Failed = failed
	return r, nil
}

// analyse finds the facts of the texts, in their order; failed names the texts that could not be analysed.
func analyse(ctx context.Context, texts []*Text, find Find, opt Options) (o *schema.Ontology, found [][]schema.Fact, failed []error, err error) {
	if o, err = schema.LoadOntology(); err != nil {
		return nil, nil, nil, err
	}
	found, failed = findAll(ctx, texts, find, max(opt.Jobs, 1))
	return o, found, failed, context.Cause(ctx)
}

// findAll runs find over the texts and keeps their order.
func findAll(ctx context.Context, texts []*Text, find Find, jobs int) (found [][]schema.Fact, failed []error) {
	found, errs := make([][]schema.Fact, len(texts)), make([]error, len(texts))
	next := make(chan int)
	var wg sync.WaitGroup
	for range jobs {
		wg.Go(func() {
			for i := range next {
				found[i], errs[i] = find(ctx, &texts[i].Article)
			}
		})
	}
	for i := range texts {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			failed = append(failed, fmt.Errorf("%s [%s]: %w", texts[i].Article.Source, texts[i].Article.Lang, err))
		}
	}
	return found, failed
}

// ErrGold marks a gold file that does not hang together.
var ErrGold = errors.New("broken gold file")
