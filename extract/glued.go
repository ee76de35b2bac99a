package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// gluedBefore and gluedBehind are the Chinese words of one character that the analysis leaves on a name: 据美联社, 特朗普称.
const (
	gluedBefore = "据據与與在对對向由和从從给給被但"
	gluedBehind = "说說称稱问問则則已将將与與和也"
)

// leftOn tells whether a piece of a word is one of those characters.
func leftOn(d *Document, piece, list string) bool {
	return strings.HasPrefix(d.Article.Lang, "zh") && utf8.RuneCountInString(piece) == 1 && strings.Contains(list, piece)
}

// withoutGlued takes them off the ends of a person's name, and the honorifics that are written onto it: 华莱士问, ロシャ君.
func (r *Reading) withoutGlued(x name) name {
	text := r.Doc.Text(x.Span)
	if x.kind == schema.Person {
		for honorific := range strings.FieldsSeq(r.Words.Setting("honorifics")) {
			if rest, ok := strings.CutSuffix(text, honorific); ok && utf8.RuneCountInString(rest) > 1 {
				x.End = x.Start + len(rest)
				return x
			}
		}
	}
	if n := utf8.RuneCountInString(text); !strings.HasPrefix(r.Doc.Article.Lang, "zh") || x.kind != schema.Person || n < 4 {
		return x
	}
	if first, size := utf8.DecodeRuneInString(text); strings.ContainsRune(gluedBefore, first) && !strings.ContainsRune(transcribing, first) {
		x.Start += size
	}
	if last, size := utf8.DecodeLastRuneInString(text); strings.ContainsRune(gluedBehind, last) && !strings.ContainsRune(transcribing, last) {
		x.End -= size
	}
	return x
}
