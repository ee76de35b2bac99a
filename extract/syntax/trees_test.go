package syntax

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// isTree says whether the heads make one tree with one root.
func isTree(heads []int) bool {
	roots := 0
	for _, h := range heads[1:] {
		if h == 0 {
			roots++
		}
	}
	return roots == 1 && !cyclic(heads)
}

func (s *scores) sum(heads []int) float64 {
	total := 0.0
	for d := 1; d <= s.n; d++ {
		total += float64(s.at(d, heads[d]))
	}
	return total
}

// every calls f with all ways to give each of the words 1 to n one of limit values.
func every(n, limit int, f func([]int)) {
	values := make([]int, n+1)
	var place func(i int)
	place = func(i int) {
		if i > n {
			f(values)
			return
		}
		for v := range limit {
			values[i] = v
			place(i + 1)
		}
	}
	place(1)
}

func TestTreeIsTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	repaired := 0
	for range 300 {
		n := 1 + r.IntN(5)
		s := &scores{n: n, stride: n + 1, values: randomVector(r, (n+1)*(n+1))}
		best := math.Inf(-1)
		every(n, n+1, func(heads []int) {
			if isTree(heads) {
				best = max(best, s.sum(heads))
			}
		})
		heads := make([]int, n+1)
		s.tree(heads)
		if !isTree(heads) || math.Abs(s.sum(heads)-best) > 1e-5 {
			t.Fatalf("%v: heads %v score %v, the best tree %v", s.values, heads, s.sum(heads), best)
		}
		greedy := make([]int, n+1)
		for d := 1; d <= n; d++ {
			for h := range n + 1 {
				if h != d && s.at(d, h) > s.at(d, greedy[d]) {
					greedy[d] = h
				}
			}
		}
		if !slices.Equal(greedy, heads) {
			repaired++
		}
	}
	if repaired < 50 {
		t.Errorf("only %d of the trees needed more than the best head of each word", repaired)
	}
}

func TestTreeOfManyWords(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	s := &scores{n: maxWords, stride: maxWords + 1, values: randomVector(r, (maxWords+1)*(maxWords+1))}
	heads := make([]int, maxWords+1)
	if s.tree(heads); !isTree(heads) {
		t.Errorf("%v is no tree", heads)
	}
}

func TestNamesAreTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	const tags, stride = 7, 16
	for range 40 {
		n := 1 + r.IntN(4)
		score := randomVector(r, n*stride)
		sum := func(out []int) (total float64) {
			for i, tag := range out {
				if inside(tag) && (i == 0 || out[i-1] != tag && out[i-1] != tag-1) {
					return math.Inf(-1)
				}
				total += float64(score[i*stride+tag])
			}
			return total
		}
		best := math.Inf(-1)
		every(n, tags, func(out []int) { best = max(best, sum(out[1:])) })
		out := make([]int, n)
		names(score, stride, n, tags, out)
		if math.Abs(sum(out)-best) > 1e-5 {
			t.Fatalf("tags %v score %v, the best %v", out, sum(out), best)
		}
	}
}
