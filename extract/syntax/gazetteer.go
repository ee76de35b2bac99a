package syntax

import (
	"hash/crc32"
	"strings"
	"unicode/utf8"
)

// Names from lists are a hint to the network, not a decision: for each token, whether a listed person, organisation,
// country or place begins or goes on there.
const (
	gazClasses   = 4
	gazMaxTokens = 6
)

// gazetteer is a list of hashed names with one byte of classes for each.
type gazetteer struct {
	keys    keys
	classes []byte
}

func (g *gazetteer) find(hash uint32) byte {
	if i := g.keys.find(hash); i >= 0 {
		return g.classes[i]
	}
	return 0
}

// listed is what a form contributes to a lookup.
type listed struct {
	name         string   // normalised, without white space
	chars        int      // length of name in characters
	alternatives []string // ru: the stem; de, ar, ko: the forms without an ending or a prefix
	upper, lower bool     // case of the first character
}

func russianEndings() []string {
	return strings.Fields("ого его ому ему ыми ими ами ями ой ей ою ею ом ем ам ям ах ях ую юю ая яя ое ее ий ый ые " +
		"ие ия ии ию ых их ым им ов ев а я у ю е ы и о ь й")
}

// russianStem cuts the first of the endings that fits and leaves three letters at least.
func russianStem(s string) string {
	for _, e := range russianEndings() {
		if strings.HasSuffix(s, e) && utf8.RuneCountInString(s)-utf8.RuneCountInString(e) >= 3 {
			return s[:len(s)-len(e)]
		}
	}
	return s
}

// listName gives the form under which a word of a listed name is looked up.
func (s *spelling) listName(form, lang string) string {
	out := make([]byte, 0, 64)
	for _, r := range string(s.appendNormal(out, form, lang)) {
		if isSpace(r) {
			continue
		}
		if lang == "ar" { // alef and final ya in one spelling
			switch r {
			case 'أ', 'إ', 'آ':
				r = 'ا'
			case 'ى':
				r = 'ي'
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// listed prepares a form. What the alternatives mean depends on the language, see match.
func (s *spelling) listed(form, lang string) listed {
	l := listed{name: s.listName(form, lang)}
	l.chars = utf8.RuneCountInString(l.name)
	first, _ := utf8.DecodeRuneInString(form)
	if k := s.chars.of(first); form != "" {
		l.upper, l.lower = k == upperChar, k == lowerChar
	}
	switch lang {
	case "ru":
		l.alternatives = []string{russianStem(l.name)}
	case "de": // genitive
		if strings.HasSuffix(l.name, "s") && l.chars >= 4 {
			l.alternatives = []string{l.name[:len(l.name)-1]}
		}
	case "ar": // and, so, with, for, as; "for the"
		first, size := utf8.DecodeRuneInString(l.name)
		if l.chars >= 4 && strings.ContainsRune("وفبلك", first) {
			l.alternatives = append(l.alternatives, l.name[size:])
		}
		if rest, ok := strings.CutPrefix(l.name, "لل"); ok && l.chars >= 5 {
			l.alternatives = append(l.alternatives, rest)
		}
	case "ko": // up to three syllables of particles
		chars := []rune(form)
		for cut := 1; cut <= 3 && len(chars)-cut >= 2 && hangul(chars[len(chars)-cut]); cut++ {
			l.alternatives = append(l.alternatives, s.listName(string(chars[:len(chars)-cut]), lang))
		}
	}
	return l
}

// match says which classes the run of words has, by the first of its keys that is in the list.
func (g *gazetteer) match(words []*wordType, lang string) byte {
	upper, lower := false, false
	for _, w := range words {
		upper, lower = upper || w.upper, lower || w.lower
	}
	if lower && !upper {
		return 0
	}
	last := len(words) - 1
	before := hashNames(0, words[:last])
	if bits := g.find(hashString(before, words[last].name)); bits != 0 {
		return bits
	}
	switch lang {
	case "ru": // all words by their stems
		h := hashString(0, "~")
		for _, w := range words {
			h = hashString(h, w.alternatives[0])
		}
		return g.find(h)
	case "de", "ko": // the last word without its ending
		for _, a := range words[last].alternatives {
			if bits := g.find(hashString(before, a)); bits != 0 {
				return bits
			}
		}
	case "ar": // the first word without its prefix
		for _, a := range words[0].alternatives {
			if bits := g.find(hashNames(hashString(0, a), words[1:])); bits != 0 {
				return bits
			}
		}
	}
	return 0
}

func hashNames(h uint32, words []*wordType) uint32 {
	for _, w := range words {
		h = hashString(h, w.name)
	}
	return h
}

func hashString(h uint32, s string) uint32 {
	return crc32.Update(h, crc32.IEEETable, []byte(s))
}

// features gives for each word a bit 2k where a match of class k begins and a bit 2k+1 where it goes on: left to
// right, the longest match from each start.
func (g *gazetteer) features(out []byte, words []*wordType, lang string) []byte {
	for range words {
		out = append(out, 0)
	}
	rows := out[len(out)-len(words):]
	for i := 0; i < len(words); {
		step := 1
		for j := min(len(words), i+gazMaxTokens); j > i; j-- {
			bits := g.match(words[i:j], lang)
			if bits == 0 {
				continue
			}
			for k := range gazClasses {
				if bits>>k&1 == 0 {
					continue
				}
				rows[i] |= 1 << (2 * k)
				for n := i + 1; n < j; n++ {
					rows[n] |= 2 << (2 * k)
				}
			}
			step = j - i
			break
		}
		i += step
	}
	return out
}
