package main

import (
	"slices"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) neighborsCommand() *cli.Command {
	return &cli.Command{
		Name:      "neighbors",
		Usage:     "prints whom an entity is connected with, and how",
		UsageText: "triplewire neighbors A\n\nA is a name in any language, or an id.",
		ArgsUsage: "one entity",
		Flags: flags(storeFlags(), []cli.Flag{
			formatFlag(tableFormats...), listFlag("relation", "only this `RELATION`; may be given several times"),
		}),
		Action: p.neighbors,
	}
}

func (p *program) neighbors(c *cli.Context) error {
	args, err := arguments(c, 1, 1)
	if err != nil {
		return err
	}
	f, err := format(c, tableFormats...)
	if err != nil {
		return err
	}
	return p.withStore(c, func(s *openedStore, o *schema.Ontology) error {
		only := c.StringSlice("relation")
		for _, r := range only {
			if o.Relation(r) == nil {
				return usagef("--relation: there is no relation %q; `triplewire schema print` lists them", r)
			}
		}
		e, err := p.entity(c.Context, s, args[0])
		if err != nil {
			return err
		}
		links, err := graph.Neighbors(c.Context, s, e.ID)
		if err != nil {
			return err
		}
		if len(only) > 0 {
			links = slices.DeleteFunc(links, func(l graph.Link) bool { return !slices.Contains(only, l.Edge.Relation) })
		}
		return p.printLinks(links, f)
	})
}
