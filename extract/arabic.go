package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/triplewire/triplewire/lang"
)

// Arabic as the engine reads it. Words carry conjunctions, prepositions and pronouns, and the analysis does not
// always find where they begin; verbs stand before their subjects, noun phrases begin with their heads.

// loadVerbs collects the forms of a language's triggers that are verbs and nothing else.
func (w *Words) loadVerbs(l *lang.Language) error {
	if l.Code != "ar" {
		return nil
	}
	rows, err := l.Rows("triggers.tsv")
	if err != nil {
		return err
	}
	w.verbs = map[string]bool{}
	nouns := map[string]bool{}
	for _, row := range rows {
		if len(row) < 3 {
			continue
		}
		for _, alternative := range strings.Split(row[2], "|") {
			word, _, _ := strings.Cut(alternative, "+")
			if row[1] == "verb" {
				w.verbs[FoldWord(word)] = true
			} else {
				nouns[FoldWord(word)] = true
			}
		}
	}
	for word := range nouns {
		delete(w.verbs, word)
	}
	return nil
}

// arabicWords puts words together and takes them apart where the lists know better than the analysis. It tells
// whether the document has changed.
func (r *Reading) arabicWords(gaz *lang.Gazetteer) bool {
	if r.Words.verbs == nil {
		return false
	}
	matches := gaz.Match(r.Doc.Article.Text, "ar")
	r.named, r.ends = starts(matches), map[int]int{}
	for _, m := range matches {
		r.ends[m.Start] = m.End
	}
	d := r.Doc
	changed := false
	for t := 0; t < len(d.Tokens); t++ {
		last := t + 1
		for last < len(d.Tokens) && d.glued(last) {
			last++
		}
		if last > t+1 {
			changed = r.rejoin(t, last) || changed
		}
		t = last - 1
	}
	for t := len(d.Tokens) - 1; t >= 0; t-- {
		if rest, ok := strings.CutPrefix(d.Tokens[t].Text, "و"); ok && !d.glued(t) && r.joined(t, rest) {
			d.splitOff(t, "و", rest)
			changed = true
		}
	}
	for t := range d.Tokens {
		token := &d.Tokens[t]
		form := FoldWord(token.Text)
		if r.Words.verbs[form] && token.UPOS != "VERB" && token.UPOS != "AUX" {
			token.UPOS, changed = "VERB", true
		}
		if slices.Contains([]string{"الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين"}, form) {
			token.UPOS, changed = "PRON", true
			token.Feats = map[string]string{"PronType": "Rel"}
		}
	}
	return changed
}

// starts notes where known names begin.
func starts(matches []lang.Match) map[int]bool {
	at := map[int]bool{}
	for _, m := range matches {
		at[m.Start] = true
	}
	return at
}

// joined tells whether a word is a conjunction and a listed word or known name.
func (r *Reading) joined(t int, rest string) bool {
	if len(rest) < 6 || r.Words.knows(r.Doc.Tokens[t].Text) {
		return false
	}
	return r.Words.knows(rest) || r.named != nil && r.named[r.Doc.Tokens[t].Start+len("و")]
}

// glued tells whether a word stands directly behind the one before it, without a blank.
func (d *Document) glued(t int) bool {
	return t > 0 && d.Tokens[t].UPOS != "PUNCT" && d.Tokens[t-1].UPOS != "PUNCT" && d.Tokens[t].Start <= d.Tokens[t-1].End
}

// knows tells whether a form is in the language's lists.
func (w *Words) knows(form string) bool {
	form = FoldWord(form)
	for _, f := range []string{form, strings.TrimPrefix(form, "ال"), strings.TrimSuffix(form, "ه"), strings.TrimSuffix(form, "ها")} {
		if w.verbs[f] || len(w.index.exact[f]) > 0 {
			return true
		}
	}
	return false
}

// rejoin makes one word of parts that the analysis has cut a listed verb into: its last part carries it.
func (r *Reading) rejoin(first, last int) bool {
	tokens := r.Doc.Tokens
	for last > first+2 && tokens[last-1].UPOS == "PRON" && !r.Words.verbs[r.wordOf(first, last)] {
		last-- // the object: "وتتهمه"
	}
	if last == first+2 && tokens[first].Text == "و" && first == r.Doc.Sentences[r.Sentence[first]].First {
		return false
	}
	span := Span{tokens[first].Start, tokens[last-1].End}
	whole := FoldWord(r.Doc.Text(span))
	from := first
	if !r.Words.verbs[whole] && FoldWord(tokens[first].Text) == "و" {
		from, whole, span.Start = first+1, strings.TrimPrefix(whole, "و"), tokens[first].End
	}
	tag := "VERB"
	if rest, ok := r.behindConjunction(whole); ok && from == first {
		whole, span.Start = rest, span.Start+len("و") // its first letter is no part of the first cut: "وات|هم"
	}
	if last-from < 2 {
		return false
	}
	if allNamed(tokens[first:last]) {
		from, span.Start, tag = first, tokens[first].Start, "PROPN"
		whole = FoldWord(r.Doc.Text(span))
	} else if !r.Words.verbs[whole] {
		for tokens[from].Start < span.Start || from < last && (tokens[from].UPOS == "ADP" || tokens[from].UPOS == "CCONJ") && r.named[tokens[from].End] {
			from++
		}
		if last-from < 2 || !r.named[tokens[from].Start] && !vowelled(tokens[from+1:last]) {
			return false
		}
		if span.Start, tag = tokens[from].Start, "PROPN"; !r.named[span.Start] {
			tag = tokens[from].UPOS
		}
		whole = FoldWord(r.Doc.Text(span))
		if tag == "PROPN" && !r.inName(span) {
			return false
		}
	}
	name := ""
	if tag != "VERB" {
		name = tokens[from].Name
	}
	head := r.HeadOf(from, last)
	if head != from {
		tokens[from].Head, tokens[from].Rel = tokens[head].Head, tokens[head].Rel
		tokens[head].Head = from
		r.rebuild()
	}
	for t := from + 1; t < last; t++ {
		for _, c := range append([]int(nil), r.Children[t]...) {
			r.attach(c, from, tokens[c].Rel)
		}
	}
	for t := from + 1; t < last; t++ {
		r.attach(t, from, "fixed")
		tokens[t].Text, tokens[t].Lemma, tokens[t].UPOS, tokens[t].Name = "-", "-", "PART", ""
		tokens[t].Span = span
	}
	tokens[from].Span = span
	tokens[from].Text, tokens[from].Lemma, tokens[from].UPOS, tokens[from].Name = whole, whole, tag, name
	return true
}

// behindConjunction gives the listed verb that a conjunction is written onto.
func (r *Reading) behindConjunction(form string) (verb string, ok bool) {
	if r.Words.verbs[form] {
		return "", false
	}
	for _, conjunction := range []string{"و", "ف"} {
		if verb, ok = strings.CutPrefix(form, conjunction); ok && r.Words.verbs[verb] {
			return verb, true
		}
	}
	return "", false
}

// allNamed tells whether the network has all parts of a word in one name.
func allNamed(parts []Token) bool {
	for i, p := range parts {
		if p.Name == "" || i > 0 && p.Name[0] != 'I' {
			return false
		}
	}
	return true
}

// wordOf gives the folded text of glued words, without a conjunction.
func (r *Reading) wordOf(first, last int) string {
	tokens := r.Doc.Tokens
	if FoldWord(tokens[first].Text) == "و" {
		first++
	}
	return FoldWord(r.Doc.Text(Span{tokens[first].Start, tokens[last-1].End}))
}

// vowelled tells whether a part begins with a vowel sign, which no word does.
func vowelled(parts []Token) bool {
	for _, p := range parts {
		if first, _ := utf8.DecodeRuneInString(p.Text); first >= 0x064B && first <= 0x0652 {
			return true
		}
	}
	return false
}

// inName tells whether a word is the beginning of a known name that is at least as long.
func (r *Reading) inName(s Span) bool { return r.ends[s.Start] >= s.End }

// splitOff puts a conjunction of its own before a word.
func (d *Document) splitOff(t int, conjunction, rest string) {
	for i := range d.Tokens {
		if d.Tokens[i].Head >= t {
			d.Tokens[i].Head++
		}
	}
	token := d.Tokens[t]
	token.Text, token.UPOS, token.Rel, token.Lemma, token.Feats, token.Name = conjunction, "CCONJ", "cc", conjunction, nil, ""
	token.Head = t + 1
	token.End = token.Start + len(conjunction)
	d.Tokens[t].Text, d.Tokens[t].Lemma, d.Tokens[t].Start = rest, rest, token.End
	d.Tokens = slices.Insert(d.Tokens, t, token)
	for i := range d.Sentences {
		if d.Sentences[i].First > t {
			d.Sentences[i].First++
		}
		if d.Sentences[i].Last > t {
			d.Sentences[i].Last++
		}
	}
}

// arabicVariants gives further keys of an Arabic word: without article, accusative ending, and for verbs the third
// person singular.
func arabicVariants(form, lemma, upos string) []string {
	var keys []string
	plain := strings.TrimPrefix(form, "ال")
	if plain != form {
		keys = append(keys, plain)
	}
	if stem, ok := strings.CutSuffix(plain, "ا"); ok && len(stem) > 4 {
		keys = append(keys, stem)
	}
	if upos != "VERB" {
		return keys
	}
	stems := []string{form}
	if rest, ok := strings.CutPrefix(form, "س"); ok && (strings.HasPrefix(rest, "ي") || strings.HasPrefix(rest, "ت") || strings.HasPrefix(rest, "ن")) {
		stems = append(stems, rest)
	}
	for _, s := range stems[:len(stems):len(stems)] {
		for _, ending := range []string{"وا", "ون", "ان", "تا", "نا", "ا", "ن", "ت", "ه", "ها", "هم", "هما"} {
			if stem, ok := strings.CutSuffix(s, ending); ok && len(stem) >= 6 {
				stems = append(stems, stem)
			}
		}
	}
	for _, s := range stems {
		for _, person := range []string{"ن", "ت", "أ"} {
			if rest, ok := strings.CutPrefix(s, person); ok && len(rest) >= 6 {
				stems = append(stems, "ي"+rest)
			}
		}
	}
	return append(keys, stems[1:]...)
}
