package lang

// trie is a tree of runes in one open hash table: a step costs one probe, a name some bytes a rune.
type trie struct {
	keys  []uint64 // node<<32 | rune, plus one so that nothing is 0
	nodes []int32
	used  int
	out   []int32 // by node: the first form that ends there, -1 for none
}

func newTrie(steps int) trie {
	size := 64
	for size < 2*steps {
		size *= 2
	}
	return trie{keys: make([]uint64, size), nodes: make([]int32, size), out: []int32{-1}}
}

func (t *trie) slot(key uint64) int {
	mask := uint64(len(t.keys) - 1)
	i := (key * 0x9E3779B97F4A7C15) >> 32 & mask // the product's upper half mixes node and rune
	for t.keys[i] != 0 && t.keys[i] != key {
		i = (i + 1) & mask
	}
	return int(i)
}

func stepKey(node int32, r rune) uint64 { return uint64(node)<<32 | uint64(uint32(r)) + 1 }

// step gives the node after a rune, -1 for none.
func (t *trie) step(node int32, r rune) int32 {
	i := t.slot(stepKey(node, r))
	if t.keys[i] == 0 {
		return -1
	}
	return t.nodes[i]
}

// add gives the node after a rune and makes it if need be.
func (t *trie) add(node int32, r rune) int32 {
	key := stepKey(node, r)
	i := t.slot(key)
	if t.keys[i] != 0 {
		return t.nodes[i]
	}
	if 4*(t.used+1) > 3*len(t.keys) {
		t.grow()
		i = t.slot(key)
	}
	next := int32(len(t.out))
	t.out = append(t.out, -1)
	t.keys[i], t.nodes[i] = key, next
	t.used++
	return next
}

func (t *trie) grow() {
	old := *t
	t.keys, t.nodes = make([]uint64, 2*len(old.keys)), make([]int32, 2*len(old.keys))
	for i, key := range old.keys {
		if key != 0 {
			j := t.slot(key)
			t.keys[j], t.nodes[j] = key, old.nodes[i]
		}
	}
}

// follow gives the node after a whole name as it is read in a text, -1 for none.
func (t *trie) follow(node int32, name string, accents bool) int32 {
	for i := 0; i < len(name) && node >= 0; {
		r, n := next(name, i)
		if r >= 0 {
			node = t.step(node, fold(r, accents))
		}
		i += n
	}
	return node
}
