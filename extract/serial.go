package extract

// joinSerialVerbs gives the first of two verbs that make one ("เข้าพบ", "đón tiếp") the arguments of the second.
func (r *Reading) joinSerialVerbs() {
	tokens := r.Doc.Tokens
	for t := 1; t < len(tokens); t++ {
		h := tokens[t].Head
		if h != t-1 || tokens[t].Rel != "compound" || tokens[t].UPOS != "VERB" || tokens[h].UPOS != "VERB" {
			continue
		}
		for _, c := range append([]int(nil), r.Children[t]...) {
			switch RelBase(tokens[c].Rel) {
			case "obj", "iobj", "obl", "ccomp", "xcomp":
				r.attach(c, h, tokens[c].Rel)
			}
		}
	}
}
