package syntax

import (
	"strings"
	"unicode/utf8"
)

// The segmenter proposes where sentences end. It learnt that from treebanks, which are no running text, so what it
// says is held against some rules.

// settleEnds corrects the ends of the sentences of one line; the last word ends one in any case.
func settleEnds(l *line, words []word, lang string) {
	length := 0 // words of the sentence so far
	for i := range words {
		length++
		if i+1 == len(words) {
			words[i].ends = true
			return
		}
		if lang == "th" {
			words[i].ends = thaiEnd(l, words, i, length)
		} else if lang == "zh" && l.semicolon(words[i]) && l.closed(words[i].first) {
			words[i].ends = length > 4
		} else if words[i].ends {
			words[i].ends = false
			if j := l.end(words, i, lang); j >= 0 {
				words[j].ends, length = true, 0
				continue
			}
		}
		if words[i].ends {
			length = 0
		}
	}
}

// end gives the word with which the sentence proposed to end at word i really ends: closing quotes and brackets
// still belong to it. -1 if it does not end: only punctuation ends sentences, and nothing goes on in lower case.
func (l *line) end(words []word, i int, lang string) int {
	last := l.chars[words[i].last-1]
	if l.kinds[words[i].last-1] != punctChar || strings.ContainsRune(",:،、，：·‧・", last) || l.abbreviation(words[i].last, lang) {
		return -1
	}
	for i+1 < len(words) && l.closes(words[i+1]) {
		i++
	}
	if i+1 == len(words) {
		return i
	}
	next := words[i+1].first
	if l.kinds[next] == lowerChar || strings.ContainsRune(",:;،、，：；)）", l.chars[next]) {
		return -1
	}
	if lang == "ja" && closing(l.chars[words[i].last-1]) { // 「……。」と述べた
		rest := string(l.chars[next:min(len(l.chars), next+3)])
		for _, particle := range []string{"と", "って", "など", "の", "を", "に", "が", "は"} {
			if strings.HasPrefix(rest, particle) {
				return -1
			}
		}
	}
	return i
}

// semicolon tells the mark that sets Chinese clauses apart as a full stop does: each has its own subject and verb,
// and trees over several of them go wrong.
func (l *line) semicolon(w word) bool { return w.last == w.first+1 && l.chars[w.first] == '；' }

// closed tells whether no quotation or bracket is open before a character.
func (l *line) closed(at int) bool {
	depth := 0
	for _, r := range l.chars[:at] {
		switch {
		case strings.ContainsRune("“‘「『（(", r):
			depth++
		case strings.ContainsRune("”’」』）)", r):
			depth--
		}
	}
	return depth <= 0
}

func closing(r rune) bool { return strings.ContainsRune("»”’」』》）)]】〉", r) }

// closes says whether a word is nothing but closing quotes and brackets. A straight quote, or one that closes only
// in some languages, does so where it is glued to the word before it but not to the next one.
func (l *line) closes(w word) bool {
	for i := w.first; i < w.last; i++ {
		r := l.chars[i]
		if closing(r) {
			continue
		}
		before := w.first > 0 && l.kinds[w.first-1] != spaceChar
		after := w.last == len(l.chars) || l.kinds[w.last] == spaceChar
		if !strings.ContainsRune("\"'“‘«", r) || !before || !after {
			return false
		}
	}
	return true
}

// abbreviation says whether the full stop before the character at end belongs to an abbreviation that a name
// follows: a title, or, in scripts without capitals, a Latin initial.
func (l *line) abbreviation(end int, lang string) bool {
	first := end - 1
	if l.chars[first] != '.' {
		return false
	}
	for first > 0 && l.kinds[first-1].letter() {
		first--
	}
	letters := string(l.chars[first : end-1])
	switch lang {
	case "zh", "ja", "ko", "th", "ar":
		return utf8.RuneCountInString(letters) == 1 && l.kinds[first] == upperChar
	}
	return letters != "" && strings.Contains(titles(lang), " "+letters+" ")
}

func titles(lang string) string {
	switch lang {
	case "en":
		return " Mr Mrs Ms Dr St Prof Gen Sen Rep Gov Lt Col Capt Sgt Maj Rev Hon "
	case "de":
		return " Dr Prof St Hr Fr Dipl Ing "
	case "fr":
		return " M MM Dr Pr St Mgr "
	case "es":
		return " Sr Sra Dr Dra Srta D Gral Cnel "
	case "pt":
		return " Sr Sra Dr Dra Prof Gen Cel "
	case "ru":
		return " Св св им ул проф акад ген "
	case "id":
		return " Dr Prof H Hj Ir Drs "
	}
	return ""
}

// thaiEnd decides for Thai, which has no full stop, and whose treebanks do not show where sentences end in running
// text: at a space, before a word that opens a new thought, or where the segmenter says so and the sentence is
// long enough not to be the opening of another.
func thaiEnd(l *line, words []word, i, length int) bool {
	const short, long, endless, rest = 6, 15, 35, 3
	if words[i].last == words[i+1].first || len(words)-i-1 < rest {
		return false
	}
	next := string(l.chars[words[i+1].first:min(len(l.chars), words[i+1].first+16)])
	if opens(next, "นอกจากนี้ นอกจากนั้น อย่างไรก็ตาม อย่างไรก็ดี ทั้งนี้ ขณะเดียวกัน ในขณะเดียวกัน ดังนั้น ด้วยเหตุนี้ ต่อมา จากนั้น หลังจากนั้น ทว่า แต่ทว่า "+
		"อนึ่ง ล่าสุด ในที่สุด ในทางกลับกัน ในทางตรงกันข้าม ต่อจากนั้น") {
		return length >= short
	}
	if opens(next, "กล่าว เขากล่าว เธอกล่าว") { // he said: goes with what was said
		return false
	}
	return length >= endless && words[i].ends || length >= long && opens(next, "ขณะที่ ในขณะที่ ส่วน ก่อนหน้านี้ ด้าน โดย แต่ สำหรับ เมื่อวัน")
}

func opens(text, openers string) bool {
	for _, opener := range strings.Fields(openers) {
		if strings.HasPrefix(text, opener) {
			return true
		}
	}
	return false
}
