package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/triplewire/triplewire/graph"
)

// summary is what load tells at the end.
type summary struct {
	Articles  int            `json:"articles"`  // that were named
	New       int            `json:"new"`       // articles
	Replaced  int            `json:"replaced"`  // articles whose other version the store had
	Seen      int            `json:"seen"`      // articles that the store had as they are
	Failed    int            `json:"failed"`    // articles
	Sentences int            `json:"sentences"` // of the articles that did not fail
	Facts     int            `json:"facts"`     // found and accepted
	FactsNew  int            `json:"facts_new"`
	FactsSeen int            `json:"facts_seen"`
	FactsGone int            `json:"facts_gone"` // that replaced articles no longer state
	Rejected  map[string]int `json:"rejected"`   // facts by reason
	Seconds   float64        `json:"seconds"`
	Rate      float64        `json:"articles_per_second"`
	Store     string         `json:"store,omitempty"`
}

// count takes in the outcome of one article.
func (s *summary) count(o *outcome) {
	s.Articles++
	if o.err != nil {
		s.Failed++
		return
	}
	s.Sentences += len(o.result.Document.Sentences)
	s.Facts += len(o.result.Facts)
	for _, r := range o.result.Rejected {
		s.reject(r.Reason, 1)
	}
}

// report takes in what the store said.
func (s *summary) report(r *graph.Report) {
	s.New += r.New
	s.Replaced += r.Replaced
	s.Seen += r.Unchanged
	s.FactsNew += r.FactsNew
	s.FactsSeen += r.FactsSeen
	s.FactsGone += r.FactsGone
	for _, rejection := range r.Rejected {
		s.reject(rejection.Reason, 1)
	}
}

func (s *summary) reject(reason string, n int) {
	if s.Rejected == nil {
		s.Rejected = map[string]int{}
	}
	s.Rejected[reason] += n
}

func (s *summary) clock(took time.Duration) {
	s.Seconds = took.Seconds()
	if s.Seconds > 0 {
		s.Rate = float64(s.Articles-s.Failed) / s.Seconds
	}
}

// write prints the summary for people.
func (s *summary) write(w io.Writer) {
	tw := tabwriter.NewWriter(w, 0, 0, 1, ' ', tabwriter.AlignRight)
	line := func(what string, n int, details ...string) {
		fmt.Fprintf(tw, "%s\t%d\t", what, n)
		if text := strings.Join(slices.DeleteFunc(details, func(d string) bool { return d == "" }), ", "); text != "" {
			fmt.Fprintf(tw, "  %s", text)
		}
		fmt.Fprintln(tw)
	}
	stored := s.Store != ""
	line("articles", s.Articles, some(s.New, "new"), some(s.Replaced, "replaced"), some(s.Seen, "seen before"), some(s.Failed, "failed"))
	line("sentences", s.Sentences)
	line("facts", s.Facts, some(s.FactsNew, "new"), some(s.FactsSeen, "seen before"), some(s.FactsGone, "gone"))
	rejected := 0
	for _, n := range s.Rejected {
		rejected += n
	}
	line("rejected", rejected, s.reasons()...)
	tw.Flush()
	fmt.Fprintf(w, "in %.1f s, %.1f articles/s", s.Seconds, s.Rate)
	if stored {
		fmt.Fprintf(w, ", store %s", s.Store)
	}
	fmt.Fprintln(w)
}

// reasons lists why facts were rejected, the most frequent first.
func (s *summary) reasons() []string {
	type reason struct {
		text string
		n    int
	}
	var all []reason
	for text, n := range s.Rejected {
		all = append(all, reason{text, n})
	}
	slices.SortFunc(all, func(a, b reason) int { return cmp.Or(b.n-a.n, strings.Compare(a.text, b.text)) })
	var lines []string
	for _, r := range all[:min(len(all), 5)] {
		lines = append(lines, fmt.Sprintf("%d × %s", r.n, r.text))
	}
	if len(all) > 5 {
		lines = append(lines, "…")
	}
	return lines
}

func some(n int, what string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", n, what)
}
