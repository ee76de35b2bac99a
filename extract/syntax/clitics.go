package syntax

import "strings"

// Ends of multiword tokens that are in no lexicon, the longest first.
func cliticsOf(lang string) []string {
	switch lang {
	case "en":
		return []string{"n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'s", "’s", "'d", "’d", "'m", "’m"}
	case "es":
		return []string{"los", "las", "les", "nos", "lo", "la", "le", "se", "me", "te", "os"}
	case "id":
		return []string{"nya", "lah", "kah", "pun"}
	}
	return nil
}

// splitClitic gives the parts of a multiword token that is in no lexicon, or the token whole: Paraguay's,
// dárselo, viu-o, presidennya.
func splitClitic(form, lang string) []string {
	low := lower(form)
	if lang == "pt" {
		if i := strings.IndexByte(form, '-'); i > 0 && i+1 < len(form) {
			return []string{form[:i], form[i+1:]}
		}
	}
	if len(low) != len(form) {
		return []string{form}
	}
	for _, end := range cliticsOf(lang) {
		if !strings.HasSuffix(low, end) || len(low) == len(end) {
			continue
		}
		base, parts := form[:len(form)-len(end)], []string{form[len(form)-len(end):]}
		if lang == "es" {
			base, parts = splitSpanish(base, parts)
		}
		return append([]string{base}, parts...)
	}
	return []string{form}
}

// owned tells Indonesian words with a pronoun at their end, which the segmenter often leaves whole: istrinya. Those
// that are adverbs or verbs of their own are not.
func owned(form, lang string) bool {
	base, found := strings.CutSuffix(form, "nya")
	if lang != "id" || !found || len(base) < 3 || strings.ContainsAny(form[1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		return false
	}
	return !strings.Contains(unowned, " "+lower(base)+" ")
}

// unowned are the words before -nya that are none by themselves, or mean something else with it.
const unowned = " ha ta berta dita mena bertanyata pu mempu sebelum sesudah akhir biasa umum khusus seharus sebenar selanjut setidak misal seperti " +
	"sepenuh tampak nampak kelihatan rupa tentu semesti sepatut sebalik sebaik sedikit sesungguh maka seluruh berikut lain awal pasti mesti seandai " +
	"seterus sebagai kemudian ia sekira terutama selama sampai sesampai sekembali kira contoh arti agak sekurang sesuai kesemua lubya ke so ta a pe sekaligus "

// splitSpanish cuts a second pronoun, and the accent that the pronouns brought.
func splitSpanish(base string, parts []string) (string, []string) {
	for _, first := range []string{"se", "me", "te", "nos"} {
		verb, found := strings.CutSuffix(base, first)
		if found && (strings.HasSuffix(verb, "r") || strings.HasSuffix(verb, "ndo") || strings.ContainsAny(verb, "áéí")) {
			base, parts = verb, append([]string{first}, parts...)
			break
		}
	}
	letters := []rune(base)
	for i := max(0, len(letters)-4); i < len(letters); i++ {
		switch letters[i] {
		case 'á':
			letters[i] = 'a'
		case 'é':
			letters[i] = 'e'
		case 'í':
			letters[i] = 'i'
		}
	}
	return string(letters), parts
}
