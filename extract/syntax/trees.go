package syntax

// scores of all arcs of a sentence of n words: at(dependent, head), where 0 is ROOT and words count from 1.
type scores struct {
	n      int
	values []float32
	stride int
}

func (s *scores) at(dependent, head int) float32 { return s.values[dependent*s.stride+head] }

// tree gives the head of every word (heads[0] is unused): the best head of each where that gives a tree with one
// root, else the best tree.
func (s *scores) tree(heads []int) {
	roots := 0
	for d := 1; d <= s.n; d++ {
		best := 0
		for h := 1; h <= s.n; h++ {
			if h != d && s.at(d, h) > s.at(d, best) {
				best = h
			}
		}
		heads[d] = best
		if best == 0 {
			roots++
		}
	}
	if roots != 1 || cyclic(heads[:s.n+1]) {
		s.bestTree(heads)
	}
}

// cyclic says whether some word does not hang under ROOT.
func cyclic(heads []int) bool {
	const unseen, open, done = 0, 1, 2
	state := make([]uint8, len(heads))
	state[0] = done
	for d := range heads {
		h := d
		for state[h] == unseen {
			state[h] = open
			h = heads[h]
		}
		if state[h] == open {
			return true
		}
		for h = d; state[h] == open; h = heads[h] {
			state[h] = done
		}
	}
	return false
}

// bestTree is the algorithm of Chu, Liu and Edmonds. A fine on arcs from ROOT, larger than any gain, leaves one.
func (s *scores) bestTree(heads []int) {
	size := s.n + 1
	weight := make([]float64, size*size) // [dependent x head]
	least, most := float64(s.at(1, 0)), float64(s.at(1, 0))
	for d := 1; d < size; d++ {
		for h := range size {
			v := float64(s.at(d, h))
			weight[d*size+h] = v
			least, most = min(least, v), max(most, v)
		}
	}
	fine := (most-least)*float64(size) + 1
	for d := 1; d < size; d++ {
		weight[d*size] -= fine
	}
	contract(weight, size, heads)
}

// contract finds the best tree over the nodes 0 (root) to size-1: greedy heads, and where they have a cycle, the
// cycle becomes one node and the smaller problem is solved first.
func contract(weight []float64, size int, heads []int) {
	for d := 1; d < size; d++ {
		best := 0
		for h := 1; h < size; h++ {
			if h != d && weight[d*size+h] > weight[d*size+best] {
				best = h
			}
		}
		heads[d] = best
	}
	cycle := findCycle(heads[:size])
	if cycle == nil {
		return
	}
	inCycle := make([]bool, size)
	for _, d := range cycle {
		inCycle[d] = true
	}
	var outside []int // smaller number -> node; the last smaller number is the cycle
	for d := range size {
		if !inCycle[d] {
			outside = append(outside, d)
		}
	}
	small := len(outside) + 1
	smaller := make([]float64, small*small)
	enter, leave := make([]int, small), make([]int, small)
	for i, o := range outside {
		for j, p := range outside {
			smaller[i*small+j] = weight[o*size+p]
		}
		// out of the cycle: the best head that it offers to o; into it: which of its arcs to give up for an arc from o
		leave[i], enter[i] = cycle[0], cycle[0]
		gain := func(d int) float64 { return weight[d*size+o] - weight[d*size+heads[d]] }
		for _, d := range cycle[1:] {
			if weight[o*size+d] > weight[o*size+leave[i]] {
				leave[i] = d
			}
			if gain(d) > gain(enter[i]) {
				enter[i] = d
			}
		}
		smaller[i*small+small-1] = weight[o*size+leave[i]]
		smaller[(small-1)*small+i] = gain(enter[i])
	}
	solved := make([]int, small)
	contract(smaller, small, solved)
	for i := 1; i < len(outside); i++ {
		if solved[i] == small-1 {
			heads[outside[i]] = leave[i]
		} else {
			heads[outside[i]] = outside[solved[i]]
		}
	}
	from := solved[small-1]
	heads[enter[from]] = outside[from]
}

// findCycle gives the words of one cycle, nil if there is none.
func findCycle(heads []int) []int {
	seen := make([]int, len(heads)) // walk in which a node was met
	for d := 1; d < len(heads); d++ {
		at := d
		for at != 0 && seen[at] == 0 {
			seen[at] = d
			at = heads[at]
		}
		if at == 0 || seen[at] != d {
			continue
		}
		cycle := []int{at}
		for next := heads[at]; next != at; next = heads[next] {
			cycle = append(cycle, next)
		}
		return cycle
	}
	return nil
}

// names gives the best sequence of name tags in which every name begins with B-. score[word*stride+tag]; tag 0 is
// O, then B- and I- of each kind in turn.
func names(score []float32, stride, n, tags int, out []int) {
	from := make([]uint8, n*tags)
	best, next := make([]float32, tags), make([]float32, tags)
	for i := range n {
		row := score[i*stride:][:tags]
		for t := range tags {
			p := bestBefore(best, t, i == 0)
			from[i*tags+t] = uint8(max(p, 0))
			switch {
			case p >= 0:
				next[t] = best[p] + row[t]
			case i == 0 && !inside(t):
				next[t] = row[t]
			default:
				next[t] = impossible
			}
		}
		best, next = next, best
	}
	t := argmax(best)
	for i := n - 1; i >= 0; i-- {
		out[i] = t
		t = int(from[i*tags+t])
	}
}

const impossible = -1e30

func inside(tag int) bool { return tag > 0 && tag%2 == 0 }

// bestBefore gives the best tag that may stand before tag; -1 at the beginning of a sentence.
func bestBefore(best []float32, tag int, begin bool) int {
	if begin {
		return -1
	}
	if inside(tag) {
		if best[tag] > best[tag-1] {
			return tag
		}
		return tag - 1
	}
	return argmax(best)
}

func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}
