package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/extract/syntax"
	"github.com/triplewire/triplewire/schema"
)

// treeTests are the test files by name; the first two letters are the language.
func treeTests() []struct{ name, pattern string } {
	var out []struct{ name, pattern string }
	for _, name := range strings.Fields("en de fr es pt ru ar zht zhs vi th id") {
		out = append(out, struct{ name, pattern string }{name, "prepared/" + name + ".test.conllu"})
	}
	return append(out, []struct{ name, pattern string }{{"ja", "ud/ja/UD_Japanese-GSD/*test*"},
		{"ko", "ud/ko/UD_Korean-Kaist/*test*"}}...)
}

// ratio is a number of hits among gold and found things.
type ratio struct{ right, gold, found int }

func (r *ratio) count(right bool) {
	r.gold++
	r.found++
	if right {
		r.right++
	}
}

// percent gives F1, or accuracy where everything that is gold is also found.
func (r *ratio) percent() float64 { return 200 * float64(r.right) / float64(max(1, r.gold+r.found)) }

func (r *ratio) String() string {
	if r.gold == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", r.percent())
}

// treeScores are from gold words, but for those called raw, which are from running text.
type treeScores struct {
	upos, uas, las, core, lemma       ratio
	words, sentences, rawUPOS, rawLAS ratio
	tokens                            int
	seconds                           float64
}

func evaluate(out io.Writer, o options) error {
	start := time.Now()
	m, err := openModel(o.model)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Model loaded in %d ms.\n\n", time.Since(start).Milliseconds())
	fmt.Fprintln(out, "| test | words | UPOS | UAS | LAS | core | lemma | raw: words F1 | sentences F1 | UPOS F1 | LAS F1 | tokens/s |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|---|---|---|---|")
	sum, n := 0.0, 0.0
	for _, test := range treeTests() {
		if !strings.HasPrefix(test.name, o.only) {
			continue
		}
		s, err := evaluateTrees(m, test.name[:2], filepath.Join(o.data, test.pattern), o.sentences)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %.0f |\n", test.name, s.las.gold, &s.upos,
			&s.uas, &s.las, &s.core, &s.lemma, &s.words, &s.sentences, &s.rawUPOS, &s.rawLAS, float64(s.tokens)/s.seconds)
		if test.name != "zhs" { // the same sentences as zht
			sum, n = sum+s.las.percent(), n+1
		}
	}
	if n > 1 {
		fmt.Fprintf(out, "\nMean LAS of the languages from gold words: %.1f.\n", sum/n)
	}
	if o.names == "" {
		return nil
	}
	return evaluateNames(out, m, o)
}

func openModel(path string) (*syntax.Model, error) {
	if path == "" {
		return syntax.Default()
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the model: %w", err)
	}
	return syntax.Load(data)
}

func evaluateTrees(m *syntax.Model, lang, pattern string, limit int) (*treeScores, error) {
	gold, err := readTrees(pattern, lang)
	if err != nil {
		return nil, err
	}
	if limit > 0 && len(gold) > limit {
		gold = gold[:limit]
	}
	s := &treeScores{}
	found, err := m.Tag(lang, forms(gold))
	if err != nil {
		return nil, err
	}
	for i, g := range gold {
		s.scoreTrees(g.words, found[i])
	}
	for first := 0; first < len(gold); first += 20 {
		if err := s.scoreText(m, lang, gold[first:min(first+20, len(gold))]); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func forms(gold []goldSentence) [][]string {
	out := make([][]string, len(gold))
	for i, s := range gold {
		for _, w := range s.words {
			out[i] = append(out[i], w.form)
		}
	}
	return out
}

// coreRelations are those that facts are read from, and those that carry their names.
func coreRelations() []string {
	return strings.Fields("nsubj nsubj:pass obj iobj obl nmod conj appos flat xcomp ccomp advcl acl compound case")
}

func universal(rel string) string {
	base, _, _ := strings.Cut(rel, ":")
	return base
}

// coreRelation keeps the subtype of passive subjects: who did what to whom turns on it.
func coreRelation(rel string) (string, bool) {
	if rel != "nsubj:pass" {
		rel = universal(rel)
	}
	return rel, slices.Contains(coreRelations(), rel)
}

func (s *treeScores) scoreTrees(gold []goldWord, found []extract.Token) {
	for i, g := range gold {
		t := found[i]
		attached := t.Head == g.head
		s.upos.count(t.UPOS == g.upos)
		s.uas.count(attached)
		s.las.count(attached && universal(t.Rel) == universal(g.rel))
		if g.lemma != "_" || g.form == "_" {
			s.lemma.count(t.Lemma == withoutMarks(g.lemma))
		}
		want, gets := coreRelation(g.rel)
		rel, has := coreRelation(t.Rel)
		if gets {
			s.core.gold++
		}
		if has {
			s.core.found++
		}
		if gets && attached && rel == want {
			s.core.right++
		}
	}
}

// withoutMarks takes Arabic vowel signs away: only the treebank's lemmas have them.
func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x064B && r <= 0x0652 || r == 0x0670 || r == 0x0640 {
			return -1
		}
		return r
	}, s)
}

// place names a word of running text: where its token stands, and which word of it it is.
type place struct {
	start, end, part int
	form             string
}

// scoreText joins sentences as an article has them, paragraphs on lines of their own where the treebank tells them, and compares what comes of the text with them.
func (s *treeScores) scoreText(m *syntax.Model, lang string, gold []goldSentence) error {
	text, gap := "", " "
	if lang == "zh" || lang == "ja" {
		gap = ""
	}
	var words []place
	var heads []int
	var golds []goldWord
	sentences := map[[2]int]bool{}
	for i, g := range gold {
		if i > 0 && g.begins {
			text += "\n"
		} else if i > 0 {
			text += gap
		}
		first, at := len(words), len(text)
		for _, w := range g.words {
			words = append(words, place{at + w.start, at + w.end, w.part, strings.ToLower(w.form)})
			golds = append(golds, w)
			heads = append(heads, pick(w.head < 0, -1, first+w.head))
		}
		sentences[[2]int{words[first].start, words[len(words)-1].end}] = true
		text += g.text
	}
	start := processorTime()
	d, err := m.Parse(&schema.Article{Lang: lang, Text: text})
	if err != nil {
		return err
	}
	s.seconds += processorTime() - start
	s.tokens += len(d.Tokens)
	s.sentences.gold += len(sentences)
	s.sentences.found += len(d.Sentences)
	for _, x := range d.Sentences {
		if sentences[[2]int{x.Start, x.End}] {
			s.sentences.right++
		}
	}
	s.scoreWords(d, words, heads, golds)
	return nil
}

func pick(condition bool, yes, no int) int {
	if condition {
		return yes
	}
	return no
}

// scoreWords compares words that have the same place.
func (s *treeScores) scoreWords(d *extract.Document, words []place, heads []int, gold []goldWord) {
	index := map[place]int{}
	for i, p := range words {
		index[p] = i
	}
	same := make([]int, len(d.Tokens)) // gold word of each token, -2 if none
	part := 0
	for i, t := range d.Tokens {
		part++
		if i == 0 || d.Tokens[i-1].Span != t.Span {
			part = 0
		}
		same[i] = -2
		if g, ok := index[place{t.Start, t.End, part, strings.ToLower(t.Text)}]; ok {
			same[i] = g
		}
	}
	for _, r := range []*ratio{&s.words, &s.rawUPOS, &s.rawLAS} {
		r.gold += len(words)
		r.found += len(d.Tokens)
	}
	for i, t := range d.Tokens {
		g := same[i]
		if g < 0 {
			continue
		}
		s.words.right++
		if t.UPOS == gold[g].upos {
			s.rawUPOS.right++
		}
		head := -1
		if t.Head >= 0 {
			head = same[t.Head]
		}
		if head == heads[g] && universal(t.Rel) == universal(gold[g].rel) {
			s.rawLAS.right++
		}
	}
}

// processorTime is the time that this process has used: other work on the machine does not count.
func processorTime() float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return float64(r.Utime.Sec+r.Stime.Sec) + float64(r.Utime.Usec+r.Stime.Usec)/1e6
}

type nameSpan struct {
	sentence, first, last int
	kind                  string
}

// nameSpans reads the tags B-X and I-X.
func nameSpans(sentence int, tags []string) []nameSpan {
	var out []nameSpan
	for i, tag := range tags {
		if tag == "" || tag == "O" {
			continue
		}
		prefix, kind, _ := strings.Cut(tag, "-")
		if n := len(out) - 1; prefix == "I" && n >= 0 && out[n].last == i && out[n].kind == kind {
			out[n].last = i + 1
			continue
		}
		out = append(out, nameSpan{sentence, i, i + 1, kind})
	}
	return out
}

func evaluateNames(out io.Writer, m *syntax.Model, o options) error {
	var paths []string
	for folder := range strings.SplitSeq(o.names, ",") {
		found, err := filepath.Glob(filepath.Join(folder, "*.iob2"))
		if err != nil || len(found) == 0 {
			return fmt.Errorf("reading test names: no *.iob2 in %s; the step prepare writes them", folder)
		}
		paths = append(paths, found...)
	}
	fmt.Fprintln(out, "\n| names | gold | F1 | PER | ORG | LOC | spans only |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|")
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".iob2")
		if !strings.HasPrefix(name, o.only) {
			continue
		}
		if err := evaluateNameFile(out, m, path, name, o.sentences); err != nil {
			return err
		}
	}
	return nil
}

func evaluateNameFile(out io.Writer, m *syntax.Model, path, name string, limit int) error {
	gold, err := readNames(path)
	if err != nil {
		return err
	}
	if limit > 0 && len(gold) > limit {
		gold = gold[:limit]
	}
	found, err := m.Tag(name[:2], forms(gold))
	if err != nil {
		return err
	}
	kinds := map[string]*ratio{"": {}, "PER": {}, "ORG": {}, "LOC": {}, "span": {}}
	for i, s := range gold {
		var want, got []string
		for j, w := range s.words {
			want, got = append(want, w.name), append(got, found[i][j].Name)
		}
		scoreNames(kinds, nameSpans(i, want), nameSpans(i, got))
	}
	fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %s |\n", strings.ReplaceAll(name, "_", " "), kinds[""].gold,
		kinds[""], kinds["PER"], kinds["ORG"], kinds["LOC"], kinds["span"])
	return nil
}

func scoreNames(kinds map[string]*ratio, want, got []nameSpan) {
	for _, w := range want {
		for _, k := range []string{"", w.kind, "span"} {
			kinds[k].gold++
		}
	}
	for _, g := range got {
		for _, k := range []string{"", g.kind, "span"} {
			kinds[k].found++
		}
		if slices.Contains(want, g) {
			kinds[""].right++
			kinds[g.kind].right++
		}
		if slices.ContainsFunc(want, func(w nameSpan) bool { return w.first == g.first && w.last == g.last }) {
			kinds["span"].right++
		}
	}
}
