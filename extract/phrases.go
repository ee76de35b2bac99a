package extract

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/lang"
)

// Words of several tokens. Vietnamese is written in syllables and Thai without blanks, so the analysis often cuts
// what the lists have as one word ("giao chiến", "กล่าวหา") and hangs its arguments now on this part, now on that.
// Here its first part gets them all, and the others are fixed to it.

// phrase is what the lists say of an expression of several words.
type phrase struct {
	verb   bool // states a relation as a verb does
	common bool // a noun that is nobody's name
}

// commonClasses are the classes of nouns that describe and do not name.
var commonClasses = []string{"title", "family", "person", "member", "organization", "country", "place", "product", "group", "occasion",
	"noun", "weekday", "day", "unit"}

// loadPhrases collects the expressions of a language whose words may come apart.
func (w *Words) loadPhrases(l *lang.Language) error {
	if l.Code != "th" && l.Code != "vi" {
		return nil
	}
	w.phrases = map[string]phrase{}
	rows, err := l.Rows("words.tsv")
	if err != nil {
		return err
	}
	for _, row := range rows {
		if len(row) == 3 && row[0] != "marker" && row[0] != "setting" && row[0] != "boilerplate" && row[0] != "month" && row[0] != "two" {
			w.addPhrases(row[2], phrase{common: slices.Contains(commonClasses, row[0])})
		}
	}
	if rows, err = l.Rows("triggers.tsv"); err != nil {
		return err
	}
	for _, row := range rows {
		if len(row) > 2 {
			w.addPhrases(row[2], phrase{verb: row[1] == "verb" || row[1] == "any"})
		}
	}
	return nil
}

func (w *Words) addPhrases(list string, p phrase) {
	for _, alternative := range strings.Split(list, "|") {
		if strings.ContainsAny(alternative, "+*=") {
			continue
		}
		key := FoldWord(alternative)
		old := w.phrases[key]
		w.phrases[key] = phrase{old.verb || p.verb, old.common || p.common}
	}
}

// joinPhrases fixes the parts of expressions to their first word. It tells whether the document has changed.
func (r *Reading) joinPhrases() bool {
	if r.Words.phrases == nil {
		return false
	}
	changed := false
	for t := 0; t < len(r.Doc.Tokens); {
		last, p := r.phraseFrom(t)
		if last > t+1 {
			r.join(t, last, p)
			changed = true
		} else if last == t+1 && p.verb && !p.common && r.actsOnName(t) {
			r.Doc.Tokens[t].UPOS, changed = "VERB", true
		}
		t = max(last, t+1)
	}
	return changed
}

// actsOnName tells whether a word that the tags call a noun stands as a verb does: before a name or pronoun, and
// not behind what makes nouns of verbs.
func (r *Reading) actsOnName(t int) bool {
	tokens := r.Doc.Tokens
	if tokens[t].UPOS != "NOUN" || t+1 >= len(tokens) || tokens[t+1].UPOS != "PROPN" && tokens[t+1].UPOS != "PRON" {
		return false
	}
	return t == 0 || !slices.Contains([]string{"cuộc", "sự", "việc", "các", "những", "một", "lời", "vụ", "của", "การ", "ความ", "ข้อ", "ของ", "คำ"}, FoldWord(tokens[t-1].Text))
}

// phraseFrom gives the longest expression that begins at a token.
func (r *Reading) phraseFrom(t int) (last int, found phrase) {
	end := min(t+maxPhrase, r.Doc.Sentences[r.Sentence[t]].Last)
	key := ""
	for k := t; k < end && r.Doc.Tokens[k].UPOS != "PUNCT"; k++ {
		key += r.Keys[k][0]
		if p, ok := r.Words.phrases[key]; ok {
			last, found = k+1, p
		}
	}
	return last, found
}

// join makes one word of the tokens [first, last).
func (r *Reading) join(first, last int, p phrase) {
	tokens := r.Doc.Tokens
	head := r.HeadOf(first, last)
	if up := tokens[head].Head; head != first {
		tokens[first].Head, tokens[first].Rel = up, tokens[head].Rel
		tokens[head].Head = first
		r.rebuild()
	}
	verb := false
	for t := first; t < last; t++ {
		verb = verb || tokens[t].UPOS == "VERB" || tokens[t].UPOS == "ADJ"
	}
	for t := first + 1; t < last; t++ {
		for _, c := range append([]int(nil), r.Children[t]...) {
			if c < first || c >= last {
				r.attach(c, first, tokens[c].Rel)
			}
		}
	}
	for t := first + 1; t < last; t++ {
		r.attach(t, first, "fixed")
	}
	switch {
	case p.verb && (verb || !p.common):
		tokens[first].UPOS = "VERB"
	case p.common:
		tokens[first].UPOS = "NOUN"
		if h := tokens[first].Head; h >= 0 && tokens[h].UPOS == "VERB" && slices.Contains([]string{"cc", "case", "mark", "advmod", "aux", "det"}, RelBase(tokens[first].Rel)) {
			tokens[first].Rel = "obj"
			if first < h {
				tokens[first].Rel = "nsubj"
			}
		}
	}
	r.unname(first, last, p)
}

// unname takes the tags of a name off an expression that they do not reach beyond.
func (r *Reading) unname(first, last int, p phrase) {
	tokens := r.Doc.Tokens
	inside := func(t int) bool { return t < len(tokens) && strings.HasPrefix(tokens[t].Name, "I-") }
	if !p.verb && !p.common || inside(first) || inside(last) {
		return
	}
	for t := first; t < last; t++ {
		tokens[t].Name = ""
	}
}

// verbsOnNouns makes clauses of verbs that the tree has as parts of the noun before them, and subjects of what it
// has as circumstances without any marker.
func (r *Reading) verbsOnNouns() {
	tokens := r.Doc.Tokens
	for t := range tokens {
		h := tokens[t].Head
		if tokens[t].UPOS != "VERB" || h < 0 {
			continue
		}
		switch RelBase(tokens[t].Rel) {
		case "nmod", "compound", "amod", "flat", "appos", "dep":
			if h < t && (tokens[h].UPOS == "NOUN" || tokens[h].UPOS == "PROPN" || tokens[h].UPOS == "PRON") && r.Child(t, "nsubj") < 0 {
				tokens[t].Rel = "acl"
			}
		}
		r.relativeOfName(t)
		if r.Child(t, "nsubj", "nsubj:pass", "csubj") < 0 {
			r.subjectBefore(t)
		}
	}
}

// relativeOfName gives a name the clause that a noun behind it begins, as a relative pronoun does: "Ai Cập, nước hậu
// thuẫn …", "ông Ayala, người đã rời …".
func (r *Reading) relativeOfName(t int) {
	tokens := r.Doc.Tokens
	n := t - 1
	for n > 0 && (tokens[n].UPOS == "ADV" || tokens[n].UPOS == "AUX" || tokens[n].UPOS == "PART") {
		n--
	}
	if n < 2 || tokens[n-1].Text != "," || r.MentionAt(n) >= 0 || r.Sentence[n-2] != r.Sentence[t] ||
		!r.Has(n, "person") && !r.Has(n, "country") && !r.Has(n, "organization") {
		return
	}
	m := r.MentionAt(n - 2)
	if m < 0 || r.Doc.Mentions[m].Kind != Named {
		return
	}
	if c := r.Child(t, "nsubj"); c == n {
		r.attach(n, r.Doc.Mentions[m].Head, "appos")
	}
	r.attach(t, r.Doc.Mentions[m].Head, "acl:relcl")
}

// subjectBefore makes a subject of the noun before a verb that nothing marks.
func (r *Reading) subjectBefore(t int) {
	tokens := r.Doc.Tokens
	for i := len(r.Children[t]) - 1; i >= 0; i-- {
		c := r.Children[t][i]
		if c > t || tokens[c].UPOS != "PROPN" && tokens[c].UPOS != "NOUN" {
			continue
		}
		switch RelBase(tokens[c].Rel) {
		case "obl", "dep", "nmod", "compound", "conj", "flat", "list", "obj":
			if r.Child(c, "case", "mark") < 0 && !r.timeWord(c) {
				tokens[c].Rel = "nsubj"
				return
			}
		}
	}
}

func (r *Reading) timeWord(t int) bool {
	for _, class := range []string{"weekday", "month", "day", "unit", "relative", "ago"} {
		if r.Has(t, class) {
			return true
		}
	}
	return r.Doc.Tokens[t].Rel == "obl:tmod" && r.MentionAt(t) < 0 && !r.Has(t, "group")
}
