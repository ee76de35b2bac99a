package main

import (
	"time"

	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

// extractFormats are tableFormats with the one for programs first.
var extractFormats = []string{"jsonl", "table", "csv"}

func (p *program) extractCommand() *cli.Command {
	return &cli.Command{
		Name:      "extract",
		Usage:     "prints the facts of articles, without a store",
		UsageText: "triplewire extract ARTICLE…\n\nARTICLE is what `triplewire load` takes.",
		ArgsUsage: "one ARTICLE or more: a file, a folder, - for standard input, or an address",
		Flags: flags(articleFlags(), []cli.Flag{
			formatFlag(extractFormats...),
			boolFlag("explain", "instead of the facts, tell for each sentence its words and tree, the mentions, and why candidates were taken or dropped"),
		}),
		Action: p.extract,
	}
}

func (p *program) extract(c *cli.Context) error {
	f, err := format(c, extractFormats...)
	if err != nil {
		return err
	}
	articles, err := p.articles(c)
	if err != nil {
		return err
	}
	an, err := p.analyser(c, c.Bool("explain"))
	if err != nil {
		return err
	}
	print := p.factPrinter(f)
	if c.Bool("explain") {
		print = p.explain
	}
	var sum summary
	bar := p.newProgress(c)
	start := time.Now()
	err = an.each(c.Context, articles, func(o *outcome) error {
		sum.count(o)
		bar.add()
		if o.err != nil {
			p.failed(o.err)
			return nil
		}
		return print(o)
	})
	bar.close()
	sum.clock(time.Since(start))
	if c.Bool("verbose") {
		sum.write(p.stderr)
	}
	if err != nil {
		return err
	}
	return sum.outcome()
}

// factPrinter gives what prints the facts of one article.
func (p *program) factPrinter(format string) func(*outcome) error {
	if format == "jsonl" {
		return func(o *outcome) error {
			for i := range o.result.Facts {
				if err := p.printJSON(&o.result.Facts[i]); err != nil {
					return err
				}
			}
			return nil
		}
	}
	first := true
	return func(o *outcome) error {
		g := grid{columns: factColumns, noHeader: format == "csv" && !first}
		for i := range o.result.Facts {
			g.add(factRow(&o.result.Facts[i])...)
		}
		first = false
		return g.write(p.stdout, format)
	}
}

var factColumns = []string{"subject", "relation", "object", "theme", "place", "date", "quantity", "role",
	"polarity", "modality", "attribution", "confidence", "article"}

func factRow(f *schema.Fact) []any {
	return []any{f.Subject.Name, f.Relation, f.Object.Name, value(f.Theme), name(f.Place), value(f.Date), value(f.Quantity),
		value(f.Role), string(f.Polarity), string(f.Modality), name(f.Attribution), f.Confidence, f.Article.Source}
}

func value(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

func name(e *schema.Entity) any {
	if e == nil {
		return nil
	}
	return e.Name
}
