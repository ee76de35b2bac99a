package main

import (
	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) exportCommand() *cli.Command {
	formats := []string{"jsonl", "dump"}
	return &cli.Command{
		Name:  "export",
		Usage: "prints the graph",
		UsageText: "triplewire export [--format jsonl|dump]\n\n" +
			"jsonl: each fact as each passage states it, one a line; dump: every record, in an order that is the same for equal graphs.",
		Flags:  flags(storeFlags(), []cli.Flag{formatFlag(formats...)}),
		Action: func(c *cli.Context) error { return p.export(c, formats) },
	}
}

func (p *program) export(c *cli.Context, formats []string) error {
	if _, err := arguments(c, 0, 0); err != nil {
		return err
	}
	f, err := format(c, formats...)
	if err != nil {
		return err
	}
	return p.withStore(c, func(s *openedStore, _ *schema.Ontology) error {
		if f == "dump" {
			return graph.Dump(c.Context, s, p.stdout)
		}
		for fact, err := range graph.Facts(c.Context, s) {
			if err != nil {
				return err
			}
			if err := p.printJSON(&fact); err != nil {
				return err
			}
		}
		return nil
	})
}
