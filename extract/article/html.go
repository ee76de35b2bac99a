package article

import (
	"bufio"
	"bytes"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads the article of a web page: its main text without navigation and advertisements, headline first.
func readHTML(br *bufio.Reader, h hint, opt Options, y yield) {
	data, err := whole(br, opt)
	if err != nil {
		y(record{}, err)
		return
	}
	rec, err := page(data, h)
	y(rec, err)
}

// page takes the article out of one web page.
func page(data []byte, h hint) (record, error) {
	text, err := markup(data, h.charset)
	if err != nil {
		return record{}, err
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return record{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	m := pageMeta(doc)
	rec := record{title: m.title(), url: m.address(h.url), outlet: m.outlet(), published: m.published(h.url), lang: m.lang, langIsHint: true}
	main, title := mainText(doc, h.url)
	if rec.title == "" {
		rec.title = title
	}
	if strings.TrimSpace(main) == "" {
		main = allParagraphs(text)
	}
	if strings.TrimSpace(main) == "" {
		return rec, fmt.Errorf("%w: no article is found in the page", ErrEmpty)
	}
	rec.text = headed(rec.title, main)
	return rec, nil
}

// headed puts the headline over a text that does not begin with it.
func headed(title, text string) string {
	title, text = oneLine(title), strings.TrimSpace(text)
	first, _, _ := strings.Cut(text, "\n")
	if title == "" || strings.EqualFold(oneLine(first), title) {
		return text + "\n"
	}
	return title + "\n" + text + "\n"
}

// markupCharset finds the encoding that HTML or XML declares in its head.
var markupCharset = regexp.MustCompile(`(?i)<(?:meta[^>]{0,200}?charset\s*=\s*["']?|\?xml[^>]{0,100}?encoding\s*=\s*["'])([\w.:-]+)`)

// markup decodes a page. Unlike a text file, a page with a few broken characters is still read, as browsers do.
func markup(data []byte, declared string) (string, error) {
	if declared == "" {
		if m := markupCharset.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
			declared = string(m[1])
		}
	}
	text, err := decode(data, declared)
	if err != nil && damagedUTF8(data) != nil {
		return strings.ToValidUTF8(string(data), "\ufffd"), nil
	}
	return text, err
}

// maxElements bounds the work on one page.
const maxElements = 200_000

// mainText finds the article in a page and writes it as paragraphs, one a line. It changes the document.
func mainText(doc *html.Node, address string) (text, title string) {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		u = nil
	}
	p := readability.NewParser()
	p.MaxElemsToParse = maxElements
	p.Logger = slog.New(slog.DiscardHandler)
	p.KeepClasses = true
	a, err := p.ParseAndMutate(doc, u)
	if err != nil || a.Node == nil {
		return "", ""
	}
	return paragraphs(a.Node), a.Title()
}

// allParagraphs gives the text of all paragraphs of a page, for pages in which no main part stands out.
func allParagraphs(page string) string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return ""
	}
	var w blockWriter
	for n := range doc.Descendants() {
		if n.DataAtom == atom.P {
			w.node(n)
		}
	}
	return w.out.String()
}

// paragraphs writes the text of a tree, one block a line.
func paragraphs(n *html.Node) string {
	var w blockWriter
	w.node(n)
	w.end()
	return w.out.String()
}

// blockWriter collects words and ends lines where blocks end.
type blockWriter struct {
	out   strings.Builder
	line  strings.Builder
	space bool // a blank stands before the next word
}

func (w *blockWriter) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return
	case html.ElementNode:
		if silent(n) {
			return
		}
	}
	block := n.Type == html.ElementNode && !inline(n)
	if block {
		w.end()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	if block {
		w.end()
	}
}

// text adds text with its runs of blanks made one. A no-break space is kept: it is part of the text.
func (w *blockWriter) text(s string) {
	for s != "" {
		i := strings.IndexAny(s, " \t\r\n\f")
		if i != 0 {
			if i < 0 {
				i = len(s)
			}
			if w.space && w.line.Len() > 0 {
				w.line.WriteByte(' ')
			}
			w.space = false
			w.line.WriteString(s[:i])
			s = s[i:]
			continue
		}
		w.space = true
		s = strings.TrimLeft(s, " \t\r\n\f")
	}
}

// end ends a line that holds something.
func (w *blockWriter) end() {
	if line := strings.TrimSpace(w.line.String()); line != "" {
		w.out.WriteString(line)
		w.out.WriteByte('\n')
	}
	w.line.Reset()
	w.space = false
}

// silent elements hold nothing that is read as the article.
func silent(n *html.Node) bool {
	switch n.Data {
	case "media", "media-caption", "media-producer", "media-reference", "media-metadata", "note": // of NITF
		return true
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Form, atom.Button, atom.Select, atom.Textarea,
		atom.Nav, atom.Iframe, atom.Object, atom.Figure, atom.Figcaption, atom.Audio, atom.Video, atom.Input, atom.Head:
		return true
	}
	return false
}

// inline elements do not end a line.
func inline(n *html.Node) bool {
	switch n.Data {
	case "person", "org", "location", "city", "region", "country", "sublocation", "chron", "num", "money", "event", "function", "object.title",
		"virtloc", "pronounce", "classifier", "copyrite", "frac", "lang", "alt-code": // of NITF
		return true
	}
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font,
		atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Small,
		atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return true
	}
	return false
}

// prologue is what may stand before the first element of a document.
var prologue = regexp.MustCompile(`(?is)^(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\])?[^>]*>)`)

// rootName gives the name of the first element, without prefix and in lower case; "" when there is none.
func rootName(start []byte) string {
	for {
		m := prologue.Find(start)
		if m == nil {
			break
		}
		start = start[len(m):]
	}
	if len(start) == 0 || start[0] != '<' {
		return ""
	}
	name := start[1:]
	if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	if _, local, ok := bytes.Cut(name, []byte(":")); ok {
		name = local
	}
	return strings.ToLower(string(name[:min(len(name), 40)]))
}

// htmlRoot tells the elements that a web page, or a piece of one, begins with.
func htmlRoot(name string) bool {
	switch name {
	case "html", "head", "body", "meta", "title", "link", "article", "main", "section", "div", "p", "h1", "h2", "span", "table", "b", "br", "a", "ul":
		return true
	}
	return false
}
