package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// cued gives names that neither gazetteer nor network know, by what stands beside them.
func (n *Names) cued(r *Reading, found []name) []name {
	d := r.Doc
	covered := make([]bool, len(d.Tokens))
	for _, x := range found {
		for t := x.first; t < x.last; t++ {
			covered[t] = true
		}
	}
	n.coverInstitutions(r, covered)
	more := dotted(r, covered)
	more = append(more, germanNames(r, covered)...)
	more = append(more, quoted(r, covered)...)
	for t := 0; t < len(d.Tokens); {
		if covered[t] || !nameWord(r, t) {
			t++
			continue
		}
		last := t + 1
		for last < len(d.Tokens) && !covered[last] && r.Sentence[last] == r.Sentence[t] && (nameWord(r, last) || n.company(d, last)) {
			last++
		}
		if kind := n.guess(r, t, last); kind != "" {
			if x, ok := n.trim(r, name{first: t, last: last, kind: kind}); ok {
				more = append(more, x)
			}
		}
		t = last
	}
	return more
}

// nameWord tells the words that names are made of.
func nameWord(r *Reading, t int) bool {
	token := &r.Doc.Tokens[t]
	if token.UPOS != "PROPN" && !modelNumber(token) && !latinAbroad(r.Doc, t) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(token.Text)
	if unicode.IsLower(first) || r.inTag(t, "month", "weekday", "title") || r.Has(t, "currency") || r.Has(t, "measure") {
		return false
	}
	return unicode.IsLetter(first) && !(r.Words.voice && r.HasValue(t, "person", "honorific"))
}

// inTag tells whether a word is part of what an entry of one of the classes covers: "Tư" in "thứ Tư", "Perdagangan"
// in "Menteri Perdagangan".
func (r *Reading) inTag(t int, classes ...string) bool {
	for k := max(0, t-5); k < min(len(r.Tags), t+5); k++ {
		for _, h := range r.Tags[k] {
			if h.First <= t && t < h.Last && slices.Contains(classes, h.Class) {
				return true
			}
		}
	}
	return false
}

// modelNumber tells words like "Hwasong-18", "F-35": letters, then digits.
func modelNumber(t *Token) bool {
	if t.UPOS != "NOUN" && t.UPOS != "X" && t.UPOS != "PROPN" {
		return false
	}
	letters, digits, hyphen := 0, 0, false
	for _, r := range t.Text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == '-':
			hyphen = true
		case unicode.IsLetter(r) && (digits == 0 || letters < 3):
			letters++
		default:
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(t.Text)
	return digits > 0 && (hyphen || letters > 1) && unicode.IsUpper(first) && !strings.HasPrefix(strings.ToLower(t.Text), "covid")
}

// company tells whether a token is the legal form of a company.
func (n *Names) company(d *Document, t int) bool {
	word := FoldWord(strings.Trim(strings.ReplaceAll(d.Tokens[t].Text, ".", ""), ","))
	first, _ := utf8.DecodeRuneInString(d.Tokens[t].Text)
	return n.companies[word] && !unicode.IsLower(first)
}

// guess says what a run of name words is, by the words in it and beside it; "" if nothing tells.
func (n *Names) guess(r *Reading, first, last int) schema.EntityType {
	d := r.Doc
	for t := first; t < last; t++ {
		if t > first && n.company(d, t) {
			return schema.Organization
		}
		if modelNumber(&d.Tokens[t]) {
			return schema.Product
		}
		if r.Has(t, "organization") && t > first {
			return schema.Organization
		}
	}
	head := r.HeadOf(first, last)
	if first > 0 && r.Sentence[first-1] == r.Sentence[first] {
		switch before := first - 1; {
		case r.Has(before, "title") && r.Words.voice && r.namesFollow(last):
			return "" // what the office is for: "Koordinator Bantuan Darurat PBB X"
		case r.Has(before, "title") && r.personFollows(last), r.Has(before, "title") && r.Words.voice && r.Has(first, "organization"):
			return schema.Organization // "Direktur FBI James Comey"
		case r.Has(before, "title"), r.Has(before, "person"), r.Has(before, "family"):
			return schema.Person
		case r.Has(before, "product"), r.endsAt(first, "product"):
			return schema.Product
		case r.Has(before, "organization"):
			return schema.Organization
		case r.Has(before, "place"):
			return schema.Place
		}
	}
	if h := d.Tokens[head].Head; h >= 0 && r.Sentence[h] == r.Sentence[head] {
		switch rel := d.Tokens[head].Rel; {
		case rel != "appos" && rel != "flat" && rel != "flat:name" && rel != "nmod":
		case r.Has(h, "title"), r.Has(h, "person"):
			if rel != "nmod" {
				return schema.Person
			}
		case r.Has(h, "product"):
			return schema.Product
		case r.Has(h, "organization"):
			return schema.Organization
		}
	}
	return n.guessByShape(r, first, last, head)
}

// endsAt tells whether an entry of several words of a class ends where a token begins: "peluru berpandu X".
func (r *Reading) endsAt(t int, class string) bool {
	for k := max(0, t-4); k < t; k++ {
		for _, h := range r.Tags[k] {
			if h.Class == class && h.Last == t && h.Last-h.First > 1 {
				return true
			}
		}
	}
	return false
}

// namesFollow tells whether another name and then a person's begin at a token.
func (r *Reading) namesFollow(t int) bool {
	tokens := r.Doc.Tokens
	k := t
	for k < len(tokens) && k < t+6 && (tokens[k].UPOS == "PROPN" || tokens[k].UPOS == "NOUN" || tokens[k].Name != "" || k > t && tokens[k].Text == ",") && tokens[k].Name != "B-PER" {
		k++
	}
	return k > t && k < len(tokens) && tokens[k].Name == "B-PER"
}

// personFollows tells whether a person's name begins at a token, or behind the comma there.
func (r *Reading) personFollows(t int) bool {
	tokens := r.Doc.Tokens
	return t < len(tokens) && tokens[t].Name == "B-PER" || t+1 < len(tokens) && r.Words.voice && tokens[t].Text == "," && tokens[t+1].Name == "B-PER"
}

// guessByShape guesses from the form of a name alone; only where capitals tell names.
func (n *Names) guessByShape(r *Reading, first, last, head int) schema.EntityType {
	d := r.Doc
	text := d.Text(Span{d.Tokens[first].Start, d.Tokens[last-1].End})
	if !cased(text) {
		return ""
	}
	atStart := first == d.Sentences[r.Sentence[first]].First
	switch words := last - first; {
	case latinAbroad(d, first):
		return schema.Organization
	case words == 1 && text == strings.ToUpper(text) && utf8.RuneCountInString(text) >= 3 && utf8.RuneCountInString(text) <= 6 && !atStart:
		return schema.Organization
	case words == 2 || words == 3:
		return schema.Person
	case words > 3:
		return schema.Organization
	}
	for _, c := range r.Children[head] {
		if r.HasValue(c, "marker", "in") {
			return schema.Place
		}
	}
	if !atStart && r.Doc.Article.Lang != "de" {
		return schema.Organization
	}
	return ""
}

func cased(text string) bool {
	for _, r := range text {
		if unicode.IsUpper(r) {
			return true
		}
	}
	return false
}

// quotes are pairs of quotation marks that names of works and products stand between.
var quotes = map[string]string{"„": "“", "“": "”", "«": "»", "»": "«", "「": "」", "『": "』", "《": "》", "\"": "\"", "‘": "’"}

// quoted gives short names between quotation marks: works, ships, programmes.
func quoted(r *Reading, covered []bool) []name {
	d := r.Doc
	var found []name
	for t := range d.Tokens {
		closing := quotes[d.Tokens[t].Text]
		if closing == "" {
			continue
		}
		first, last, proper := t+1, t+1, false
		for last < len(d.Tokens) && last-first < 5 && d.Tokens[last].Text != closing && !covered[last] {
			u := d.Tokens[last].UPOS
			if u == "VERB" || u == "AUX" || u == "PUNCT" || u == "PRON" {
				break
			}
			proper = proper || u == "PROPN" || t > 0 && r.Has(t-1, "product")
			last++
		}
		if last == first || last >= len(d.Tokens) || d.Tokens[last].Text != closing || !proper || r.Sentence[first] != r.Sentence[last] {
			continue
		}
		found = append(found, name{Span: Span{d.Tokens[first].Start, d.Tokens[last-1].End}, first: first, last: last, kind: schema.Product})
		for i := first; i < last; i++ {
			covered[i] = true
		}
	}
	return found
}
