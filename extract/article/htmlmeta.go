package article

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what the head of a page and the marks in its body say about the article.
type meta struct {
	names     map[string]string // meta tags by name or property, lower case; the first of a name counts
	lang      string
	canonical string
	base      string
	pageTitle string
	h1        string
	times     []string // dates that time elements and the like give, likeliest first
	ld        []ldItem
}

// ldItem is the part of a schema.org description that is of use here.
type ldItem struct{ kind, headline, published, publisher, url, lang string }

func pageMeta(doc *html.Node) *meta {
	m := &meta{names: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			m.element(n)
		}
	}
	return m
}

// element notes what one element says.
func (m *meta) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = first(attr(n, "lang"), attr(n, "xml:lang"))
	case atom.Meta:
		for _, key := range []string{attr(n, "property"), attr(n, "name"), attr(n, "itemprop"), attr(n, "http-equiv")} {
			m.name(key, attr(n, "content"))
		}
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			m.canonical = first(m.canonical, attr(n, "href"))
		}
	case atom.Base:
		m.base = first(m.base, attr(n, "href"))
	case atom.Title:
		m.pageTitle = first(m.pageTitle, textOf(n))
	case atom.H1:
		m.h1 = first(m.h1, textOf(n))
	case atom.Script:
		if strings.Contains(attr(n, "type"), "ld+json") && n.FirstChild != nil {
			m.linked(n.FirstChild.Data)
		}
	default:
		m.time(n)
	}
}

// time notes the date of an element that is marked as the article's.
func (m *meta) time(n *html.Node) {
	date := first(attr(n, "datetime"), attr(n, "content"), attr(n, "title"))
	switch prop := attr(n, "itemprop"); {
	case prop == "datePublished":
		m.name("datepublished", first(date, textOf(n)))
	case n.DataAtom == atom.Time && hasAttr(n, "pubdate"):
		m.times = append([]string{date}, m.times...)
	case n.DataAtom == atom.Time && date != "":
		m.times = append(m.times, date)
	case n.DataAtom == atom.Abbr && hasClass(n, "published"):
		m.times = append(m.times, date)
	}
}

func (m *meta) name(key, content string) {
	key = strings.ToLower(key)
	if content = strings.TrimSpace(content); key != "" && content != "" && m.names[key] == "" {
		m.names[key] = content
	}
}

// linked reads a JSON-LD block: an object, a list, or a graph of objects.
func (m *meta) linked(data string) {
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(data)), &v) == nil {
		m.linkedValue(v, 0)
	}
}

func (m *meta) linkedValue(v any, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.linkedValue(e, depth+1)
		}
	case map[string]any:
		item := ldItem{kind: ldText(v["@type"]), headline: ldText(v["headline"]), published: ldText(v["datePublished"]),
			publisher: ldText(v["publisher"]), url: ldText(v["url"]), lang: ldText(v["inLanguage"])}
		if strings.HasSuffix(item.kind, "Article") || strings.HasSuffix(item.kind, "Posting") || item.kind == "WebPage" || item.published != "" {
			m.ld = append(m.ld, item)
		}
		m.linkedValue(v["@graph"], depth+1)
		m.linkedValue(v["mainEntity"], depth+1)
	}
}

// ldText gives a text that may be a string, an object with a name, or a list of these.
func ldText(v any) string {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(v)
	case map[string]any:
		return first(ldText(v["name"]), ldText(v["@value"]))
	case []any:
		if len(v) > 0 {
			return ldText(v[0])
		}
	}
	return ""
}

// fromLD gives a field of the first description that has it, articles before other things.
func (m *meta) fromLD(field func(ldItem) string) string {
	rest := ""
	for _, item := range m.ld {
		if s := field(item); s != "" {
			if strings.HasSuffix(item.kind, "Article") || strings.HasSuffix(item.kind, "Posting") {
				return s
			}
			rest = first(rest, s)
		}
	}
	return rest
}

func (m *meta) named(keys ...string) string {
	for _, key := range keys {
		if s := m.names[key]; s != "" {
			return s
		}
	}
	return ""
}

// title gives the headline. The heading of the page wins where it is the page's title without the outlet's name.
func (m *meta) title() string {
	title := first(m.fromLD(func(i ldItem) string { return i.headline }),
		m.named("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "parsely-title", "sailthru.title"))
	if m.h1 != "" && (title == "" && strings.Contains(oneLine(m.pageTitle), oneLine(m.h1)) ||
		title != "" && strings.HasPrefix(oneLine(title), oneLine(m.h1))) {
		return m.h1
	}
	return title
}

func (m *meta) outlet() string {
	return first(m.named("og:site_name"), m.fromLD(func(i ldItem) string { return i.publisher }),
		m.named("application-name", "dc.publisher", "dcterms.publisher", "apple-mobile-web-app-title"))
}

// address gives the page's own address. One that is only the outlet's front page says nothing of the article.
func (m *meta) address(from string) string {
	for _, s := range []string{m.canonical, m.named("og:url"), m.fromLD(func(i ldItem) string { return i.url }), from} {
		address := webAddress(s, from)
		if u, err := url.Parse(address); err == nil && address != "" && (s == from || strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
			return address
		}
	}
	return ""
}

// datedPath is a date in an address, as many outlets have it.
var datedPath = regexp.MustCompile(`[/_-]((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?:[/_.-]|$)`)

func (m *meta) published(from string) string {
	dates := []string{
		m.fromLD(func(i ldItem) string { return i.published }),
		m.named("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published"),
		m.named("parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "publishdate", "publication_date", "pubdate", "published",
			"published_at", "article.published", "originalpublicationdate", "cxenseparse:recs:publishtime", "citation_publication_date", "date_published"),
		m.named("dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "dc.created", "date", "rnews:datepublished"),
	}
	dates = append(dates, m.times...)
	for _, s := range dates {
		if date, ok := NormalDate(s); ok {
			return date
		}
	}
	for _, s := range []string{m.canonical, m.named("og:url"), from} {
		if d := datedPath.FindStringSubmatch(s); d != nil {
			if date, ok := NormalDate(strings.Join(d[1:], "-")); ok {
				return date
			}
		}
	}
	return ""
}

// first gives the first of the texts that says something.
func first(texts ...string) string {
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// textOf gives the text inside an element on one line.
func textOf(n *html.Node) string { return oneLine(paragraphs(n)) }
