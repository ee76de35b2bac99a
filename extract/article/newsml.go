package article

import (
	"strings"

	"golang.org/x/net/html"
)

// nitf reads an article in the News Industry Text Format.
func nitf(n *html.Node) record {
	body := kid(n, "body")
	head := kid(body, "body.head")
	pubdata := below(n, "pubdata")
	rec := record{
		title:      first(value(below(head, "hl1")), value(below(head, "hedline")), value(kid(kid(n, "head"), "title"))),
		url:        webAddress(first(attribute(pubdata, "ex-ref"), attribute(below(n, "doc-id"), "id-string")), ""),
		published:  first(attribute(pubdata, "date.publication"), attribute(below(n, "date.issue"), "norm"), attribute(below(n, "story.date"), "norm")),
		outlet:     first(attribute(pubdata, "name"), value(below(head, "distributor")), attribute(below(n, "doc.copyright"), "holder")),
		lang:       first(attr(n, "xml:lang"), attr(n, "lang"), attribute(body, "xml:lang"), attribute(body, "lang")),
		langIsHint: true,
	}
	if content := kid(body, "body.content"); content != nil {
		rec.text = paragraphs(content)
	} else if body != nil && head == nil {
		rec.text = paragraphs(body)
	}
	if abstract := below(head, "abstract"); abstract != nil && strings.TrimSpace(rec.text) == "" {
		rec.text = paragraphs(abstract)
	}
	if strings.TrimSpace(rec.text) != "" {
		rec.text = headed(rec.title, rec.text)
	}
	return rec
}

// newsItem reads an item of NewsML-G2: text that it holds itself, as NITF, XHTML or plain. Items of other
// kinds (pictures, videos, text elsewhere) give nothing.
func newsItem(n *html.Node) (record, bool) {
	itemMeta, contentMeta, set := kid(n, "itemmeta"), kid(n, "contentmeta"), kid(n, "contentset")
	rec := record{langIsHint: true}
	switch inline := below(set, "inlinexml", "inlinedata"); {
	case inline == nil && below(n, "nitf") == nil:
		return rec, false
	case inline == nil: // NewsML 1
		rec = nitf(below(n, "nitf"))
	case below(inline, "nitf") != nil:
		rec = nitf(below(inline, "nitf"))
	case inline.Data == "inlinexml":
		body := below(inline, "body")
		if body == nil {
			body = inline
		}
		rec.title, rec.text = value(below(inline, "title")), paragraphs(body)
	case strings.Contains(attr(inline, "contenttype"), "html"):
		rec.text = fragment(raw(inline))
	default:
		rec.text = strings.TrimSpace(raw(inline))
	}
	inText := rec.title
	rec.title = first(value(below(contentMeta, "headline")), inText, value(kid(itemMeta, "title")))
	rec.url = first(webAddress(attr(n, "guid"), ""), rec.url)
	rec.published = first(value(kid(contentMeta, "contentcreated")), value(kid(itemMeta, "firstcreated")), rec.published, value(kid(itemMeta, "versioncreated")))
	rec.outlet = first(value(kid(kid(itemMeta, "provider"), "name")), value(kid(kid(contentMeta, "infosource"), "name")),
		value(below(kid(n, "rightsinfo"), "name")), attribute(kid(itemMeta, "provider"), "literal"), rec.outlet)
	rec.lang = first(attribute(kid(contentMeta, "language"), "tag"), rec.lang, attr(n, "xml:lang"))
	if strings.TrimSpace(rec.text) != "" && !strings.HasPrefix(rec.text, inText+"\n") {
		rec.text = headed(rec.title, rec.text)
	}
	return rec, true
}
