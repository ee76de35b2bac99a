package main

import (
	"fmt"
	"math"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) mergeCommand() *cli.Command {
	return &cli.Command{
		Name:  "merge",
		Usage: "makes one entity of two, and undoes that",
		UsageText: "triplewire merge A B        all that is said of A is said of B, now and in what is loaded later\n" +
			"triplewire merge --undo A   takes that back; A is the id that --list shows\n" +
			"triplewire merge --list         the merges that are in force\n" +
			"triplewire merge --candidates   entities that may be one, and why; none is merged because of it",
		ArgsUsage: "two entities, or one with --undo",
		Flags: flags(storeFlags(), []cli.Flag{
			stringFlag("note", "", "why, for the list (`TEXT`)"),
			boolFlag("undo", "take a merge back"),
			boolFlag("list", "print the merges that are in force"),
			boolFlag("candidates", "print entities that may be one"),
			formatFlag(tableFormats...),
		}),
		Action: p.merge,
	}
}

func (p *program) merge(c *cli.Context) error {
	f, err := format(c, tableFormats...)
	if err != nil {
		return err
	}
	want := 2
	switch {
	case count(c, "undo", "list", "candidates") > 1:
		return usagef("--undo, --list and --candidates exclude each other")
	case c.Bool("undo"):
		want = 1
	case c.Bool("list"), c.Bool("candidates"):
		want = 0
	}
	args, err := arguments(c, want, want)
	if err != nil {
		return err
	}
	return p.withStore(c, func(s *openedStore, o *schema.Ontology) error {
		switch {
		case c.Bool("list"):
			return p.listMerges(c, s, f)
		case c.Bool("candidates"):
			return p.listCandidates(c, s, f)
		case c.Bool("undo"):
			if _, err := graph.UndoMerge(c.Context, s, o, args[0]); err != nil {
				return err
			}
			p.say(c, args[0]+" stands for itself again")
			return nil
		}
		from, err := p.entity(c.Context, s, args[0])
		if err != nil {
			return err
		}
		into, err := p.entity(c.Context, s, args[1])
		if err != nil {
			return err
		}
		r, err := graph.MergeEntities(c.Context, s, o, from.ID, into.ID, c.String("note"))
		if err != nil {
			return err
		}
		p.say(c, fmt.Sprintf("%s (%s) is merged into %s (%s): %d facts and %d edges changed; `triplewire merge --undo %s` takes it back",
			from.Name, from.ID, into.Name, into.ID, r.Changed.Facts, r.Added.Edges+r.Changed.Edges+r.Removed.Edges, from.ID))
		return nil
	})
}

func (p *program) listMerges(c *cli.Context, s graph.Store, format string) error {
	merges, err := graph.Merges(c.Context, s)
	if err != nil {
		return err
	}
	g := grid{columns: []string{"from", "into", "note"}}
	for _, m := range merges {
		g.add(m.From, m.Into, m.Note)
	}
	return g.write(p.stdout, format)
}

func (p *program) listCandidates(c *cli.Context, s graph.Store, format string) error {
	candidates, err := graph.Candidates(c.Context, s)
	if err != nil {
		return err
	}
	g := grid{columns: []string{"a", "name of a", "b", "name of b", "type", "score", "reason"}}
	for _, x := range candidates {
		g.add(x.A.ID, x.A.Name, x.B.ID, x.B.Name, string(x.A.Type), math.Round(x.Score*100)/100, x.Reason)
	}
	return g.write(p.stdout, format)
}

// count tells how many of the flags are set.
func count(c *cli.Context, names ...string) (n int) {
	for _, name := range names {
		if c.Bool(name) {
			n++
		}
	}
	return n
}
