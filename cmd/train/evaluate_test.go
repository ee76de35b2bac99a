package main

import (
	"strings"
	"testing"

	"github.com/triplewire/triplewire/extract"
)

const block = `# text = Zum Arzt!
1-2	Zum	_	_	_	_	_	_	_	_
1	Zu	zu	ADP	_	_	3	case	_	_
2	dem	der	DET	_	_	3	det	_	_
3	Arzt	Arzt	NOUN	_	_	0	root	_	SpaceAfter=No
4	!	!	PUNCT	_	_	3	punct	_	_
`

func TestReadTree(t *testing.T) {
	s, err := readTree(block, "de")
	if err != nil {
		t.Fatal(err)
	}
	want := []goldWord{{"Zu", "zu", "ADP", "case", "", 2, 0, 3, 0}, {"dem", "der", "DET", "det", "", 2, 0, 3, 1},
		{"Arzt", "Arzt", "NOUN", "root", "", -1, 4, 8, 0}, {"!", "!", "PUNCT", "punct", "", 2, 8, 9, 0}}
	for i, w := range want {
		if s.words[i] != w {
			t.Errorf("got %+v, want %+v", s.words[i], w)
		}
	}
	if _, err := readTree(strings.Replace(block, "\t3\tcase", "\tx\tcase", 1), "de"); err == nil {
		t.Error("a head that is no number was taken")
	}
}

func TestVietnameseText(t *testing.T) {
	var tokens []surface
	for _, form := range strings.Split(`Hùng|nói|:|"|Tôi|đi|"|.|( |x|)|...`, "|") {
		tokens = append(tokens, surface{form: strings.TrimSpace(form)})
	}
	if got, want := vietnameseText(tokens), `Hùng nói: "Tôi đi". (x)...`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestScoreTrees(t *testing.T) {
	gold, err := readTree(block, "de")
	if err != nil {
		t.Fatal(err)
	}
	found := []extract.Token{{UPOS: "ADP", Head: 2, Rel: "case", Lemma: "zu"}, {UPOS: "PRON", Head: 2, Rel: "obj", Lemma: "die"},
		{UPOS: "NOUN", Head: -1, Rel: "root", Lemma: "Arzt"}, {UPOS: "PUNCT", Head: 1, Rel: "punct", Lemma: "!"}}
	var s treeScores
	s.scoreTrees(gold.words, found)
	for what, r := range map[string]ratio{"upos 3": s.upos, "uas 3": s.uas, "las 2": s.las, "lemma 3": s.lemma} {
		if want := int(what[len(what)-1] - '0'); r.right != want || r.gold != 4 {
			t.Errorf("%s: got %+v", what, r)
		}
	}
	if s.core != (ratio{right: 1, gold: 1, found: 2}) {
		t.Errorf("core relations: %+v", s.core)
	}
}

func TestScoreWords(t *testing.T) {
	words := []place{{0, 3, 0, "zu"}, {0, 3, 1, "dem"}, {4, 8, 0, "arzt"}}
	gold := []goldWord{{upos: "ADP", rel: "case"}, {upos: "DET", rel: "det"}, {upos: "NOUN", rel: "root"}}
	d := &extract.Document{Tokens: []extract.Token{
		{Span: extract.Span{Start: 0, End: 3}, Text: "Zu", UPOS: "ADP", Head: 2, Rel: "case"},
		{Span: extract.Span{Start: 0, End: 3}, Text: "der", UPOS: "DET", Head: 2, Rel: "det"},
		{Span: extract.Span{Start: 4, End: 8}, Text: "Arzt", UPOS: "NOUN", Head: -1, Rel: "root"}}}
	var s treeScores
	s.scoreWords(d, words, []int{2, 2, -1}, gold)
	if want := (ratio{right: 2, gold: 3, found: 3}); s.words != want || s.rawUPOS != want || s.rawLAS != want {
		t.Errorf("words %+v, UPOS %+v, LAS %+v, want %+v", s.words, s.rawUPOS, s.rawLAS, want)
	}
}

func TestNameSpans(t *testing.T) {
	got := nameSpans(0, []string{"B-PER", "I-PER", "I-ORG", "O", "B-LOC", "B-LOC", ""})
	want := []nameSpan{{0, 0, 2, "PER"}, {0, 2, 3, "ORG"}, {0, 4, 5, "LOC"}, {0, 5, 6, "LOC"}}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got[i], want[i])
		}
	}
	kinds := map[string]*ratio{"": {}, "PER": {}, "ORG": {}, "LOC": {}, "span": {}}
	scoreNames(kinds, want, nameSpans(0, []string{"B-PER", "I-PER", "B-LOC"}))
	if *kinds[""] != (ratio{1, 4, 2}) || *kinds["span"] != (ratio{2, 4, 2}) {
		t.Errorf("got %+v and %+v", kinds[""], kinds["span"])
	}
}
