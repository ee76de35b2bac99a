package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// Names in Japanese, Chinese and Korean texts have no capitals to tell them. What the network's tags miss, the
// words beside them tell: honorifics and titles behind a name, dots between the parts of a transcribed one, and
// the nouns that names of institutions end in. The cues are written into the words' tags.

// tagByCues adds and widens the name tags of a text without capitals.
func (n *Names) tagByCues(r *Reading) {
	switch r.Doc.Article.Lang {
	case "ja", "zh-Hans", "zh-Hant", "ko":
	default:
		return
	}
	for t := range r.Doc.Tokens {
		for _, h := range r.Tags[t] {
			if h.Class == "organization" && h.Value != "" && r.Doc.Tokens[t].UPOS != "VERB" {
				r.tagInstitution(h)
			}
		}
	}
	r.tagDotted()
	for t := range r.Doc.Tokens {
		for _, h := range r.Tags[t] {
			if h.Class == "title" || h.Class == "person" && h.Value == "honorific" {
				n.tagHolder(r, h)
			}
		}
	}
}

// tag marks tokens as one name.
func (r *Reading) tag(first, last int, kind string) {
	for t := first; t < last; t++ {
		r.Doc.Tokens[t].Name = "I-" + kind
	}
	r.Doc.Tokens[first].Name = "B-" + kind
	if last < len(r.Doc.Tokens) && strings.HasPrefix(r.Doc.Tokens[last].Name, "I-") {
		r.Doc.Tokens[last].Name = "B-" + r.Doc.Tokens[last].Name[2:]
	}
}

// tagInstitution marks the compound that ends in a noun of an institution: 財務省, コロラド党, 最高法院. Of the nouns that
// also stand in descriptions ("name" in the list) only with a part that is a name.
func (r *Reading) tagInstitution(h TagHit) {
	tokens := r.Doc.Tokens
	first, proper := h.First, false
	for k := h.First - 1; k >= 0 && r.Sentence[k] == r.Sentence[h.First]; k-- {
		token := &tokens[k]
		switch token.UPOS {
		case "NOUN", "PROPN", "X", "NUM", "PART", "ADJ", "SYM":
		default:
			k = -1
			continue
		}
		if token.Head <= k || token.Head >= h.Last || token.Rel == "nsubj" || r.hasParticle(k) || r.Has(k, "title") || r.Has(k, "former") || r.HasValue(k, "group", "PTY") || r.HasValue(k, "group", "OPP") ||
			r.Has(k, "month") || r.Has(k, "weekday") || r.Has(k, "day") || r.Has(k, "unit") || r.Has(k, "relative") || r.Has(k, "two") || r.Has(k, "country") {
			break
		}
		proper = proper || token.UPOS == "PROPN" || token.Name != "" || foreign(token.Text)
		first = k
	}
	whole := utf8.RuneCountInString(r.Doc.Text(Span{tokens[first].Start, tokens[h.Last-1].End}))
	if h.Value == "name" && !proper && h.Last-first < 3 || whole < 2 {
		return
	}
	r.tag(first, h.Last, "ORG")
}

// foreign tells whether a word is a transcription or in Latin letters.
func foreign(s string) bool {
	for _, c := range s {
		if !unicode.Is(unicode.Katakana, c) && !unicode.Is(unicode.Latin, c) && c != 'ー' {
			return false
		}
	}
	return utf8.RuneCountInString(s) > 1
}

func isDot(s string) bool {
	return s == "・" || s == "·" || s == "‧" || s == "•" || s == "･" || s == "．"
}

// tagDotted marks the parts of a name that a dot joins as one: エレナ・ドゥアルテ. It is what most of its words are tagged,
// a person where none is.
func (r *Reading) tagDotted() {
	tokens := r.Doc.Tokens
	for t := 1; t+1 < len(tokens); t++ {
		if !isDot(tokens[t].Text) {
			continue
		}
		first, last := t, t+1
		for first > 0 && r.Sentence[first-1] == r.Sentence[t] && namePart(&tokens[first-1]) {
			first--
		}
		for last < len(tokens) && r.Sentence[last] == r.Sentence[t] && namePart(&tokens[last]) {
			last++
		}
		for first < t && isDot(tokens[first].Text) {
			first++
		}
		if first == t || last == t+1 {
			continue
		}
		kinds := map[string]int{}
		for k := first; k < last; k++ {
			if tokens[k].Name != "" {
				kinds[tokens[k].Name[2:]]++
			}
		}
		kind := "PER"
		if kinds["ORG"] > kinds["PER"] {
			kind = "ORG"
		} else if kinds["LOC"] > kinds["PER"] && !r.titleNear(first, last) {
			kind = "LOC"
		}
		r.tag(first, last, kind)
		t = last
	}
}

func (r *Reading) titleNear(first, last int) bool {
	return last < len(r.Tags) && (r.Has(last, "title") || r.Has(last, "person")) || first > 0 && r.Has(first-1, "title")
}

// namePart tells whether a word may be part of a transcribed name.
func namePart(t *Token) bool {
	return isDot(t.Text) || foreign(t.Text) || t.UPOS == "PROPN" || t.UPOS == "X" || strings.HasSuffix(t.Name, "-PER")
}

// tagHolder marks what stands directly before an honorific or a title as a person's name.
func (n *Names) tagHolder(r *Reading, h TagHit) {
	tokens := r.Doc.Tokens
	first := h.First
	for first > 0 && r.Sentence[first-1] == r.Sentence[h.First] && r.holderPart(first-1, h) {
		first--
	}
	for first < h.First && isDot(tokens[first].Text) {
		first++
	}
	text := ""
	for t := first; t < h.First; t++ {
		text += tokens[t].Text
		if strings.HasSuffix(tokens[t].Name, "-ORG") || strings.HasSuffix(tokens[t].Name, "-LOC") {
			return
		}
	}
	if length := utf8.RuneCountInString(text); length < 2 || length > 24 {
		return
	}
	for _, c := range n.gaz.Lookup(text, r.Doc.Article.Lang) {
		if c.Entry.Type != schema.Person {
			return
		}
	}
	r.tag(first, h.First, "PER")
}

// holderPart tells whether a word before a title may belong to a name.
func (r *Reading) holderPart(t int, h TagHit) bool {
	token := &r.Doc.Tokens[t]
	switch {
	case r.hasParticle(t), verbLike(token) && token.Name == "":
		return false
	case strings.HasSuffix(token.Name, "-PER"), isDot(token.Text):
		return true
	case len(r.Tags[t]) > 0:
		return false
	case r.Doc.Article.Lang == "ko":
		return token.UPOS == "PROPN"
	case foreign(token.Text):
		return token.UPOS == "PROPN" || h.Class == "person" || h.Value == "country" || token.UPOS == "X"
	}
	return token.UPOS == "PROPN" || h.Class == "person" && token.UPOS == "NOUN" && utf8.RuneCountInString(token.Text) <= 3
}
