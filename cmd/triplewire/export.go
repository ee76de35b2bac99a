package main

import (
	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/graph/files"
	"github.com/triplewire/triplewire/graph/neo4j"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

// exportFormats are what a graph is written as; all but neo4j-admin go to standard output.
var exportFormats = []string{"jsonl", "csv", "cypher", "graphml", "jsonld", "neo4j-admin", "dump"}

func (p *program) exportCommand() *cli.Command {
	return &cli.Command{
		Name:  "export",
		Usage: "prints the graph, or writes it for a bulk import",
		UsageText: "triplewire export [--format FORMAT]\ntriplewire export --format neo4j-admin --folder FOLDER\n\n" +
			"jsonl, csv: each fact as each passage states it, one a line; cypher: a script for an empty Neo4j database;\n" +
			"graphml: entities and edges; jsonld: statements as linked data; neo4j-admin: a folder of files for\n" +
			"`neo4j-admin database import`; dump: every record, in an order that is the same for equal graphs.",
		Flags: flags(storeFlags(), []cli.Flag{
			formatFlag(exportFormats...), stringFlag("folder", "", "`FOLDER` that neo4j-admin files are written to"),
		}),
		Action: p.export,
	}
}

func (p *program) export(c *cli.Context) error {
	if _, err := arguments(c, 0, 0); err != nil {
		return err
	}
	f, err := format(c, exportFormats...)
	if err != nil {
		return err
	}
	folder := c.String("folder")
	if (f == "neo4j-admin") != (folder != "") {
		return usagef("--format neo4j-admin and --folder belong together")
	}
	return p.withStore(c, func(s *openedStore, o *schema.Ontology) error {
		switch f {
		case "csv":
			return files.CSV(c.Context, s, p.stdout)
		case "cypher":
			return neo4j.Script(c.Context, s, o, p.stdout)
		case "graphml":
			return files.GraphML(c.Context, s, p.stdout)
		case "jsonld":
			return files.JSONLD(c.Context, s, p.stdout)
		case "neo4j-admin":
			return neo4j.AdminFiles(c.Context, s, folder)
		case "dump":
			return graph.Dump(c.Context, s, p.stdout)
		default:
			return p.exportFacts(c, s)
		}
	})
}

func (p *program) exportFacts(c *cli.Context, s graph.Store) error {
	for f, err := range graph.Facts(c.Context, s) {
		if err != nil {
			return err
		}
		if err := p.printJSON(&f); err != nil {
			return err
		}
	}
	return nil
}
