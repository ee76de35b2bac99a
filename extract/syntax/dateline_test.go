package syntax

import (
	"testing"

	"github.com/triplewire/triplewire/extract"
)

func TestDateline(t *testing.T) {
	words := func(parts ...string) []extract.Token {
		var tokens []extract.Token
		at := 0
		for _, p := range parts {
			tokens = append(tokens, extract.Token{Text: p, Span: extract.Span{Start: at, End: at + len(p)}})
			at += len(p) + 1
		}
		return tokens
	}
	for _, c := range []struct {
		tokens []extract.Token
		want   bool
	}{
		{words("GENEVA", "–"), true},
		{words("MUNICH", ",", "May", "12", ",", "2026", "–"), true},
		{words("(", "SeaPRwire", ")", "–"), true},
		{words("Geneva", "–"), false},
		{words("NATO", "agreed", "–", "after"), false},
		{words("–"), false},
		{words("AP", "–"), false},
	} {
		if got := dateline(c.tokens); got != c.want {
			t.Errorf("dateline(%v) = %v, want %v", c.tokens, got, c.want)
		}
	}
}
