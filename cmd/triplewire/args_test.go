package main

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/urfave/cli/v2"
)

func testProgram() *program {
	return &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, log: newLogger(io.Discard)}
}

func TestArrange(t *testing.T) {
	app := testProgram().app()
	for _, c := range []struct{ in, want, says string }{
		{in: "load a b", want: "triplewire load -- a b"},
		{in: "load a --lang de b --quiet", want: "triplewire load --lang=de --quiet -- a b"},
		{in: "--lang de load a", want: "triplewire load --lang=de -- a"},
		{in: "load -lang=de a", want: "triplewire load --lang=de -- a"},
		{in: "load -", want: "triplewire load -- -"},
		{in: "load -- --lang -x", want: "triplewire load -- --lang -x"},
		{in: "load help", want: "triplewire load -- help"},
		{in: "load --store= a", want: "triplewire load --store= -- a"},
		{in: "load --quiet=false a", want: "triplewire load --quiet=false -- a"},
		{in: "schema --format json print", want: "triplewire schema print --format=json --"},
		{in: "help load", want: "triplewire load --help"},
		{in: "load a --help", want: "triplewire load --help"},
		{in: "--version", want: "triplewire version"},
		{in: "load --generate-bash-completion", want: "triplewire load --generate-bash-completion"},
		{in: "", says: "which command?"},
		{in: "lod a", says: "did you mean load?"},
		{in: "schema", says: "schema needs one of"},
		{in: "load a --stroe b", says: "did you mean --store?"},
		{in: "load a -5", says: "behind --"},
		{in: "load a --lang", says: "--lang needs a value"},
		{in: "load --lang --quiet a", says: "--lang needs a value; --quiet is a flag"},
		{in: "load --relation MET a", says: "load takes no --relation"},
		{in: "load --password secret a", says: "TRIPLEWIRE_PASSWORD"},
	} {
		got, err := arrange(app, strings.Fields(c.in))
		switch {
		case c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)):
			t.Errorf("%q: error %v, want one that says %q", c.in, err, c.says)
		case c.says == "" && err != nil:
			t.Errorf("%q: %v", c.in, err)
		case c.says == "":
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%q:\n%s", c.in, diff)
			}
		}
	}
}

func TestPasswordIsNotRepeated(t *testing.T) {
	_, err := arrange(testProgram().app(), []string{"load", "--password=geheim", "a"})
	if err == nil || strings.Contains(err.Error(), "geheim") {
		t.Errorf("the message must name the way and not the secret: %v", err)
	}
}

// leaves walks the commands that do something.
func leaves(commands []*cli.Command, f func(*cli.Command)) {
	for _, c := range commands {
		if len(c.Subcommands) > 0 {
			leaves(c.Subcommands, f)
		} else {
			f(c)
		}
	}
}

// arrange reads flags before it knows the command, so a name must mean the same kind of flag everywhere.
func TestFlagsOfOneNameAreOfOneKind(t *testing.T) {
	takes := map[string]bool{}
	leaves(testProgram().app().Commands, func(c *cli.Command) {
		for _, f := range c.Flags {
			for _, name := range f.Names() {
				value := f.(cli.DocGenerationFlag).TakesValue()
				if before, seen := takes[name]; seen && before != value {
					t.Errorf("--%s takes a value in one command and none in another", name)
				}
				takes[name] = value
			}
		}
	})
}

func TestEveryFlagHasItsTwin(t *testing.T) {
	leaves(testProgram().app().Commands, func(c *cli.Command) {
		for _, f := range c.Flags {
			name := f.Names()[0]
			want := []string{"TRIPLEWIRE_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))}
			if diff := cmp.Diff(want, f.(cli.DocGenerationFlag).GetEnvVars()); diff != "" {
				t.Errorf("%s --%s:\n%s", c.Name, name, diff)
			}
		}
	})
}

func TestEveryCommandIsComplete(t *testing.T) {
	leaves(testProgram().app().Commands, func(c *cli.Command) {
		if c.Usage == "" || c.UsageText == "" || c.OnUsageError == nil || !c.HideHelpCommand {
			t.Errorf("%s lacks usage, usage text, its own usage error, or hides an argument `help`", c.Name)
		}
	})
}

func TestDidYouMean(t *testing.T) {
	words := []string{"load", "extract", "langs"}
	for in, want := range map[string]string{"laod": "load", "extrac": "extract", "langz": "langs", "zzzz": "", "": ""} {
		got := didYouMean(in, words)
		if want == "" && got != "" || want != "" && !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
