package extract

import (
	"fmt"
	"testing"
)

func TestBeside(t *testing.T) {
	n, set := names(t)
	for _, c := range []struct{ words, class, want string }{
		{"giám_đốc/NOUN của/ADP Lumora/PROPN/B-ORG ,/PUNCT ông/NOUN Peter/PROPN/B-PER Hall/PROPN/I-PER nói/VERB", "title", "Peter Hall of Lumora"},
		{"Peter/PROPN/B-PER Hall/PROPN/I-PER ,/PUNCT 42/NUM tuổi/NOUN ,/PUNCT giám_đốc/NOUN kinh_doanh/NOUN của/ADP Lumora/PROPN/B-ORG ,/PUNCT nói/VERB", "title", "Peter Hall of Lumora"},
		{"con_trai/NOUN của/ADP bà/NOUN Anna/PROPN/B-PER Hall/PROPN/I-PER ,/PUNCT Peter/PROPN/B-PER ,/PUNCT nói/VERB", "family", "Peter of Anna Hall"},
		{"nhà_báo/NOUN Peter/PROPN/B-PER Hall/PROPN/I-PER của/ADP Lumora/PROPN/B-ORG nói/VERB", "person", "Peter Hall of Lumora"},
		{"giám_đốc/NOUN nói/VERB Lumora/PROPN/B-ORG đóng_cửa/VERB", "title", ""},
		{"giám_đốc/NOUN chiến_dịch/NOUN Lumora/PROPN/B-ORG của/ADP Peter/PROPN/B-PER Hall/PROPN/I-PER", "title", ""},
	} {
		words, err := LoadWords(set.Language("vi"))
		if err != nil {
			t.Fatal(err)
		}
		d := taggedDocument("vi", c.words)
		r := NewReading(d, words)
		n.Find(r)
		got := ""
		for k := range d.Tokens {
			if hit, ok := r.Hit(k, c.class); ok && got == "" {
				if holder, owner := r.Beside(hit); holder >= 0 && owner >= 0 {
					got = fmt.Sprintf("%s of %s", d.Text(d.Mentions[holder].Span), d.Text(d.Mentions[owner].Span))
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.words, got, c.want)
		}
	}
}
