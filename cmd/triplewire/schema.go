package main

import (
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) schemaCommand() *cli.Command {
	formats := []string{"table", "json", "markdown", "jsonschema"}
	return &cli.Command{
		Name:  "schema",
		Usage: "shows the ontology, makes a store ready",
		Subcommands: []*cli.Command{
			{
				Name:      "print",
				Usage:     "prints entity types and relations; as jsonschema, the schema of a fact on the wire",
				UsageText: "triplewire schema print [--format table|json|markdown|jsonschema]",
				Flags:     []cli.Flag{formatFlag(formats...)},
				Action:    func(c *cli.Context) error { return p.printSchema(c, formats) },
			},
			{
				Name:      "apply",
				Usage:     "makes a store ready: tables, or constraints and indexes; `load` does it by itself",
				UsageText: "triplewire schema apply [--store URL]",
				Flags:     storeFlags(),
				Action:    p.applySchema,
			},
		},
	}
}

func (p *program) printSchema(c *cli.Context, formats []string) error {
	if _, err := arguments(c, 0, 0); err != nil {
		return err
	}
	f, err := format(c, formats...)
	if err != nil {
		return err
	}
	o, err := schema.LoadOntology()
	if err != nil {
		return err
	}
	switch f {
	case "json":
		return o.JSON(p.stdout)
	case "markdown":
		return o.Markdown(p.stdout)
	case "jsonschema":
		_, err := p.stdout.Write(schema.FactSchema())
		return err
	default:
		return o.Table(p.stdout)
	}
}

// applySchema opens the store, which makes it ready.
func (p *program) applySchema(c *cli.Context) error {
	if _, err := arguments(c, 0, 0); err != nil {
		return err
	}
	s, err := p.openStore(c, mayCreate)
	if err != nil {
		return err
	}
	p.say(c, s.name+" is ready")
	return s.close()
}
