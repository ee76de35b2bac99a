package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line's end ends a sentence, unless a program broke the lines to fit a width, as in mails and old wire copy.

// extent is a stretch of text, in bytes.
type extent struct{ start, end int }

// pieces cuts a text into what sentences do not go beyond: its lines, or blocks of broken lines.
func pieces(text string) []extent {
	var out []extent
	for start := 0; start < len(text); {
		block := extent{start, start}
		var lines []extent
		for block.end < len(text) {
			end, next := lineEnd(text, block.end)
			if strings.TrimSpace(text[block.end:end]) == "" {
				block.end = next
				break
			}
			lines = append(lines, extent{block.end, end})
			block.end = next
		}
		if broken(text, lines) {
			lines = []extent{{lines[0].start, lines[len(lines)-1].end}}
		}
		out = append(out, lines...)
		start = block.end
	}
	return out
}

// lineEnd gives where the line from start ends and where the next one begins.
func lineEnd(text string, start int) (end, next int) {
	i := strings.IndexAny(text[start:], "\n\r\v\f\u0085\u2028\u2029")
	if i < 0 {
		return len(text), len(text)
	}
	end = start + i
	if strings.HasPrefix(text[end:], "\r\n") {
		return end, end + 2
	}
	_, size := utf8.DecodeRuneInString(text[end:])
	return end, end + size
}

// broken says whether lines were broken to fit a width: no line had room for the first word of the next, and a good
// part of them goes on in lower case.
func broken(text string, lines []extent) bool {
	const fewest, narrowest, widest = 3, 40, 100
	if len(lines) < fewest {
		return false
	}
	broadest, goesOn := 0, 0
	for _, l := range lines {
		if l.end-l.start > 4*widest {
			return false
		}
		broadest = max(broadest, utf8.RuneCountInString(text[l.start:l.end]))
	}
	if broadest < narrowest || broadest > widest {
		return false
	}
	for i, l := range lines[1:] {
		before, words := lines[i], strings.Fields(text[l.start:l.end])
		if utf8.RuneCountInString(text[before.start:before.end])+1+utf8.RuneCountInString(words[0]) <= broadest {
			return false
		}
		if first, _ := utf8.DecodeRuneInString(words[0]); unicode.IsLower(first) {
			goesOn++
		}
	}
	return 4*goesOn >= len(lines)-1
}
