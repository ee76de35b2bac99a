package syntax

import (
	"slices"
	"strings"
	"testing"
)

func TestSplitClitic(t *testing.T) {
	for _, c := range []struct{ lang, form, want string }{
		{"en", "Paraguay's", "Paraguay 's"},
		{"en", "DON'T", "DO N'T"},
		{"en", "'s", "'s"},
		{"es", "dárselo", "dar se lo"},
		{"es", "Darles", "Dar les"},
		{"pt", "viu-o", "viu o"},
		{"id", "presidennya", "presiden nya"},
		{"de", "Haus", "Haus"},
	} {
		if got := splitClitic(c.form, c.lang); !slices.Equal(got, strings.Fields(c.want)) {
			t.Errorf("splitClitic(%q, %q) = %q, want %q", c.form, c.lang, got, c.want)
		}
	}
}

func TestOwned(t *testing.T) {
	for _, c := range []struct {
		form string
		want bool
	}{
		{"istrinya", true}, {"kepadanya", true}, {"Anaknya", true}, {"hanya", false}, {"sebelumnya", false}, {"bertanya", false}, {"SonyaNYnya", false},
	} {
		if got := owned(c.form, "id"); got != c.want {
			t.Errorf("owned(%q) = %v", c.form, got)
		}
	}
	if owned("istrinya", "de") {
		t.Error("a German word ends in an Indonesian pronoun")
	}
}
