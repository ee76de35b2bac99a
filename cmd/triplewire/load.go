package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) loadCommand() *cli.Command {
	return &cli.Command{
		Name:  "load",
		Usage: "reads articles and loads their facts into the store",
		UsageText: "triplewire load ARTICLE…\n\n" +
			"ARTICLE is a file, a folder, - for standard input, or an http(s) address: plain text with or without front\n" +
			"matter, HTML, JSON, JSON Lines, RSS, Atom, NITF, NewsML-G2, WARC, each also as .gz or .zst.",
		ArgsUsage: "one ARTICLE or more: a file, a folder, - for standard input, or an address",
		Flags: flags(articleFlags(), storeFlags(), []cli.Flag{
			boolFlag("dry-run", "tell what would change, change nothing"),
			formatFlag("text", "json"),
		}),
		Action: p.load,
	}
}

func (p *program) load(c *cli.Context) error {
	f, err := format(c, "text", "json")
	if err != nil {
		return err
	}
	articles, err := p.articles(c)
	if err != nil {
		return err
	}
	an, err := p.analyser(c, false)
	if err != nil {
		return err
	}
	o, err := schema.LoadOntology()
	if err != nil {
		return err
	}
	s, err := p.openStore(c, mayCreate)
	if err != nil {
		return err
	}
	l := &loader{p: p, ctx: c.Context, store: s.Store, ontology: o}
	l.sum.Store = s.name
	l.bar = p.newProgress(c)
	start := time.Now()
	if c.Bool("dry-run") {
		err = l.dryRun(an, articles)
	} else {
		err = l.load(an, articles)
	}
	l.bar.close()
	err = errors.Join(err, s.close())
	l.sum.clock(time.Since(start))
	if f == "json" {
		err = errors.Join(err, p.printJSON(&l.sum))
	} else if !c.Bool("quiet") {
		if c.Bool("dry-run") {
			fmt.Fprintln(p.stderr, "dry run: nothing was changed; the load would bring")
		}
		l.sum.write(p.stderr)
	}
	if err != nil {
		return err
	}
	return l.sum.outcome()
}

// loader takes what the analysis finds to the store.
type loader struct {
	p        *program
	ctx      context.Context
	store    graph.Store
	ontology *schema.Ontology
	bar      *progress
	sum      summary
}

// load streams the articles into the store: while one batch is written, the next articles are analysed.
func (l *loader) load(an *analyser, articles iter.Seq2[*schema.Article, error]) error {
	var stored graph.Report // the writer's own until the stream is closed
	rejected := map[string]int{}
	stream := graph.NewStream(l.ctx, l.store, l.ontology, func(r *graph.Report) {
		if n := r.New + r.Replaced + r.Unchanged; n > 0 {
			l.p.log.Infof("loaded %d articles with %d facts", n, r.FactsNew+r.FactsSeen)
		}
		for _, x := range r.Rejected {
			rejected[x.Reason]++
		}
		r.Rejected = nil // one for each would grow without end
		stored.Add(r)
	})
	err := an.each(l.ctx, articles, func(o *outcome) error {
		d := l.take(o)
		if d == nil {
			return nil
		}
		return stream.Add(d)
	})
	if closed := stream.Close(); closed != nil && (err == nil || l.ctx.Err() == nil) {
		err = closed // why the stream ended is the reason why nothing could be added
	}
	l.sum.report(&stored)
	for reason, n := range rejected {
		l.sum.reject(reason, n)
	}
	return err
}

// dryRun gathers everything and asks the store what it would change.
func (l *loader) dryRun(an *analyser, articles iter.Seq2[*schema.Article, error]) error {
	var docs []graph.Document
	err := an.each(l.ctx, articles, func(o *outcome) error {
		if d := l.take(o); d != nil {
			docs = append(docs, *d)
		}
		return nil
	})
	if err != nil || len(docs) == 0 {
		return err
	}
	r, err := graph.DryRun(l.ctx, l.store, l.ontology, docs)
	if err == nil {
		l.sum.report(r)
	}
	return err
}

// take counts an article and gives what is to be stored; nil if it failed.
func (l *loader) take(o *outcome) *graph.Document {
	l.sum.count(o)
	l.bar.add()
	if o.err != nil {
		l.p.failed(o.err)
		return nil
	}
	return &graph.Document{Article: *o.article, Facts: o.result.Facts}
}

// failed names an article that could not be taken, and goes on.
func (p *program) failed(err error) { p.log.Error(err) }
