package main

import (
	"github.com/triplewire/triplewire/lang"
	"github.com/urfave/cli/v2"
)

func (p *program) langsCommand() *cli.Command {
	return &cli.Command{
		Name:      "langs",
		Usage:     "lists the languages",
		UsageText: "triplewire langs [--format table|jsonl|csv]",
		Flags:     []cli.Flag{formatFlag(tableFormats...)},
		Action:    p.langs,
	}
}

func (p *program) langs(c *cli.Context) error {
	if _, err := arguments(c, 0, 0); err != nil {
		return err
	}
	f, err := format(c, tableFormats...)
	if err != nil {
		return err
	}
	set, err := lang.Load()
	if err != nil {
		return err
	}
	t := grid{columns: []string{"code", "name", "native", "script"}}
	for _, l := range set.Languages {
		t.add(l.Code, l.Name, l.Native, l.Script)
	}
	return t.write(p.stdout, f)
}
