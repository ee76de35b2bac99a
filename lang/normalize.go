package lang

import (
	"unicode"
	"unicode/utf8"
)

// class sorts letters by how words are told apart: two letters of one class stand in one word, unless the
// class writes without blanks.
type class uint8

const (
	noLetter class = iota
	alphabetic
	arabic
	hangul
	han
	hiragana
	katakana
	thai
)

func classOf(r rune) class {
	switch {
	case r < 0x80:
		if r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' {
			return alphabetic
		}
		return noLetter
	case r >= 0xC0 && r < 0x600:
		if unicode.IsLetter(r) || r >= 0x300 && r < 0x370 {
			return alphabetic
		}
		return noLetter
	case r >= 0x600 && r < 0x780, r >= 0xFB50 && r < 0xFE00, r >= 0xFE70 && r < 0xFEFF:
		if unicode.IsLetter(r) || unicode.IsMark(r) || r == 'ـ' {
			return arabic
		}
		return noLetter
	case r >= 0xE00 && r < 0xE80:
		return thai
	case r >= 0x1E00 && r < 0x2000:
		return alphabetic
	case r >= 0x3041 && r <= 0x309F:
		return hiragana
	case r >= 0x30A0 && r <= 0x30FF && r != '・' && r != '゠', r >= 0xFF66 && r <= 0xFF9F:
		return katakana
	case r >= 0x4E00 && r < 0xA000, r >= 0x3400 && r < 0x4DC0, r >= 0xF900 && r < 0xFB00, r >= 0x20000 && r < 0x32000, r == '々':
		return han
	case r >= 0xAC00 && r < 0xD7B0, r >= 0x1100 && r < 0x1200:
		return hangul
	case r >= 0xFF10 && r <= 0xFF19, r >= 0xFF21 && r <= 0xFF3A, r >= 0xFF41 && r <= 0xFF5A:
		return alphabetic
	}
	return noLetter
}

// joins tells whether no word ends between two runes.
func joins(left, right rune) bool {
	a, b := classOf(left), classOf(right)
	switch {
	case a == noLetter || b == noLetter || a != b:
		return false
	case a == thai:
		return thaiDependent(right) || left >= 'เ' && left <= 'ไ'
	}
	return a == alphabetic || a == arabic || a == hangul || a == katakana
}

// thaiDependent tells the vowels and tone marks that belong to the consonant before them.
func thaiDependent(r rune) bool {
	return r >= 'ะ' && r <= 'ฺ' || r == 'ๅ' || r >= '็' && r <= '๎'
}

// paragraph is what a break between paragraphs reads as: no name goes across it.
const paragraph = '\n'

// next reads one rune of a text the way names are compared: variants of one sign are one, any blanks are one
// blank. It gives the rune and its length in bytes; the rune is -1 for what is only written, not read (vowel
// marks, tatweel, soft hyphens).
func next(text string, i int) (rune, int) {
	if c := text[i]; c < utf8.RuneSelf {
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			return blanks(text, i)
		case c == '`':
			return '\'', 1
		}
		return rune(c), 1
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	switch {
	case r < 0x100:
		switch r {
		case 0xA0:
			return blanks(text, i)
		case 0xAD:
			return -1, n
		case '´':
			return '\'', n
		}
	case r < 0x370:
		if r >= 0x300 {
			return -1, n
		}
	case r >= 0x600 && r < 0x700:
		return arabicRune(r), n
	case r >= 0x2000 && r < 0x2100:
		return punctuation(text, i, r, n)
	case r == '・' || r == '･':
		return '·', n
	case r == '　':
		return blanks(text, i)
	case r == 0xFEFF:
		return -1, n
	case r == '＝' || r == '゠':
		return '=', n
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0, n
	}
	return r, n
}

func punctuation(text string, i int, r rune, n int) (rune, int) {
	switch r {
	case '‘', '’', '‛', '′':
		return '\'', n
	case '‐', '‑', '‒', '–':
		return '-', n
	case '‧', '•':
		return '·', n
	case 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E:
		return -1, n
	}
	if r <= 0x200A || r == 0x202F {
		return blanks(text, i)
	}
	return r, n
}

func arabicRune(r rune) rune {
	switch {
	case r == 'أ' || r == 'إ' || r == 'آ' || r == 'ٱ':
		return 'ا'
	case r == 'ى' || r == 'ی':
		return 'ي'
	case r == 'ک':
		return 'ك'
	case r == 'ة':
		return 'ه'
	case r == 'ـ' || r >= 0x64B && r <= 0x65F || r == 0x670:
		return -1
	}
	return r
}

// blanks reads a run of blanks as one.
func blanks(text string, i int) (rune, int) {
	start, lines := i, 0
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == '\n' {
			lines++
		} else if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	if lines > 1 {
		return paragraph, i - start
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:start]); lines == 0 && classOf(before) == katakana {
		if after, _ := utf8.DecodeRuneInString(text[i:]); classOf(after) == katakana {
			return '·', i - start // ドナルド トランプ is ドナルド・トランプ
		}
	}
	return ' ', i - start
}

// fold takes the case off a rune and, where the language is not told apart by them, the accents.
func fold(r rune, accents bool) rune {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r |= 0x20
		}
		return r
	}
	if r >= 0x600 && r < 0x1E00 || r >= 0x2000 && r < 0xFF00 {
		return r
	}
	r = unicode.ToLower(r)
	if r == 'ё' {
		return 'е'
	}
	if !accents && r < 0x2000 {
		return base(r)
	}
	return r
}

// bases writes each accented small letter under its base letter.
var bases = map[rune]string{
	'a': "àáâãäåāăąǎạảấầẩẫậắằẳẵặ", 'c': "çćĉċč", 'd': "ďđ", 'e': "èéêëēĕėęěẹẻẽếềểễệ", 'g': "ĝğġģ", 'h': "ĥħ",
	'i': "ìíîïĩīĭįıỉị", 'j': "ĵ", 'k': "ķ", 'l': "ĺļľŀł", 'n': "ñńņňŉ", 'o': "òóôõöøōŏőọỏốồổỗộớờởỡợơ",
	'r': "ŕŗř", 's': "śŝşšș", 't': "ţťŧț", 'u': "ùúûüũūŭůűųưụủứừửữự", 'w': "ŵ", 'y': "ýÿŷỳỵỷỹ", 'z': "źżž",
}

var baseTable = func() (t [0x2000]rune) {
	for b, letters := range bases {
		for _, r := range letters {
			t[r] = b
		}
	}
	return t
}()

func base(r rune) rune {
	if b := baseTable[r]; b != 0 {
		return b
	}
	return r
}
