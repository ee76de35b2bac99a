package extract

import (
	"strings"
	"testing"

	"github.com/triplewire/triplewire/schema"
)

// feats reads "Ins Masc" into features.
func feats(text string) map[string]string {
	f := strings.Fields(text)
	if len(f) < 2 {
		return nil
	}
	return map[string]string{"Case": f[0], "Gender": f[1], "Number": "Sing"}
}

func TestNominative(t *testing.T) {
	person, place, body := schema.Person, schema.Place, schema.Organization
	tests := []struct {
		kind              schema.EntityType
		text, feats, want string
	}{
		{person, "Петером Хандлером", "Ins Masc", "Петер Хандлер"},
		{person, "Игоря Лавровского", "Gen Masc", "Игорь Лавровский"},
		{person, "Анной Берг", "Ins Fem", "Анна Берг"},
		{person, "Анной Берг", "Ins Masc", "Анна Берг"}, // the tagger takes surnames in a consonant for men's
		{person, "Верой Ледневой", "Ins Fem", "Вера Леднева"},
		{person, "Отто Бруно", "Gen Masc", "Отто Бруно"},
		{person, "Лука Бертель", "Nom Masc", "Лука Бертель"},
		{person, "Марека Шольца", "Nom Masc", "Марек Шольц"}, // a nominative it cannot be
		{person, "Сара Хольм", "Nom Masc", "Сара Хольм"},
		{person, "Анны Росси", "Gen Fem", "Анна Росси"},
		{place, "Вестфорде", "Loc Fem", "Вестфорд"},
		{place, "Каролине", "Loc Fem", "Каролина"},
		{body, "Агентства", "Gen Neut", "Агентство"},
	}
	for _, test := range tests {
		d := &Document{Article: &schema.Article{Lang: "ru", Text: test.text}}
		at := 0
		for i, w := range strings.Fields(test.text) {
			start := at + strings.Index(test.text[at:], w)
			at = start + len(w)
			token := Token{Span: Span{start, at}, Text: w, UPOS: "PROPN", Head: -1, Rel: "root", Feats: feats(test.feats)}
			if i > 0 {
				token.Head, token.Rel = 0, "flat"
			}
			d.Tokens = append(d.Tokens, token)
		}
		x := name{Span: Span{0, at}, last: len(d.Tokens), kind: test.kind}
		if got := nominative(d, x, 0); got != test.want {
			t.Errorf("nominative(%q, %s) = %q, want %q", test.text, test.feats, got, test.want)
		}
	}
}
