package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// tableFormats are what a grid can be written as.
var tableFormats = []string{"table", "jsonl", "csv"}

// grid is rows of values under named columns.
type grid struct {
	columns  []string
	rows     [][]any
	noHeader bool // of a CSV that goes on
}

func (g *grid) add(values ...any) { g.rows = append(g.rows, values) }

// write prints the grid in one of tableFormats.
func (g *grid) write(w io.Writer, format string) error {
	switch format {
	case "jsonl":
		return g.writeLines(w)
	case "csv":
		return g.writeCSV(w)
	default:
		return g.writeTable(w)
	}
}

// writeLines writes one JSON object a row, with its fields in the order of the columns.
func (g *grid) writeLines(w io.Writer) error {
	for _, row := range g.rows {
		var b strings.Builder
		b.WriteByte('{')
		for i, column := range g.columns {
			if i > 0 {
				b.WriteByte(',')
			}
			key, err := compactJSON(column)
			if err != nil {
				return err
			}
			value, err := compactJSON(row[i])
			if err != nil {
				return err
			}
			b.WriteString(key + ":" + value)
		}
		b.WriteString("}\n")
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}

func (g *grid) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if !g.noHeader {
		if err := out.Write(g.columns); err != nil {
			return err
		}
	}
	for _, row := range g.rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = cell(v)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (g *grid) writeTable(w io.Writer) error {
	if len(g.rows) == 0 {
		return nil
	}
	t := table.NewWriter()
	style := table.StyleLight
	style.Options.DrawBorder, style.Options.SeparateColumns = false, false
	style.Box.PaddingLeft = ""
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	t.AppendHeader(row(g.columns))
	for _, r := range g.rows {
		cells := make([]string, len(r))
		for i, v := range r {
			cells[i] = printable(cell(v))
		}
		t.AppendRow(row(cells))
	}
	_, err := io.WriteString(w, trimLines(t.Render()))
	return err
}

func row(cells []string) table.Row {
	r := make(table.Row, len(cells))
	for i, c := range cells {
		r[i] = c
	}
	return r
}

// trimLines takes the blanks off the ends of lines and ends the last one.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// cell writes a value as text: strings as they are, nothing as nothing, the rest as JSON.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case fmt.Stringer:
		return v.String()
	case []any:
		if len(v) > 0 {
			if _, ok := v[0].(fmt.Stringer); ok { // a path
				parts := make([]string, len(v))
				for i := range v {
					parts[i] = cell(v[i])
				}
				return strings.Join(parts, "")
			}
		}
	}
	s, err := compactJSON(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return s
}

// printable shows what could move the cursor or hide text on a terminal as a question mark. Names and sentences
// come from articles, which anybody may have written.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return '?'
		}
		return r
	}, s)
}

// compactJSON is JSON on one line, with <, > and & as they are.
func compactJSON(v any) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// printJSON writes one value on a line.
func (p *program) printJSON(v any) error {
	line, err := compactJSON(v)
	if err != nil {
		return err
	}
	_, err = io.WriteString(p.stdout, line+"\n")
	return err
}
