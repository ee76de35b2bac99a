package lang

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

const (
	paradigmsFile = "paradigms.tsv"
	latinFile     = "latin.tsv" // names that all languages with the Latin alphabet share
)

// newMatcher reads a language's names. What is built in is checked by the tests, so rows that do not fit are
// passed over here; CheckNames names them.
func newMatcher(g *Gazetteer, l *Language) *matcher {
	m := &matcher{trie: newTrie(1 << 14)}
	_ = m.read(g, l, func(string, ...any) {})
	return m
}

// CheckNames tells what is wrong with a language's files of names.
func CheckNames(g *Gazetteer, l *Language) error {
	var first error
	m := &matcher{trie: newTrie(1 << 14)}
	err := m.read(g, l, func(format string, args ...any) {
		if first == nil {
			first = fmt.Errorf(format, args...)
		}
	})
	if err != nil {
		return err
	}
	return first
}

func (m *matcher) read(g *Gazetteer, l *Language, complain func(string, ...any)) error {
	if err := l.Settings(&m.rules); err != nil {
		return err
	}
	paradigms := map[string][]string{}
	rows, err := l.Rows(paradigmsFile)
	if err != nil {
		return err
	}
	for n, row := range rows {
		if len(row) != 2 {
			complain("%s/%s:%d: want name and endings", l.Code, paradigmsFile, n)
			continue
		}
		endings := strings.Split(row[1], ",")
		for i := range endings {
			endings[i] = strings.TrimPrefix(endings[i], "-")
		}
		paradigms[row[0]] = endings
	}
	own, err := l.File(namesFile)
	if err != nil {
		own = nil // a language may do without names of its own
	}
	m.readNames(g, paradigms, l.Code+"/"+namesFile, own, complain)
	if m.rules.Names.Latin {
		shared, err := fs.ReadFile(files, latinFile)
		if err != nil {
			return err
		}
		m.readNames(g, paradigms, latinFile, shared, complain)
	}
	m.sortCandidates(g)
	return nil
}

// readNames takes in rows of id, kind and forms with | between them.
func (m *matcher) readNames(g *Gazetteer, paradigms map[string][]string, file string, data []byte, complain func(string, ...any)) {
	for n, row := range Rows(data) {
		if len(row) != 3 {
			complain("%s:%d: want id, kind and forms", file, n)
			continue
		}
		if row[0] == "-" { // words that hold a name but are none: 发展中国家
			for _, text := range strings.Split(row[2], "|") {
				m.add(text, nil)
			}
			continue
		}
		kind, known := nameKinds[row[1]]
		e := g.Entry(row[0])
		if e == nil || !known {
			complain("%s:%d: unknown id %q or kind %q", file, n, row[0], row[1])
			continue
		}
		reading := []Candidate{{e, kind}} // shared by all forms of the row
		for _, written := range strings.Split(row[2], "|") {
			if !strings.Contains(written, "~") {
				m.add(written, reading)
				continue
			}
			forms := inflect(written, paradigms)
			if len(forms) == 0 {
				complain("%s:%d: unknown paradigm in %q", file, n, written)
			}
			for _, f := range forms {
				m.add(f, reading)
			}
		}
	}
}

// inflect writes out a form whose words may name the paradigm of their endings: "Северн~a Коре~f" gives one
// form for each case, all words in it. Nil if a paradigm is unknown.
func inflect(written string, paradigms map[string][]string) []string {
	words := strings.Split(written, " ")
	endings := make([][]string, len(words))
	slots := 0
	for i, w := range words {
		stem, name, inflected := strings.Cut(w, "~")
		words[i] = stem
		if !inflected {
			continue
		}
		e := paradigms[name]
		if e == nil {
			return nil
		}
		if slots == 0 || len(e) < slots {
			slots = len(e)
		}
		endings[i] = e
	}
	forms := make([]string, slots)
	var b strings.Builder
	for s := range slots {
		b.Reset()
		for i, w := range words {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w)
			if endings[i] != nil {
				b.WriteString(endings[i][s])
			}
		}
		forms[s] = b.String()
	}
	return forms
}

// add takes in one form with its reading; without one it is no name.
func (m *matcher) add(text string, reading []Candidate) {
	text = normal(text)
	node := int32(0)
	for _, r := range text {
		node = m.trie.add(node, fold(r, m.rules.Names.Accents))
	}
	if node == 0 {
		return
	}
	for k := m.trie.out[node]; k >= 0; k = m.forms[k].other {
		if m.forms[k].text == text && reading != nil {
			if !slices.Contains(m.forms[k].cands, reading[0]) {
				m.forms[k].cands = append(slices.Clip(m.forms[k].cands), reading[0])
			}
			return
		}
	}
	m.forms = append(m.forms, form{text, m.trie.out[node], reading})
	m.trie.out[node] = int32(len(m.forms) - 1)
}

// normal writes a form as a text is read, with its case and accents.
func normal(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := next(text, i)
		if r >= 0 {
			b.WriteRune(r)
		}
		i += n
	}
	return strings.TrimSpace(b.String())
}

// sortCandidates puts the readings of each form into the order of the gazetteer, which begins with the best
// known; full names come before parts of names.
func (m *matcher) sortCandidates(g *Gazetteer) {
	for i := range m.forms {
		if c := m.forms[i].cands; len(c) > 1 {
			slices.SortStableFunc(c, func(a, b Candidate) int {
				if (a.Kind == Surname) != (b.Kind == Surname) {
					if b.Kind == Surname {
						return -1
					}
					return 1
				}
				if a.Entry != b.Entry {
					return int(g.byID[a.Entry.ID] - g.byID[b.Entry.ID])
				}
				return int(a.Kind) - int(b.Kind)
			})
		}
	}
}
