package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// An article uses a name again and again. What the analysis found in one place holds in all.

// retype corrects the types of unknown names by the nouns beside them: "potash producer Belaruskali", "President
// Xi", "the Kaliningrad region".
func (r *Reading) retype() {
	d := r.Doc
	into := map[int]int{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != Named || len(m.Entities) != 1 || known(d.Entities[m.Entities[0]].ID) {
			continue
		}
		e := m.Entities[0]
		t := r.innerType(m, d.Entities[e].Type)
		if t == "" && d.Entities[e].Name == d.Text(m.Span) { // no alias of something known
			t = r.besideType(m)
		}
		x := d.Entities[e]
		name := withoutGenitive(x.Name)
		if _, done := into[e]; done || (t == "" || t == x.Type) && name == x.Name {
			continue
		}
		if t == "" {
			t = x.Type
		}
		x.Type, x.Name, x.ID = t, name, schema.EntityID(t, name)
		addForm(&x, name)
		if to := d.AddEntity(x); to != e {
			into[e] = to
		}
		d.Log.Add(r.Sentence[m.First], "name: %q is %s %s by the words of it or beside it", d.Text(m.Span), t, name)
	}
	rename(d, into)
}

// withoutGenitive takes the English genitive off a name.
func withoutGenitive(name string) string {
	for _, ending := range []string{"'s", "’s", "s'", "s’"} {
		if short, ok := strings.CutSuffix(name, ending); ok && len(short) > 2 {
			if ending[0] == 's' {
				short += "s"
			}
			return short
		}
	}
	return name
}

func (r *Reading) isPersonType(m *Mention) bool {
	return r.Doc.Entities[m.Entities[0]].Type == schema.Person
}

// innerType tells what the nouns of a name say that it is: a festival is an occasion, a region a place.
func (r *Reading) innerType(m *Mention, t schema.EntityType) schema.EntityType {
	if r.HasValue(m.Last-1, "occasion", "name") {
		return schema.Occasion // "Ryder Cup": no person, whatever the tag
	}
	if m.Last-m.First > 1 && t == schema.Person && HeadFinal(r.Doc.Article.Lang) {
		return r.lastWordType(m, t)
	}
	if m.Last-m.First < 2 || t == schema.Person && !(r.Words.Setting("neighbours") == "yes" && (r.Has(m.First, "occasion") || r.Has(m.First, "organization") || r.Has(m.First, "place"))) {
		return ""
	}
	if t == schema.Person && r.Has(m.First, "organization") {
		return schema.Organization
	}
	if t == schema.Person && r.Has(m.First, "place") {
		return schema.Place
	}
	if HeadFinal(r.Doc.Article.Lang) {
		return r.lastWordType(m, t)
	}
	if r.Has(m.Head, "occasion") || r.Has(m.Last-1, "occasion") || r.Has(m.First, "occasion") && r.Doc.Tokens[m.First].UPOS != "ADJ" {
		return schema.Occasion
	}
	if t == schema.Organization && (r.Has(m.Head, "place") || r.Has(m.Last-1, "place") || r.Has(m.First, "place")) && !r.Has(m.Head, "organization") && !r.Has(m.Last-1, "organization") {
		return schema.Place
	}
	if t == schema.Place && r.Has(m.Head, "organization") && !r.Has(m.Head, "place") && !r.Has(m.Head, "country") {
		return schema.Organization // "Instituto Alba"
	}
	return ""
}

// lastWordType is innerType where the last word alone says what a name is: 裁判所 is no trial.
func (r *Reading) lastWordType(m *Mention, t schema.EntityType) schema.EntityType {
	ends := func(class string) bool {
		hit, ok := r.Hit(m.Last-1, class)
		return ok && hit.Last == m.Last
	}
	switch {
	case t == schema.Person:
		if ends("organization") && !ends("title") && !ends("person") && !ends("family") {
			return schema.Organization // 한별 공장
		}
	case ends("organization") && t == schema.Organization:
	case ends("occasion"):
		return schema.Occasion
	case ends("place") && t == schema.Organization:
		return schema.Place
	}
	return ""
}

// besideType tells what the noun directly before or behind a name says that it is; "" if there is none.
func (r *Reading) besideType(m *Mention) schema.EntityType {
	if r.Words.Setting("neighbours") == "yes" && (r.Has(m.First, "organization") || r.Has(m.First, "occasion") || r.Has(m.First, "institution")) {
		return "" // it says itself what it is: "chủ tịch Công ty X"
	}
	if h := r.Doc.Tokens[m.Head].Head; h >= 0 && h < m.First && r.Has(h, "title") && RelBase(r.Doc.Tokens[m.Head].Rel) == "nmod" && r.Child(m.Head, "case") >= 0 && r.isPersonType(m) {
		return schema.Organization // "CEO of X"
	}
	classes := []struct {
		class string
		t     schema.EntityType
	}{{"title", schema.Person}, {"organization", schema.Organization}, {"product", schema.Product}, {"place", schema.Place}}
	if t := m.First - 1; t >= 0 && r.Sentence[t] == r.Sentence[m.First] && r.Doc.Tokens[t].UPOS == "NOUN" {
		if r.Words.voice && r.Doc.Entities[m.Entities[0]].Type == schema.Organization && (r.Has(t, "title") || m.Last-m.First > 1) {
			return "" // the owner: "ketua Komisi Pemilihan Umum", "pesawat Angkatan Udara"
		}
		for _, c := range classes {
			if hit, ok := r.Hit(t, c.class); ok && hit.Last == m.First && r.Lemma[t] != r.Lemma[m.Head] && !r.hasParticle(t) {
				return c.t
			}
		}
	}
	if t := m.Last; t < len(r.Doc.Tokens) && r.Sentence[t] == r.Sentence[m.First] && r.Doc.Tokens[t].UPOS == "NOUN" && r.Doc.Tokens[m.Head].Head == t {
		for _, c := range classes[1:] {
			if _, ok := r.Hit(t, c.class); ok && r.Doc.Article.Lang == "en" {
				return c.t
			}
		}
	}
	return ""
}

// partOfName tells whether a word begins or ends a form of a person's name: "Prabowo", "Subianto".
func partOfName(word string, e *schema.Entity) bool {
	for _, form := range append([]string{e.Name}, e.Mentions...) {
		if strings.HasSuffix(form, " "+word) || strings.HasPrefix(form, word+" ") && utf8.RuneCountInString(word) > 3 {
			return true
		}
	}
	return false
}

// unifyTypes gives unknown names that stand in the article with several types the type that they have most
// often; a single word that begins the name of an organization is that organization.
func (r *Reading) unifyTypes() {
	d := r.Doc
	count := make([]int, len(d.Entities))
	for _, m := range d.Mentions {
		for _, e := range m.Entities {
			count[e] += m.Last - m.First
		}
	}
	into := map[int]int{}
	for e := range d.Entities {
		if known(d.Entities[e].ID) {
			continue
		}
		for o := range d.Entities {
			x, y := &d.Entities[e], &d.Entities[o]
			if o == e || x.Type == y.Type || into[o] == e {
				continue
			}
			same := schema.NormalName(x.Name) == schema.NormalName(y.Name)
			begins := y.Type == schema.Organization && !strings.Contains(x.Name, " ") && strings.HasPrefix(y.Name, x.Name+" ") && !genericFirst[strings.ToLower(x.Name)]
			surname := y.Type == schema.Person && !strings.Contains(x.Name, " ") && partOfName(x.Name, y)
			if surname || same && (count[o] > count[e] || count[o] == count[e] && o < e || known(y.ID)) || begins && x.Type == schema.Person {
				if _, taken := into[o]; !taken {
					into[e] = o
					break
				}
			}
		}
	}
	rename(d, into)
}

// repeatNames finds further places where the names of the article stand: whole, by the first word of an
// organization, by the last of a person.
func (r *Reading) repeatNames() {
	d := r.Doc
	forms := map[string]int{}
	part := map[string]bool{} // forms that are only a part of the name
	add := func(form string, e int, isPart bool) {
		first, _ := utf8.DecodeRuneInString(form)
		if utf8.RuneCountInString(form) < 3 && !unicode.Is(unicode.Han, first) || !unicode.IsUpper(first) && !uncased(first) {
			return
		}
		if old, ok := forms[form]; ok && old != e {
			switch {
			case part[form] && !isPart:
				forms[form] = e
			case part[form] == isPart && !isPart:
				forms[form] = -1
			}
			part[form] = part[form] && isPart
			return // of parts, the first bearer's
		}
		forms[form] = e
		part[form] = isPart && (part[form] || forms[form] == e)
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Kind != Named || m.Demonym || len(m.Entities) != 1 || d.Article.Text[m.Start:m.End] != d.Text(Span{d.Tokens[m.First].Start, d.Tokens[m.Last-1].End}) {
			continue
		}
		e := m.Entities[0]
		form := d.Text(m.Span)
		add(form, e, false)
		words := strings.Fields(form)
		if len(words) < 2 {
			continue
		}
		switch d.Entities[e].Type {
		case schema.Organization:
			if !genericFirst[strings.ToLower(words[0])] && r.rareWord(m.First) {
				add(words[0], e, true)
			}
		case schema.Person:
			add(words[len(words)-1], e, true)
		}
	}
	for t := 0; t < len(d.Tokens); t++ {
		if r.MentionAt(t) >= 0 {
			continue
		}
		for n := 3; n > 0; n-- {
			if t+n > len(d.Tokens) || r.Sentence[t+n-1] != r.Sentence[t] {
				continue
			}
			span := Span{d.Tokens[t].Start, d.Tokens[t+n-1].End}
			e, ok := forms[d.Text(span)]
			if !ok || e < 0 || r.anyCovered(t, t+n) {
				continue
			}
			d.Mentions = append(d.Mentions, Mention{Span: span, First: t, Last: t + n, Head: r.HeadOf(t, t+n), Kind: Named, Entities: []int{e}})
			d.Log.Add(r.Sentence[t], "name: %q again, %s %s", d.Text(span), d.Entities[e].Type, d.Entities[e].Name)
			t += n - 1
			break
		}
	}
}

func (r *Reading) anyCovered(first, last int) bool {
	return slices.ContainsFunc(r.cover[first:last], func(m int) bool { return m >= 0 })
}

// rareWord tells whether a word is none of the language's lists: "Bank" alone is no bank's name.
func (r *Reading) rareWord(t int) bool {
	return len(r.Tags[t]) == 0 && r.Doc.Tokens[t].UPOS != "ADJ" && r.Doc.Tokens[t].UPOS != "DET"
}

func uncased(c rune) bool { return unicode.ToUpper(c) == unicode.ToLower(c) }

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
