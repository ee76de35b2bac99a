package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

// version is what the build says: the module's version, else the commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "devel-" + s.Value[:min(12, len(s.Value))]
		}
	}
	return "devel"
}

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:      "version",
		Usage:     "prints the version",
		UsageText: "triplewire version",
		Action: func(c *cli.Context) error {
			if _, err := arguments(c, 0, 0); err != nil {
				return err
			}
			o, err := schema.LoadOntology()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(p.stdout, "triplewire %s (ontology %d, %s, %s/%s)\n",
				version(), o.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
