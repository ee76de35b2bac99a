package syntax

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"slices"
	"unicode/utf8"
)

// The segmenter labels every character with what ends there. There are two sets of weights: a small one for
// languages that put spaces between words, a larger one, with dictionaries, for those that do not.
const (
	inWord         = iota // nothing ends
	wordEnd               // a word
	wordSentence          // a word and the sentence
	multiEnd              // a token that stands for several words
	multiSentence         // such a token and the sentence
	segmentClasses        // how many labels there are
)

const (
	charWidth    = 32
	classWidth   = 8
	classRows    = 10
	bucketWidth  = 32
	dictWidth    = 8
	dictBuckets  = 5
	segmentSize  = 5 // characters that a convolution sees
	segmentReach = segmentSize / 2 * (1 + 2 + 4)
)

// segmenter holds the weights of one set. It is read-only.
type segmenter struct {
	langs                []string
	ids                  map[rune]int
	chars, buckets, dict tensor
	bits                 int
	classes, style       []float32 // style: one vector for each language of the model
	dictionaries         map[string]keys
	input                *matrix
	convolutions         []convolution
	norm                 layerNorm
	output               *matrix
}

func (s *segmenter) width() int { return s.input.out }

// inputWidth is [char | class | three buckets | language | three dictionary vectors].
func (s *segmenter) inputWidth() int {
	return charWidth + classWidth + 3*bucketWidth + styleWidth + pick(s.dictionaries != nil, 3*dictWidth, 0)
}

func (f *file) segmenter(set string, langs []string) (*segmenter, error) {
	l := &loader{file: f}
	s := &segmenter{langs: langs, ids: map[rune]int{}}
	prefix := "seg." + set + "."
	alphabet, err := f.alphabet(set)
	if err != nil {
		return nil, err
	}
	for _, r := range alphabet {
		s.ids[r] = len(s.ids) + 1
	}
	s.chars = l.tensor(prefix+"char.weight", len(s.ids)+1, charWidth)
	s.buckets = l.tensor(prefix+"bucket.weight", -1, bucketWidth)
	for 1<<s.bits < s.buckets.rows() {
		s.bits++
	}
	classes := l.tensor(prefix+"cls.weight", classRows, classWidth)
	style := l.tensor(prefix+"lang.weight", len(f.Vocab.Langs), styleWidth)
	if _, ok := f.tensors[prefix+"words.weight"]; ok {
		s.dict = l.tensor(prefix+"words.weight", 3*dictBuckets, dictWidth)
		s.dictionaries = map[string]keys{}
		for _, lang := range langs {
			s.dictionaries[lang] = l.list("dict." + lang)
		}
	}
	norm, err := f.find(prefix+"ln.weight", -1)
	if err != nil {
		return nil, err
	}
	width := norm.rows()
	s.input = l.matrix(prefix+"inp", s.inputWidth(), width)
	for i, d := range []int{1, 2, 4} {
		s.convolutions = append(s.convolutions, l.convolution(fmt.Sprintf("%senc.%d.", prefix, i), width, segmentSize, d))
	}
	s.norm = l.layerNorm(prefix+"ln", width)
	s.output = l.matrix(prefix+"out", width, segmentClasses)
	if l.err != nil {
		return nil, l.err
	}
	if width%panelCols != 0 || 1<<s.bits != s.buckets.rows() {
		return nil, fmt.Errorf("segmenter %s has width %d and %d buckets", set, width, s.buckets.rows())
	}
	s.classes, s.style = classes.floats(), style.floats()
	return s, nil
}

// alphabet gives the characters that a set knows by themselves.
func (f *file) alphabet(set string) (string, error) {
	var all map[string]string
	if err := json.Unmarshal(f.Vocab.Chars, &all); err != nil {
		return "", fmt.Errorf("reading the characters of the segmenters: %w", err)
	}
	return all[set], nil
}

// window is how many characters are labelled at once; what lies within reach on both sides is computed with them,
// so that the cuts do not show.
const window = 512

// label gives the label of each character of a line, in which all white space is a single space.
func (w *worker) label(chars []rune, lang string) []uint8 {
	s := w.model.segmenterOf(lang)
	if lang == "zh" {
		simple := make([]rune, len(chars))
		for i, r := range chars {
			simple[i] = r
			if x, ok := w.model.simplified[r]; ok {
				simple[i] = x
			}
		}
		chars = simple
	}
	var dict [][3]uint8
	if s.dictionaries != nil {
		dict = w.dictionaryMatches(chars, lang, s.dictionaries[lang])
	}
	out := make([]uint8, 0, len(chars))
	for first := 0; first < len(chars); first += window {
		last := min(first+window, len(chars))
		begin, end := max(0, first-segmentReach), min(len(chars), last+segmentReach)
		rows := w.charInputs(s, chars, begin, end, lang, dict)
		scores, stride := w.labelScores(s, rows, end-begin)
		for i := first - begin; i < last-begin; i++ {
			out = append(out, uint8(argmax(scores[i*stride:][:segmentClasses])))
		}
	}
	return out
}

// charInputs lays out what the network reads of the characters [begin, end).
func (w *worker) charInputs(s *segmenter, chars []rune, begin, end int, lang string, dict [][3]uint8) []float32 {
	size := s.inputWidth()
	w.charRows = grown(w.charRows, (end-begin)*size)
	clear(w.charRows)
	language := slices.Index(w.model.vocab.Langs, lang)
	at := func(i int) uint32 {
		if i < 0 || i >= len(chars) {
			return '\n'
		}
		return uint32(chars[i])
	}
	for i := begin; i < end; i++ {
		row := w.charRows[(i-begin)*size:][:size]
		next := func(width int) (part []float32) {
			part, row = row[:width], row[width:]
			return part
		}
		s.chars.addRow(next(charWidth), s.ids[chars[i]], 1)
		copy(next(classWidth), s.classes[w.model.chars.of(chars[i]).class()*classWidth:])
		s.buckets.addRow(next(bucketWidth), bucket(at(i-1), at(i), 0, s.bits), 1)
		s.buckets.addRow(next(bucketWidth), bucket(at(i), at(i+1), 0, s.bits), 1)
		s.buckets.addRow(next(bucketWidth), bucket(at(i), at(i+1), at(i+2), s.bits), 1)
		copy(next(styleWidth), s.style[language*styleWidth:])
		for k := 0; dict != nil && k < 3; k++ {
			s.dict.addRow(next(dictWidth), k*dictBuckets+int(dict[i][k]), 1)
		}
	}
	return w.charRows
}

// labelScores runs the network over n characters.
func (w *worker) labelScores(s *segmenter, rows []float32, n int) (scores []float32, stride int) {
	width, size := s.width(), s.inputWidth()
	w.state = grown(w.state, n*width)
	w.multiply(w.state, width, rows, size, n, s.input)
	seq := &sequences{x: w.state, width: width, at: []int{0, n}}
	w.traced("input", seq.x, width)
	for i := range s.convolutions {
		w.convolve(seq, &s.convolutions[i])
		w.traced(fmt.Sprintf("enc.%d", i), seq.x, width)
	}
	w.normalise(seq, s.norm)
	stride = s.output.stride()
	w.scores = grown(w.scores, n*stride)
	w.multiply(w.scores, stride, w.states, width, n, s.output)
	w.traced("out", w.scores, stride)
	return w.scores, stride
}

// bucket gives the row of a pair (c = 0) or triple of characters in a table of 1<<bits rows.
func bucket(a, b, c uint32, bits int) int {
	h := a*0x9E3779B1 + b*0x85EBCA6B + c*0xC2B2AE35
	h ^= h >> 15
	h *= 0x2C1B3C6D
	return int(h >> (32 - bits))
}

// longestWord is how many characters of a dictionary's words are looked at.
func longestWord(lang string) int {
	switch lang {
	case "th":
		return 16
	case "vi":
		return 28
	}
	return 8
}

// dictionaryMatches gives for each character the size, 1 to 4, of the longest dictionary word that starts here, that
// ends here, that has it inside; 0 for none. Vietnamese: in lower case, from the beginning of a syllable to the end
// of another.
func (w *worker) dictionaryMatches(chars []rune, lang string, dictionary keys) [][3]uint8 {
	rows := make([][3]uint8, len(chars))
	syllables := lang == "vi"
	if syllables {
		low := make([]rune, len(chars))
		for i, r := range chars {
			low[i] = toLower(r)
		}
		chars = low
	}
	inside := func(i int) bool { return i >= 0 && i < len(chars) && w.model.chars.of(chars[i]).word() }
	var encoded [utf8.UTFMax]byte
	for i := range chars {
		if syllables && (!inside(i) || inside(i-1)) {
			continue
		}
		hash, spaces := uint32(0), 0
		for j := i; j < min(len(chars), i+longestWord(lang)); j++ {
			hash = crc32.Update(hash, crc32.IEEETable, encoded[:utf8.EncodeRune(encoded[:], chars[j])])
			if syllables {
				spaces += pick(chars[j] == ' ', 1, 0)
				if spaces == 0 || !inside(j) || inside(j+1) {
					continue
				}
			}
			if dictionary.find(hash) >= 0 {
				mark(rows, i, j, wordSize(lang, j-i+1, spaces))
			}
		}
	}
	return rows
}

// wordSize counts characters (zh, ja), pairs of characters (th) or syllables (vi), 4 at most.
func wordSize(lang string, chars, spaces int) uint8 {
	switch lang {
	case "th":
		chars = (chars + 1) / 2
	case "vi":
		chars = spaces + 1
	}
	return uint8(min(chars, 4))
}

func mark(rows [][3]uint8, first, last int, size uint8) {
	rows[first][0] = max(rows[first][0], size)
	rows[last][1] = max(rows[last][1], size)
	for k := first + 1; k < last; k++ {
		rows[k][2] = max(rows[k][2], size)
	}
}
