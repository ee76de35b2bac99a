package article

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// Languages lists the codes of the languages that articles may be in.
func Languages() []string {
	return []string{"ar", "de", "en", "es", "fr", "id", "ja", "ko", "ms", "pt", "ru", "th", "vi", "zh-Hans", "zh-Hant"}
}

// oldCodes are bibliographic codes of ISO 639-2, which language.Parse does not take.
var oldCodes = [...][2]string{{"ger", "de"}, {"fre", "fr"}, {"chi", "zh"}, {"may", "ms"}, {"zsm", "ms"}, {"zho", "zh"}, {"cmn", "zh"}}

// NormalLang makes one of Languages of a code in any usual notation: "DE", "deu", "pt_BR", "in", "zh-TW". Plain
// "zh" stays what it is: only a text tells its script.
func NormalLang(code string) (string, error) {
	s := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(code), "_", "-"))
	s, _, _ = strings.Cut(s, ".") // de_DE.UTF-8
	for _, o := range oldCodes {
		if base, rest, _ := strings.Cut(s, "-"); base == o[0] {
			s = strings.TrimSuffix(o[1]+"-"+rest, "-")
		}
	}
	tag, err := language.All.Parse(s)
	if err != nil {
		return "", unknownLanguage(fmt.Sprintf("%q", code))
	}
	base, _, _ := tag.Raw()
	if base.String() == "und" {
		return "", unknownLanguage(fmt.Sprintf("%q", code))
	}
	if base.String() == "zh" {
		return chinese(tag), nil
	}
	if slices.Contains(Languages(), base.String()) {
		return base.String(), nil
	}
	return "", unknownLanguage(fmt.Sprintf("%q", code))
}

// chinese gives the script of a Chinese tag that names a script or region; "zh" for one that does not.
func chinese(tag language.Tag) string {
	script, sure := tag.Script()
	_, _, region := tag.Raw()
	if sure == language.Exact || region.String() != "ZZ" {
		return "zh-" + script.String()
	}
	return "zh"
}

func unknownLanguage(what string) error {
	return fmt.Errorf("%w %s: known are %s; if it is one of these, give it with --lang", ErrLanguage, what, strings.Join(Languages(), " "))
}

// textLanguage gives the language of a text: what the user says, else what the article declares, else what the
// text looks like. A page's template declares one language for all its articles, so there the text has the last
// word where it speaks clearly.
func textLanguage(text string, rec record, opt Options) (string, error) {
	lang := opt.Lang
	if lang == "" && rec.lang != "" {
		var err error
		if lang, err = NormalLang(rec.lang); err != nil && !rec.langIsHint {
			return "", err
		}
		if found := Detect(text); rec.langIsHint && found != "" {
			return closest(lang, found), nil
		}
		if err != nil {
			return "", err
		}
	}
	switch lang {
	case "":
		if found := Detect(text); found != "" {
			return found, nil
		}
		return "", unknownLanguage("of the text")
	case "zh":
		return hanScript(text), nil
	}
	return lang, nil
}

// closest settles what is declared and what is found: languages that are easily taken for each other stay as
// declared.
func closest(declared, found string) string {
	alike := func(a, b string) bool { return declared == a && found == b || declared == b && found == a }
	if alike("id", "ms") {
		return declared
	}
	return found
}

// detectLen is how much of a text decides about its language.
const detectLen = 16 << 10

// Detect tells the language of a text by its script and its frequent words; "" when it is none of Languages or
// too short to say.
func Detect(text string) string {
	if len(text) > detectLen {
		text = text[:detectLen]
	}
	n := countScripts(text)
	switch most := n.most(); {
	case n.kana*12 >= n.han && n.kana+n.han >= most && n.kana > 0:
		return "ja"
	case n.han == most && most > 0:
		return hanScript(text)
	case n.hangul == most && most > 0:
		return "ko"
	case n.thai == most && most > 0:
		return "th"
	case n.cyrillic == most && most > 0:
		return ifTrue(looksRussian(text, n.cyrillic), "ru")
	case n.arabic == most && most > 0:
		return ifTrue(n.notArabic*50 < n.arabic, "ar")
	}
	return latin(text)
}

func ifTrue(is bool, code string) string {
	if is {
		return code
	}
	return ""
}

// scripts counts letters by script. A letter of Han, kana or hangul says about as much as three others.
type scripts struct{ latin, cyrillic, arabic, notArabic, thai, hangul, han, kana int }

func countScripts(text string) (n scripts) {
	for _, r := range text {
		switch {
		case r < 'A':
		case unicode.Is(unicode.Latin, r):
			n.latin++
		case unicode.Is(unicode.Cyrillic, r):
			n.cyrillic++
		case unicode.Is(unicode.Arabic, r):
			n.arabic++
			if strings.ContainsRune("پچژگکیےٹڈڑںہھۀەێۆڕڵڤ", r) { // Persian, Urdu, Kurdish
				n.notArabic++
			}
		case unicode.Is(unicode.Thai, r):
			n.thai++
		case unicode.Is(unicode.Hangul, r):
			n.hangul += 3
		case unicode.Is(unicode.Han, r):
			n.han += 3
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			n.kana += 3
		}
	}
	return n
}

func (n scripts) most() int {
	return max(n.latin, n.cyrillic, n.arabic, n.thai, n.hangul, n.han, n.kana)
}

// looksRussian keeps out the other languages in Cyrillic: their own letters, or none of ы and э in a text that
// is long enough to need them.
func looksRussian(text string, letters int) bool {
	foreign, russian := 0, 0
	for _, r := range strings.ToLower(text) {
		switch {
		case strings.ContainsRune("іїєґўјљњћђџѓќѕәғқңөұүһөү", r):
			foreign++
		case r == 'ы' || r == 'э':
			russian++
		}
	}
	return foreign*100 < letters && (russian*400 > letters || letters < 200)
}

// hanScript tells simplified from traditional characters by those that only one of them has.
func hanScript(text string) string {
	hant := 0
	only := tables().han
	for _, r := range text {
		hant += int(only[r])
	}
	if hant > 0 {
		return "zh-Hant"
	}
	return "zh-Hans"
}
