package extract

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// Offices of state that every country has (lang/<code>/institutions.tsv): a foreign ministry, a senate. They are
// known by the country that owns them, so that "das belarussische Außenministerium" and "МИД Белоруссии" are one.

// loadInstitutions reads a language's offices of state. Words that do not parse are passed over here; a test names
// them.
func loadInstitutions(l *lang.Language, complain func(error)) *Index[string] {
	x := NewIndex[string]()
	rows, err := l.Rows("institutions.tsv")
	if err != nil {
		complain(err)
		return x
	}
	for _, row := range rows {
		if len(row) < 2 {
			continue
		}
		if err := x.Add(row[1], row[0]); err != nil {
			complain(err)
		}
	}
	return x
}

// findInstitutions makes mentions of the offices of state that are no part of another name.
func (n *Names) findInstitutions(r *Reading) {
	d := r.Doc
	x := n.institutions[d.Article.Lang]
	if x == nil {
		return
	}
	found := false
	for t := 0; t < len(d.Tokens); {
		hit, ok := n.institutionAt(r, x, t)
		if !ok {
			t++
			continue
		}
		n.addInstitution(r, hit)
		found, t = true, hit.Last
	}
	if found {
		sort.SliceStable(d.Mentions, func(i, j int) bool { return d.Mentions[i].Start < d.Mentions[j].Start })
	}
}

func (n *Names) institutionAt(r *Reading, x *Index[string], t int) (best Hit[string], ok bool) {
	for _, h := range x.At(r, t) {
		noun, free := false, true
		for i := h.First; i < h.Last; i++ {
			noun = noun || r.nominal(i) || i == h.Last-1 && r.compoundHolder(h.First, i)
			free = free && r.MentionAt(i) < 0
		}
		if noun && free && (!ok || h.Last > best.Last || h.Last == best.Last && h.Length > best.Length) {
			best, ok = h, true
		}
	}
	return best, ok
}

// compoundHolder tells whether a noun in a compound whose head comes last stands before a title that does not take it
// in: 司法省アナリスト, but not 国防長官.
func (r *Reading) compoundHolder(first, last int) bool {
	if u := r.Doc.Tokens[last].UPOS; !HeadFinal(r.Doc.Article.Lang) || u != "NOUN" && u != "PROPN" || last+1 >= len(r.Tags) {
		return false
	}
	for k := last + 1; k < min(last+4, len(r.Tags)); k++ {
		for _, h := range r.Tags[k] {
			if h.Class == "title" {
				return h.First > last
			}
		}
	}
	return false
}

// withoutInstitutions leaves out tagged names that are an office of state, part of one, or one with its country.
func (n *Names) withoutInstitutions(r *Reading, tagged []name) []name {
	x := n.institutions[r.Doc.Article.Lang]
	if x == nil {
		return tagged
	}
	kept := tagged[:0]
	last := 0
	var hit Hit[string]
	for _, y := range tagged {
		for t := max(y.first-maxPhrase, last); t < y.last; t++ {
			if h, ok := n.institutionAt(r, x, t); ok && h.Last > y.first {
				hit, last = h, h.Last
				break
			}
		}
		if hit.Last <= y.first || hit.First >= y.last || !isInstitution(r, y, hit) {
			kept = append(kept, y)
		}
	}
	return kept
}

// coverInstitutions marks the words of offices of state as taken.
func (n *Names) coverInstitutions(r *Reading, covered []bool) {
	x := n.institutions[r.Doc.Article.Lang]
	if x == nil {
		return
	}
	for t := 0; t < len(covered); t++ {
		if hit, ok := n.institutionAt(r, x, t); ok && !covered[hit.First] {
			for ; t < hit.Last; t++ {
				covered[t] = true
			}
			t--
		}
	}
}

// isInstitution tells whether a tagged name has no name beside an office of state, but for that of a people.
func isInstitution(r *Reading, y name, hit Hit[string]) bool {
	for t := y.first; t < y.last; t++ {
		if (t < hit.First || t >= hit.Last) && r.Doc.Tokens[t].UPOS == "PROPN" {
			return false
		}
	}
	return true
}

func (n *Names) addInstitution(r *Reading, hit Hit[string]) {
	d := r.Doc
	head := r.HeadOf(hit.First, hit.Last)
	span := Span{d.Tokens[hit.First].Start, d.Tokens[hit.Last-1].End}
	if d.Article.Lang == "ko" {
		span.End = span.Start + len(withoutParticles(d.Text(span), &d.Tokens[hit.Last-1]))
	}
	form := strings.Join(strings.Fields(d.Text(span)), " ")
	e := schema.Entity{Type: schema.Organization, Name: form}
	if stemKey(form) != "" {
		e.Name = nominative(d, name{Span: span, first: hit.First, last: hit.Last, kind: e.Type}, head)
	}
	owner, at := r.ownerOf(head)
	if owner >= 0 && d.Entities[owner].Type == schema.Country {
		e.Name = d.Entities[owner].Name + " " + hit.Value
	}
	e.ID = schema.EntityID(e.Type, e.Name)
	i := d.AddEntity(e)
	addForm(&d.Entities[i], form)
	if owner >= 0 && e.Name != form {
		m := d.Mentions[at]
		whole := Span{min(m.Start, span.Start), max(m.End, span.End)}
		addForm(&d.Entities[i], strings.Join(strings.Fields(d.Text(whole)), " "))
	}
	if lemma := d.Tokens[hit.First].Lemma; hit.Last-hit.First == 1 && strings.HasPrefix(form, lemma) && lemma != "" {
		addForm(&d.Entities[i], lemma)
	}
	d.Mentions = append(d.Mentions, Mention{Span: span, First: hit.First, Last: hit.Last, Head: head, Kind: Named, Entities: []int{i}})
	d.Log.Add(r.Sentence[head], "name: %q is %s %s", form, e.Type, e.Name)
}

// dotted gives transliterated names: words of Chinese characters or katakana with middle dots between them.
func dotted(r *Reading, covered []bool) []name {
	d := r.Doc
	var found []name
	for t := 0; t < len(d.Tokens); t++ {
		if covered[t] || !strings.ContainsAny(d.Tokens[t].Text, "·‧・•") {
			continue
		}
		first, last := t, t+1
		for first > 0 && isDotText(d.Tokens[first].Text) && !covered[first-1] && foreignWord(d.Tokens[first-1].Text) {
			first--
		}
		for last < len(d.Tokens) && !covered[last] && (isDotText(d.Tokens[last-1].Text) && foreignWord(d.Tokens[last].Text) || isDotText(d.Tokens[last].Text)) {
			last++
		}
		for last > first && isDotText(d.Tokens[last-1].Text) {
			last--
		}
		text := d.Text(Span{d.Tokens[first].Start, d.Tokens[max(last-1, first)].End})
		if last <= first || isDotText(d.Tokens[first].Text) || r.Sentence[first] != r.Sentence[last-1] || utf8.RuneCountInString(text) < 4 {
			continue
		}
		found = append(found, name{Span: Span{d.Tokens[first].Start, d.Tokens[last-1].End}, first: first, last: last, kind: schema.Person})
		for i := first; i < last; i++ {
			covered[i] = true
		}
	}
	return found
}

func isDotText(s string) bool { return s == "·" || s == "‧" || s == "・" || s == "•" }

// foreignWord tells a word that may be part of a transliterated name.
func foreignWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r) && utf8.RuneCountInString(s) > 1 || unicode.Is(unicode.Katakana, r)
}

// germanNames gives what German writes as a name by a capital: an adjective that is not at the beginning and a
// noun, "der Nationale Sicherheitsrat".
func germanNames(r *Reading, covered []bool) []name {
	d := r.Doc
	if d.Article.Lang != "de" {
		return nil
	}
	var found []name
	for t := 1; t+1 < len(d.Tokens); t++ {
		noun := t + 1
		if covered[noun] || !capital(d.Tokens[t]) || d.Tokens[t].UPOS != "ADJ" || d.Tokens[noun].UPOS != "NOUN" && d.Tokens[noun].UPOS != "PROPN" || !capital(d.Tokens[noun]) {
			continue
		}
		if before := d.Tokens[t-1]; r.Sentence[t-1] != r.Sentence[t] || before.UPOS == "PUNCT" || strings.HasSuffix(d.Tokens[t].Text, ".") {
			continue
		}
		if r.Has(noun, "occasion") || r.Has(noun, "title") || r.Has(noun, "person") || r.Has(noun, "group") || r.Has(noun, "weekday") || r.Has(noun, "month") || r.Has(noun, "place") || r.Has(noun, "country") {
			continue
		}
		if r.Has(t, "number") || r.Has(t, "title") || d.Tokens[t].Feats["NumType"] != "" {
			continue
		}
		found = append(found, name{Span: Span{d.Tokens[t].Start, d.Tokens[noun].End}, first: t, last: noun + 1, kind: schema.Organization})
		covered[t], covered[noun] = true, true
	}
	return found
}

func capital(t Token) bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r)
}

// latinAbroad tells a capitalised word in Latin letters within a text of another script: always a name.
func latinAbroad(d *Document, t int) bool {
	switch d.Article.Lang {
	case "ru", "ar", "zh-Hans", "zh-Hant", "ja", "ko", "th":
		r, _ := utf8.DecodeRuneInString(d.Tokens[t].Text)
		return unicode.Is(unicode.Latin, r) && unicode.IsUpper(r) && len(d.Tokens[t].Text) > 1
	}
	return false
}
