package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// explain prints, sentence by sentence, what the analysis saw and why candidates were taken or dropped.
func (p *program) explain(o *outcome) error {
	d := o.result.Document
	fmt.Fprintf(p.stdout, "%s [%s]\n", o.article.Source, o.article.Lang)
	for i := range d.Sentences {
		if err := p.explainSentence(o.result, i); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) explainSentence(r *extract.Result, i int) error {
	d, s := r.Document, r.Document.Sentences[i]
	var b strings.Builder
	fmt.Fprintf(&b, "\n%d. %s\n\n", i+1, printable(strings.TrimSpace(d.Text(s.Span))))
	writeTree(&b, d, s)
	b.WriteString("\n")
	for _, m := range d.Mentions {
		if m.First >= s.First && m.First < s.Last {
			fmt.Fprintf(&b, "  %-11s %s → %s\n", m.Kind, printable(d.Text(m.Span)), entityNames(d, m))
		}
	}
	if d.Log != nil {
		for _, l := range d.Log.Lines {
			if l.Sentence == i {
				fmt.Fprintf(&b, "  %s\n", printable(l.Text))
			}
		}
	}
	for _, f := range r.Facts {
		if f.Evidence.Start >= s.Start && f.Evidence.Start < s.End {
			fmt.Fprintf(&b, "  fact: %s %s %s%s (%.2f)\n", f.Subject.Name, f.Relation, f.Object.Name, qualifiers(f), f.Confidence)
		}
	}
	_, err := p.stdout.Write([]byte(b.String()))
	return err
}

// writeTree lists the words of a sentence with their heads.
func writeTree(b *strings.Builder, d *extract.Document, s extract.Sentence) {
	tw := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for t := s.First; t < s.Last; t++ {
		token := &d.Tokens[t]
		head := "root"
		if token.Head >= 0 {
			head = fmt.Sprintf("%s ← %d %s", token.Rel, token.Head-s.First+1, printable(d.Tokens[token.Head].Text))
		}
		fmt.Fprintf(tw, "  %d\t%s\t%s\t%s\t%s\t%s\n", t-s.First+1, printable(token.Text), printable(token.Lemma), token.UPOS, head, token.Name)
	}
	tw.Flush()
}

func entityNames(d *extract.Document, m extract.Mention) string {
	var names []string
	for _, e := range m.Entities {
		if e >= 0 && e < len(d.Entities) {
			names = append(names, fmt.Sprintf("%s (%s %s)", printable(d.Entities[e].Name), d.Entities[e].Type, d.Entities[e].ID))
		}
	}
	if len(names) == 0 {
		return "not resolved"
	}
	return strings.Join(names, " + ")
}

// qualifiers lists what a fact says besides its two entities.
func qualifiers(f schema.Fact) string {
	var b strings.Builder
	add := func(what string, v any) {
		if v != nil {
			fmt.Fprintf(&b, ", %s: %s", what, printable(cell(v)))
		}
	}
	add("theme", value(f.Theme))
	add("place", name(f.Place))
	add("date", value(f.Date))
	add("quantity", value(f.Quantity))
	add("role", value(f.Role))
	if f.Polarity != schema.Asserted {
		add("polarity", string(f.Polarity))
	}
	if f.Modality != schema.Actual {
		add("modality", string(f.Modality))
	}
	add("according to", name(f.Attribution))
	return b.String()
}
