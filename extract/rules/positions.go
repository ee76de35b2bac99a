package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// positions states the offices that persons are named with.
func (a *analysis) positions(skip []bool) {
	home := a.home(a.offices)
	for _, p := range a.offices {
		if p.Owner < 0 && home >= 0 && a.ofState(p.Title) {
			p.Owner = home
		}
		if skip[a.r.Sentence[p.Title]] || p.Owner < 0 {
			if p.Owner < 0 {
				a.log(p.Title, "office: %q of %s: the text does not say whose", a.d.Tokens[p.Title].Text, a.d.Entities[p.Person].Name)
			}
			continue
		}
		if a.appointment(p.Title) {
			a.log(p.Title, "office: %q is what %s was appointed to", a.d.Tokens[p.Title].Text, a.d.Entities[p.Person].Name)
			continue
		}
		f := a.blank(p.Title, "HOLDS_POSITION")
		f.Subject, f.Object = a.d.Entities[p.Person], a.d.Entities[p.Owner]
		if f.Object.Type == schema.Group || f.Object.Type == schema.Person {
			continue
		}
		role := a.r.NameOf(p.First, p.Last)
		f.Role = &role
		f.Confidence = 0.9
		if !p.Plain {
			f.Confidence = 0.6
		}
		a.log(p.Title, "office: taken %s HOLDS_POSITION %s as %q", f.Subject.Name, f.Object.Name, role)
		a.facts = append(a.facts, f)
	}
}

// described states the offices of known persons that a description takes up by title alone: "the president said".
func (a *analysis) described(skip []bool) {
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if m.Kind != extract.Description || len(m.Entities) != 1 || skip[a.r.Sentence[m.Head]] || !a.ofState(m.Head) {
			continue
		}
		owner, ok := a.d.Homes[m.Entities[0]]
		hit, title := a.r.Hit(m.Head, "title")
		if !ok || !title || a.d.Entities[m.Entities[0]].Type != schema.Person || a.d.Entities[owner].Type != schema.Country || a.r.Feature(m.Head, "Number", "Plur") || a.describes(m.First, m.Last, "former") {
			continue
		}
		f := a.blank(m.Head, "HOLDS_POSITION")
		f.Subject, f.Object, f.Confidence = a.d.Entities[m.Entities[0]], a.d.Entities[owner], 0.6
		role := a.r.NameOf(hit.First, hit.Last)
		f.Role = &role
		a.log(m.Head, "office: taken %s HOLDS_POSITION %s as %q", f.Subject.Name, f.Object.Name, role)
		a.facts = append(a.facts, f)
	}
}

// home gives the country whose offices need not be named: the article's, or the only one that it names offices
// of; -1 if there is none.
func (a *analysis) home(all []extract.Position) int {
	if home := a.d.Home(); home >= 0 {
		return home
	}
	home := -1
	for _, p := range all {
		if p.Owner < 0 || a.d.Entities[p.Owner].Type != schema.Country || !a.ofState(p.Title) {
			continue
		}
		if home >= 0 && p.Owner != home {
			return -1
		}
		home = p.Owner
	}
	return home
}

// ofState tells whether a title is one of a state's offices.
func (a *analysis) ofState(t int) bool {
	v, _ := a.r.Value(t, "title")
	return strings.HasPrefix(v, "country")
}

// appointment tells whether a title is the office that a verb of appointing gives.
func (a *analysis) appointment(t int) bool {
	h := a.d.Tokens[t].Head
	for steps := 0; h >= 0 && steps < 2; steps++ {
		for _, hit := range a.l.lexicon.index.At(a.r, h) {
			if hit.Value.relation == "APPOINTED" && hit.Value.kind != "noun" && len(hit.Needs) == 0 && hit.Exact {
				rel := extract.RelBase(a.d.Tokens[t].Rel)
				return rel == "xcomp" || rel == "obl" && a.d.Tokens[t].Rel != "obl:agent" || rel == "obj" || rel == "nmod" || rel == "compound" || rel == "appos"
			}
		}
		if rel := extract.RelBase(a.d.Tokens[t].Rel); rel != "compound" && rel != "appos" {
			break
		}
		t, h = h, a.d.Tokens[h].Head
	}
	return false
}

// relatives states family ties: "his wife X", "X, the daughter of Y", "Baumann's husband".
func (a *analysis) relatives(skip []bool) {
	for t := range a.d.Tokens {
		if skip[a.r.Sentence[t]] || !a.r.Has(t, "family") || a.d.Tokens[t].UPOS != "NOUN" {
			continue
		}
		if a.kinBeside(t) {
			continue
		}
		owner, whose := a.oneOf(a.nounArguments(t), []string{"poss", ":of"}, schema.Person)
		self, who := a.oneOf(append(a.identity(t), argument{"is", t, 0}), []string{"is"}, schema.Person)
		if !whose && who {
			owner, whose = a.kinBehind(t)
		}
		if !whose && who && a.l.dropsPro {
			owner, whose = a.familyOf(t, self)
		}
		if !whose || !who || owner == self {
			continue
		}
		a.related(t, owner, self)
	}
}

// related states a tie of kinship.
func (a *analysis) related(t, owner, self int) {
	f := a.blank(t, "RELATED_TO")
	f.Subject, f.Object = a.d.Entities[owner], a.d.Entities[self]
	role := a.d.Tokens[t].Text
	f.Role = &role
	f.Confidence = 0.85
	a.log(t, "family: taken %s RELATED_TO %s as %q", f.Subject.Name, f.Object.Name, role)
	a.facts = append(a.facts, f)
}

// kinBeside states a tie of kinship by what stands beside its noun: "con trai của bà X, Y". It tells whether there is
// one.
func (a *analysis) kinBeside(t int) bool {
	hit, _ := a.r.Hit(t, "family")
	holder, owner := a.r.Beside(hit)
	if holder < 0 || !a.r.HasType(owner, schema.Person) || a.d.Mentions[holder].Entities[0] == a.d.Mentions[owner].Entities[0] {
		return false
	}
	a.related(t, a.d.Mentions[owner].Entities[0], a.d.Mentions[holder].Entities[0])
	return true
}

// familyOf gives the person whose relative a noun without an owner means, in languages that leave owners out: who
// is the subject of the clause (妻のローズに出会った).
func (a *analysis) familyOf(t, self int) (int, bool) {
	v := a.d.Tokens[t].Head
	for steps := 0; v >= 0 && !verbal(a.d.Tokens[v].UPOS) && steps < 5; steps++ {
		v = a.d.Tokens[v].Head
	}
	if v < 0 {
		return 0, false
	}
	for _, s := range a.subjects(v, 0) {
		if s.token >= t || a.d.Tokens[t].Head == s.token {
			continue
		}
		for _, r := range a.referents(s.token) {
			if r.entity != self && a.d.Entities[r.entity].Type == schema.Person {
				return r.entity, true
			}
		}
	}
	return 0, false
}

// oneOf gives the first entity of a type among the arguments with one of the roles.
func (a *analysis) oneOf(args []argument, roles []string, types ...schema.EntityType) (int, bool) {
	for _, role := range roles {
		for _, x := range args {
			if x.role != role {
				continue
			}
			for _, r := range a.referents(x.token) {
				for _, t := range types {
					if a.d.Entities[r.entity].Type == t {
						return r.entity, true
					}
				}
			}
			// A title or noun between: "his wife, the singer X".
			if m := a.r.MentionAt(x.token); m >= 0 && role == "poss" {
				for _, e := range a.d.Mentions[m].Entities {
					for _, t := range types {
						if a.d.Entities[e].Type == t {
							return e, true
						}
					}
				}
			}
		}
	}
	return 0, false
}

// members states membership that no verb states: "X of the Colorado Party", "FDP lawmaker X", "Republican X".
func (a *analysis) members(skip []bool) {
	for i, m := range a.d.Mentions {
		if m.Kind != extract.Named || !a.r.HasType(i, schema.Person) || skip[a.r.Sentence[m.Head]] {
			continue
		}
		for _, c := range a.r.Children[m.Head] {
			if extract.RelBase(a.d.Tokens[c].Rel) != "nmod" || c < m.Last {
				continue
			}
			owner := a.r.MentionAt(c)
			if owner < 0 || !a.r.HasType(owner, schema.Organization) || a.d.Mentions[owner].Kind != extract.Named || c-m.Last > 4 {
				continue
			}
			for _, x := range a.marked(c, 0) {
				if x.role == ":of" || x.role == ":from" {
					a.member(m.Head, m.Entities[0], a.d.Mentions[owner].Entities[0])
					break
				}
			}
		}
	}
	for i, m := range a.d.Mentions {
		if m.Kind != extract.Named || !a.r.HasType(i, schema.Person) || skip[a.r.Sentence[m.Head]] {
			continue
		}
		a.memberOfOwner(&a.d.Mentions[i])
		o := a.r.Affiliation(i)
		if o < 0 {
			o = a.staffOf(&m)
		}
		if o >= 0 {
			a.member(m.Head, m.Entities[0], a.d.Mentions[o].Entities[0])
			continue
		}
		for k := m.First - 1; k >= max(a.d.Sentences[a.r.Sentence[m.Head]].First, m.First-5); k-- {
			if party := a.r.MentionAt(k); a.r.Party(party) {
				a.member(m.Head, m.Entities[0], a.d.Mentions[party].Entities[0])
				break
			}
			comma := a.d.Tokens[k].Text == "、" && k == m.First-1 && k > 0 && a.r.Has(k-1, "title") // 共和党上院議員、グラム氏
			if u := a.d.Tokens[k].UPOS; u != "NOUN" && u != "PROPN" && u != "ADJ" && !extract.Genitive(a.d.Tokens[k].Text) && !comma {
				break
			}
		}
	}
	for t := range a.d.Tokens {
		if skip[a.r.Sentence[t]] || !a.r.Has(t, "member") || a.r.MentionAt(t) >= 0 {
			continue
		}
		who, ok := a.oneOf(a.identity(t), []string{"is"}, schema.Person)
		if !ok {
			continue
		}
		party, ok := a.oneOf(a.nounArguments(t), []string{"poss", ":of", ":from"}, schema.Organization)
		if ok {
			a.member(t, who, party)
		}
	}
	a.membersBeside(skip)
	a.employed(skip)
}

// membersBeside states membership of whom a noun of the lists is said of, by what stands beside it: "nhà báo X của
// BBC", "nghị sĩ Đảng Cộng hòa X".
func (a *analysis) membersBeside(skip []bool) {
	for t := range a.d.Tokens {
		for _, class := range []string{"member", "person", "title"} {
			hit, ok := a.r.Hit(t, class)
			if title, has := a.r.Hit(t, "title"); has && class != "title" && title.Last > hit.Last {
				break // "người" in "người phát ngôn"
			}
			if !ok || skip[a.r.Sentence[t]] {
				continue
			}
			holder, owner := a.r.Beside(hit)
			if holder < 0 || !a.r.HasType(owner, schema.Organization) || a.body(owner) || class == "title" && !(a.r.PartyName(owner) && strings.HasPrefix(hit.Value, "country")) {
				continue
			}
			a.member(t, a.d.Mentions[holder].Entities[0], a.d.Mentions[owner].Entities[0])
			break
		}
	}
}

// body tells whether a mention names a court or parliament, which somebody may stand for without being in it.
func (a *analysis) body(m int) bool {
	for t := a.d.Mentions[m].First; t < a.d.Mentions[m].Last; t++ {
		if a.r.HasValue(t, "group", "JUD") || a.r.HasValue(t, "group", "LEG") {
			return true
		}
	}
	return false
}

func (a *analysis) member(t, who, of int) {
	if who == of || strings.Contains(a.d.Entities[of].Name, a.d.Entities[who].Name) {
		return // a house and the one whose name it bears
	}
	f := a.blank(t, "MEMBER_OF")
	f.Subject, f.Object, f.Confidence = a.d.Entities[who], a.d.Entities[of], 0.75
	a.log(t, "member: taken %s MEMBER_OF %s", f.Subject.Name, f.Object.Name)
	a.facts = append(a.facts, f)
}

// places states where places and organizations lie that a phrase names together: "Debrecen, Hungary", "Russia's
// Kursk region", "Nyala, the capital of South Darfur".
func (a *analysis) places(skip []bool) {
	a.stays(skip)
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if m.Kind != extract.Named || !a.r.HasType(i, schema.Place) || skip[a.r.Sentence[m.Head]] || a.nameless(i) || a.noName(m) {
			continue
		}
		owner, ok := a.regionBeside(i)
		if !ok {
			owner, ok = a.regionOf(i)
		}
		if ok && !a.commonPlace(i) {
			a.located(m.Head, m.Entities[0], owner)
		}
	}
}

// noName tells whether a name is only the noun of a place, or the first half of one that a hyphen joins.
func (a *analysis) noName(m *extract.Mention) bool {
	if m.Last-m.First == 1 && a.r.Has(m.Head, "place") {
		return true
	}
	return m.Last < len(a.d.Tokens) && a.d.Tokens[m.Last].Start == m.End && strings.ContainsAny(a.d.Tokens[m.Last].Text, "-–")
}

// stays states that a person was somewhere: "Kim was in Beijing".
func (a *analysis) stays(skip []bool) {
	for i := range a.d.Mentions {
		m := &a.d.Mentions[i]
		if m.Kind != extract.Named || m.Demonym || skip[a.r.Sentence[m.Head]] || !a.r.HasType(i, schema.Place, schema.Country) || a.r.Child(m.Head, "cop") < 0 {
			continue
		}
		who := a.r.Child(m.Head, "nsubj")
		if who < 0 || !slices.ContainsFunc(a.marked(m.Head, 0), func(x argument) bool { return x.role == ":in" }) {
			continue
		}
		for _, r := range a.referents(who) {
			if a.d.Entities[r.entity].Type != schema.Person {
				continue
			}
			f := a.blank(m.Head, "VISITED")
			f.Subject, f.Object, f.Confidence = a.d.Entities[r.entity], a.d.Entities[m.Entities[0]], 0.6
			t := found{trigger: &trigger{relation: "VISITED"}, at: m.Head, part: -1}
			f.Polarity, f.Modality, f.Attribution, f.Date = a.polarity(&t, nil, nil), a.modality(&t), a.attribution(&t, nil), a.date(&t)
			a.log(m.Head, "stay: taken %s VISITED %s", f.Subject.Name, f.Object.Name)
			a.facts = append(a.facts, f)
		}
	}
}

func (a *analysis) located(t, what, where int) {
	if what == where {
		return
	}
	if name := a.d.Entities[where].Name; strings.Contains(name, ".") && len(name) <= 4 {
		return // "Washington, D.C."
	}
	f := a.blank(t, "LOCATED_IN")
	f.Subject, f.Object, f.Confidence = a.d.Entities[what], a.d.Entities[where], 0.85
	a.log(t, "place: taken %s LOCATED_IN %s", f.Subject.Name, f.Object.Name)
	a.facts = append(a.facts, f)
}

// listed gives the country that stands directly behind a place with a comma, as addresses have it: "in Debrecen,
// Hungary"; -1 where it may be a list.
func (a *analysis) listed(i int) int {
	m := &a.d.Mentions[i]
	first := a.d.Sentences[a.r.Sentence[m.First]].First
	last := a.d.Sentences[a.r.Sentence[m.First]].Last
	if m.Last+1 >= last || a.d.Tokens[m.Last].Text != "," || m.First == first || a.d.Tokens[m.First-1].UPOS != "ADP" {
		return -1
	}
	o := a.r.MentionAt(m.Last + 1)
	if o < 0 || a.d.Mentions[o].First != m.Last+1 || !a.r.HasType(o, schema.Country) || a.d.Mentions[o].Demonym || a.d.Mentions[o].Kind != extract.Named {
		return -1
	}
	if next := a.d.Mentions[o].Last; next < last && (a.d.Tokens[next].UPOS == "CCONJ" || a.d.Tokens[next].UPOS == "NOUN" || a.d.Tokens[next].UPOS == "PART" || a.d.Tokens[next].Text == "," && next+1 < last && a.r.MentionAt(next+1) >= 0) {
		return -1
	}
	return o
}

// before gives the country or region that stands directly before a place, as languages with the larger before the
// smaller have it: 匈牙利德布勒森, 헝가리 데브레첸, ハンガリーのデブレツェン; -1 if there is none.
func (a *analysis) before(m *extract.Mention) int {
	if !extract.HeadFinal(a.d.Article.Lang) {
		return -1
	}
	first := a.d.Sentences[a.r.Sentence[m.First]].First
	for k := m.First - 1; k >= first && k >= m.First-4; k-- {
		if o := a.r.MentionAt(k); o >= 0 {
			x := &a.d.Mentions[o]
			// In Korean a particle at its end makes it part of something else.
			if x.Kind != extract.Named || !a.r.HasType(o, schema.Country, schema.Place) || a.d.Article.Text[x.Start:x.End] != a.d.Text(extract.Span{Start: x.Start, End: a.d.Tokens[x.Last-1].End}) {
				return -1
			}
			return o
		}
		if !extract.Genitive(a.d.Tokens[k].Text) && !a.r.Has(k, "place") {
			return -1
		}
	}
	return -1
}

// commonPlace tells whether the words of a place are all common nouns, in languages without capitals: 西海岸, 沙漠.
func (a *analysis) commonPlace(i int) bool {
	m := &a.d.Mentions[i]
	if !extract.HeadFinal(a.d.Article.Lang) || !strings.HasPrefix(a.d.Entities[m.Entities[0]].ID, "e:") {
		return false
	}
	for t := m.First; t < m.Last; t++ {
		if u := a.d.Tokens[t].UPOS; u == "PROPN" || u == "X" {
			return utf8.RuneCountInString(a.d.Text(m.Span)) < 2
		}
	}
	return true
}

// holdsPlace tells whether a place that stands before another without a particle may be where it lies (ドイツ、ジンスハイム)
// and not the other's neighbour in a list (フェニックス、ラスベガス): it is a country, and the other is none and no third.
func (a *analysis) holdsPlace(c, i int) bool {
	if o := a.r.MentionAt(c); !a.r.HasType(o, schema.Country) && !a.region(o) {
		return false
	}
	if next := a.d.Mentions[i].Last; next+1 < len(a.d.Tokens) && (a.d.Tokens[next].Text == "、" || a.d.Tokens[next].Text == "と" || a.d.Tokens[next].Text == "や") {
		return !a.r.HasType(a.r.MentionAt(next+1), schema.Country, schema.Place)
	}
	return true
}

// region tells whether a place is one that holds towns: a word in or behind its name says so.
func (a *analysis) region(o int) bool {
	m := &a.d.Mentions[o]
	for t := m.First; t < min(m.Last+1, len(a.d.Tokens)); t++ {
		if a.r.Has(t, "place") && t > m.First {
			return true
		}
	}
	return false
}

// inward gives the dependents of a word of a place's phrase; of its noun also those of the nouns inside it that say
// what kind of region it is: "ibu kota negara bagian X".
func (a *analysis) inward(h, noun int) []int {
	all := a.r.Children[h]
	for at, steps := h, 0; h == noun && steps < 4; steps++ {
		next := -1
		for _, c := range a.r.Children[at] {
			if rel := extract.RelBase(a.d.Tokens[c].Rel); (rel == "compound" || rel == "nmod") && c > at && a.d.Tokens[c].UPOS == "NOUN" && a.r.MentionAt(c) < 0 && a.r.Child(c, "case") < 0 {
				next = c
			}
		}
		if next < 0 {
			break
		}
		all, at = slices.Concat(all, a.r.Children[next]), next
	}
	return all
}

// regionOf finds the country or region that a place is named with.
func (a *analysis) regionOf(i int) (int, bool) {
	m := &a.d.Mentions[i]
	region := func(k int) (int, bool) {
		o := a.r.MentionAt(k)
		if o < 0 || o == i || !a.r.HasType(o, schema.Country, schema.Place) || a.d.Mentions[o].Kind == extract.Pronoun {
			return 0, false
		}
		return a.d.Mentions[o].Entities[0], true
	}
	if o := a.listed(i); o >= 0 {
		return a.d.Mentions[o].Entities[0], true
	}
	if o := a.addressed(i); o >= 0 {
		return a.d.Mentions[o].Entities[0], true
	}
	if o := a.before(m); o >= 0 {
		return a.d.Mentions[o].Entities[0], true
	}
	head := m.Head
	noun := -1 // "region", "city" that the name stands with
	if h := a.d.Tokens[head].Head; h >= 0 && a.r.Has(h, "place") && a.r.MentionAt(h) < 0 {
		switch extract.RelBase(a.d.Tokens[head].Rel) {
		case "nmod":
			if h > head || a.beside(h+1, m.First) {
				noun = h
			}
		case "appos", "flat", "compound", "amod":
			noun = h
		case "nsubj": // "Palu is the capital of"
			if a.d.Tokens[h].UPOS == "NOUN" && head < h {
				noun = h
			}
		}
	}
	for _, c := range a.r.Children[head] {
		if a.r.Has(c, "place") && extract.RelBase(a.d.Tokens[c].Rel) == "appos" && noun < 0 {
			noun = c
		}
	}
	for _, h := range []int{head, noun} {
		if h < 0 {
			continue
		}
		for _, c := range a.inward(h, noun) {
			e, ok := region(c)
			if h == noun && !ok && a.r.Has(c, "place") && c > h && extract.RelBase(a.d.Tokens[c].Rel) == "nmod" && a.r.Child(c, "case") < 0 {
				if e, ok = a.regionNamed(c, region); ok {
					return e, true // "the capital of the province of X"
				}
			}
			if !ok {
				continue
			}
			rel := a.d.Tokens[c].Rel
			switch base := extract.RelBase(rel); {
			case rel == "nmod:poss", base == "amod" && noun >= 0, base == "amod" && a.d.Mentions[a.r.MentionAt(c)].Demonym, base == "compound" && h == noun && c < m.First:
				return e, true
			case base == "nmod", base == "appos" && h == head && a.d.Tokens[c].Start >= m.End && strings.TrimSpace(a.d.Article.Text[m.End:a.d.Tokens[c].Start]) == ",":
				first, last := a.r.Phrase(c)
				marks := a.r.Markers(c, first, last)
				if len(marks) == 0 {
					if extract.HeadFinal(a.d.Article.Lang) && c < m.First && !a.holdsPlace(c, i) {
						continue
					}
					return e, true
				}
				for _, name := range marks {
					if name == "in" || name == "of" {
						return e, true
					}
				}
			}
		}
	}
	return 0, false
}

// regionNamed gives the region that stands as a name with its noun.
func (a *analysis) regionNamed(noun int, region func(int) (int, bool)) (int, bool) {
	for _, c := range a.r.Children[noun] {
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "appos", "flat", "nmod":
			if e, ok := region(c); ok && a.r.Child(c, "case") < 0 {
				return e, true
			}
		}
	}
	return 0, false
}
