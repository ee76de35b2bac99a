package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameRules are what the settings say of how names stand in a language's text.
type nameRules struct {
	Names struct {
		Clitics     []string // words written onto the front of a name: Arabic و ف ب ل ك
		Article     string   // article written onto the front; it belongs to the name
		Contracted  string   // clitic and article in one: Arabic لل
		Suffixes    []string // particles and endings written onto the end
		Accents     bool     // accents tell words apart
		Latin       bool     // names of the language with the Latin alphabet also count
		ShortBefore []string // what may stand before a lone Short name
		ShortAfter  []string // nouns of state that make a lone Short name count: 军, 方, 总统
	}
}

// matcher finds the names of one language.
type matcher struct {
	rules nameRules
	trie  trie
	forms []form
}

// form is one written form at a node of the trie.
type form struct {
	text  string // normalised, with its case
	other int32  // the next form at the same node, -1 for none
	cands []Candidate
}

// walkLimit bounds the length of a name in runes.
const walkLimit = 120

func (m *matcher) match(text string) []Match {
	var found []Match
	prev := rune(-1)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if classOf(r) == noLetter || joins(prev, r) {
			prev, i = r, i+n
			continue
		}
		best := m.at(text, i)
		if best.End <= best.Start {
			prev, i = r, i+n
			continue
		}
		if len(best.Candidates) > 0 {
			found = append(found, best)
		}
		prev, _ = utf8.DecodeLastRuneInString(text[:best.End])
		i = best.End
	}
	return m.dropLoneShort(text, found)
}

// at gives the longest name that begins with the word at i, behind clitics if need be.
func (m *matcher) at(text string, i int) Match {
	best := m.behind(text, i, i)
	names := &m.rules.Names
	if len(names.Clitics) == 0 {
		return best
	}
	m.afterClitics(text, i, 2, func(p int) { best = longer(best, m.behind(text, p, p)) })
	return best
}

// afterClitics calls try at each place that clitics from i on may end.
func (m *matcher) afterClitics(text string, i, depth int, try func(int)) {
	for _, c := range m.rules.Names.Clitics {
		if strings.HasPrefix(text[i:], c) {
			try(i + len(c))
			if depth > 1 {
				m.afterClitics(text, i+len(c), depth-1, try)
			}
		}
	}
}

// behind tries the names at i as they are, and behind the article.
func (m *matcher) behind(text string, start, i int) Match {
	names := &m.rules.Names
	best := m.walk(text, start, i, 0)
	if names.Article == "" {
		return best
	}
	if strings.HasPrefix(text[i:], names.Article) {
		best = longer(best, onlyDemonym(m.walk(text, start, i+len(names.Article), 0)))
	}
	if c := names.Contracted; c != "" && strings.HasPrefix(text[i:], c) {
		_, n := utf8.DecodeRuneInString(text[i:])
		best = longer(best, onlyDemonym(m.walk(text, i+n, i+len(c), 0)))
		best = longer(best, m.walk(text, i+n, i+len(c), m.trie.follow(0, names.Article, names.Accents)))
	}
	return best
}

// onlyDemonym keeps a match behind an article if it is an adjective: names have their article or have none.
func onlyDemonym(a Match) Match {
	if len(a.Candidates) > 0 && a.Candidates[0].Kind != Demonym {
		return Match{}
	}
	return a
}

func longer(a, b Match) Match {
	if b.End > a.End {
		return b
	}
	return a
}

// walk follows the trie from a node over the text at i and gives the longest form that fits.
func (m *matcher) walk(text string, start, i int, node int32) Match {
	best := Match{}
	if node < 0 {
		return best
	}
	begin := i
	last := rune(-1)
	for steps := 0; i < len(text) && steps < walkLimit; steps++ {
		r, n := next(text, i)
		if r >= 0 {
			node = m.trie.step(node, fold(r, m.rules.Names.Accents))
			if node < 0 {
				break
			}
			last = r
		}
		i += n
		if m.trie.out[node] < 0 {
			continue
		}
		if f := m.fitting(text[begin:i], node); f != nil && m.ends(text, i, last) {
			best = Match{Start: start, End: i, Candidates: f.cands}
		}
	}
	return best
}

// fitting gives the form at a node whose case is that of the text.
func (m *matcher) fitting(text string, node int32) *form {
	for k := m.trie.out[node]; k >= 0; k = m.forms[k].other {
		if caseFits(text, m.forms[k].text) {
			return &m.forms[k]
		}
	}
	return nil
}

// caseFits tells whether a text may be a form by its capitals: equal, or with one at its beginning, or all in
// capitals as in a headline, unless it is so short that it could be an abbreviation.
func caseFits(text, form string) bool {
	letters, capitals, equal, first := 0, 0, true, true
	for i := 0; i < len(text); {
		r, n := next(text, i)
		i += n
		if r < 0 {
			continue
		}
		f, fn := utf8.DecodeRuneInString(form)
		form = form[fn:]
		upper := unicode.IsUpper(r)
		if upper || unicode.IsLower(r) {
			letters++
		}
		if upper {
			capitals++
		}
		if upper != unicode.IsUpper(f) && !(first && upper) {
			equal = false
		}
		first = f == '-' // "Nord-Coréens"
	}
	return equal || capitals == letters && letters >= 4
}

// ends tells whether a name may end before text[i:]: at the end of a word, or with suffixes up to it.
func (m *matcher) ends(text string, i int, last rune) bool {
	if i == len(text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	if !joins(last, r) {
		return true
	}
	return m.suffixes(text, i, last, 3)
}

func (m *matcher) suffixes(text string, i int, last rune, depth int) bool {
	for _, s := range m.rules.Names.Suffixes {
		if !strings.HasPrefix(text[i:], s) {
			continue
		}
		end := i + len(s)
		if end == len(text) {
			return true
		}
		tail, _ := utf8.DecodeLastRuneInString(s)
		r, _ := utf8.DecodeRuneInString(text[end:])
		if !joins(tail, r) || depth > 1 && m.suffixes(text, end, tail, depth-1) {
			return true
		}
	}
	return false
}

// dropLoneShort drops Short names that stand neither beside another one nor before a noun of state.
func (m *matcher) dropLoneShort(text string, found []Match) []Match {
	kept := found[:0:len(found)]
	shorts := make([]bool, len(found))
	any := false
	for i := range found {
		shorts[i] = found[i].Candidates[0].Kind == Short
		any = any || shorts[i]
	}
	if !any {
		return found
	}
	for i := range found {
		if !shorts[i] || m.shortCounts(text, found, shorts, i) {
			kept = append(kept, found[i])
		}
	}
	return kept
}

func (m *matcher) shortCounts(text string, found []Match, shorts []bool, i int) bool {
	if i > 0 && shorts[i-1] && beside(text[found[i-1].End:found[i].Start]) {
		return true
	}
	if i+1 < len(found) && shorts[i+1] && beside(text[found[i].End:found[i+1].Start]) {
		return true
	}
	rest := text[found[i].End:]
	for _, s := range m.rules.Names.ShortAfter {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	for _, s := range m.rules.Names.ShortBefore {
		if strings.HasSuffix(text[:found[i].Start], s) {
			return true
		}
	}
	return false
}

// beside tells what may stand between two names that are said in one breath.
func beside(between string) bool {
	switch between {
	case "", "·", "・", "、", "與", "与", "和", "-", "–", "/":
		return true
	}
	return false
}

// lookup gives the readings of a whole string.
func (m *matcher) lookup(name string) []Candidate {
	var found []Candidate
	node := m.trie.follow(0, name, m.rules.Names.Accents)
	if node < 0 {
		return nil
	}
	for k := m.trie.out[node]; k >= 0; k = m.forms[k].other {
		found = append(found, m.forms[k].cands...)
	}
	return found
}
