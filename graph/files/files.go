// Package files writes a graph into files that other programs read.
package files

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Columns are those of a CSV file.
func Columns() []string {
	return []string{"id", "subject_id", "subject_type", "subject", "relation", "object_id", "object_type", "object", "theme", "place", "date",
		"quantity", "role", "polarity", "modality", "attribution", "confidence", "text", "start", "end",
		"article", "title", "url", "source", "lang", "published"}
}

// CSV writes each fact as each passage states it, one a row.
func CSV(ctx context.Context, s graph.Store, w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(Columns()); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	for f, err := range graph.Facts(ctx, s) {
		if err == nil {
			err = out.Write(cells(&f))
		}
		if err != nil {
			return fmt.Errorf("writing CSV: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

func cells(f *schema.Fact) []string {
	return []string{f.ID, f.Subject.ID, string(f.Subject.Type), f.Subject.Name, f.Relation, f.Object.ID, string(f.Object.Type), f.Object.Name,
		text(f.Theme), name(f.Place), text(f.Date), text(f.Quantity), text(f.Role), string(f.Polarity), string(f.Modality), name(f.Attribution),
		number(f.Confidence), f.Evidence.Text, strconv.Itoa(f.Evidence.Start), strconv.Itoa(f.Evidence.End),
		f.Article.ID, f.Article.Title, f.Article.URL, f.Article.Source, f.Article.Lang, f.Article.Published}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func name(e *schema.Entity) string {
	if e == nil {
		return ""
	}
	return e.Name
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

const graphMLHead = xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="type" for="node" attr.name="type" attr.type="string"/>
<key id="relation" for="edge" attr.name="relation" attr.type="string"/>
<key id="facts" for="edge" attr.name="facts" attr.type="int"/>
<key id="negated" for="edge" attr.name="negated" attr.type="int"/>
<key id="articles" for="edge" attr.name="articles" attr.type="int"/>
<key id="sources" for="edge" attr.name="sources" attr.type="int"/>
<key id="first" for="edge" attr.name="first" attr.type="string"/>
<key id="last" for="edge" attr.name="last" attr.type="string"/>
<key id="polarity" for="edge" attr.name="polarity" attr.type="string"/>
<key id="modality" for="edge" attr.name="modality" attr.type="string"/>
<key id="confidence" for="edge" attr.name="confidence" attr.type="double"/>
<graph edgedefault="directed">
`

// GraphML writes entities and the edges between them, for programs that draw and measure graphs. XML has no
// control characters: U+FFFD stands in their place.
func GraphML(ctx context.Context, s graph.Store, w io.Writer) error {
	out := bufio.NewWriter(w)
	out.WriteString(graphMLHead)
	// nodes come before edges, as many readers want it, so the graph is gone through twice
	for _, part := range []func(*bufio.Writer, *graph.Records){nodes, edges} {
		for r, err := range graph.Walk(ctx, s) {
			if err != nil {
				return fmt.Errorf("writing GraphML: %w", err)
			}
			part(out, r)
		}
	}
	out.WriteString("</graph>\n</graphml>\n")
	return out.Flush() // with the first error of all that was written
}

func nodes(out *bufio.Writer, r *graph.Records) {
	for _, e := range r.Entities {
		fmt.Fprintf(out, "<node id=\"%s\">%s%s</node>\n", escaped(e.ID), data("label", e.Name), data("type", string(e.Type)))
	}
}

func edges(out *bufio.Writer, r *graph.Records) {
	for _, e := range r.Edges {
		fmt.Fprintf(out, "<edge source=\"%s\" target=\"%s\">%s%s%s%s%s%s%s%s%s%s</edge>\n", escaped(e.Subject), escaped(e.Object),
			data("relation", e.Relation), data("facts", strconv.Itoa(e.Facts)), data("negated", strconv.Itoa(e.Negated)),
			data("articles", strconv.Itoa(e.Articles)), data("sources", strconv.Itoa(e.Sources)), data("first", e.First), data("last", e.Last),
			data("polarity", string(e.Polarity)), data("modality", string(e.Modality)), data("confidence", number(e.Confidence)))
	}
}

func data(key, value string) string {
	if value == "" {
		return ""
	}
	return `<data key="` + key + `">` + escaped(value) + "</data>"
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}

// ldContext says what the names in a JSON-LD file mean.
const ldContext = `{"@vocab":"https://github.com/triplewire/triplewire/ontology#","name":"http://www.w3.org/2000/01/rdf-schema#label",` +
	`"subject":{"@type":"@id"},"object":{"@type":"@id"},"relation":{"@type":"@vocab"},"place":{"@type":"@id"},"attribution":{"@type":"@id"},` +
	`"article":{"@type":"@id"},"url":{"@type":"@id"}}`

type ldEntity struct {
	ID    string   `json:"@id"`
	Type  string   `json:"@type"`
	Name  string   `json:"name"`
	Names []string `json:"names,omitempty"`
	ISO   string   `json:"iso,omitempty"`
	Key   string   `json:"key,omitempty"`
}

type ldArticle struct {
	ID        string `json:"@id"`
	Type      string `json:"@type"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Source    string `json:"source,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Published string `json:"published,omitempty"`
}

type ldFact struct {
	ID          string        `json:"@id"`
	Type        string        `json:"@type"`
	Relation    string        `json:"relation"`
	Subject     string        `json:"subject"`
	Object      string        `json:"object"`
	Theme       string        `json:"theme,omitempty"`
	Place       string        `json:"place,omitempty"`
	Date        string        `json:"date,omitempty"`
	Quantity    string        `json:"quantity,omitempty"`
	Role        string        `json:"role,omitempty"`
	Polarity    string        `json:"polarity"`
	Modality    string        `json:"modality"`
	Attribution string        `json:"attribution,omitempty"`
	Confidence  float64       `json:"confidence"`
	StatedIn    []ldStatement `json:"statedIn"`
}

type ldStatement struct {
	Article    string  `json:"article"`
	Text       string  `json:"text"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Confidence float64 `json:"confidence"`
}

// JSONLD writes entities, articles and facts as linked data. Entities with a Wikidata id are named by it.
func JSONLD(ctx context.Context, s graph.Store, w io.Writer) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"@context":` + ldContext + `,"@graph":[`)
	separator := "\n"
	for r, err := range graph.Walk(ctx, s) {
		if err != nil {
			return fmt.Errorf("writing JSON-LD: %w", err)
		}
		for _, object := range linked(r) {
			line, err := json.Marshal(object)
			if err != nil {
				return fmt.Errorf("writing JSON-LD: %w", err)
			}
			out.WriteString(separator)
			out.Write(line)
			separator = ",\n"
		}
	}
	out.WriteString("\n]}\n")
	return out.Flush() // with the first error of all that was written
}

// linked turns a page of the walk into objects of linked data.
func linked(r *graph.Records) []any {
	var objects []any
	for _, a := range r.Articles {
		objects = append(objects, ldArticle{iri(a.ID), "Article", a.Title, a.URL, a.Source, a.Lang, a.Published})
	}
	for _, e := range r.Entities {
		objects = append(objects, ldEntity{iri(e.ID), string(e.Type), e.Name, e.Names, e.ISO, e.Key})
	}
	statements := map[string][]ldStatement{}
	for _, s := range r.Statements {
		statements[s.Fact] = append(statements[s.Fact], ldStatement{iri(s.Article), s.Text, s.Start, s.End, s.Confidence})
	}
	for i := range r.Facts {
		f := &r.Facts[i]
		objects = append(objects, ldFact{ID: iri(f.ID), Type: "Fact", Relation: f.Relation, Subject: iri(f.Subject), Object: iri(f.Object),
			Theme: f.Theme, Place: iri(f.Place), Date: f.Date, Quantity: f.Quantity, Role: f.Role, Polarity: string(f.Polarity),
			Modality: string(f.Modality), Attribution: iri(f.Attribution), Confidence: f.Confidence, StatedIn: statements[f.ID]})
	}
	return objects
}

var wikidataID = regexp.MustCompile(`^Q[1-9][0-9]*$`)

// iri names a thing for all the world.
func iri(id string) string {
	switch {
	case id == "":
		return ""
	case wikidataID.MatchString(id):
		return "http://www.wikidata.org/entity/" + id
	}
	return "urn:triplewire:" + url.PathEscape(id)
}
