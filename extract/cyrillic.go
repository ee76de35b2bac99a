package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// Dictionary forms of inflected names in Cyrillic. Names that no list knows have no lemma that could be trusted;
// their case and gender in the sentence, which the words around them show, tell what to take off.

// rewrite is one end of an inflected word and what stands there in the nominative.
type rewrite struct{ end, base string }

// After these letters и is written for ы.
const softeners = "гкхжшчщ"

// The genders, as the tables below count them.
const (
	masculine = iota
	feminine
	neuter
)

// nounEnds gives the rewrites of nouns by case and gender; the first that fits is taken.
var nounEnds = map[string][3][]rewrite{
	"Gen": {{{"ея", "ей"}, {"ия", "ий"}, {"ая", "ай"}, {"ля", "ль"}, {"ря", "рь"}, {"ня", "нь"}, {"а", ""}},
		{{"ии", "ия"}, {"ьи", "ья"}, {"ы", "а"}, {"ки", "ка"}, {"ги", "га"}, {"хи", "ха"}, {"жи", "жа"}, {"ши", "ша"}, {"чи", "ча"}, {"и", "я"}},
		{{"ия", "ие"}, {"ья", "ье"}, {"а", "о"}}},
	"Dat": {{{"ею", "ей"}, {"ию", "ий"}, {"аю", "ай"}, {"лю", "ль"}, {"рю", "рь"}, {"ню", "нь"}, {"у", ""}},
		{{"ии", "ия"}, {"ье", "ья"}, {"е", "а"}},
		{{"ию", "ие"}, {"у", "о"}}},
	"Ins": {{{"овым", "ов"}, {"евым", "ев"}, {"ёвым", "ёв"}, {"иным", "ин"}, {"ыным", "ын"}, {"еем", "ей"}, {"ием", "ий"}, {"аем", "ай"}, {"лем", "ль"}, {"рем", "рь"}, {"ом", ""}, {"ем", ""}},
		{{"ией", "ия"}, {"ьей", "ья"}, {"ою", "а"}, {"ой", "а"}, {"шей", "ша"}, {"жей", "жа"}, {"чей", "ча"}, {"цей", "ца"}, {"ей", "я"}},
		{{"ием", "ие"}, {"ом", "о"}}},
	"Loc": {{{"ее", "ей"}, {"ии", "ий"}, {"ае", "ай"}, {"е", ""}, {"у", ""}},
		{{"ии", "ия"}, {"ье", "ья"}, {"е", "а"}},
		{{"ии", "ие"}, {"е", "о"}}},
	"Acc": {{{"ея", "ей"}, {"ия", "ий"}, {"ля", "ль"}, {"ря", "рь"}, {"а", ""}, {"у", "а"}},
		{{"ию", "ия"}, {"ью", "ья"}, {"ю", "я"}, {"у", "а"}},
		nil},
}

// adjectiveEnds gives the rewrites of adjectives, and of names that inflect like them, by gender.
var adjectiveEnds = [3][]rewrite{
	{{"ского", "ский"}, {"скому", "ский"}, {"ским", "ский"}, {"ском", "ский"}, {"цкого", "цкий"}, {"цкому", "цкий"}, {"цким", "цкий"}, {"цком", "цкий"},
		{"его", "ий"}, {"ему", "ий"}, {"ого", "ый"}, {"ому", "ый"}, {"ым", "ый"}, {"им", "ий"}, {"ом", "ый"}, {"ем", "ий"}},
	{{"ской", "ская"}, {"скую", "ская"}, {"цкой", "цкая"}, {"цкую", "цкая"}, {"овой", "ова"}, {"ову", "ова"}, {"евой", "ева"}, {"еву", "ева"}, {"ёвой", "ёва"},
		{"ней", "няя"}, {"нюю", "няя"}, {"ой", "ая"}, {"ей", "ая"}, {"ую", "ая"}, {"юю", "яя"}},
	{{"его", "ее"}, {"ему", "ему"}, {"ого", "ое"}, {"ому", "ое"}, {"ым", "ое"}, {"им", "ое"}, {"ом", "ое"}, {"ем", "ее"}},
}

// nominative gives a name with its head and what agrees with it in the nominative; what belongs to the head in
// another case, "Палате представителей", stays as it is.
func nominative(d *Document, x name, head int) string {
	tokens := d.Tokens
	whole := d.Text(x.Span)
	kase, gender := caseOf(tokens, head), genderOf(&tokens[head], masculine)
	if kase, _ := asEnds(tokens[head].Text, kase, gender); kase == "" || kase == "Nom" || tokens[head].Feats["Number"] == "Plur" {
		return strings.Join(strings.Fields(whole), " ")
	}
	person := x.kind == schema.Person || x.kind == "" && tagOf(tokens[x.first:x.last]) == "PER"
	if !person && kase == "Loc" && gender == feminine && ofTown(tokens[head].Text) {
		gender = masculine
	}
	kase, gender = asEnds(tokens[head].Text, kase, gender)
	if gender == masculine && onlyFeminine(tokens[head].Text, kase) {
		gender = feminine
	}
	var b strings.Builder
	for t := x.first; t < x.last; t++ {
		if t > x.first {
			b.WriteString(d.Article.Text[tokens[t-1].End:tokens[t].Start])
		}
		token := &tokens[t]
		switch {
		case token.UPOS == "ADJ" && t < head && token.Feats["Case"] == kase && agrees(tokens, t, head):
			b.WriteString(rewritten(token.Text, adjectiveEnds[gender]))
		case t == head || person && agrees(tokens, t, head):
			if person && t != head && strings.HasSuffix(token.Text, "и") && !strings.HasSuffix(token.Text, "ии") {
				b.WriteString(token.Text) // surnames in и are not inflected
				continue
			}
			b.WriteString(baseOf(token.Text, kase, gender, person))
		default:
			b.WriteString(token.Text)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// caseOf gives the case of a name: that of the noun it stands with, its own, or what only its ending can be.
func caseOf(tokens []Token, head int) string {
	kase := tokens[head].Feats["Case"]
	if strings.HasSuffix(tokens[head].Text, "ы") && tokens[head].UPOS == "PROPN" {
		return "Gen" // "адвокат Анны Берг": no name ends so
	}
	if up := tokens[head].Head; up >= 0 && up == head-1 && (tokens[head].Rel == "appos" || RelBase(tokens[head].Rel) == "flat") && tokens[up].UPOS == "NOUN" {
		if c := tokens[up].Feats["Case"]; c != "" && c != "Nom" {
			return c
		}
	}
	if kase != "Nom" {
		return kase
	}
	word := tokens[head].Text
	last, n := utf8.DecodeLastRuneInString(word)
	before, _ := utf8.DecodeLastRuneInString(word[:len(word)-n])
	if strings.HasSuffix(word, "ию") {
		return "Acc"
	}
	if tokens[head].Feats["Gender"] == "Fem" && last == 'у' && unicode.IsLower(before) && !strings.ContainsRune("аеёиоуыэюя", before) {
		return "Acc"
	}
	if tokens[head].Feats["Gender"] == "Masc" && last == 'а' && unicode.IsLower(before) && !strings.ContainsRune("аеёиоуыэюя", before) && !slices.Contains(mensNamesInA, word) && nextEndsSo(tokens, head) {
		return "Gen" // given name and surname of a man that end so are another case: "Роберта Шольца"
	}
	return kase
}

// nextEndsSo tells whether the part of a name behind its first ends as a man's does in the genitive.
func nextEndsSo(tokens []Token, head int) bool {
	next := head + 1
	return next < len(tokens) && tokens[next].Head == head && RelBase(tokens[next].Rel) == "flat" &&
		slices.ContainsFunc([]string{"а", "я", "ого", "его"}, func(end string) bool { return strings.HasSuffix(tokens[next].Text, end) })
}

// asEnds corrects case and gender where the ending of a name is that of one case only.
func asEnds(word, kase string, gender int) (string, int) {
	stem, ok := strings.CutSuffix(word, "у")
	before, _ := utf8.DecodeLastRuneInString(stem)
	switch {
	case kase == "" || kase == "Nom":
	case ok && kase != "Dat" && kase != "Loc" && unicode.IsLower(before) && !strings.ContainsRune("аеёиоуыэюя", before),
		strings.HasSuffix(word, "ию") && gender == feminine:
		return "Acc", feminine
	}
	return kase, gender
}

// onlyFeminine tells endings that no masculine noun in the singular has in a case.
func onlyFeminine(word, kase string) bool {
	ends := map[string][]string{"Gen": {"ы", "ки", "ги", "хи", "ии"}, "Ins": {"ой", "ою", "ией"}, "Acc": {"ию", "у"}}[kase]
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(word, end) })
}

// mensNamesInA are given names of men that end in а behind a consonant.
var mensNamesInA = []string{"Никита", "Кузьма", "Лука", "Фома", "Саша", "Миша", "Паша", "Гриша", "Лёша", "Никола", "Акира", "Коста", "Мустафа", "Муса", "Иса", "Зия"}

// ofTown tells the place names in е that end in a consonant in the nominative.
func ofTown(word string) bool {
	return slices.ContainsFunc([]string{"дене", "тоне", "форде", "шире", "тауне", "бурге", "граде", "ленде", "порте", "вилле", "берге", "хэме", "хеме",
		"муте", "стере", "филде", "вуде", "пуле", "бридже", "стоке", "ске", "боро", "лене", "дейле", "лонде", "горне", "коме", "сайде", "честере"},
		func(end string) bool { return strings.HasSuffix(word, end) })
}

// genderOf gives the gender of a word; otherwise where the analysis does not know.
func genderOf(t *Token, otherwise int) int {
	switch t.Feats["Gender"] {
	case "Masc":
		return masculine
	case "Fem":
		return feminine
	case "Neut":
		return neuter
	}
	return otherwise
}

// agrees tells whether a word of a name stands in the case of its head: an adjective before it, or a further part
// of a person's name.
func agrees(tokens []Token, t, head int) bool {
	for steps := 0; t >= 0 && steps < 5; steps++ {
		if t == head {
			return true
		}
		switch RelBase(tokens[t].Rel) {
		case "amod", "flat", "appos", "compound":
		default:
			return false
		}
		t = tokens[t].Head
	}
	return false
}

func tagOf(parts []Token) string {
	for _, p := range parts {
		if p.Name != "" {
			return p.Name[2:]
		}
	}
	return ""
}

// baseOf takes the ending of a case off one word of a name. What does not end as the case would have it is not
// inflected, as are most foreign names in a vowel and the surnames of women in a consonant.
func baseOf(word, kase string, gender int, person bool) string {
	if word == strings.ToUpper(word) || utf8.RuneCountInString(word) < 4 {
		return word
	}
	if strings.Contains(word, "-") { // "Сен-Жермена": the last part
		at := strings.LastIndexByte(word, '-') + 1
		if last, _ := utf8.DecodeRuneInString(word[at:]); unicode.IsUpper(last) {
			return word[:at] + baseOf(word[at:], kase, gender, person)
		}
		return word
	}
	for _, end := range []string{"ства", "ству", "ством", "стве"} {
		if stem, ok := strings.CutSuffix(word, end); ok && !person {
			return stem + "ство"
		}
	}
	if slices.ContainsFunc([]string{"ского", "скому", "ским", "ском", "цкого", "цкому", "цким", "цком", "ской", "скую", "цкой", "цкую"}, func(end string) bool { return strings.HasSuffix(word, end) }) ||
		person && gender == feminine && slices.ContainsFunc([]string{"овой", "ову", "евой", "еву", "ёвой"}, func(end string) bool { return strings.HasSuffix(word, end) }) {
		return rewritten(word, adjectiveEnds[gender])
	}
	return rewritten(word, nounEnds[kase][gender])
}

// rewritten replaces the first end that fits; a word that has none of them stays.
func rewritten(word string, ends []rewrite) string {
	for _, e := range ends {
		stem, ok := strings.CutSuffix(word, e.end)
		if !ok || utf8.RuneCountInString(stem) < 2 {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(stem)
		if e.base == "" && strings.ContainsRune("аеёиоуыэюяй", last) { // "Кавано", "Ро": no consonant before the ending
			return word
		}
		base := e.base
		if base == "ый" && strings.ContainsRune(softeners, last) {
			base = "ий"
		}
		return stem + base
	}
	return word
}
