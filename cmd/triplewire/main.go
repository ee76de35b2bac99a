// Command triplewire reads news articles and builds a graph of the facts that they state.
//
// It is the only place that wires the parts together and the only one that logs: the libraries return errors.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/sirupsen/logrus"
	"github.com/urfave/cli/v2"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// program is what every command works with.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	log            *logrus.Logger
	terminal       bool // stderr is one
	color          bool // stdout is a terminal that wants colours
}

// run is the program without the process around it: it never exits, and its result is the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &outputWriter{w: stdout}
	p := &program{stdin: stdin, stdout: out, stderr: stderr, log: newLogger(stderr),
		terminal: isTerminal(stderr), color: isTerminal(stdout) && os.Getenv("NO_COLOR") == ""}
	app := p.app()
	arranged, err := arrange(app, args)
	if err == nil {
		err = app.RunContext(ctx, arranged)
	}
	if err == nil {
		err = out.err
	}
	return p.finish(ctx, err)
}

// app lists the commands in the order of the help page.
func (p *program) app() *cli.App {
	app := &cli.App{
		Name:  "triplewire",
		Usage: "builds a knowledge graph from news articles and press releases",
		UsageText: "triplewire COMMAND [FLAG…] [ARGUMENT…]\n\n" +
			"triplewire load article.txt\ntriplewire neighbors 'Kim Jong Un'",
		Description:               description,
		Version:                   version(),
		HideVersion:               true, // a command of its own; --version is understood all the same
		HideHelpCommand:           true,
		EnableBashCompletion:      true,
		DisableSliceFlagSeparator: true, // a comma in a value is a comma
		Reader:                    p.stdin,
		Writer:                    p.stdout,
		ErrWriter:                 p.stderr,
		ExitErrHandler:            func(*cli.Context, error) {}, // exit codes are run's business
		Before:                    func(*cli.Context) error { return nil },
		Commands: []*cli.Command{
			p.loadCommand(), p.extractCommand(),
			p.queryCommand(), p.pathCommand(), p.neighborsCommand(), p.timelineCommand(), p.contradictionsCommand(), p.showCommand(),
			p.copyCommand(), p.retractCommand(), p.mergeCommand(), p.exportCommand(),
			p.evalCommand(), p.schemaCommand(), p.langsCommand(), p.versionCommand(), p.completionCommand(), p.manCommand(),
		},
	}
	for _, c := range app.Commands {
		p.complete(c)
	}
	return app
}

// complete gives a command what all have: the logging flags, errors instead of help pages, no hidden `help`
// argument that would hide an article of that name.
func (p *program) complete(c *cli.Command) {
	c.HideHelpCommand = true
	c.OnUsageError = func(_ *cli.Context, err error, _ bool) error { return usagef("%w", err) }
	for _, sub := range c.Subcommands {
		p.complete(sub)
	}
	if len(c.Subcommands) > 0 {
		return
	}
	c.Flags = append(c.Flags, logFlags()...)
	c.Before = p.setUpLog
}

const description = `Data goes to standard output, everything else to standard error.

Flags may stand before and after arguments; -- ends them. Every flag --some-flag can also be given as
TRIPLEWIRE_SOME_FLAG in the environment. Passwords are read from TRIPLEWIRE_PASSWORD, NEO4J_PASSWORD or
--password-file, never from a flag.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done in part (some articles failed); 5 store not reachable;
130 interrupted (what was loaded stays; running again goes on).`
