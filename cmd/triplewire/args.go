package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange puts a command line into the order that the flag parser understands: the path of commands, then the
// flags, then "--" and the arguments. The parser itself would take flags behind an argument for arguments, lose
// flags given before the command, and answer mistakes on standard output; so they are found here.
func arrange(app *cli.App, args []string) ([]string, error) {
	if n := len(args); n > 0 && args[n-1] == "--generate-bash-completion" {
		return append([]string{app.Name}, args...), nil
	}
	line := &commandLine{commands: app.Commands, arity: flagArity(app.Commands)}
	if err := line.read(args); err != nil {
		return nil, err
	}
	return line.arranged(app)
}

// commandLine is a command line taken apart.
type commandLine struct {
	commands []*cli.Command  // that the next word may name; nil when it is an argument
	arity    map[string]bool // flags of any command: do they take a value?
	path     []*cli.Command
	flags    []flagValue
	args     []string
	help     bool
	version  bool
}

type flagValue struct {
	name  string
	value string
	given bool // a value was given
}

func (l *commandLine) read(args []string) error {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case arg == "--":
			l.args = append(l.args, args[i+1:]...)
			return nil
		case arg == "-" || !strings.HasPrefix(arg, "-"):
			if err := l.word(arg); err != nil {
				return err
			}
		default:
			used, err := l.flag(arg, args[i+1:])
			if err != nil {
				return err
			}
			i += used
		}
	}
	return nil
}

// word takes the name of a command or an argument.
func (l *commandLine) word(word string) error {
	switch {
	case len(l.path) == 0 && word == "help" && !l.help:
		l.help = true
		return nil
	case len(l.commands) == 0:
		l.args = append(l.args, word)
		return nil
	}
	for _, c := range l.commands {
		if c.HasName(word) {
			l.path, l.commands = append(l.path, c), c.Subcommands
			return nil
		}
	}
	return usagef("unknown command %q%s", strings.TrimSpace(l.name()+" "+word), didYouMean(word, commandNames(l.commands)))
}

// flag takes one flag and tells how many of the following words are its value.
func (l *commandLine) flag(arg string, rest []string) (int, error) {
	name, value, given := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	switch {
	case name == "help" || name == "h":
		l.help = true
		return 0, nil
	case name == "version" && len(l.path) == 0:
		l.version = true
		return 0, nil
	}
	takesValue, known := l.arity[name]
	if !known {
		return 0, l.unknownFlag(arg, name)
	}
	f := flagValue{name, value, given}
	used := 0
	if takesValue && !given {
		if len(rest) == 0 {
			return 0, usagef("--%s needs a value", name)
		}
		if strings.HasPrefix(rest[0], "--") {
			return 0, usagef("--%s needs a value; %s is a flag (if it is the value, write --%s=%s)", name, rest[0], name, rest[0])
		}
		f.value, f.given, used = rest[0], true, 1
	}
	l.flags = append(l.flags, f)
	return used, nil
}

func (l *commandLine) unknownFlag(arg, name string) error {
	if name == "password" {
		return usagef("there is no --password: it would show in process lists; set TRIPLEWIRE_PASSWORD or use --password-file")
	}
	known := make([]string, 0, len(l.arity))
	for n := range l.arity {
		known = append(known, n)
	}
	slices.Sort(known)
	hint := didYouMean("--"+name, prefixed("--", known))
	if hint == "" {
		hint = "; an argument that begins with - must stand behind --"
	}
	flag, _, _ := strings.Cut(arg, "=")
	return usagef("unknown flag %s%s", flag, hint)
}

// name is the path of commands as typed.
func (l *commandLine) name() string {
	names := make([]string, len(l.path))
	for i, c := range l.path {
		names[i] = c.Name
	}
	return strings.Join(names, " ")
}

// arranged puts the parts together, once it is sure that the command knows the flags.
func (l *commandLine) arranged(app *cli.App) ([]string, error) {
	out := []string{app.Name}
	for _, c := range l.path {
		out = append(out, c.Name)
	}
	switch {
	case l.version:
		return []string{app.Name, "version"}, nil
	case l.help:
		if len(l.path) == 0 && len(l.args) > 0 {
			return nil, usagef("unknown command %q", l.args[0])
		}
		return append(out, "--help"), nil
	case len(l.path) == 0:
		return nil, usagef("which command? There are: %s", strings.Join(commandNames(app.Commands), ", "))
	case len(l.commands) > 0:
		return nil, usagef("%s needs one of: %s", l.name(), strings.Join(commandNames(l.commands), ", "))
	}
	known := flagNames(l.path[len(l.path)-1])
	for _, f := range l.flags {
		if !slices.Contains(known, f.name) {
			return nil, usagef("%s takes no --%s", l.name(), f.name)
		}
		flag := "--" + f.name
		if f.given {
			flag += "=" + f.value
		}
		out = append(out, flag)
	}
	return append(append(out, "--"), l.args...), nil
}

// flagArity tells of every flag of every command whether it takes a value.
func flagArity(commands []*cli.Command) map[string]bool {
	arity := map[string]bool{}
	for _, c := range commands {
		for name, takes := range flagArity(c.Subcommands) {
			arity[name] = takes
		}
		for _, f := range c.Flags {
			doc, ok := f.(cli.DocGenerationFlag)
			for _, name := range f.Names() {
				arity[name] = ok && doc.TakesValue()
			}
		}
	}
	return arity
}

func flagNames(c *cli.Command) []string {
	var names []string
	for _, f := range c.Flags {
		names = append(names, f.Names()...)
	}
	return names
}

func commandNames(commands []*cli.Command) []string {
	var names []string
	for _, c := range commands {
		if !c.Hidden {
			names = append(names, c.Name)
		}
	}
	return names
}

func prefixed(prefix string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = prefix + n
	}
	return out
}

// didYouMean names the word that was probably meant, if one is near.
func didYouMean(word string, words []string) string {
	best, distance := "", 1+len(word)/3
	for _, w := range words {
		if d := editDistance(word, w); d <= distance && (best == "" || d < distance) {
			best, distance = w, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// editDistance counts the letters to insert, delete or replace.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
