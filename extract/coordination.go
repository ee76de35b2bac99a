package extract

// joinBehindConjunctions makes "and B" behind A a coordination where the tree has it as an apposition: a conjunction
// at its left edge says what it is. It tells whether a tree has changed.
func (r *Reading) joinBehindConjunctions() bool {
	changed := false
	for t := range r.Doc.Tokens {
		if RelBase(r.Doc.Tokens[t].Rel) != "appos" || r.Doc.Tokens[r.leftEdge(t)].Rel != "cc" {
			continue
		}
		first := r.Doc.Tokens[t].Head
		for RelBase(r.Doc.Tokens[first].Rel) == "appos" || RelBase(r.Doc.Tokens[first].Rel) == "flat" {
			first = r.Doc.Tokens[first].Head
		}
		if first < t {
			r.attach(t, first, "conj")
			changed = true
		}
	}
	return changed
}

// leftEdge gives the first word of the phrase that a word heads.
func (r *Reading) leftEdge(t int) int {
	for {
		children := r.Children[t]
		if len(children) == 0 || children[0] > t {
			return t
		}
		t = children[0]
	}
}
