package syntax

import (
	"unicode"
	"unicode/utf8"
)

// category is a character's Unicode general category, as far as the networks tell them apart.
type category uint8

const (
	otherChar    category = iota
	upperChar             // Lu, Lt
	lowerChar             // Ll
	letterChar            // Lo
	digitChar             // Nd
	spaceChar             // Zs
	markChar              // M
	modifierChar          // Lm
	punctChar             // P
	symbolChar            // S
	numberChar            // Nl, No
	formatChar            // Cf: seen by no network
)

// characters knows the categories of the first 65,536 characters by table: every character of a text is looked up.
type characters struct{ table [1 << 16]category }

func newCharacters() *characters {
	c := &characters{}
	for _, g := range categoryTables() {
		for _, r := range g.table.R16 {
			for x := uint32(r.Lo); x <= uint32(r.Hi); x += uint32(r.Stride) {
				c.table[x] = g.category
			}
		}
	}
	return c
}

type categoryTable struct {
	category category
	table    *unicode.RangeTable
}

func categoryTables() []categoryTable {
	return []categoryTable{{upperChar, unicode.Lu}, {upperChar, unicode.Lt}, {lowerChar, unicode.Ll},
		{letterChar, unicode.Lo}, {digitChar, unicode.Nd}, {spaceChar, unicode.Zs}, {markChar, unicode.M},
		{modifierChar, unicode.Lm}, {punctChar, unicode.P}, {symbolChar, unicode.S}, {numberChar, unicode.Nl},
		{numberChar, unicode.No}, {formatChar, unicode.Cf}}
}

func (c *characters) of(r rune) category {
	if uint32(r) < uint32(len(c.table)) {
		return c.table[r]
	}
	for _, g := range categoryTables() {
		if unicode.Is(g.table, r) {
			return g.category
		}
	}
	return otherChar
}

// class is the row of a character in the segmenter's table of classes.
func (k category) class() int {
	if k > symbolChar {
		return 0
	}
	return int(k)
}

func (k category) letter() bool {
	return k == upperChar || k == lowerChar || k == letterChar || k == modifierChar
}

// word tells letters, marks and numbers from what stands between words.
func (k category) word() bool {
	return k.letter() || k == markChar || k == digitChar || k == numberChar
}

// toLower gives the lower case of one character; İ, whose lower case is two characters, stays as it is.
func toLower(r rune) rune {
	if r == 'İ' {
		return r
	}
	return unicode.ToLower(r)
}

func lower(s string) string {
	for i := range len(s) {
		if b := s[i]; 'A' <= b && b <= 'Z' || b >= utf8.RuneSelf {
			out := make([]byte, 0, len(s)+4)
			for _, r := range s {
				out = utf8.AppendRune(out, toLower(r))
			}
			return string(out)
		}
	}
	return s
}

// isSpace also holds for the four separators of ASCII that unicode.IsSpace leaves out.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1C <= r && r <= 0x1F }

// arabicMark holds for vowel signs, superscript alef and the stretching bar.
func arabicMark(r rune) bool { return 0x064B <= r && r <= 0x0652 || r == 0x0670 || r == 0x0640 }

func hangul(r rune) bool { return 0xAC00 <= r && r < 0xD7A4 }
