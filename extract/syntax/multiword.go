package syntax

import (
	"strings"
	"unicode/utf8"
)

// Multiword tokens: "zum" is zu + dem, "didn't" is did + n't, "dámelo" is dá + me + lo.

// expand gives the words that a multiword token stands for: by the lexicon, else by its clitic, else itself.
func (m *Model) expand(form, lang string) []string {
	low := lower(form)
	parts := m.vocab.MWT[lang][low]
	if len(parts) == 0 {
		return splitClitic(form, lang)
	}
	if strings.Join(parts, "") == low && len(low) == len(form) {
		return cutAt(form, parts)
	}
	return m.inCaseOf(form, parts)
}

// cutAt cuts a form whose letters are just those of its parts, which keeps their case.
func cutAt(form string, parts []string) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i], form = form[:len(p)], form[len(p):]
	}
	return out
}

// inCaseOf writes the parts in capitals, or with a capital, as the form is.
func (m *Model) inCaseOf(form string, parts []string) []string {
	letters, uppers := 0, 0
	for _, r := range form {
		k := m.chars.of(r)
		letters += pick(k.letter(), 1, 0)
		uppers += pick(k == upperChar, 1, 0)
	}
	first, _ := utf8.DecodeRuneInString(form)
	all := letters > 1 && letters == uppers
	if !all && m.chars.of(first) != upperChar {
		return parts
	}
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p
		if _, size := utf8.DecodeRuneInString(p); all {
			out[i] = strings.ToUpper(p)
		} else if i == 0 {
			out[i] = strings.ToUpper(p[:size]) + p[size:]
		}
	}
	return out
}
