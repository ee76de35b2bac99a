package extract

import "strings"

// joinPersons makes one person of names of persons that stand side by side with nothing but blanks between them:
// the network and the gazetteer each found a part. Two persons whom the gazetteer knows stay two.
func (r *Reading) joinPersons() {
	d := r.Doc
	into := map[int]int{}
	for i := 1; i < len(d.Mentions); i++ {
		a, b := &d.Mentions[i-1], &d.Mentions[i]
		if !r.soleName(a, i-1) || !r.soleName(b, i) || r.Sentence[a.First] != r.Sentence[b.First] || a.End >= b.Start ||
			strings.TrimLeft(d.Article.Text[a.End:b.Start], " \u00a0") != "" {
			continue
		}
		x, y := a.Entities[0], b.Entities[0]
		if known(d.Entities[x].ID) == known(d.Entities[y].ID) {
			continue
		}
		if known(d.Entities[x].ID) {
			x, y = y, x
		}
		b.First, b.Start = a.First, a.Start
		b.Head = r.HeadOf(b.First, b.Last)
		addForm(&d.Entities[y], d.Text(b.Span))
		into[x] = y
		d.Log.Add(r.Sentence[b.First], "name: %q is one name", d.Text(b.Span))
		d.Mentions = append(d.Mentions[:i-1], d.Mentions[i:]...)
		i--
	}
	rename(d, into)
	r.Cover()
}

// soleName tells whether a mention is the name of one person.
func (r *Reading) soleName(m *Mention, i int) bool {
	return m.Kind == Named && len(m.Entities) == 1 && r.isPerson(i)
}

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
