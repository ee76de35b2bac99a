package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Resemblance tells how far two names may be one name in two scripts ("Kim Jong Un", "Ким Чен Ын", "김정은"): 0 for
// not at all, 1 for the same. It compares the consonants that both are spoken with, word by word, and is cautious:
// below 0.85 it says nothing, and even 1 makes a candidate for a reader to judge, never an identity. Chinese
// characters are read differently in each language and resemble only themselves.
func Resemblance(a, b string) float64 {
	if NormalName(a) == NormalName(b) {
		return 1
	}
	x, y := spoken(a), spoken(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	if len(x) != len(y) { // words may be written as one: 김정은
		x, y = []string{strings.Join(x, "")}, []string{strings.Join(y, "")}
	}
	sum, length := 0.0, 0
	for i := range x {
		n := max(len(x[i]), len(y[i]))
		sum += float64(n - edits(x[i], y[i]))
		length += n
	}
	if length < 3 { // too little to tell
		return 0
	}
	return max(0, sum/float64(length))
}

// spoken gives the consonants of each word of a name in Latin letters, sounds that scripts mix up as one; nil if
// the name has signs that cannot be read.
func spoken(name string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("-·・‧=.'’", r) }) {
		latin, ok := romanize(w)
		if !ok {
			return nil
		}
		if s := skeleton(latin); s != "" {
			words = append(words, s)
		}
	}
	return words
}

// romanize writes a word in Latin letters.
func romanize(word string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.ToLower(word) {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		case r >= 0xAC00 && r < 0xD7A4:
			syllable := int(r - 0xAC00)
			b.WriteString(initials[syllable/588])
			b.WriteByte('a')
			b.WriteString(finals[syllable%28])
		case unicode.Is(unicode.Mn, r), r == 'ー', r == 'ー':
		default:
			s, ok := letters[r]
			if !ok {
				return "", false
			}
			b.WriteString(s)
		}
	}
	return b.String(), true
}

// skeleton keeps the consonants of a word, each sound once where it is doubled.
func skeleton(latin string) string {
	for i := 0; i+1 < len(sounds); i += 2 {
		latin = strings.ReplaceAll(latin, sounds[i], sounds[i+1])
	}
	var b strings.Builder
	last := byte(0)
	for i := range len(latin) {
		c := latin[i]
		if strings.IndexByte("aeiouyhw", c) >= 0 {
			last = 0
			continue
		}
		if c != last {
			b.WriteByte(c)
		}
		last = c
	}
	if b.Len() == 0 && latin != "" {
		return "a" // a word of vowels
	}
	return b.String()
}

// edits counts the letters to be put in, taken out or changed to make one word the other.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		corner := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := corner
			if a[i-1] != b[j-1] {
				cost++
			}
			corner = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// sounds are spellings, and what stands for them in a skeleton.
var sounds = []string{"shch", "s", "tsch", "C", "sch", "s", "tch", "C", "ch", "C", "sh", "s", "zh", "s", "kh", "k", "gh", "k", "ph", "p",
	"th", "t", "dj", "C", "ck", "k", "ng", "n", "ts", "s", "dz", "s", "x", "ks", "q", "k", "c", "k", "b", "p", "v", "p", "f", "p", "d", "t",
	"g", "k", "j", "C", "z", "s", "l", "r"}

var initials = []string{"g", "g", "n", "d", "d", "r", "m", "b", "b", "s", "s", "", "j", "j", "ch", "k", "t", "p", "h"}

var finals = []string{"", "g", "g", "g", "n", "n", "n", "d", "l", "l", "l", "l", "l", "l", "l", "l", "m", "b", "b", "t", "t", "ng", "t", "t", "k", "t", "p", ""}

// letters gives the sound of the letters of Cyrillic, Arabic and katakana, and of accented Latin letters.
var letters = func() map[rune]string {
	m := map[rune]string{}
	for _, row := range []string{
		"а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya і i ї i є e ґ g",
		"ا a أ a إ i آ a ب b ت t ث th ج j ح h خ kh د d ذ d ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h و w ي y ى a ة a ء - ئ y ؤ w ٱ a",
		"ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko ガ ga ギ gi グ gu ゲ ge ゴ go サ sa シ shi ス su セ se ソ so ザ za ジ ji ズ zu ゼ ze ゾ zo",
		"タ ta チ chi ツ tsu テ te ト to ダ da ヂ ji ヅ zu デ de ド do ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho バ ba ビ bi ブ bu ベ be ボ bo",
		"パ pa ピ pi プ pu ペ pe ポ po マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ヴ v ッ - ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo",
		"á a à a â a ä a ã a å a ā a ă a ą a æ ae ç s ć c č ch ď d đ d é e è e ê e ë e ē e ę e ě e ğ g í i ì i î i ï i ī i ı i ł l ñ n ń n ň n ó o ò o ô o ö o õ o ø o ō o ő o œ oe ř r ś s š sh ş sh ß ss ť t ţ t ț t ú u ù u û u ü u ū u ů u ű u ý y ÿ y ź z ż z ž zh",
	} {
		fields := strings.Fields(row)
		for i := 0; i+1 < len(fields); i += 2 {
			r, _ := utf8.DecodeRuneInString(fields[i])
			m[r] = strings.TrimSuffix(fields[i+1], "-")
		}
	}
	return m
}()
