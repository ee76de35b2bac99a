package extract

import "strings"

// Languages whose verbs carry their voice in a prefix (Indonesian, Malay): the lists write verbs in the active form
// with meN-, texts have them as passives (ditangkap), and headlines and clauses without an agent's prefix as bare
// words (tangkap). Nouns are made of the same roots, so that the root is no key: "perjanjian" is no "janji".

// affixed tells whether a bare word begins as one that has a prefix already.
func affixed(form string) bool {
	for _, p := range []string{"me", "ber", "ter", "di", "ke", "se", "pe"} {
		if strings.HasPrefix(form, p) {
			return true
		}
	}
	return false
}

// activeForms gives the forms with meN- of a verb that is in the passive or has no prefix, all that its first
// letters allow: ditangkap → menangkap; diproduksi → memproduksi.
func activeForms(form, upos string) []string {
	if upos != "VERB" {
		return nil
	}
	root, passive := strings.CutPrefix(form, "di")
	if !passive && affixed(form) || len(root) < 3 {
		return nil
	}
	switch root[0] {
	case 'p':
		return []string{"mem" + root[1:], "mem" + root}
	case 't':
		return []string{"men" + root[1:], "men" + root}
	case 's':
		return []string{"meny" + root[1:], "men" + root}
	case 'k':
		return []string{"meng" + root[1:], "meng" + root}
	case 'a', 'e', 'g', 'h', 'i', 'o', 'u', 'q', 'x':
		return []string{"meng" + root, "menge" + root}
	case 'b', 'f', 'v':
		return []string{"mem" + root, "menge" + root}
	case 'c', 'd', 'j', 'z':
		return []string{"men" + root, "menge" + root}
	}
	return []string{"me" + root, "menge" + root}
}

// single gives one half of a doubled word, else the word: negara-negara → negara.
func single(word string) string {
	first, second, doubled := strings.Cut(FoldWord(strings.ReplaceAll(word, "-", "=")), "=")
	if doubled && (first == second || len(second) > 4 && strings.HasPrefix(second, first)) {
		return first
	}
	return FoldWord(word)
}
