package article

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

//go:embed data/words.txt
var wordsFile string

//go:embed data/malay.txt
var malayFile string

//go:embed data/han.txt
var hanFile string

// wordTables are the embedded lists, ready to look up.
type wordTables struct {
	langs []string             // languages in Latin script, ours and neighbours that look like them
	words map[string][]float32 // for each frequent word, log10 of its frequency in each of langs; 0 where not frequent
	own   map[string]int       // words that tell two close languages apart, with the index of their language
	han   map[rune]int8        // -1 for characters that are only simplified, +1 for those that are only traditional
}

// tables reads the lists when a language is told for the first time.
var tables = sync.OnceValue(func() *wordTables {
	t := &wordTables{words: map[string][]float32{}, han: map[rune]int8{}}
	langs, sections := readSections(wordsFile)
	t.langs = langs
	for i, lines := range sections {
		for _, line := range lines {
			words := strings.Fields(line)
			decibel, _ := strconv.Atoi(words[0])
			for _, w := range words[1:] {
				if t.words[w] == nil {
					t.words[w] = make([]float32, len(langs))
				}
				t.words[w][i] = -float32(decibel) / 10
			}
		}
	}
	t.even("id", "ms")
	t.own = map[string]int{}
	langs, sections = readSections(malayFile)
	for i, lines := range sections {
		for _, line := range lines {
			for _, w := range strings.Fields(line) {
				t.own[w] = slices.Index(t.langs, langs[i])
			}
		}
	}
	for line := range strings.Lines(hanFile) {
		script, chars, _ := strings.Cut(line, " ")
		for _, r := range strings.TrimSpace(chars) {
			switch script {
			case "Hans":
				t.han[r] = -1
			case "Hant":
				t.han[r] = 1
			}
		}
	}
	return t
})

// even makes the frequencies of a word equal in two close languages unless they differ much: only then the word
// tells the languages apart, and not the sources that were counted.
func (t *wordTables) even(a, b string) {
	i, j := slices.Index(t.langs, a), slices.Index(t.langs, b)
	for _, p := range t.words {
		if p[i] != 0 && p[j] != 0 && math.Abs(float64(p[i]-p[j])) < closeFrequency {
			mean := (p[i] + p[j]) / 2
			p[i], p[j] = mean, mean
		}
	}
}

// readSections splits a list into its "[name]" sections, in order, without comments.
func readSections(file string) (names []string, sections [][]string) {
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			names, sections = append(names, strings.Trim(line, "[]")), append(sections, nil)
		default:
			last := len(sections) - 1
			sections[last] = append(sections[last], line)
		}
	}
	return names, sections
}

const (
	rareWord       = -5.5 // log10 of the frequency given to a word that is not in a language's list
	frequentWord   = -4.1 // log10 of the frequency that makes a word a frequent one
	minKnown       = 0.22 // share of words that must be frequent ones of the language found
	ownWord        = 1.0  // what a word of a language of its own adds
	closeFrequency = 0.3  // difference of log10 that may be chance
	minWords       = 3    // below, nothing is said
	fewWords       = 12   // below, the share must be higher, as a name or two may look like anything
	minKnownOf     = 0.34 // that share
)

// latin tells languages in Latin script by their frequent words. The share of them that a text must have keeps
// out the languages that are not known here.
func latin(text string) string {
	t := tables()
	score, known := make([]float64, len(t.langs)), make([]int, len(t.langs))
	n := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		n++
		for i, p := range t.words[w] {
			switch {
			case p == 0:
				p = rareWord
			case p >= frequentWord:
				known[i]++
			}
			score[i] += float64(p) - rareWord
		}
		if i, ok := t.own[w]; ok {
			score[i] += ownWord
		}
	}
	best := -1
	for i, s := range score {
		if s > 0 && (best < 0 || s > score[best]+1e-9) {
			best = i
		}
	}
	if best < 0 || n < minWords {
		return ""
	}
	share := minKnown
	if n < fewWords {
		share = minKnownOf
	}
	if float64(known[best]) < math.Max(share*float64(n), 2) {
		return ""
	}
	if !slices.Contains(Languages(), t.langs[best]) {
		return "" // a neighbour that is in the lists to be told from ours
	}
	return t.langs[best]
}
