package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/lang"
)

// The word lists of a language (lang/FORMAT.md): patterns over words, and an index that finds all patterns that
// begin at a word without trying each.

// maxPhrase is the number of consecutive words that one pattern may span.
const maxPhrase = 6

// partKind says how one part of a pattern matches.
type partKind uint8

const (
	exactPart partKind = iota // lemma or form
	formPart                  // form only
	prefixPart
	suffixPart
)

// part is one word, or one run of words, of a pattern.
type part struct {
	kind   partKind
	key    string
	form   bool // of a beginning: the form's, never the lemma's
	blanks bool // written as several words
}

func parsePart(s string) (part, error) {
	s = strings.TrimSpace(s)
	p := part{kind: exactPart, key: s}
	switch {
	case strings.HasPrefix(s, "=") && strings.HasSuffix(s, "*"):
		p = part{kind: prefixPart, key: s[1 : len(s)-1], form: true}
	case strings.HasPrefix(s, "="):
		p = part{kind: formPart, key: s[1:]}
	case len(s) > 1 && strings.HasSuffix(s, "*"):
		p = part{kind: prefixPart, key: s[:len(s)-1]}
	case len(s) > 1 && strings.HasPrefix(s, "*"):
		p = part{kind: suffixPart, key: s[1:]}
	}
	first, _ := utf8.DecodeRuneInString(s)
	p.blanks = strings.ContainsAny(s, " -'’") || unicode.ToUpper(first) == unicode.ToLower(first)
	p.key = FoldWord(p.key)
	if p.key == "" {
		return p, fmt.Errorf("empty word")
	}
	return p, nil
}

// matches tells whether one folded lemma or form fits.
func (p part) matches(key string, isForm bool) bool {
	switch p.kind {
	case formPart:
		return isForm && key == p.key
	case prefixPart:
		return strings.HasPrefix(key, p.key) && (isForm || !p.form)
	case suffixPart:
		return len(key) > len(p.key) && strings.HasSuffix(key, p.key)
	}
	return key == p.key
}

// FoldWord makes a word comparable: lower case, without blanks, hyphens, soft hyphens, and Arabic vowel signs.
func FoldWord(s string) string {
	if isPlainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), r == '-', r == '‐', r == '‑', r == '\u00ad', r == '\u200b', r == '\u200c',
			r >= 0x064B && r <= 0x0652, r == 'ـ', r == '_':
		case r == '’' || r == '‘' || r == 'ʼ':
			b.WriteByte('\'')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func isPlainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// pattern is one alternative of a word list: a head and the parts that must be among its dependents.
type pattern[T any] struct {
	head  part
	needs []string // unparsed parts after "+"
	value T
}

// Index finds the patterns that match at a word.
type Index[T any] struct {
	exact    map[string][]pattern[T]
	prefixes map[rune][]pattern[T] // by first letter
	suffixes map[rune][]pattern[T] // by last letter
	begins   map[string]bool       // first words of patterns of several words
	words    int                   // longest pattern, in words as written
}

// NewIndex makes an empty index.
func NewIndex[T any]() *Index[T] {
	return &Index[T]{exact: map[string][]pattern[T]{}, prefixes: map[rune][]pattern[T]{}, suffixes: map[rune][]pattern[T]{}, begins: map[string]bool{}, words: 1}
}

// Add puts the alternatives of a word list ("a|b c|d*") into the index.
func (x *Index[T]) Add(list string, value T) error {
	for _, alternative := range strings.Split(list, "|") {
		parts := strings.Split(alternative, "+")
		head, err := parsePart(parts[0])
		if err != nil {
			return fmt.Errorf("word list %q: %w", list, err)
		}
		p := pattern[T]{head: head, needs: slices.Clone(parts[1:]), value: value}
		switch head.kind {
		case prefixPart:
			r, _ := utf8.DecodeRuneInString(head.key)
			x.prefixes[r] = append(x.prefixes[r], p)
		case suffixPart:
			r, _ := utf8.DecodeLastRuneInString(head.key)
			x.suffixes[r] = append(x.suffixes[r], p)
		default:
			if first, _, several := strings.Cut(strings.TrimSpace(parts[0]), " "); several {
				x.begins[FoldWord(first)] = true
			}
			x.exact[head.key] = append(x.exact[head.key], p)
		}
	}
	return nil
}

// Hit is a pattern found at consecutive words.
type Hit[T any] struct {
	Value       T
	First, Last int      // tokens [First, Last)
	Needs       []string // what else must be there; see lang/FORMAT.md
	Exact       bool     // not by prefix or suffix
	Length      int      // bytes of the pattern that matched
}

// At finds the patterns whose words begin at token t.
func (x *Index[T]) At(r *Reading, t int) []Hit[T] {
	var hits []Hit[T]
	if r.Keys[t][0] == "" && r.Doc.Tokens[t].Rel == "fixed" {
		return nil // what a word that was put together has left
	}
	gap := false // there are blanks between the words: "Geschäftsführer in" is not "Geschäftsführerin"
	add := func(ps []pattern[T], key string, isForm bool, last int) {
		for i := range ps {
			if ps[i].head.matches(key, isForm) && (!gap || ps[i].head.blanks) {
				h := Hit[T]{ps[i].value, t, last, ps[i].needs, ps[i].head.kind <= formPart, len(ps[i].head.key)}
				hits = append(hits, h)
			}
		}
	}
	for i, key := range r.Keys[t] {
		if i > 0 && slices.Contains(r.Keys[t][:i], key) {
			continue
		}
		add(x.exact[key], key, i == 0, t+1)
		if first, _ := utf8.DecodeRuneInString(key); len(x.prefixes) > 0 {
			add(x.prefixes[first], key, i == 0, t+1)
		}
		if last, _ := utf8.DecodeLastRuneInString(key); len(x.suffixes) > 0 {
			add(x.suffixes[last], key, i == 0, t+1)
		}
	}
	end := min(t+maxPhrase, r.Doc.Sentences[r.Sentence[t]].Last)
	forms, lemmas := r.Keys[t][0], r.Lemma[t]
	inflects := x.begins[lemmas]
	var mixed []string // dictionary forms, then forms as they are: "министром иностранных дел"
	for last := t + 1; last < end; last++ {
		gap = gap || r.Doc.Tokens[last].Start > r.Doc.Tokens[last-1].End
		if r.Doc.Tokens[last].UPOS == "PUNCT" {
			if r.Keys[last][0] == "" || r.Doc.Tokens[last].Text == "-" {
				continue // "test-fire"
			}
			break
		}
		for _, key := range r.Keys[last][1:] {
			if phrase := forms + key; key != r.Lemma[last] {
				add(x.exact[phrase], phrase, false, last+1)
			}
		}
		form := r.Keys[last][0]
		if inflects {
			mixed = append(mixed, lemmas)
			for i := range mixed {
				mixed[i] += form
				if mixed[i] != forms+form && mixed[i] != lemmas+r.Lemma[last] && !slices.Contains(mixed[:i], mixed[i]) {
					add(x.exact[mixed[i]], mixed[i], false, last+1)
				}
			}
		}
		forms += form
		lemmas += r.Lemma[last]
		add(x.exact[forms], forms, true, last+1)
		if lemmas != forms {
			add(x.exact[lemmas], lemmas, false, last+1)
		}
	}
	return hits
}

// Tag is one entry of words.tsv.
type Tag struct{ Class, Value string }

// Words is the words.tsv of one language. It is read-only after loading.
type Words struct {
	index    *Index[Tag]
	features map[string]string // case feature → marker name
	endings  []ending          // ends of an argument's own word → marker name
	lines    []Tag             // boilerplate: Class is starts or contains, Value the folded text
	settings map[string]string
	forms    map[string]string // inflected form → lemma, for the words of the lists
	listed   bool              // the lists alone know dictionary forms: the lemmas of the analysis are no good
	compound bool              // words are written together: the end of an unknown word may be a known form
	phrases  map[string]phrase // expressions whose words may come apart; nil where they do not
	voice    bool              // verbs carry their voice in a prefix: see voice.go
	verbs    map[string]bool   // forms of verbs that are nothing else; nil where the tags of words are surer
}

type ending struct{ suffix, marker string }

// Setting gives a language's setting of words.tsv; "" if it has none.
func (w *Words) Setting(name string) string { return w.settings[name] }

// wordClasses are the classes that words.tsv may use.
var wordClasses = []string{"marker", "bound", "passive", "negation", "prevent", "modal", "attitude", "condition", "hearsay", "relator", "future", "report", "support",
	"objectcontrol", "mutual", "setting", "pronoun", "two", "title", "former", "family", "person", "member", "party", "organization", "institution", "country", "place",
	"product", "group", "occasion", "noun", "month", "weekday", "day", "unit", "relative", "ago", "number", "scale", "currency",
	"measure", "definite", "topic", "boilerplate"}

// LoadWords reads a language's words.tsv. A language without one has no words.
func LoadWords(l *lang.Language) (*Words, error) {
	w := &Words{index: NewIndex[Tag](), features: map[string]string{}, settings: map[string]string{}, forms: map[string]string{}}
	rows, err := l.Rows("words.tsv")
	if err != nil {
		return nil, err
	}
	for n, row := range rows {
		if err := w.add(row); err != nil {
			return nil, fmt.Errorf("reading %s/words.tsv line %d: %w", l.Code, n, err)
		}
	}
	w.compound = w.settings["compounds"] == "yes"
	w.voice = w.settings["voice"] == "prefix"
	w.listed = w.settings["lemmas"] == "listed"
	if err := w.loadPhrases(l); err != nil {
		return nil, err
	}
	if err := w.loadVerbs(l); err != nil {
		return nil, err
	}
	return w, w.loadForms(l)
}

// loadForms reads the inflected forms of the words in the lists (cmd/train/forms.py): they are surer than the
// lemmas of the analysis.
func (w *Words) loadForms(l *lang.Language) error {
	rows, err := l.Rows("forms.tsv")
	if err != nil {
		return err
	}
	for n, row := range rows {
		if len(row) != 2 {
			return fmt.Errorf("reading %s/forms.tsv line %d: %d columns where lemma and forms should stand", l.Code, n, len(row))
		}
		lemma := FoldWord(row[0])
		for form := range strings.FieldsSeq(row[1]) {
			if form = FoldWord(form); w.forms[form] == "" {
				w.forms[form] = lemma
			}
		}
	}
	return nil
}

// lemma gives the lemma of a folded form, as far as the lists know it; "" if they do not. In languages that
// write compounds together, the end of a word may be a known form.
func (w *Words) lemma(form string) string {
	if l := w.forms[form]; l != "" {
		return l
	}
	if !w.compound {
		return ""
	}
	for cut := 3; cut < len(form)-4; cut++ {
		if l := w.forms[form[cut:]]; l != "" {
			return form[:cut] + l
		}
	}
	return ""
}

func (w *Words) add(row []string) error {
	if len(row) != 3 {
		return fmt.Errorf("%d columns where class, value and words should stand", len(row))
	}
	class, value, list := row[0], row[1], row[2]
	if value == "-" {
		value = ""
	}
	if !slices.Contains(wordClasses, class) {
		return fmt.Errorf("unknown class %q", class)
	}
	switch class {
	case "setting":
		w.settings[value] = list
		return nil
	case "boilerplate":
		for _, text := range strings.Split(list, "|") {
			w.lines = append(w.lines, Tag{value, strings.ToLower(strings.TrimSpace(text))})
		}
		return nil
	case "marker":
		return w.addMarkers(value, list)
	}
	return w.index.Add(list, Tag{class, value})
}

// addMarkers sorts marker words by what they are: words, [features], or -endings.
func (w *Words) addMarkers(name, list string) error {
	for _, word := range strings.Split(list, "|") {
		switch {
		case strings.HasPrefix(word, "[") && strings.HasSuffix(word, "]"):
			w.features[word[1:len(word)-1]] = name
		case strings.HasPrefix(word, "-") && len(word) > 1:
			w.endings = append(w.endings, ending{word[1:], name})
		default:
			if err := w.index.Add(word, Tag{"marker", name}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Boilerplate says which list entry makes a line no news; "" if none does.
func (w *Words) Boilerplate(line string) string {
	line = strings.ToLower(strings.TrimSpace(line))
	for _, b := range w.lines {
		if b.Class == "starts" && strings.HasPrefix(line, b.Value) || b.Class == "contains" && strings.Contains(line, b.Value) {
			return b.Value
		}
	}
	return ""
}
