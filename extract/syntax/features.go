package syntax

import (
	"hash/crc32"
	"unicode/utf8"
)

// What the networks see of a text. This file and cmd/train/features.py say the same, to the bit.

// spelling turns words into the forms under which they are looked up.
type spelling struct {
	chars      *characters
	simplified map[rune]rune // traditional to simplified Chinese characters
	bounds     []int         // scratch of gramKeys
}

// appendNormal appends the form under which a word is looked up: Chinese in simplified characters, Arabic without
// vowel signs, Korean as letters (particles become suffixes that words share); lower case, every digit 0.
func (s *spelling) appendNormal(out []byte, form, lang string) []byte {
	start := len(out)
	for _, r := range form {
		switch {
		case lang == "zh":
			if simple, ok := s.simplified[r]; ok {
				r = simple
			}
		case lang == "ar" && arabicMark(r):
			continue
		case lang == "ko" && hangul(r):
			i := r - 0xAC00
			out = utf8.AppendRune(out, 0x1100+i/588)
			out = utf8.AppendRune(out, 0x1161+i%588/28)
			if i%28 != 0 {
				out = utf8.AppendRune(out, 0x11A7+i%28)
			}
			continue
		}
		out = s.appendChar(out, r)
	}
	if len(out) == start && form != "" { // nothing but vowel signs
		for _, r := range form {
			out = s.appendChar(out, r)
		}
	}
	return out
}

func (s *spelling) appendChar(out []byte, r rune) []byte {
	if s.chars.of(r) == digitChar {
		return append(out, '0')
	}
	return utf8.AppendRune(out, toLower(r))
}

const (
	maxGrams  = 60
	rootShape = 27
)

// shape is the class of the original form: punctuation, digits, case pattern, or script and length.
func (s *spelling) shape(form string) int {
	n, uppers, lowers, digits, letters, marks := 0, 0, 0, 0, 0, 0
	var first category
	for _, r := range form {
		k := s.chars.of(r)
		if n == 0 {
			first = k
		}
		n++
		switch k {
		case upperChar:
			uppers++
		case lowerChar:
			lowers++
		case digitChar:
			digits++
		case punctChar, symbolChar:
			marks++
		}
		if k.letter() {
			letters++
		}
	}
	switch {
	case marks == n:
		return pick(n == 1, 0, 1)
	case digits == n:
		return 2
	case digits > 0:
		return pick(letters > 0, 4, 3)
	case uppers > 0 && lowers == 0:
		return pick(n == 1, 5, pick(n < 5, 6, 7))
	case first == upperChar:
		return pick(uppers == 1, 8, 9)
	case lowers > 0 && uppers == 0:
		return pick(n < 4, 10, 11)
	}
	r, _ := utf8.DecodeRuneInString(form)
	return scriptShape(r) + pick(n > 1, 0, 7)
}

func scriptShape(r rune) int {
	switch {
	case 0x4E00 <= r && r < 0xA000:
		return 13
	case 0x3040 <= r && r < 0x30A0:
		return 14
	case 0x30A0 <= r && r < 0x3100:
		return 15
	case 0xAC00 <= r && r < 0xD7B0:
		return 16
	case 0x0E00 <= r && r < 0x0E80:
		return 17
	case 0x0600 <= r && r < 0x0700:
		return 18
	}
	return 12
}

func pick(condition bool, yes, no int) int {
	if condition {
		return yes
	}
	return no
}

// wordKey is the hash of a normalised word in a language.
func wordKey(normal []byte, lang string) uint32 {
	h := crc32.ChecksumIEEE(normal)
	return crc32.Update(h, crc32.IEEETable, []byte("\t"+lang))
}

// gramKeys appends the hashes of the substrings of 2 to 5 characters of "<word>", shorter first, left to right;
// then, if any character is beyond U+0DFF, of "1" and each character. 60 at most.
func (s *spelling) gramKeys(out []uint32, normal []byte) []uint32 {
	word := make([]byte, 0, 128)
	word = append(append(append(word, '<'), normal...), '>')
	s.bounds = s.bounds[:0]
	single := false
	for i, r := range string(word) {
		s.bounds = append(s.bounds, i)
		single = single || r >= 0x0E00
	}
	s.bounds = append(s.bounds, len(word))
	chars, start := len(s.bounds)-1, len(out)
	for n := 2; n <= 5; n++ {
		for i := 0; i+n <= chars; i++ {
			if len(out)-start == maxGrams {
				return out
			}
			out = append(out, crc32.ChecksumIEEE(word[s.bounds[i]:s.bounds[i+n]]))
		}
	}
	for i := 1; single && i < chars-1 && len(out)-start < maxGrams; i++ {
		h := crc32.ChecksumIEEE([]byte("1"))
		out = append(out, crc32.Update(h, crc32.IEEETable, word[s.bounds[i]:s.bounds[i+1]]))
	}
	return out
}
