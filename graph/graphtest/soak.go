package graphtest

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// SoakFacts is how many facts Soak loads: TRIPLEWIRE_SOAK_FACTS, else a few.
func SoakFacts() int {
	n, err := strconv.Atoi(os.Getenv("TRIPLEWIRE_SOAK_FACTS"))
	if err != nil {
		n = 20000
	}
	return n
}

// Soak loads very many facts into an empty store, a batch at a time, and logs for each tenth how fast it went and
// how much memory the loader held. It reports how the last tenth compares with the first; what a fact costs the
// processor tells more than the clock where others use the machine too.
func Soak(b *testing.B, s graph.Store, o *schema.Ontology) {
	facts := SoakFacts()
	g := NewGenerator(o, 71, facts/50, 19)
	var rates, costs, memory []float64
	number := 0
	for range 10 {
		began, spent, loaded, peak := time.Now(), processor(), 0, 0.0
		for loaded < facts/10 {
			docs := g.Documents(number, 200)
			number += len(docs)
			r, err := graph.Load(b.Context(), s, o, docs)
			if err != nil {
				b.Fatal(err)
			}
			loaded += r.FactsNew
			peak = max(peak, resident())
		}
		rates = append(rates, float64(loaded)/time.Since(began).Seconds())
		costs = append(costs, (processor()-spent).Seconds()/float64(loaded))
		memory = append(memory, peak)
		b.Logf("%2d/10: %6.0f facts/s, %4.0f µs of processor time a fact, %4.0f MB", len(rates), rates[len(rates)-1], 1e6*costs[len(costs)-1], peak)
	}
	b.ReportMetric(rates[9]/rates[0], "rate-last/first")
	b.ReportMetric(costs[0]/costs[9], "cpu-rate-last/first")
	b.ReportMetric(memory[9]/memory[0], "memory-last/first")
}

// processor gives the processor time that this process has used.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident gives the resident memory of this process in megabytes; where the system does not tell, what Go has
// taken from it.
func resident() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err == nil {
		if _, rest, ok := strings.Cut(string(status), "VmRSS:"); ok {
			var kb float64
			if _, err := fmt.Sscan(rest, &kb); err == nil {
				return kb / 1024
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.Sys) / (1 << 20)
}
