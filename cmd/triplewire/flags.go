package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// env names the environment twin of a flag.
func env(flag string) []string {
	return []string{"TRIPLEWIRE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))}
}

func stringFlag(name, value, usage string) cli.Flag {
	return &cli.StringFlag{Name: name, Value: value, Usage: usage, EnvVars: env(name)}
}

func boolFlag(name, usage string) cli.Flag {
	return &cli.BoolFlag{Name: name, Usage: usage, EnvVars: env(name)}
}

func intFlag(name string, value int, usage string) cli.Flag {
	return &cli.IntFlag{Name: name, Value: value, Usage: usage, EnvVars: env(name)}
}

func listFlag(name, usage string) cli.Flag {
	return &cli.StringSliceFlag{Name: name, Usage: usage, EnvVars: env(name)}
}

// logFlags are understood by every command.
func logFlags() []cli.Flag {
	return []cli.Flag{
		boolFlag("quiet", "say nothing but errors"),
		boolFlag("verbose", "say more of what happens"),
		stringFlag("log-format", "text", "`FORMAT` of messages: text or json"),
	}
}

// defaultStore is a file in the current directory: a graph belongs to the work at hand, and the file is seen.
const defaultStore = "triplewire.db"

func storeFlags() []cli.Flag {
	return append([]cli.Flag{
		stringFlag("store", defaultStore, "`URL` of the store: a file for the embedded store, or neo4j://, neo4j+s://, bolt://"),
	}, serverFlags()...)
}

func serverFlags() []cli.Flag {
	return []cli.Flag{
		stringFlag("user", "neo4j", "`NAME` of the user at a Neo4j server"),
		stringFlag("database", "", "`NAME` of the database at a Neo4j server (default: the server's)"),
		stringFlag("password-file", "", "`FILE` whose first line is the password"),
	}
}

func jobsFlag() cli.Flag { return intFlag("jobs", runtime.NumCPU(), "`N` articles at a time") }

func articleFlags() []cli.Flag {
	return []cli.Flag{
		stringFlag("lang", "", "`CODE` of the articles' language, e.g. de (default: declared or detected)"),
		stringFlag("published", "", "`DATE` of articles that declare none, e.g. 2025-09-04"),
		stringFlag("extractor", "rules", "`NAME` of the extractor: rules"),
		jobsFlag(),
		boolFlag("no-progress", "no progress bar"),
	}
}

// formatFlag takes the formats of a command, the default first.
func formatFlag(formats ...string) cli.Flag {
	return stringFlag("format", formats[0], "`FORMAT` of the output: "+strings.Join(formats, ", "))
}

// format gives the chosen format. One that comes from the environment is meant for all commands, so a command that
// does not have it keeps its default.
func format(c *cli.Context, formats ...string) (string, error) {
	f := c.String("format")
	switch {
	case slices.Contains(formats, f):
		return f, nil
	case f == "", f == os.Getenv(env("format")[0]) && slices.Contains(tableFormats, f):
		return formats[0], nil
	}
	return "", usagef("--format is %s, not %q", strings.Join(formats, ", "), f)
}

// arguments gives the command's arguments, whose number must lie within the bounds.
func arguments(c *cli.Context, least, most int) ([]string, error) {
	args := c.Args().Slice()
	switch {
	case len(args) < least:
		return nil, usagef("%s needs %s", c.Command.HelpName, c.Command.ArgsUsage)
	case most >= 0 && len(args) > most && most == 0:
		return nil, usagef("%s takes no arguments, not %q", c.Command.HelpName, args[0])
	case most >= 0 && len(args) > most:
		return nil, usagef("%s takes %s and nothing else, not %q", c.Command.HelpName, c.Command.ArgsUsage, args[most])
	}
	return args, nil
}

// password finds the password where it may stand: a file, or the environment.
func password(file string) (string, error) {
	if file == "" {
		if p := os.Getenv("TRIPLEWIRE_PASSWORD"); p != "" {
			return p, nil
		}
		return os.Getenv("NEO4J_PASSWORD"), nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("reading the password: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	line = strings.TrimRight(line, "\r")
	if line == "" {
		return "", errors.New("reading the password: the first line of " + file + " is empty")
	}
	return line, nil
}

// flags joins groups of flags.
func flags(groups ...[]cli.Flag) []cli.Flag { return slices.Concat(groups...) }
