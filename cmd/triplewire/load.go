package main

import (
	"context"
	"errors"
	"fmt"
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
	l := &loader{p: p, ctx: c.Context, store: s.Store, ontology: o, dry: c.Bool("dry-run")}
	l.sum.Store = s.name
	l.bar = p.newProgress(c)
	start := time.Now()
	err = an.each(c.Context, articles, l.take)
	if err == nil {
		err = l.flush()
	}
	l.bar.close()
	err = errors.Join(err, s.close())
	l.sum.clock(time.Since(start))
	if f == "json" {
		err = errors.Join(err, p.printJSON(&l.sum))
	} else if !c.Bool("quiet") {
		if l.dry {
			fmt.Fprintln(p.stderr, "dry run: nothing was changed; the load would bring")
		}
		l.sum.write(p.stderr)
	}
	if err != nil {
		return err
	}
	return l.sum.outcome()
}

// batchArticles and batchFacts bound what one transaction takes, and what an interruption can lose.
const (
	batchArticles = 32
	batchFacts    = 1000
)

// loader gathers the facts of articles into batches for the store.
type loader struct {
	p        *program
	ctx      context.Context
	store    graph.Store
	ontology *schema.Ontology
	dry      bool
	bar      *progress
	batch    []graph.Document
	facts    int
	sum      summary
}

func (l *loader) take(o *outcome) error {
	l.sum.count(o)
	l.bar.add()
	if o.err != nil {
		l.p.failed(o.err)
		return nil
	}
	l.batch = append(l.batch, graph.Document{Article: *o.article, Facts: o.result.Facts})
	l.facts += len(o.result.Facts)
	if l.dry || len(l.batch) < batchArticles && l.facts < batchFacts {
		return nil
	}
	return l.flush()
}

// flush loads the batch. What it brought is counted even when it ends early.
func (l *loader) flush() error {
	if len(l.batch) == 0 {
		return nil
	}
	do := graph.Load
	if l.dry {
		do = graph.DryRun
	}
	r, err := do(l.ctx, l.store, l.ontology, l.batch)
	if r != nil {
		l.sum.report(r)
	}
	if err == nil {
		l.p.log.Infof("loaded %d articles with %d facts", len(l.batch), l.facts)
	}
	l.batch, l.facts = nil, 0
	return err
}

// failed names an article that could not be taken, and goes on.
func (p *program) failed(err error) { p.log.Error(err) }
