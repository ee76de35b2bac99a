package article

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// feed is what a feed says of all its entries.
type feed struct{ title, lang, space string }

// coreSpace tells the namespaces of RSS and Atom themselves from those of their extensions, which have titles
// and descriptions of pictures.
func coreSpace(space string) bool {
	switch strings.ToLower(strings.TrimRight(space, "/")) {
	case "", "http://purl.org/rss/1.0", "http://www.w3.org/2005/atom", "http://purl.org/atom/ns#", "http://my.netscape.com/rdf/simple/0.9",
		"http://backend.userland.com/rss2", "http://channel.netscape.com/rdf/simple/0.9", "atom":
		return true
	}
	return false
}

// core tells whether an element is of the feed's own vocabulary; some feeds give their root a namespace of its own.
func (f feed) core(space string) bool { return coreSpace(space) || space == f.space }

func (x *xmlReader) feedInfo(n *html.Node) (record, bool) {
	switch n.Data {
	case "title":
		x.feed.title = first(x.feed.title, value(n))
	case "language":
		x.feed.lang = first(x.feed.lang, value(n))
	}
	return record{}, false
}

// feedItem reads an entry: its full content where the feed gives it, else its description.
func (x *xmlReader) feedItem(n *html.Node) (record, bool) {
	rec := record{
		title:      feedText(core(n, "title"), true),
		url:        x.link(n),
		published:  first(value(kid(n, "published", "pubdate", "issued")), value(kid(n, "date", "created")), value(kid(n, "updated", "modified"))),
		outlet:     first(value(core(core(n, "source"), "title")), plainSource(n), x.feed.title),
		lang:       first(attr(n, "xml:lang"), value(kid(n, "language")), x.feed.lang),
		langIsHint: true,
	}
	body := feedText(kid(n, "encoded"), false)
	for _, name := range []string{"content", "description", "summary"} {
		if body == "" {
			body = feedText(core(n, name), false)
		}
	}
	if body != "" {
		rec.text = headed(rec.title, body)
	}
	return rec, true
}

// core gives a child that belongs to the feed's own vocabulary; nil for none.
func core(n *html.Node, name string) *html.Node {
	if n == nil {
		return nil
	}
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && c.Data == name && (coreSpace(c.Namespace) || c.Namespace == n.Namespace) {
			return c
		}
	}
	return nil
}

// plainSource gives the outlet of an entry that a feed took over; in Atom source is a feed of its own.
func plainSource(n *html.Node) string {
	if s := core(n, "source"); s != nil && kid(s, "title", "id", "link") == nil {
		return value(s)
	}
	return ""
}

// feedText gives the text of a title or a body, which may be plain, escaped HTML, or XHTML. Titles come on one
// line.
func feedText(n *html.Node, title bool) string {
	if n == nil {
		return ""
	}
	text := ""
	switch kind := attr(n, "type"); {
	case kid(n, "div") != nil || strings.Contains(kind, "xhtml"):
		text = paragraphs(n)
	case (kind == "text" || kind == "text/plain") && n.Data != "description":
		text = strings.TrimSpace(raw(n))
	default:
		text = fragment(raw(n))
	}
	if title {
		return oneLine(text)
	}
	return text
}

// fragment gives the text of a piece of HTML. A text without tags keeps its lines.
func fragment(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return strings.TrimSpace(s)
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return ""
	}
	return paragraphs(doc)
}

// link gives the address of an entry's page.
func (x *xmlReader) link(n *html.Node) string {
	address := ""
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode || c.Data != "link" {
			continue
		}
		switch rel := attr(c, "rel"); {
		case attr(c, "href") == "":
			address = first(address, value(c))
		case rel == "" || rel == "alternate":
			address = first(address, attr(c, "href"))
		}
	}
	if guid := kid(n, "guid"); address == "" && guid != nil && attr(guid, "ispermalink") != "false" {
		address = value(guid)
	}
	return webAddress(address, x.h.url)
}

// webAddress resolves an address against that of the file it stands in; "" when it is none of the web.
func webAddress(s, from string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || s == "" {
		return ""
	}
	if base, err := url.Parse(from); err == nil && base.Host != "" {
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return u.String()
}
