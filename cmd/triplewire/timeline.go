package main

import (
	"cmp"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) timelineCommand() *cli.Command {
	return &cli.Command{
		Name:      "timeline",
		Usage:     "prints the facts about an entity, or between two, by date",
		UsageText: "triplewire timeline A [B]\n\nA and B are names in any language, or ids.",
		ArgsUsage: "one or two entities",
		Flags:     flags(storeFlags(), []cli.Flag{formatFlag(tableFormats...)}),
		Action:    p.timeline,
	}
}

func (p *program) timeline(c *cli.Context) error {
	args, err := arguments(c, 1, 2)
	if err != nil {
		return err
	}
	f, err := format(c, tableFormats...)
	if err != nil {
		return err
	}
	return p.withStore(c, func(s *openedStore, _ *schema.Ontology) error {
		ids, err := p.between(c.Context, s, args)
		if err != nil {
			return err
		}
		facts, err := graph.Timeline(c.Context, s, ids[0], ids[1])
		if err != nil {
			return err
		}
		return p.printTimeline(facts, f)
	})
}

// printTimeline prints facts by date. A date in brackets is that of the article: the passage states none.
func (p *program) printTimeline(facts []schema.Fact, format string) error {
	g := grid{columns: []string{"date", "subject", "relation", "object", "theme", "place", "modality", "article", "fact"}}
	for i := range facts {
		f := &facts[i]
		if format == "jsonl" {
			if err := p.printJSON(f); err != nil {
				return err
			}
			continue
		}
		when := value(f.Date)
		if when == nil && f.Article.Published != "" {
			when = "[" + f.Article.Published + "]"
		}
		how := string(f.Modality)
		if f.Polarity == schema.Negated {
			how = "not, " + how
		}
		g.add(when, f.Subject.Name, f.Relation, f.Object.Name, value(f.Theme), name(f.Place), how,
			cmp.Or(f.Article.Title, f.Article.URL, f.Article.Source), f.ID)
	}
	if format == "jsonl" {
		return nil
	}
	return g.write(p.stdout, format)
}
