package main

import (
	"fmt"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) retractCommand() *cli.Command {
	return &cli.Command{
		Name:      "retract",
		Usage:     "takes an article's facts out again; what other articles also state stays",
		UsageText: "triplewire retract ARTICLE\n\nARTICLE is an id such as a:0123456789abcdef, a URL, or the file it was read from.",
		ArgsUsage: "one ARTICLE: its id, its URL, or the file it was read from",
		Flags:     storeFlags(),
		Action:    p.retract,
	}
}

func (p *program) retract(c *cli.Context) error {
	args, err := arguments(c, 1, 1)
	if err != nil {
		return err
	}
	return p.withStore(c, func(s *openedStore, o *schema.Ontology) error {
		id, err := graph.FindArticle(c.Context, s, args[0])
		if err != nil {
			return err
		}
		r, err := graph.Retract(c.Context, s, o, id)
		if err != nil {
			return err
		}
		p.say(c, fmt.Sprintf("%s retracted from %s: %d facts gone, %d edges gone, %d entities gone", id, s.name,
			r.FactsGone, r.Removed.Edges, r.Removed.Entities))
		return nil
	})
}
