package extract

import (
	"slices"
	"testing"
)

func TestVariants(t *testing.T) {
	for _, c := range []struct{ lang, form, lemma, upos, want string }{
		{"ja", "行っ", "行る", "VERB", "行う"},
		{"ja", "述べ", "述べ", "VERB", "述べる"},
		{"ja", "結ん", "結ん", "VERB", "結ぶ"},
		{"ko", "협정에", "협정+에", "NOUN", "협정"},
		{"ko", "공격했다고", "공격했+하+고", "VERB", "공격하다"},
		{"ko", "체포됐다", "체포+되+었+다", "VERB", "체포되다"},
		{"ko", "보냈으며", "보냈으+며", "VERB", "보내다"},
		{"ko", "맺었다", "", "VERB", "맺다"},
		{"ko", "세웠다", "", "VERB", "세우다"},
		{"ko", "가졌다", "", "VERB", "가지다"},
		{"ko", "떠난", "", "VERB", "떠나다"},
	} {
		if got := variants(c.lang, c.form, c.lemma, c.upos); !slices.Contains(got, c.want) {
			t.Errorf("variants of %s: %v lack %s", c.form, got, c.want)
		}
	}
	if got := variants("en", "went", "go", "VERB"); got != nil {
		t.Errorf("variants of an English word: %v", got)
	}
}
