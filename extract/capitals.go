package extract

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// Vietnamese names by their capitals. Titles, a people's country and the name stand side by side, all with capitals
// ("Ngoại trưởng Hàn Quốc Cho Hyun", "bà Duarte", "Đảng Colorado"), and the network often takes them for one name or
// for another kind of name. What stands before a run of capitals tells what it is.

// tagCapitals tags the names that titles, polite words and nouns for organizations introduce.
func (n *Names) tagCapitals(r *Reading) {
	matches := n.gaz.Match(r.Doc.Article.Text, r.Doc.Article.Lang)
	for t := 0; t < len(r.Doc.Tokens); t++ {
		switch hit, what := r.introduction(t); what {
		case "PER":
			if hit.Class == "title" || hit.Class == "pronoun" {
				for k := hit.First; k < hit.Last; k++ {
					r.Doc.Tokens[k].Name = ""
				}
			}
			r.tagPersonBehind(hit.Last, matches)
		case "ORG":
			r.tagOrganization(hit, matches)
		}
	}
	n.unifyRuns(r)
}

// unifyRuns makes one name of each run of capitals.
func (n *Names) unifyRuns(r *Reading) {
	matches := n.gaz.Match(r.Doc.Article.Text, r.Doc.Article.Lang)
	for t := 0; t < len(r.Doc.Tokens); {
		last := t + 1
		if r.startsRun(t) {
			last = max(r.run(t), last)
			n.unifyRun(r, t, last, matches)
		}
		t = last
	}
}

// startsRun tells whether a run of capitals that makes a name may begin at a token.
func (r *Reading) startsRun(t int) bool {
	if !r.capital(t) || r.inTag(t, "month", "weekday") {
		return false
	}
	atStart := t == r.Doc.Sentences[r.Sentence[t]].First || r.Doc.Tokens[t-1].UPOS == "PUNCT"
	if _, what := r.introduction(t); what != "" {
		return false
	}
	return !atStart || r.Doc.Tokens[t].UPOS == "PROPN"
}

// unifyRun makes one name of a run of capitals that the network tagged in parts, or only a part of. A country before
// a name stays apart.
func (n *Names) unifyRun(r *Reading, first, last int, matches []lang.Match) {
	tokens := r.Doc.Tokens
	if m := r.matchFrom(first, matches); m != nil {
		_, end, _ := r.Doc.covering(Span{m.Start, m.End})
		if m.Candidates[0].Entry.Type != schema.Country || end >= last {
			return
		}
		first = end
	}
	kind := ""
	for t := first; t < last; t++ {
		if _, what := r.introduction(t); r.matchFrom(t, matches) != nil || what == "PER" {
			return
		}
		if n.company(r.Doc, t) && t > first {
			kind = "ORG"
		}
		if kind == "" && len(tokens[t].Name) > 2 {
			kind = tokens[t].Name[2:]
		}
	}
	if last-first > 1 && last-first < 7 && kind != "" {
		r.tagRun(first, last, kind)
	}
}

// introduction gives the word at a token that names follow, and what kind of name.
func (r *Reading) introduction(t int) (hit TagHit, kind string) {
	for _, h := range r.Tags[t] {
		if h.First != t || h.Last-h.First <= hit.Last-hit.First && kind != "" {
			continue
		}
		switch h.Class {
		case "title", "person", "family":
			hit, kind = h, "PER"
		case "pronoun":
			if h.Value == "3sm" || h.Value == "3sf" {
				hit, kind = h, "PER"
			}
		case "organization":
			if r.capital(t) {
				hit, kind = h, "ORG"
			}
		}
	}
	return hit, kind
}

func (r *Reading) capital(t int) bool {
	first, _ := utf8.DecodeRuneInString(r.Doc.Tokens[t].Text)
	return unicode.IsUpper(first)
}

// Capitalized tells whether a word begins with a capital.
func (r *Reading) Capitalized(t int) bool { return r.capital(t) }

// particles stand within names of persons without a capital.
var particles = []string{"da", "de", "do", "dos", "del", "von", "van", "der", "bin", "ibn", "al", "el", "la", "y"}

// run gives the end of the run of capitals that begins at a token.
func (r *Reading) run(t int) int {
	end := r.Doc.Sentences[r.Sentence[t]].Last
	last := t
	for k := t; k < end && r.Doc.Tokens[k].UPOS != "PUNCT" && !r.inTag(k, "month", "weekday"); k++ {
		if r.capital(k) || k > t && last == k && r.Doc.Tokens[k].Start == r.Doc.Tokens[k-1].End { // "Rodrí|guez" is one word
			last = k + 1
		} else if k == t || !slices.Contains(particles, r.Doc.Tokens[k].Text) && r.Doc.Tokens[k].Text[0] != 'a' {
			break
		}
	}
	return last
}

// tagPersonBehind tags the person behind a title, and whose office it is as a name of its own.
func (r *Reading) tagPersonBehind(t int, matches []lang.Match) {
	for steps := 0; steps < 3 && t < len(r.Doc.Tokens) && r.capital(t); steps++ {
		if _, what := r.introduction(t); what == "PER" {
			return // the next title's turn
		}
		if m := r.matchFrom(t, matches); m != nil {
			e := m.Candidates[0].Entry
			_, last, _ := r.Doc.covering(Span{m.Start, m.End})
			if e.Type == schema.Person {
				r.tagRun(t, max(last, r.run(t)), "PER")
				return
			}
			kind := "ORG"
			if e.Type == schema.Country || e.Type == schema.Place {
				kind = "LOC"
			}
			r.tagRun(t, last, kind)
			t = last
			continue
		}
		if hit, what := r.introduction(t); what == "ORG" {
			t = r.tagOrganization(hit, matches)
			continue
		}
		if last := r.run(t); last > t {
			r.tagRun(t, last, "PER")
		}
		return
	}
}

// matchFrom gives the gazetteer's name that begins at a token; nil if there is none.
func (r *Reading) matchFrom(t int, matches []lang.Match) *lang.Match {
	start := r.Doc.Tokens[t].Start
	i, found := slices.BinarySearchFunc(matches, start, func(m lang.Match, at int) int { return m.Start - at })
	if !found {
		return nil
	}
	return &matches[i]
}

// tagOrganization tags an organization that begins with what it is: "Đảng Colorado", "Bộ Tài chính".
func (r *Reading) tagOrganization(hit TagHit, matches []lang.Match) int {
	if m := r.matchFrom(hit.First, matches); m != nil {
		_, last, _ := r.Doc.covering(Span{m.Start, m.End})
		return last
	}
	last := r.run(hit.First)
	for k := hit.Last; k < last; k++ {
		if m := r.matchFrom(k, matches); m != nil && m.Candidates[0].Entry.Type == schema.Person {
			last = k
		}
	}
	if last > hit.Last {
		r.tagRun(hit.First, last, "ORG")
	}
	return max(last, hit.Last)
}

// tagRun marks tokens as one name, and what follows of an older one as none of it.
func (r *Reading) tagRun(first, last int, kind string) {
	tokens := r.Doc.Tokens
	for k := last; k < len(tokens) && len(tokens[k].Name) > 2 && tokens[k].Name[0] == 'I'; k++ {
		tokens[k].Name = "B" + tokens[k].Name[1:]
		break
	}
	for t := first; t < last; t++ {
		tokens[t].Name = "I-" + kind
		tokens[t].UPOS = "PROPN"
	}
	tokens[first].Name = "B-" + kind
}
