package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/sirupsen/logrus"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"
)

func newLogger(w io.Writer) *logrus.Logger {
	l := logrus.New()
	l.Out = w
	l.Level = logrus.WarnLevel
	l.Formatter = plainFormatter{}
	return l
}

// setUpLog follows --quiet, --verbose and --log-format.
func (p *program) setUpLog(c *cli.Context) error {
	switch {
	case c.Bool("quiet") && c.Bool("verbose"):
		return usagef("--quiet and --verbose exclude each other")
	case c.Bool("quiet"):
		p.log.Level = logrus.ErrorLevel
	case c.Bool("verbose"):
		p.log.Level = logrus.InfoLevel
	}
	switch f := c.String("log-format"); f {
	case "text", "":
	case "json":
		p.log.Formatter = &logrus.JSONFormatter{}
	default:
		return usagef("--log-format is text or json, not %q", f)
	}
	return nil
}

// plainFormatter writes lines for people: "triplewire: warning: message key=value".
type plainFormatter struct{}

func (plainFormatter) Format(e *logrus.Entry) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("triplewire: ")
	if e.Level != logrus.InfoLevel {
		b.WriteString(e.Level.String() + ": ")
	}
	b.WriteString(e.Message)
	keys := make([]string, 0, len(e.Data))
	for k := range e.Data {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, " %s=%v", k, e.Data[k])
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
