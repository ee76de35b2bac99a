package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/triplewire/triplewire/graph"
)

// Exit codes; they stand in the README and do not change.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitPartial     = 3
	exitUnreachable = 5
	exitInterrupted = 130
)

// usageError is a mistake in the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// Some or all articles failed; each has been named already, with its reason.
var (
	errPartial = errors.New("some articles failed")
	errAll     = errors.New("all articles failed")
)

// exitCode sorts an error.
func exitCode(ctx context.Context, err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, graph.ErrUnreachable), errors.Is(err, graph.ErrRefused):
		return exitUnreachable
	default:
		return exitFailed
	}
}

// finish reports an error once and gives the exit code.
func (p *program) finish(ctx context.Context, err error) int {
	code := exitCode(ctx, err)
	switch {
	case errors.Is(err, errAll):
	case code == exitDone, code == exitPartial:
	case code == exitInterrupted:
		p.log.Error("interrupted; what was loaded stays, running again goes on")
	case code == exitUsage:
		p.log.Error(err)
		fmt.Fprintln(p.stderr, "Run 'triplewire --help' or 'triplewire COMMAND --help' to see what there is.")
	default:
		p.log.Error(err)
	}
	return code
}

// outputWriter remembers an error, so that a full disk under standard output is not taken for success.
type outputWriter struct {
	w   io.Writer
	err error
}

func (o *outputWriter) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	if err != nil {
		o.err = fmt.Errorf("writing to standard output: %w", err)
	}
	return n, o.err
}
