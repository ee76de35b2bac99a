package main

import (
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"sync"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/extract/article"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

// outcome is what became of one article: a result, or the reason why there is none.
type outcome struct {
	article *schema.Article // nil when it could not be read
	result  *extract.Result
	err     error
	done    chan struct{} // closed when result or err stands
}

// analyser takes articles through the pipeline.
type analyser struct {
	run  func(context.Context, *schema.Article) (*extract.Result, error)
	jobs int
}

// each analyses the articles, several at a time, and hands their outcomes to f in the order of the articles,
// whatever the number of jobs. It stops when f gives an error or ctx ends, even while a read is blocked.
func (an *analyser) each(ctx context.Context, articles iter.Seq2[*schema.Article, error], f func(*outcome) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()
	todo := make(chan *outcome)
	order := make(chan *outcome, 4*an.jobs) // bounds how far analysis runs ahead of f
	go read(ctx, articles, todo, order)
	for range an.jobs {
		workers.Go(func() {
			for o := range receive(ctx, todo) {
				o.result, o.err = an.safely(ctx, o.article)
				close(o.done)
			}
		})
	}
	for o := range receive(ctx, order) {
		select {
		case <-o.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := f(o); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// read queues each article twice: for the workers, and for the order of the results.
func read(ctx context.Context, articles iter.Seq2[*schema.Article, error], todo, order chan<- *outcome) {
	defer close(order)
	defer close(todo)
	for a, err := range articles {
		o := &outcome{article: a, err: err, done: make(chan struct{})}
		if err != nil {
			close(o.done)
		}
		if !send(ctx, order, o) || err == nil && !send(ctx, todo, o) {
			return
		}
	}
}

func send(ctx context.Context, c chan<- *outcome, o *outcome) bool {
	select {
	case c <- o:
		return true
	case <-ctx.Done():
		return false
	}
}

// receive yields what comes over a channel until it is closed or ctx ends.
func receive(ctx context.Context, c <-chan *outcome) iter.Seq[*outcome] {
	return func(yield func(*outcome) bool) {
		for {
			select {
			case <-ctx.Done():
				return
			case o, ok := <-c:
				if !ok || !yield(o) {
					return
				}
			}
		}
	}
}

// safely keeps one article that breaks the analysis from ending the run for all others.
func (an *analyser) safely(ctx context.Context, a *schema.Article) (r *extract.Result, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("analysing %s: internal error, please report it: %v\n%s", a.Source, v, debug.Stack())
		}
	}()
	return an.run(ctx, a)
}

// articles opens what the command line names.
func (p *program) articles(c *cli.Context) (iter.Seq2[*schema.Article, error], error) {
	args, err := arguments(c, 1, -1)
	if err != nil {
		return nil, err
	}
	opt := article.Options{Lang: c.String("lang"), Published: c.String("published")}
	if opt.Lang != "" {
		if _, err := article.NormalLang(opt.Lang); err != nil {
			return nil, usagef("--lang: %w; `triplewire langs` lists the languages", err)
		}
	}
	if opt.Published != "" {
		if _, ok := article.NormalDate(opt.Published); !ok {
			return nil, usagef("--published: %q is not a date; write it as 2025-09-04", opt.Published)
		}
	}
	return article.Open(c.Context, args, p.stdin, opt), nil
}

// analyser builds the pipeline that the flags ask for.
func (p *program) analyser(c *cli.Context, explain bool) (*analyser, error) {
	jobs := c.Int("jobs")
	if jobs < 1 {
		return nil, usagef("--jobs must be 1 or more, not %d", jobs)
	}
	pipeline, err := newPipeline(c.String("extractor"), explain)
	if err != nil {
		return nil, err
	}
	return &analyser{run: pipeline.Run, jobs: jobs}, nil
}

// outcome tells how a run over several articles went: the exit code follows from it. Each article that failed has
// been named by then.
func (s *summary) outcome() error {
	switch {
	case s.Failed == 0:
		return nil
	case s.Failed < s.Articles:
		return errPartial
	default:
		return errAll
	}
}
