package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lemmas are made by edit scripts. All languages share them, so a language is offered only the scripts that put in
// letters of its own writing; and of the best few, one that makes a word the network knows is preferred.

// scriptSet are the edit scripts that a writing allows, and the layer that scores them.
type scriptSet struct {
	writing []*unicode.RangeTable
	langs   string
	margin  float32 // how much worse a lemma may score that is a known word; 0 where that brings nothing
	scripts []int   // numbers of the allowed scripts
	scores  *matrix
}

func writings() []*scriptSet {
	return []*scriptSet{
		{langs: "en de fr es pt vi id", margin: 2, writing: []*unicode.RangeTable{unicode.Latin}},
		{langs: "ru", margin: 2, writing: []*unicode.RangeTable{unicode.Cyrillic}},
		{langs: "ar", margin: 2, writing: []*unicode.RangeTable{unicode.Arabic}},
		{langs: "zh ja", writing: []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}},
		{langs: "ko", margin: 2, writing: []*unicode.RangeTable{unicode.Hangul}},
	}
}

// scriptSets divides the layer lem2 by writing.
func (l *loader) scriptSets(scripts []editScript) []*scriptSet {
	weight := l.tensor("lem2.weight", len(scripts), lemmaWidth)
	bias := l.tensor("lem2.bias", len(scripts))
	if l.err != nil {
		return nil
	}
	biases := bias.vector()
	sets := writings()
	for _, s := range sets {
		for i := range scripts {
			if s.allows(scripts[i].before + scripts[i].after) {
				s.scripts = append(s.scripts, i)
			}
		}
		s.scores = newMatrix(lemmaWidth, len(s.scripts), func(j int, column []float32) {
			clear(column)
			weight.addRow(column, s.scripts[j], 1)
		})
		s.scores.bias = make([]float32, s.scores.stride())
		for j, i := range s.scripts {
			s.scores.bias[j] = biases[i]
		}
	}
	return sets
}

func (s *scriptSet) allows(letters string) bool {
	for _, r := range letters {
		if unicode.IsLetter(r) && !unicode.In(r, s.writing...) {
			return false
		}
	}
	return true
}

// scriptsOf gives the scripts of a language; nil where words are their own lemmas: no Thai treebank gives any.
func (n *network) scriptsOf(lang string) *scriptSet {
	for _, s := range n.scriptSets {
		if strings.Contains(s.langs, lang) && len(s.scripts) > 0 {
			return s
		}
	}
	return nil
}

// lemmaChoices is how many scripts are tried behind the best.
const lemmaChoices = 5

// chooseLemma gives the best lemma of a word by the scores of the set's scripts, which it spoils. If the network has
// never met that lemma, one that it knows and that scores little less takes its place; but not the form itself, which
// it knows for another reason.
func (w *worker) chooseLemma(t *wordType, form, lang string, set *scriptSet, score []float32) string {
	at := argmax(score)
	best := score[at]
	choice := w.madeBy(t, form, lang, set.scripts[at])
	for n := 0; n < lemmaChoices && !choice.known; n++ {
		score[at] = impossible
		at = argmax(score)
		if score[at] < best-set.margin {
			break
		}
		next := w.madeBy(t, form, lang, set.scripts[at])
		if next.known && next.lemma != form && next.lemma != lower(form) {
			return next.lemma
		}
	}
	return choice.lemma
}

// madeLemma is what an edit script makes of a word.
type madeLemma struct {
	script int
	lemma  string
	known  bool // the network has met it, or it is the form
}

// madeBy applies a script; results are kept with the word.
func (w *worker) madeBy(t *wordType, form, lang string, script int) madeLemma {
	for _, l := range t.lemmas {
		if l.script == script {
			return l
		}
	}
	made := madeLemma{script: script, lemma: strings.Clone(applyScript(form, &w.model.scripts[script]))}
	if lang == "ar" { // the treebank writes vowel signs, nobody else does
		made.lemma = withoutMarks(made.lemma)
	}
	e := &w.embedding
	e.normal = e.spelling.appendNormal(e.normal[:0], made.lemma, lang)
	made.known = made.lemma == form || made.lemma == lower(form) ||
		w.model.network.wordKeys.find(wordKey(e.normal, lang)) >= 0
	t.lemmas = append(t.lemmas, made)
	return made
}

// withoutMarks takes Arabic vowel signs away, unless nothing else is there.
func withoutMarks(s string) string {
	bare := strings.Map(func(r rune) rune {
		if arabicMark(r) {
			return -1
		}
		return r
	}, s)
	if bare == "" {
		return s
	}
	return bare
}

// applyScript makes the lemma of a form: "k" (keep) or "L" (lower case), alone, or followed by
// "|cut before|cut after|put before|put after"; "=lemma" where they share no letter.
func applyScript(form string, script *editScript) string {
	if script.whole {
		return script.before
	}
	if script.lower {
		form = lower(form)
	}
	if script.cutBefore+script.cutAfter == 0 {
		return script.before + form + script.after
	}
	if n := utf8.RuneCountInString(form); script.cutBefore+script.cutAfter > n {
		return form
	}
	for range script.cutBefore {
		_, size := utf8.DecodeRuneInString(form)
		form = form[size:]
	}
	for range script.cutAfter {
		_, size := utf8.DecodeLastRuneInString(form)
		form = form[:len(form)-size]
	}
	return script.before + form + script.after
}

type editScript struct {
	lower, whole        bool
	cutBefore, cutAfter int
	before, after       string
}

func parseScript(s string) (editScript, bool) {
	if lemma, ok := strings.CutPrefix(s, "="); ok {
		return editScript{whole: true, before: lemma}, true
	}
	e := editScript{lower: strings.HasPrefix(s, "L")}
	if s == "L" || s == "k" {
		return e, true
	}
	parts := strings.SplitN(s, "|", 5)
	if len(parts) != 5 {
		return e, false
	}
	var ok1, ok2 bool
	e.cutBefore, ok1 = smallNumber(parts[1])
	e.cutAfter, ok2 = smallNumber(parts[2])
	e.before, e.after = parts[3], parts[4]
	return e, ok1 && ok2
}

func smallNumber(s string) (int, bool) {
	n := 0
	for _, b := range []byte(s) {
		if b < '0' || b > '9' || n > 999 {
			return 0, false
		}
		n = 10*n + int(b-'0')
	}
	return n, s != ""
}
