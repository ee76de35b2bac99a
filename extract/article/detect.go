package article

import (
	"bytes"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/unicode/norm"
)

//go:embed data/chars.txt
var charsFile string

// guess is an encoding that text may be in without saying so, and the languages that are written in it.
type guess struct {
	enc   encoding.Encoding
	langs []string
	rare  float64 // log10 of how seldom files are in it, compared with the others
}

// guesses lists what is tried; of equally likely ones the first is taken.
func guesses() []guess {
	western := []string{"en", "de", "es", "fr", "pt"}
	return []guess{
		{charmap.Windows1252, western, 0},
		{simplifiedchinese.GB18030, []string{"zh-Hans", "zh-Hant"}, 0},
		{traditionalchinese.Big5, []string{"zh-Hant"}, 0},
		{japanese.ShiftJIS, []string{"ja"}, 0},
		{japanese.EUCJP, []string{"ja"}, 0},
		{korean.EUCKR, []string{"ko"}, 0},
		{charmap.Windows1251, []string{"ru"}, 0},
		{charmap.KOI8R, []string{"ru"}, 0},
		{charmap.CodePage866, []string{"ru"}, 0},
		{charmap.ISO8859_5, []string{"ru"}, 0},
		{charmap.Windows1256, []string{"ar"}, 0},
		{charmap.ISO8859_6, []string{"ar"}, 0},
		{charmap.Windows874, []string{"th"}, 0},
		{charmap.Windows1258, []string{"vi"}, 0},
		{charmap.CodePage850, western, -8},
		{charmap.Macintosh, western, -8},
	}
}

// Log10 of how likely a character is, where the lists do not say.
const (
	letterAtHome = -1.4 // an ASCII letter in a language that is written with them
	letterAbroad = -3.5 // in another language
	otherASCII   = -1.6
	punctuation  = -2.8 // a quotation mark, dash or sign that every language uses
	rareChar     = -6.5
	minLatin     = -4.6 // mean over the characters outside ASCII that text must reach
	minAlphabet  = -3.1 // the same in other alphabets
	minIdeograph = -4.2 // the same in Chinese, Japanese and Korean
)

// charTable holds, for each language, how likely its characters are.
var charTable = sync.OnceValue(func() map[string]map[rune]float64 {
	langs, sections := readSections(charsFile)
	table := map[string]map[rune]float64{"en": {}}
	for i, lines := range sections {
		chars := map[rune]float64{}
		for _, line := range lines {
			decibel, list, _ := strings.Cut(line, " ")
			d, _ := strconv.Atoi(decibel)
			for _, r := range list {
				chars[r] = -float64(d) / 10
			}
		}
		table[langs[i]] = chars
	}
	return table
})

// detectWindow is how much text, from its first character outside ASCII on, decides about the encoding.
const detectWindow = 8 << 10

// detect decodes text whose encoding nobody declares: of the encodings that can mean all its bytes it takes the
// one that makes the likeliest text of them.
func detect(data []byte) (string, error) {
	window := data
	if i := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }); i > 256 {
		window = data[i-256:]
	}
	window = window[:min(len(window), detectWindow)]
	var best string
	var bestEnc encoding.Encoding
	bestScore := 0.0
	for _, g := range guesses() {
		text, ok := sample(g.enc, window)
		if !ok {
			continue
		}
		for _, lang := range g.langs {
			score, mean := likely(text, lang)
			if score += g.rare; mean < threshold(lang) || bestEnc != nil && score <= bestScore {
				continue
			}
			if whole, err := decodeWith(g.enc, "", data); err == nil {
				best, bestEnc, bestScore = whole, g.enc, score
			}
		}
	}
	if bestEnc == nil {
		return "", fmt.Errorf("%w: it is not UTF-8 and no other encoding fits; convert it to UTF-8, e.g. with iconv", ErrUndecodable)
	}
	return best, nil
}

// sample decodes the window; a character that its end cuts through is dropped.
func sample(enc encoding.Encoding, window []byte) (string, bool) {
	for cut := 0; cut < 4 && cut <= len(window); cut++ {
		out, err := enc.NewDecoder().Bytes(window[:len(window)-cut])
		if err == nil && !bytes.Contains(out, []byte("\ufffd")) {
			return norm.NFC.String(string(out)), true
		}
	}
	return "", false
}

// likely gives log10 of how likely a text is in a language, and the mean over its characters outside ASCII.
func likely(text, lang string) (score, mean float64) {
	chars := charTable()[lang]
	letter := letterAbroad
	if latinScript(lang) {
		letter = letterAtHome
	}
	outside, n, ascii := 0.0, 0, 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && (r|0x20) >= 'a' && (r|0x20) <= 'z':
			score += letter
			ascii++
		case r < utf8.RuneSelf:
			score += otherASCII
		default:
			p := rareChar
			if known, ok := chars[r]; ok {
				p = known
			} else if known, ok := chars[lower(r)]; ok {
				p = known - 0.7
			} else if usual(r, lang) {
				p = punctuation
			}
			score, outside, n = score+p, outside+p, n+1
		}
	}
	if n == 0 || lang == "vi" && n*10 < ascii { // Vietnamese has marks on every third letter
		return score, rareChar
	}
	return score, outside / float64(n)
}

func threshold(lang string) float64 {
	switch lang {
	case "ar", "ru", "th":
		return minAlphabet
	case "ja", "ko", "zh-Hans", "zh-Hant":
		return minIdeograph
	}
	return minLatin
}

func latinScript(lang string) bool {
	switch lang {
	case "de", "en", "es", "fr", "pt", "vi":
		return true
	}
	return false
}

// lower gives the small letter of a capital outside ASCII.
func lower(r rune) rune {
	for _, l := range strings.ToLower(string(r)) {
		return l
	}
	return r
}

// usual tells signs that any text of a language may hold.
func usual(r rune, lang string) bool {
	switch lang {
	case "ja", "ko", "zh-Hans", "zh-Hant":
		return r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff65 || strings.ContainsRune("‘’“”—…·～", r)
	case "ar":
		if strings.ContainsRune("،؛؟ًٌٍَُِّْـ", r) {
			return true
		}
	case "en": // what English borrows
		if strings.ContainsRune("éèáíóñüöäç", r) {
			return true
		}
	case "es":
		if strings.ContainsRune("¿¡ªº", r) {
			return true
		}
	}
	return strings.ContainsRune("‘’“”„‚«»‹›–—…•·§°€£\u00a0©№", r)
}
