package extract

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// Thai names and clauses: nothing but blanks tells words and names apart, so what stands before a name tells where
// it begins and what it is.

// thaiNames corrects the network's tags by the words of the lists.
func (r *Reading) thaiNames(matches []lang.Match) {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].Name == "" || tokens[t].Name[0] != 'B' {
			continue
		}
		last, first, kind := r.tagEnd(t), t, tokens[t].Name
		for first < last && r.describes(first) {
			tokens[first].Name = ""
			first++
		}
		if first < last && kind == "B-PER" {
			first = r.pastCountry(first, last, matches)
		}
		if first > t && first < last {
			tokens[first].Name = "B" + tokens[first].Name[1:]
		}
		r.untitled(first, last)
	}
	for t := range tokens {
		r.wholePerson(t)
		r.joinedPerson(t)
	}
	for t := range tokens {
		for _, h := range r.Tags[t] {
			if h.First == t && (h.Class == "title" || h.Class == "person" && h.Value == "honorific") {
				r.thaiHolder(h.Last)
			}
		}
	}
}

// pastCountry takes a country off the beginning of a person's name: "อังกฤษ เทเรซา เมย์".
func (r *Reading) pastCountry(first, last int, matches []lang.Match) int {
	m := r.matchFrom(first, matches)
	if m == nil || m.Candidates[0].Entry.Type != schema.Country {
		return first
	}
	_, end, _ := r.Doc.covering(Span{m.Start, m.End})
	if end >= last {
		return first
	}
	for t := first; t < end; t++ {
		r.Doc.Tokens[t].Name = ""
	}
	return end
}

// describes tells whether a word says what a thing is and is no part of its name: "เมือง", "ประเทศ", "นาย".
func (r *Reading) describes(t int) bool {
	for _, h := range r.Tags[t] {
		switch h.Class {
		case "place", "title", "person", "family", "weekday", "month", "unit":
			return true
		case "organization", "country", "group", "product", "occasion":
			return h.Last >= r.tagEnd(t) || h.Class == "country"
		}
	}
	return false
}

// tagEnd gives the end of the tagged name that a token is in.
func (r *Reading) tagEnd(t int) int {
	last := t + 1
	for last < len(r.Doc.Tokens) && strings.HasPrefix(r.Doc.Tokens[last].Name, "I-") {
		last++
	}
	return last
}

// thaiHolder tags the person whose name begins behind a title: up to three words between blanks, none of which
// is in a list.
func (r *Reading) thaiHolder(t int) {
	tokens := r.Doc.Tokens
	if t >= len(tokens) || r.named[tokens[t].Start] {
		return
	}
	end := r.Doc.Sentences[r.Sentence[t-1]].Last
	last, blanks, proper := t, 0, false
	for k := t; k < end; k++ {
		token := &tokens[k]
		if !slices.Contains([]string{"PROPN", "NOUN", "X", "ADJ"}, token.UPOS) || len(r.Tags[k]) > 0 || k > t && r.named[token.Start] && token.Name != "I-PER" {
			break
		}
		if k > t && token.Start > tokens[k-1].End {
			if blanks++; blanks > 3 {
				break
			}
		}
		proper = proper || token.UPOS == "PROPN" || strings.HasSuffix(token.Name, "PER")
		last = k + 1
	}
	if last == t || !proper && blanks == 0 {
		return
	}
	if last < end && tokens[last].Name == "I-PER" {
		last = r.tagEnd(last)
	}
	r.tagRun(t, last, "PER")
}

// thaiRelatives takes words that only begin a clause out of the way of its subject.
func (r *Reading) thaiRelatives() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		if tokens[t].Text != "ซึ่ง" && tokens[t].Text != "ที่" || tokens[t].UPOS != "PRON" || tokens[t].Head < 0 {
			continue
		}
		v := tokens[t].Head
		if strings.HasPrefix(tokens[v].Rel, "acl") && tokens[v].Head < t {
			tokens[t].Feats = map[string]string{"PronType": "Rel"}
			continue
		}
		if s := r.Child(v, "nsubj"); s >= 0 && s < t {
			tokens[t].Rel = "mark"
		} else if t > 0 && (tokens[t-1].UPOS == "PROPN" || tokens[t-1].UPOS == "NOUN") && tokens[v].UPOS == "VERB" && tokens[v].Rel == "advcl" {
			if m := r.MentionAt(t - 1); m >= 0 {
				tokens[t].Feats = map[string]string{"PronType": "Rel"}
				r.attach(v, r.Doc.Mentions[m].Head, "acl")
			}
		}
	}
}

// untitled takes a title, or a word that begins a clause, off the end of a tagged name: "ลีปาเยฟ เอกอัครราชทูต".
func (r *Reading) untitled(first, last int) {
	for last > first+1 && r.HasValue(last-1, "marker", "relative") {
		last--
		r.Doc.Tokens[last].Name = ""
	}
	for k := first + 1; k < last; k++ {
		if hit, ok := r.Hit(k, "title"); ok && hit.First == k && hit.Last >= last {
			for ; k < last; k++ {
				r.Doc.Tokens[k].Name = ""
			}
		}
	}
}

// wholePerson gives a person's name the unknown words beside it that only a blank parts: transliterated ones, and
// those that stand between blanks alone.
func (r *Reading) wholePerson(t int) {
	tokens := r.Doc.Tokens
	if tokens[t].Name != "B-PER" {
		return
	}
	first, last, s := t, r.tagEnd(t), r.Doc.Sentences[r.Sentence[t]]
	unknown := func(k int) bool {
		return k >= s.First && k < s.Last && tokens[k].Name == "" && len(r.Tags[k]) == 0 && !r.named[tokens[k].Start] && tokens[k].UPOS != "PUNCT" && tokens[k].UPOS != "NUM"
	}
	if k := first - 1; unknown(k) && tokens[k].End < tokens[first].Start && tokens[k].UPOS == "PROPN" {
		first = k
	}
	if k := last; unknown(k) && tokens[k-1].End < tokens[k].Start {
		alone := k+1 < s.Last && (tokens[k].End < tokens[k+1].Start || r.Has(k+1, "title"))
		if tokens[k].UPOS == "PROPN" || strings.Contains(tokens[k].Text, "์") && tokens[k].UPOS == "NOUN" || alone && tokens[k].UPOS == "VERB" && tokens[k].Rel == "acl" {
			last++
			if unknown(last) && tokens[last].Start == tokens[k].End && (tokens[last].UPOS == "NOUN" || tokens[last].UPOS == "PROPN") {
				last++
			}
		}
	}
	if first < t || last > r.tagEnd(t) {
		r.tagRun(first, last, "PER")
	}
}

// joinedPerson joins two parts of a person's name that only a blank parts, and takes an unknown name before a title
// for a person's: "ราดอสวาฟ ซีคอร์สกี รัฐมนตรีต่างประเทศ".
func (r *Reading) joinedPerson(t int) {
	tokens := r.Doc.Tokens
	if !strings.HasPrefix(tokens[t].Name, "B-") || r.named[tokens[t].Start] {
		return
	}
	last := r.tagEnd(t)
	if last >= len(tokens) || r.Sentence[last] != r.Sentence[t] {
		return
	}
	blank := tokens[last].Start > tokens[last-1].End
	if tokens[t].Name == "B-PER" && tokens[last].Name == "B-PER" && blank && !r.named[tokens[last].Start] {
		r.tagRun(t, r.tagEnd(last), "PER")
		return
	}
	if hit, ok := r.Hit(last, "title"); ok && blank && hit.First == last && tokens[t].Name != "B-PER" && !r.Has(t, "organization") && !r.Has(t, "place") && !r.Has(t, "group") {
		r.tagRun(t, last, "PER")
	}
}
