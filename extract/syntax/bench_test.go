package syntax

import (
	"strings"
	"testing"

	"github.com/triplewire/triplewire/schema"
)

func benchmarkModel(b *testing.B) *Model {
	m, err := Default()
	if err != nil {
		b.Skip(err) // not built with the trained model
	}
	return m
}

// BenchmarkParse measures everything from text to names on one core; the cache of words is warm.
func BenchmarkParse(b *testing.B) {
	m := benchmarkModel(b)
	for _, lang := range []string{"en", "de", "ru", "ar", "zh-Hans", "ja", "ko", "vi", "th"} {
		b.Run(lang, func(b *testing.B) {
			a := &schema.Article{Lang: lang, Text: strings.Repeat(texts()[lang]+"\n", 30)}
			tokens := 0
			for b.Loop() {
				d, err := m.Parse(a)
				if err != nil {
					b.Fatal(err)
				}
				tokens += len(d.Tokens)
			}
			b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	benchmarkModel(b)
	for b.Loop() {
		if _, err := Default(); err != nil {
			b.Fatal(err)
		}
	}
}
