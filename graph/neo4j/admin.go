package neo4j

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/triplewire/triplewire/graph"
)

// arrayDelimiter parts the elements of a list in a CSV field. It is a code point that Unicode keeps out of texts;
// a name that holds it all the same cannot be exported in this form.
const arrayDelimiter = "\ufdd0"

// adminFile is one CSV file for neo4j-admin: its header names the columns, which are the keys of the rows.
type adminFile struct {
	name   string
	flag   string // the option of the import tool that takes it
	header []string
	keys   []string
	out    *bufio.Writer
	file   *os.File
}

// adminFiles are the files in the order in which the import tool gets them.
func adminFiles() []*adminFile {
	file := func(name, flag, header, keys string) *adminFile {
		return &adminFile{name: name, flag: flag, header: strings.Fields(header), keys: strings.Fields(keys)}
	}
	return []*adminFile{
		file("entities.csv", "--nodes", "id:ID(entity) :LABEL name iso key names:string[] keys:string[]", "id label name iso key names keys"),
		file("articles.csv", "--nodes=Article", "id:ID(article) source title url lang published outlet forms digest sketch bands:string[] story",
			"id source title url lang published outlet forms digest sketch bands story"),
		file("facts.csv", "--nodes=Fact", "id:ID(fact) relation edge subject object place attribution stated theme date quantity role polarity modality confidence:double same",
			"id relation edge subject object place attribution stated theme date quantity role polarity modality confidence same"),
		file("merges.csv", "--nodes=Merge", "id:ID(merge) into note", "id into note"),
		file("roles.csv", "--relationships", ":START_ID(fact) :END_ID(entity) :TYPE", "f e type"),
		file("statements.csv", "--relationships=STATED_IN", ":START_ID(fact) :END_ID(article) text start:long end:long confidence:double", "f a text start end confidence"),
		file("edges.csv", "--relationships",
			":START_ID(entity) :END_ID(entity) :TYPE facts:long negated:long articles:long sources:long first last polarity modality confidence:double",
			"s o type facts negated articles sources first last polarity modality confidence"),
	}
}

// AdminFiles writes a graph into a folder as the CSV files that `neo4j-admin database import` takes, and beside
// them import.sh, which calls it. The constraints and indexes are made when the store is opened for the first time.
func AdminFiles(ctx context.Context, from graph.Store, folder string) error {
	if err := writeAdminFiles(ctx, from, folder); err != nil {
		return fmt.Errorf("writing the files for neo4j-admin: %w", err)
	}
	return nil
}

func writeAdminFiles(ctx context.Context, from graph.Store, folder string) (err error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	files := adminFiles()
	by := map[string]*adminFile{}
	for _, f := range files {
		if err := f.create(folder); err != nil {
			return err
		}
		defer func() {
			if e := f.close(); err == nil {
				err = e
			}
		}()
		by[f.name] = f
	}
	for r, err := range graph.Walk(ctx, from) {
		if err != nil {
			return err
		}
		if err := writeRecords(by, r); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(folder, "import.sh"), []byte(importScript(files)), 0o777)
}

// importScript is the call of the import tool. $ADMIN names the tool where it is not on the path.
func importScript(files []*adminFile) string {
	var b strings.Builder
	b.WriteString("#!/bin/sh\n# import.sh [DATABASE [OPTION…]]: imports this folder into a database that does not exist yet; the server must not run.\n" +
		"set -eu\ncd \"$(dirname \"$0\")\"\ndatabase=${1:-neo4j}\n[ $# -eq 0 ] || shift\n" +
		"exec ${ADMIN:-neo4j-admin} database import full \"$database\"")
	for _, f := range files {
		fmt.Fprintf(&b, " \\\n    %s=\"$PWD/%s\"", f.flag, f.name)
	}
	b.WriteString(" \\\n    --array-delimiter=U+FDD0 --multiline-fields=true --ignore-empty-strings=false \"$@\"\n")
	return b.String()
}

func (f *adminFile) create(folder string) (err error) {
	if f.file, err = os.Create(filepath.Join(folder, f.name)); err != nil {
		return err
	}
	f.out = bufio.NewWriter(f.file)
	_, err = f.out.WriteString(strings.Join(f.header, ",") + "\n")
	return err
}

func (f *adminFile) close() error {
	if err := f.out.Flush(); err != nil {
		return err
	}
	return f.file.Close()
}

// write writes one row. A field that is nil stays empty, which the tool takes as missing; every text is quoted.
func (f *adminFile) write(r row) error {
	for i, key := range f.keys {
		if i > 0 {
			f.out.WriteByte(',')
		}
		switch v := r[key].(type) {
		case nil:
		case string:
			f.quoted(v)
		case int:
			f.out.WriteString(strconv.Itoa(v))
		case float64:
			f.out.WriteString(strconv.FormatFloat(v, 'f', -1, 64))
		case []string:
			for _, s := range v {
				if strings.Contains(s, arrayDelimiter) {
					return fmt.Errorf("%s: a name holds the character U+FDD0, which parts names: %w", f.name, graph.ErrInvalid)
				}
			}
			if len(v) > 0 {
				f.quoted(strings.Join(v, arrayDelimiter))
			}
		default:
			return fmt.Errorf("no CSV for a %T", v)
		}
	}
	return f.out.WriteByte('\n')
}

func (f *adminFile) quoted(s string) {
	// the first error of a writer stays and shows with the end of the row
	f.out.WriteString(`"` + strings.ReplaceAll(s, `"`, `""`) + `"`)
}

// writeRecords puts records into the files of their kinds.
func writeRecords(by map[string]*adminFile, r *graph.Records) error {
	articles, err := articleRows(r.Articles)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		file string
		rows []row
	}{
		{"articles.csv", articles}, {"entities.csv", labelled(r.Entities)}, {"facts.csv", factRows(r.Facts)}, {"merges.csv", mergeRows(r.Merges)},
		{"roles.csv", roleRows(r.Facts)}, {"statements.csv", flat(statementRows(r.Statements), nil)}, {"edges.csv", typedEdges(r.Edges)},
	} {
		for _, row := range part.rows {
			if err := by[part.file].write(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func labelled(entities []graph.Entity) []row {
	var rows []row
	for i := range entities {
		r := entityRow(&entities[i])
		r["label"] = []string{"Entity", string(entities[i].Type)}
		rows = append(rows, r)
	}
	return rows
}

// roleRows lists the relationships of facts to their entities.
func roleRows(facts []graph.Fact) []row {
	var rows []row
	for i := range facts {
		f := &facts[i]
		for _, role := range []struct{ kind, id string }{
			{"SUBJECT", f.Subject}, {"OBJECT", f.Object}, {"AT", f.Place}, {"ATTRIBUTED_TO", f.Attribution},
		} {
			if role.id != "" {
				rows = append(rows, row{"f": f.ID, "e": role.id, "type": role.kind})
			}
		}
	}
	return rows
}

func typedEdges(edges []graph.Edge) []row {
	var rows []row
	for i := range edges {
		rows = append(rows, flat([]row{edgeRow(&edges[i])}, row{"type": edges[i].Relation})...)
	}
	return rows
}

// flat brings the properties of a relationship beside its ends.
func flat(rows []row, more row) []row {
	for _, r := range rows {
		for _, from := range []row{r["p"].(row), more} {
			for k, v := range from {
				r[k] = v
			}
		}
	}
	return rows
}
