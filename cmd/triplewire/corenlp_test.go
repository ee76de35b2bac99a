package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/triplewire/triplewire/schema"
)

// BenchmarkCoreNLP tells how many times faster articles become facts here than triples in Stanford CoreNLP's OpenIE, on
// one thread each, in turns. testdata/corenlp/run fetches CoreNLP and calls it.
func BenchmarkCoreNLP(b *testing.B) {
	jars := os.Getenv("TRIPLEWIRE_CORENLP")
	if jars == "" {
		b.Skip("needs CoreNLP: testdata/corenlp/run fetches it")
	}
	files := filepath.SplitList(os.Getenv("TRIPLEWIRE_CORENLP_ARTICLES"))
	if len(files) == 0 {
		files = []string{"../../testdata/seed/en.txt"}
	}
	peer := startCoreNLP(b, jars, files)
	pipeline, err := newPipeline("rules", false)
	if err != nil {
		b.Fatal(err)
	}
	ours := func() (facts int) {
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				b.Fatal(err)
			}
			r, err := pipeline.Run(b.Context(), &schema.Article{Lang: "en", Text: string(text), Published: "2018-09-30"})
			if err != nil {
				b.Fatal(err)
			}
			facts += len(r.Facts)
		}
		return facts
	}
	peer.run(b)
	ours()
	var theirs, own float64
	var triples, facts int
	b.ResetTimer()
	for b.Loop() {
		seconds, n := peer.run(b)
		theirs, triples = theirs+seconds, n
		start := time.Now()
		facts = ours()
		own += time.Since(start).Seconds()
	}
	b.ReportMetric(theirs/own, "times-as-fast")
	b.ReportMetric(float64(b.N*len(files))/own, "articles/s")
	b.ReportMetric(float64(b.N*len(files))/theirs, "CoreNLP-articles/s")
	b.ReportMetric(float64(facts), "facts")
	b.ReportMetric(float64(triples), "CoreNLP-triples")
}

// coreNLP is a process that analyses its articles once for each line it is sent.
type coreNLP struct {
	in  io.Writer
	out *bufio.Scanner
}

func startCoreNLP(b *testing.B, jars string, files []string) *coreNLP {
	b.Helper()
	args := append([]string{"-Xmx6g", "-XX:+UseSerialGC", "-cp", jars + "/*", "../../testdata/corenlp/OpenIE.java"}, files...)
	cmd := exec.Command("java", args...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close() // ends it
		_ = cmd.Wait()
	})
	p := &coreNLP{in, bufio.NewScanner(out)}
	for p.out.Scan() {
		if strings.TrimSpace(p.out.Text()) == "ready" {
			return p
		}
	}
	b.Fatal("CoreNLP did not start: is a JDK of 11 or later there?")
	return nil
}

func (p *coreNLP) run(b *testing.B) (seconds float64, triples int) {
	b.Helper()
	if _, err := fmt.Fprintln(p.in, "go"); err != nil {
		b.Fatal(err)
	}
	if !p.out.Scan() {
		b.Fatal("CoreNLP broke off")
	}
	if _, err := fmt.Sscan(p.out.Text(), &seconds, &triples); err != nil {
		b.Fatalf("CoreNLP said %q: %v", p.out.Text(), err)
	}
	return seconds, triples
}
