package main

import (
	"io"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"
)

// progress counts articles on the terminal. A nil progress says nothing.
type progress struct {
	bar *progressbar.ProgressBar
	p   *program
	out io.Writer // of the log before
}

// newProgress gives nil unless standard error is a terminal and nobody minds.
func (p *program) newProgress(c *cli.Context) *progress {
	if !p.terminal || c.Bool("no-progress") || c.Bool("quiet") {
		return nil
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(p.stderr), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(), progressbar.OptionSetElapsedTime(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionSpinnerType(14))
	pr := &progress{bar: bar, p: p, out: p.log.Out}
	p.log.SetOutput(pr)
	return pr
}

// Write takes the bar off the line before a message, so that they do not run into each other.
func (pr *progress) Write(b []byte) (int, error) {
	_ = pr.bar.Clear() // a terminal that cannot be written to shows nothing either way
	return pr.out.Write(b)
}

func (pr *progress) add() {
	if pr != nil {
		_ = pr.bar.Add(1)
	}
}

func (pr *progress) close() {
	if pr != nil {
		_ = pr.bar.Finish()
		pr.p.log.SetOutput(pr.out)
	}
}
