package extract

import (
	"strings"
	"unicode/utf8"
)

// Dictionary forms of inflected words, for languages whose endings are regular and whose lemmas come out of the
// network unsure. They are further keys under which a word is looked up: a wrong one finds nothing.

// variants gives further keys of a word.
func variants(lang, form, lemma, upos string) []string {
	switch lang {
	case "ja":
		if upos == "VERB" || upos == "AUX" || upos == "ADJ" {
			return japaneseVerb(form)
		}
	case "ko":
		return koreanWord(form, lemma)
	case "ar":
		return arabicVariants(form, lemma, upos)
	}
	return nil
}

// japaneseEndings are the last kana of a verb's stems and those of the dictionary forms that they may come from.
var japaneseEndings = map[rune]string{
	'わ': "う", 'い': "うぐくる", 'っ': "うつるく", 'え': "う", 'お': "う", 'か': "く", 'き': "く", 'け': "く", 'こ': "く",
	'が': "ぐ", 'ぎ': "ぐ", 'げ': "ぐ", 'ご': "ぐ", 'さ': "す", 'し': "す", 'せ': "す", 'そ': "す", 'た': "つ", 'ち': "つ", 'て': "つ", 'と': "つ",
	'な': "ぬ", 'ん': "ぬむぶ", 'ば': "ぶ", 'び': "ぶ", 'べ': "ぶ", 'ぼ': "ぶ", 'ま': "む", 'み': "む", 'め': "む", 'も': "む",
	'ら': "る", 'り': "る", 'れ': "る", 'ろ': "る",
}

// japaneseVerb gives the dictionary forms that a verb's stem may belong to: 行っ → 行う, 行く …; 述べ → 述べる.
func japaneseVerb(form string) []string {
	last, size := utf8.DecodeLastRuneInString(form)
	if size == len(form) {
		if form == "し" || form == "さ" || form == "せ" {
			return []string{"する"}
		}
		return []string{form + "る"}
	}
	keys := []string{form + "る"}
	for _, r := range japaneseEndings[last] {
		keys = append(keys, form[:len(form)-size]+string(r))
	}
	return keys
}

// koreanParticles stand at the end of a noun, longest first.
var koreanParticles = []string{"으로부터", "에게서는", "으로서의", "에서부터", "로부터", "에게서", "에서는", "에서도", "에서의", "에게는", "에게도", "으로는", "으로도", "으로의",
	"으로서", "이라고", "이라는", "이라며", "이었다", "에는", "에도", "에의", "과의", "와의", "과는", "와는", "과도", "와도", "로는", "로도", "로의", "로서", "라고", "라는", "까지", "부터",
	"에서", "에게", "한테", "으로", "보다", "마다", "처럼", "이나", "이며", "이자", "이고", "들의", "들은", "들이", "들을", "들", "께서", "조차", "마저", "만", "은", "는",
	"이", "가", "을", "를", "의", "에", "로", "와", "과", "도", "나", "다", "라", "며"}

// koreanCopulas say of somebody that he is or was what the noun before them says: 의장이었던, 의원입니다.
var koreanCopulas = []string{"이었던", "이었으며", "이었고", "였으며", "였던", "였고", "이었다", "였다", "입니다", "이던", "이라고", "이라며"}

// koreanAffixes make verbs of nouns: syllables that begin an inflected 하다, 되다, 당하다, 받다, 시키다.
var koreanAffixes = map[rune]string{
	'하': "하다", '했': "하다", '한': "하다", '할': "하다", '함': "하다", '합': "하다", '해': "하다", '되': "되다", '됐': "되다", '된': "되다", '될': "되다", '됨': "되다",
	'돼': "되다", '됩': "되다", '당': "당하다", '받': "받다", '시': "시키다",
}

// Final consonants of a Hangul syllable.
const (
	finalN  = 4
	finalL  = 8
	finalSS = 20
)

// koreanStems undoes the endings that melt into a verb's last syllable: the past (보냈다, 만났다, 맺었다) and the adnominal
// forms (떠난, 열린).
func koreanStems(form string) []string {
	var stems []string
	runes := []rune(form)
	for i, r := range runes {
		if r < 0xAC00 || r > 0xD7A3 {
			continue
		}
		final := (r - 0xAC00) % 28
		last := i == len(runes)-1
		if final != finalSS && (!last || final != finalN && final != finalL) {
			continue
		}
		prefix, open := string(runes[:i]), r-final
		stems = append(stems, prefix+string(open))
		if final == finalSS {
			if r == '았' || r == '었' || r == '였' {
				stems = append(stems, prefix)
			}
			switch (open - 0xAC00) / 28 % 21 {
			case 14: // 세웠: 세우
				stems = append(stems, prefix+string(open-28))
			case 9: // 나왔: 나오
				stems = append(stems, prefix+string(open-28))
			case 6: // 가졌: 가지
				stems = append(stems, prefix+string(open+14*28))
			}
			break
		}
	}
	return stems
}

// koreanWord gives the noun without its particles, and of a verb made of a noun the noun and the dictionary form:
// 협정에 → 협정; 공격했다고 → 공격, 공격하다.
func koreanWord(form, lemma string) []string {
	var keys []string
	add := func(key string) {
		if utf8.RuneCountInString(key) >= 1 && key != form && key != lemma {
			keys = append(keys, key)
		}
	}
	if first, rest, ok := strings.Cut(lemma, "+"); ok {
		add(first)
		add(first + "다")
		if second, _, _ := strings.Cut(rest, "+"); utf8.RuneCountInString(second) > 1 {
			add(first + second)
			add(second)
		}
	}
	for _, stem := range koreanStems(form) {
		add(stem + "다")
	}
	for _, p := range koreanParticles {
		if stem, ok := strings.CutSuffix(form, p); ok && utf8.RuneCountInString(stem) >= 2 {
			add(stem)
			break
		}
	}
	for _, ending := range koreanCopulas {
		if stem, ok := strings.CutSuffix(form, ending); ok && utf8.RuneCountInString(stem) >= 2 {
			add(stem)
			break
		}
	}
	for i, r := range form {
		affix := koreanAffixes[r]
		if affix == "" || i < len("가나") {
			continue
		}
		if r == '시' && !strings.HasPrefix(form[i:], "시키") && !strings.HasPrefix(form[i:], "시켰") && !strings.HasPrefix(form[i:], "시킨") {
			continue
		}
		if r == '당' && !strings.HasPrefix(form[i:], "당하") && !strings.HasPrefix(form[i:], "당했") && !strings.HasPrefix(form[i:], "당한") && !strings.HasPrefix(form[i:], "당해") {
			continue
		}
		add(form[:i])
		add(form[:i] + affix)
	}
	return keys
}
