package main

import (
	"errors"
	"fmt"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) copyCommand() *cli.Command {
	return &cli.Command{
		Name:  "copy",
		Usage: "copies all of one store into another; what the other has besides stays",
		UsageText: "triplewire copy STORE STORE\n\nA STORE is a file of the embedded store, or neo4j://, neo4j+s://, bolt://; " +
			"--user, --database and the password are for a server.",
		ArgsUsage: "two STOREs: from and to",
		Flags:     serverFlags(),
		Action:    p.copy,
	}
}

func (p *program) copy(c *cli.Context) error {
	args, err := arguments(c, 2, 2)
	if err != nil {
		return err
	}
	if args[0] == args[1] {
		return usagef("copy needs two different stores")
	}
	o, err := schema.LoadOntology()
	if err != nil {
		return err
	}
	from, err := p.openAddress(c, args[0], mustExist)
	if err != nil {
		return err
	}
	to, err := p.openAddress(c, args[1], mayCreate)
	if err != nil {
		return errors.Join(err, from.close())
	}
	r, err := graph.Copy(c.Context, from, to, o)
	if err = errors.Join(err, from.close(), to.close()); err != nil {
		return err
	}
	p.say(c, fmt.Sprintf("copied to %s: %s", to.name, changes(r)))
	return nil
}

// say prints a line about what was done, unless nobody wants to know.
func (p *program) say(c *cli.Context, line string) {
	if !c.Bool("quiet") {
		fmt.Fprintln(p.stderr, line)
	}
}

// changes tells what a change of the graph came to.
func changes(r *graph.Report) string {
	return fmt.Sprintf("%d articles new, %d replaced, %d unchanged, %d retracted; facts: %d new, %d seen before, %d gone",
		r.New, r.Replaced, r.Unchanged, r.Retracted, r.FactsNew, r.FactsSeen, r.FactsGone)
}
