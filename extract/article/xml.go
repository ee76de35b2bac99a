package article

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// xmlRoot tells the elements that the XML formats begin with.
func xmlRoot(name string) bool {
	switch name {
	case "rss", "feed", "rdf", "nitf", "newsml", "newsitem", "newsmessage", "packageitem":
		return true
	}
	return false
}

const (
	maxXML   = 16   // how many times larger than one article a feed or message may be
	maxDepth = 1000 // of elements in each other
)

// readXML reads feeds (RSS 0.9 to 2.0, Atom), NITF and NewsML-G2. Elements are read one article at a time, so
// those before a broken place are kept.
func readXML(br *bufio.Reader, h hint, opt Options, y yield) {
	large := opt
	large.MaxBytes = opt.maxBytes() * maxXML
	data, err := whole(br, large)
	if err != nil {
		y(record{}, err)
		return
	}
	text, err := markup(data, h.charset)
	if err != nil {
		y(record{}, err)
		return
	}
	x := newXMLReader(text, h, y)
	err = x.run()
	switch {
	case x.stopped:
	case err != nil:
		y(record{where: x.place()}, err)
	case x.known == "":
		y(record{}, fmt.Errorf("%w: <%s> is no article; known are RSS, Atom, NITF and NewsML-G2", ErrMalformed, x.root))
	case x.n == 0:
		y(record{}, fmt.Errorf("%w: the %s holds no text", ErrEmpty, x.known))
	}
}

// xmlReader goes through a document and takes out the elements that are articles. Element names are in lower
// case, so that the trees can be handled as HTML.
type xmlReader struct {
	dec     *xml.Decoder
	h       hint
	y       yield
	open    []string // names of the open elements
	root    string
	known   string // the format, once it is told
	n       int    // articles so far
	feed    feed
	stopped bool
}

func newXMLReader(text string, h hint, y yield) *xmlReader {
	dec := xml.NewDecoder(strings.NewReader(strings.Map(validXML, text)))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is UTF-8 by now
	return &xmlReader{dec: dec, h: h, y: y}
}

// validXML replaces the characters that XML does not allow.
func validXML(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
		return '\ufffd'
	}
	return r
}

// place names where the reader is in the file.
func (x *xmlReader) place() string {
	line, _ := x.dec.InputPos()
	return fmt.Sprintf("line %d", line)
}

func (x *xmlReader) run() error {
	for !x.stopped {
		token, err := x.dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return xmlError(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := x.start(t); err != nil {
				return err
			}
		case xml.EndElement:
			if len(x.open) > 0 {
				x.open = x.open[:len(x.open)-1]
			}
		}
	}
	return nil
}

func xmlError(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%w: not XML: %s", ErrMalformed, syntax.Msg)
	}
	return fmt.Errorf("%w: not XML: %w", ErrMalformed, err)
}

// start handles an element: an article's is read whole, others are entered.
func (x *xmlReader) start(t xml.StartElement) error {
	name := strings.ToLower(t.Name.Local)
	if x.root == "" {
		x.root = name
	}
	read := x.articleReader(name, t)
	if read == nil {
		if x.open = append(x.open, name); len(x.open) > maxDepth {
			return fmt.Errorf("%w: more than %d elements in each other", ErrMalformed, maxDepth)
		}
		return nil
	}
	where := x.place()
	n, err := x.tree(t)
	if err != nil {
		return err
	}
	rec, ok := read(n)
	if !ok {
		return nil
	}
	x.n++
	rec.where = where
	err = nil
	if strings.TrimSpace(rec.text) == "" {
		err = fmt.Errorf("%w: the %s has a title only; read its page instead", ErrEmpty, name)
	}
	x.stopped = !x.y(rec, err)
	return nil
}

// articleReader gives what reads an element; nil for those that are only entered. ok is false when the element
// turns out to hold no article.
func (x *xmlReader) articleReader(name string, t xml.StartElement) func(*html.Node) (rec record, ok bool) {
	switch parent := x.parent(); {
	case name == "rss" || name == "rdf" || name == "feed" && parent == "":
		x.known = "feed"
		x.feed = feed{lang: xmlLang(t.Attr), space: t.Name.Space}
	case x.known == "feed" && (name == "item" || name == "entry") && x.feed.core(t.Name.Space):
		return x.feedItem
	case x.known == "feed" && (parent == "channel" || parent == "feed") && x.feed.core(t.Name.Space) && (name == "title" || name == "language"):
		return x.feedInfo
	case name == "nitf":
		x.known = "NITF"
		return func(n *html.Node) (record, bool) { return nitf(n), true }
	case name == "newsitem":
		x.known = "NewsML"
		return newsItem
	case name == "newsmessage" || name == "packageitem" || name == "newsml":
		x.known = "NewsML"
	}
	return nil
}

func (x *xmlReader) parent() string {
	if len(x.open) == 0 {
		return ""
	}
	return x.open[len(x.open)-1]
}

// tree reads an element with all that is in it.
func (x *xmlReader) tree(t xml.StartElement) (*html.Node, error) {
	root := element(t)
	at := root
	for depth := 1; depth > 0; {
		token, err := x.dec.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, xmlError(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			n := element(t)
			at.AppendChild(n)
			at = n
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("%w: more than %d elements in each other", ErrMalformed, maxDepth)
			}
		case xml.EndElement:
			depth--
			if at.Parent != nil {
				at = at.Parent
			}
		case xml.CharData:
			at.AppendChild(&html.Node{Type: html.TextNode, Data: string(t)})
		}
	}
	return root, nil
}

func element(t xml.StartElement) *html.Node {
	name := strings.ToLower(t.Name.Local)
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Namespace: t.Name.Space}
	for _, a := range t.Attr {
		key := strings.ToLower(a.Name.Local)
		if a.Name.Space != "" && key == "lang" {
			key = "xml:lang"
		}
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: a.Value})
	}
	return n
}

func xmlLang(attrs []xml.Attr) string {
	for _, a := range attrs {
		if strings.EqualFold(a.Name.Local, "lang") {
			return a.Value
		}
	}
	return ""
}

// kid gives the first child of one of the names, in the order of the names; nil for none.
func kid(n *html.Node, names ...string) *html.Node {
	if n == nil {
		return nil
	}
	for _, name := range names {
		for c := range n.ChildNodes() {
			if c.Type == html.ElementNode && c.Data == name {
				return c
			}
		}
	}
	return nil
}

// below gives the first descendant of one of the names, in the order of the names; nil for none.
func below(n *html.Node, names ...string) *html.Node {
	if n == nil {
		return nil
	}
	for _, name := range names {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && d.Data == name {
				return d
			}
		}
	}
	return nil
}

// value gives the text of an element on one line; "" for nil.
func value(n *html.Node) string {
	if n == nil {
		return ""
	}
	return oneLine(raw(n))
}

// raw gives all text in an element as it stands.
func raw(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// attribute gives an attribute of an element that may be nil.
func attribute(n *html.Node, key string) string {
	if n == nil {
		return ""
	}
	return attr(n, key)
}
