package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/extract"
)

const (
	maxWords   = 120 // of a sentence: attention and trees cost the square
	softWords  = 60  // from here on a long sentence may be cut at a comma
	maxLetters = 200 // of a word
)

// line is one line, or block of broken lines, as the segmenter reads it: format characters left out, white space as one space.
type line struct {
	chars []rune
	at    []int // where each character begins in the text; one more for the end
	kinds []category
}

// word is a token as the segmenter found it: characters [first, last) of a line.
type word struct {
	first, last int
	multi, ends bool
}

// segment fills in tokens and sentences.
func (w *worker) segment(d *extract.Document, lang string) {
	for _, p := range pieces(d.Article.Text) {
		l := w.line(d.Article.Text, p.start, p.end)
		words := w.wordsOf(&l, w.label(l.chars, lang), lang)
		settleEnds(&l, words, lang)
		w.addSentences(d, &l, words, lang)
	}
}

// line prepares text[start:end] for the segmenter.
func (w *worker) line(text string, start, end int) line {
	var l line
	space := true // before the first word
	for i, r := range text[start:end] {
		k := w.model.chars.of(r)
		if k == formatChar {
			continue
		}
		if isSpace(r) || k == spaceChar {
			if space {
				continue
			}
			r, k = ' ', spaceChar
		}
		space = k == spaceChar
		l.chars, l.at, l.kinds = append(l.chars, r), append(l.at, start+i), append(l.kinds, k)
	}
	if n := len(l.chars); n > 0 && space {
		l.chars, l.at, l.kinds = l.chars[:n-1], l.at[:n-1], l.kinds[:n-1]
	}
	return l
}

// wordsOf reads the labels. White space ends a word, but for numbers in groups ("10 000") and Vietnamese, whose
// words have spaces between syllables.
func (w *worker) wordsOf(l *line, labels []uint8, lang string) []word {
	var out []word
	first := -1
	for i := range l.chars {
		if l.kinds[i] == spaceChar {
			continue
		}
		if first < 0 {
			first = i
		}
		label := labels[i]
		if label == inWord && !w.mustEnd(l, first, i, lang) {
			continue
		}
		out = append(out, word{first, i + 1, label == multiEnd || label == multiSentence,
			label == wordSentence || label == multiSentence})
		first = -1
	}
	return out
}

func (w *worker) mustEnd(l *line, first, i int, lang string) bool {
	switch {
	case i+1 == len(l.chars) || i-first+1 >= maxLetters:
		return true
	case l.kinds[i+1] != spaceChar || i+2 == len(l.chars):
		return false
	case lang == "vi":
		return l.kinds[i] == punctChar || l.kinds[i+2] == punctChar
	}
	return l.kinds[i] != digitChar || l.kinds[i+2] != digitChar
}

// addSentences appends the words of a line, multiword tokens as the words that they stand for.
func (w *worker) addSentences(d *extract.Document, l *line, words []word, lang string) {
	first := len(d.Tokens)
	begin := first
	finish := func(last int) {
		if last > first {
			span := extract.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
			d.Sentences = append(d.Sentences, extract.Sentence{Span: span, First: first, Last: last})
			first = last
		}
	}
	for _, x := range apart(l, words) {
		span := extract.Span{Start: l.at[x.first], End: l.at[x.last-1] + charLength(d.Article.Text, l.at[x.last-1])}
		form := d.Article.Text[span.Start:span.End]
		parts := []string{form}
		if x.multi || owned(form, lang) && (len(d.Tokens) == first || lower(form) == form) {
			parts = w.model.expand(form, lang)
		}
		for _, p := range parts {
			d.Tokens = append(d.Tokens, extract.Token{Span: span, Text: p, Head: -1})
		}
		if x.ends || first == begin && (dateline(d.Tokens[first:]) || placeline(d.Tokens[first:], lang)) {
			finish(len(d.Tokens))
		}
		for len(d.Tokens)-first > maxWords {
			finish(w.softEnd(d.Tokens, first))
		}
	}
	finish(len(d.Tokens))
}

// dateline tells whether the words at the beginning of a line are a wire's place, date or source up to its dash:
// "MUNICH, May 12, 2026 –", "(SeaPRwire) –". They are no part of the sentence behind it.
func dateline(tokens []extract.Token) bool {
	last := tokens[len(tokens)-1].Text
	if len(tokens) < 2 || len(tokens) > 14 || last != "–" && last != "—" && last != "-" && last != "--" && last != "―" {
		return false
	}
	if tokens[len(tokens)-2].End == tokens[len(tokens)-1].Start {
		return false // "TOP-Angebot"
	}
	if tokens[0].Text == "(" || tokens[0].Text == "（" {
		closing := tokens[len(tokens)-2].Text
		return closing == ")" || closing == "）"
	}
	word := tokens[0].Text
	return utf8.RuneCountInString(word) >= 3 && word == strings.ToUpper(word) && word != strings.ToLower(word)
}

// apart takes Arabic commas and semicolons off the words that the segmenter left them with.
func apart(l *line, words []word) []word {
	var out []word
	for _, x := range words {
		if x.last-x.first > 1 && strings.ContainsRune("،؛", l.chars[x.last-1]) {
			rest := x
			rest.last, rest.ends = x.last-1, false
			x.first, x.multi = x.last-1, false
			out = append(out, rest)
		}
		out = append(out, x)
	}
	return out
}

// placeline tells the same of a place in a script without capitals: "جاكرتا –", "จาการ์ตา –".
func placeline(tokens []extract.Token, lang string) bool {
	last := len(tokens) - 1
	if lang != "ar" && lang != "th" || last < 1 || last > 4 || tokens[last].Text != "–" && tokens[last].Text != "—" {
		return false
	}
	for _, t := range tokens[:last] {
		if first, _ := utf8.DecodeRuneInString(t.Text); !unicode.IsLetter(first) {
			return false
		}
	}
	return tokens[last-1].End < tokens[last].Start
}

// charLength is how many bytes the character at i has; 1 for a byte that is no UTF-8.
func charLength(text string, i int) int {
	_, size := utf8.DecodeRuneInString(text[i:])
	return size
}

// softEnd gives where to cut a sentence that is too long: behind its last semicolon or comma, not within a
// multiword token.
func (w *worker) softEnd(tokens []extract.Token, first int) int {
	for i := first + maxWords; i > first+softWords; i-- {
		if strings.Contains(";:,，；：、،؛。.!?", tokens[i-1].Text) {
			return i
		}
	}
	last := first + maxWords
	for last > first+softWords && tokens[last-1].Span == tokens[last].Span {
		last--
	}
	return last
}
