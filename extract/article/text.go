package article

import (
	"bufio"
	"regexp"
	"strings"
)

// readText reads plain text, with or without front matter.
func readText(br *bufio.Reader, h hint, opt Options, y yield) {
	data, err := whole(br, opt)
	if err != nil {
		y(record{}, err)
		return
	}
	text, err := decode(data, h.charset)
	if err != nil {
		y(record{}, err)
		return
	}
	rec := frontMatter(text)
	if rec.url == "" {
		rec.url = h.url
	}
	y(rec, nil)
}

// maxFrontMatter is how far its end is looked for; beyond that the line was a rule in the text.
const maxFrontMatter = 16 << 10

var frontLine = regexp.MustCompile(`^([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?$`)

// frontMatter splits a text from the block of "key: value" lines between two lines "---" that may head it. Keys
// that it does not know are skipped; a block that does not read as front matter is text.
func frontMatter(text string) record {
	plain := record{text: text}
	lines := strings.SplitAfter(text[:min(len(text), maxFrontMatter)], "\n")
	if strings.TrimRight(lines[0], " \t\r\n") != "---" {
		return plain
	}
	rec, at, known := record{}, len(lines[0]), 0
	for _, line := range lines[1:] {
		at += len(line)
		bare := strings.TrimRight(line, " \t\r\n")
		if bare == "---" || bare == "..." {
			if known == 0 {
				return plain
			}
			rec.text = text[at:]
			return rec
		}
		m := frontLine.FindStringSubmatch(bare)
		switch {
		case m != nil && rec.set(strings.ToLower(m[1]), unquote(m[2])):
			known++
		case m != nil, bare == "", strings.HasPrefix(bare, "#"), strings.HasPrefix(bare, " "), strings.HasPrefix(bare, "-"):
		default:
			return plain
		}
	}
	return plain
}

// set fills the field of that name; false when there is none.
func (rec *record) set(key, value string) bool {
	switch key {
	case "title":
		rec.title = value
	case "url":
		rec.url = value
	case "published":
		rec.published = value
	case "source":
		rec.outlet = value
	case "lang":
		rec.lang = value
	default:
		return false
	}
	return true
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
