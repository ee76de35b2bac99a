package main

import (
	"cmp"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) contradictionsCommand() *cli.Command {
	return &cli.Command{
		Name:  "contradictions",
		Usage: "prints facts that cannot both be true: denied, or with another quantity",
		UsageText: "triplewire contradictions         of the whole store\ntriplewire contradictions A [B]   of an entity, or between two\n\n" +
			"A and B are names in any language, or ids.",
		ArgsUsage: "at most two entities",
		Flags:     flags(storeFlags(), []cli.Flag{formatFlag(tableFormats...)}),
		Action:    p.contradictions,
	}
}

func (p *program) contradictions(c *cli.Context) error {
	args, err := arguments(c, 0, 2)
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
		g := grid{columns: []string{"why", "subject", "relation", "object", "one", "other", "article of one", "article of other", "fact of one", "fact of other"}}
		for x, err := range graph.Contradictions(c.Context, s, ids[0], ids[1]) {
			if err != nil {
				return err
			}
			if f == "jsonl" {
				err = p.printJSON(&x)
			} else {
				g.add(x.Why, x.A.Subject.Name, x.A.Relation, x.A.Object.Name, differing(x.Why, &x.A), differing(x.Why, &x.B),
					cmp.Or(x.A.Article.Title, x.A.Article.URL, x.A.Article.Source), cmp.Or(x.B.Article.Title, x.B.Article.URL, x.B.Article.Source), x.A.ID, x.B.ID)
			}
			if err != nil {
				return err
			}
		}
		if f == "jsonl" {
			return nil
		}
		return g.write(p.stdout, f)
	})
}

// differing gives that of a fact in which it contradicts another one.
func differing(why string, f *schema.Fact) any {
	if why == graph.Quantity {
		return value(f.Quantity)
	}
	return string(f.Polarity)
}
