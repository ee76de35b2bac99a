package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
	"github.com/urfave/cli/v2"
)

func (p *program) showCommand() *cli.Command {
	return &cli.Command{
		Name:      "show",
		Usage:     "prints a fact and every sentence that states it",
		UsageText: "triplewire show FACT\n\nFACT is an id such as f:0123456789abcdef; `triplewire timeline` prints them.",
		ArgsUsage: "the id of one fact",
		Flags:     flags(storeFlags(), []cli.Flag{formatFlag("text", "jsonl")}),
		Action:    p.show,
	}
}

func (p *program) show(c *cli.Context) error {
	args, err := arguments(c, 1, 1)
	if err != nil {
		return err
	}
	f, err := format(c, "text", "jsonl")
	if err != nil {
		return err
	}
	return p.withStore(c, func(s *openedStore, _ *schema.Ontology) error {
		facts, err := graph.Show(c.Context, s, args[0])
		if err != nil {
			return err
		}
		for i := range facts {
			if f == "jsonl" {
				err = p.printJSON(&facts[i])
			} else {
				err = p.printShown(&facts[i], i == 0)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// printShown prints a passage, and what the fact says before the first one.
func (p *program) printShown(f *schema.Fact, first bool) error {
	if first {
		if _, err := fmt.Fprintf(p.stdout, "%s\n%s %s %s%s\n", f.ID, p.bold(f.Subject.Name), f.Relation, p.bold(f.Object.Name), qualifiers(*f)); err != nil {
			return err
		}
	}
	return p.printEvidence(f)
}

// printEvidence prints the sentence, with the entities and the theme highlighted, and where it stands.
func (p *program) printEvidence(f *schema.Fact) error {
	a := &f.Article
	where := fmt.Sprintf("%s, bytes %d–%d", cmp.Or(a.URL, a.Source), f.Evidence.Start, f.Evidence.End)
	for _, more := range []string{a.Title, a.Outlet, a.Published} {
		if more != "" {
			where += ", " + more
		}
	}
	_, err := fmt.Fprintf(p.stdout, "  %s\n    (%s, %s)\n", p.highlight(f), printable(where), f.ID)
	return err
}

// ANSI sequences: bold entities, underlined theme.
const (
	boldOn      = "\x1b[1m"
	underlineOn = "\x1b[4m"
	styleOff    = "\x1b[0m"
)

func (p *program) bold(s string) string {
	if !p.color {
		return printable(s)
	}
	return boldOn + printable(s) + styleOff
}

// highlight marks, on a terminal, the words of the evidence that the fact is made of.
func (p *program) highlight(f *schema.Fact) string {
	sentence := strings.TrimSpace(f.Evidence.Text)
	if !p.color {
		return printable(sentence)
	}
	style := make([]string, len(sentence))
	paint := func(words []string, with string) {
		for _, w := range words {
			if i := strings.Index(sentence, w); w != "" && i >= 0 {
				for k := i; k < i+len(w); k++ {
					style[k] = with
				}
			}
		}
	}
	if f.Theme != nil {
		paint([]string{*f.Theme}, underlineOn)
	}
	for _, e := range []*schema.Entity{&f.Subject, &f.Object, f.Place, f.Attribution} {
		if e != nil {
			paint(append(slices.Clone(e.Mentions), e.Name), boldOn)
		}
	}
	return painted(sentence, style)
}

// painted writes a text with a style for each byte; a change of style falls between characters, because styles
// cover whole words.
func painted(text string, style []string) string {
	var b strings.Builder
	for start := 0; start < len(text); {
		end := start + 1
		for end < len(text) && style[end] == style[start] {
			end++
		}
		if style[start] == "" {
			b.WriteString(printable(text[start:end]))
		} else {
			b.WriteString(style[start] + printable(text[start:end]) + styleOff)
		}
		start = end
	}
	return b.String()
}
