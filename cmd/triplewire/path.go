package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) pathCommand() *cli.Command {
	return &cli.Command{
		Name:      "path",
		Usage:     "prints a shortest way between two entities, with the sentences behind each step",
		UsageText: "triplewire path A B\n\nA and B are names in any language, or ids.",
		ArgsUsage: "two entities",
		Flags:     flags(storeFlags(), []cli.Flag{formatFlag(tableFormats...), intFlag("longest", 4, "at most `N` steps")}),
		Action:    p.path,
	}
}

func (p *program) path(c *cli.Context) error {
	args, err := arguments(c, 2, 2)
	if err != nil {
		return err
	}
	f, err := format(c, tableFormats...)
	if err != nil {
		return err
	}
	if c.Int("longest") < 1 {
		return usagef("--longest must be 1 or more")
	}
	return p.withStore(c, func(s *openedStore, _ *schema.Ontology) error {
		from, err := p.entity(c.Context, s, args[0])
		if err != nil {
			return err
		}
		to, err := p.entity(c.Context, s, args[1])
		if err != nil {
			return err
		}
		if from.ID == to.ID {
			return usagef("%s and %s are one entity, %s", args[0], args[1], from.ID)
		}
		links, err := graph.Path(c.Context, s, from.ID, to.ID, c.Int("longest"))
		if err != nil {
			return fmt.Errorf("from %s to %s: %w", from.Name, to.Name, err)
		}
		if f == "table" {
			return p.printSteps(c, s, links)
		}
		return p.printLinks(links, f)
	})
}

// stepFacts is how many passages a step shows.
const stepFacts = 3

// printSteps prints each step with the best passages of the facts that it stands for.
func (p *program) printSteps(c *cli.Context, s graph.Store, links []graph.Link) error {
	for i := range links {
		l := &links[i]
		if _, err := fmt.Fprintf(p.stdout, "%s %s %s%s\n", p.bold(l.Subject.Name), l.Edge.Relation, p.bold(l.Object.Name), doubts(&l.Edge)); err != nil {
			return err
		}
		facts, err := graph.Behind(c.Context, s, &l.Edge)
		if err != nil {
			return err
		}
		slices.SortStableFunc(facts, func(a, b schema.Fact) int { return cmp.Compare(b.Confidence, a.Confidence) })
		for j := range facts[:min(len(facts), stepFacts)] {
			if err := p.printEvidence(&facts[j]); err != nil {
				return err
			}
		}
		if n := len(facts) - stepFacts; n > 0 {
			if _, err := fmt.Fprintf(p.stdout, "  … and %d more\n", n); err != nil {
				return err
			}
		}
	}
	return nil
}

// doubts tells an edge that holds no plain fact: nobody says that it is so, or that it has happened.
func doubts(e *graph.Edge) string {
	switch {
	case e.Polarity == schema.Negated:
		return " (negated)"
	case e.Modality != schema.Actual:
		return " (" + string(e.Modality) + ")"
	}
	return ""
}

var linkColumns = []string{"subject", "relation", "object", "facts", "articles", "sources", "first", "last", "polarity", "modality", "confidence"}

// printLinks prints edges with their counts.
func (p *program) printLinks(links []graph.Link, format string) error {
	if format == "jsonl" {
		for i := range links {
			if err := p.printJSON(&links[i]); err != nil {
				return err
			}
		}
		return nil
	}
	g := grid{columns: linkColumns}
	for _, l := range links {
		e := l.Edge
		g.add(l.Subject.Name, e.Relation, l.Object.Name, e.Facts, e.Articles, e.Sources, e.First, e.Last,
			string(e.Polarity), string(e.Modality), e.Confidence)
	}
	return g.write(p.stdout, format)
}
