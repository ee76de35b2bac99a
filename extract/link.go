package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// link makes a mention of each name and an entity of each thing named.
func (n *Names) link(r *Reading, found []name) {
	d := r.Doc
	context := owners(found)
	full := fullNames(d, found)
	base := baseForms(r, found)
	index := map[string]int{}
	entity := func(e schema.Entity, form string) int {
		i, known := index[e.ID]
		if !known {
			i = len(d.Entities)
			index[e.ID] = i
			d.Entities = append(d.Entities, e)
		}
		if form != "" {
			addForm(&d.Entities[i], form)
		}
		return i
	}
	for _, x := range found {
		m := Mention{Span: x.Span, First: x.first, Last: x.last, Head: r.HeadOf(x.first, x.last), Kind: Named}
		form := strings.Join(strings.Fields(d.Text(x.Span)), " ")
		c := n.choose(x, form, d.Article.Lang, context, full)
		if c == nil {
			m.Entities = []int{entity(n.unknown(x.kind, base[form], d.Article.Lang), form)}
			d.Mentions = append(d.Mentions, m)
			continue
		}
		m.Demonym = c.Kind == lang.Demonym && !r.nameLikePeople(x)
		m.Entities = []int{entity(c.Entry.Entity(), form)}
		if power := n.power(x, c); power != nil {
			m.Country = entity(power.Entity(), "") + 1
		}
		d.Mentions = append(d.Mentions, m)
	}
}

// nameLikePeople tells whether a word that may be of a people is the name of the country all the same: in languages
// that write peoples small, a capital says so ("Macedonia" beside "macedonia").
func (r *Reading) nameLikePeople(x name) bool {
	return r.Words.Setting("peoples") == "small" && x.last-x.first == 1 && capital(r.Doc.Tokens[x.first]) && r.Doc.Tokens[x.first].UPOS == "PROPN" && !r.Feature(x.first, "Number", "Plur")
}

// choose picks the reading of a name: what the network says it is, then what fits the countries of the article,
// then the best known. Nil when the gazetteer has none that fits. Part of a person's name counts when the article
// names him in full or his country, and nobody else of that name.
func (n *Names) choose(x name, form, code string, context map[string]bool, full persons) *lang.Candidate {
	var candidates []lang.Candidate
	if x.match != nil {
		candidates = x.match.Candidates
	} else if x.kind == schema.Person {
		candidates = n.gaz.Lookup(withoutInitials(form), code)
	}
	best, top := -1, 0
	for i, c := range candidates {
		score := 1
		switch {
		case c.Kind == lang.Surname && full.id[c.Entry.ID]:
			score += 8
		case c.Kind == lang.Surname && (full.last[form] || c.Entry.Owner != "" && !context[c.Entry.Owner] && len(form) < 6):
			continue
		case fitsKind(x.kind, c.Entry):
			score += 4
		case c.Kind == lang.Weak && c.Entry.Type == schema.Organization && x.kind == schema.Place && !cased(form): // 共和党
		case x.match == nil, c.Kind == lang.Weak && c.Entry.Type != schema.Country, c.Entry.Type == schema.Place && !c.Entry.Metonym() && x.kind != schema.Place:
			continue
		}
		if c.Entry.Owner != "" && context[c.Entry.Owner] || c.Entry.Type == schema.Country {
			score += 2
		}
		if score > top {
			best, top = i, score
		}
	}
	if best < 0 {
		return nil
	}
	return &candidates[best]
}

// power gives what a capital or seat of government may stand for: its country, or the union that sits there.
func (n *Names) power(x name, c *lang.Candidate) *lang.Entry {
	if !c.Entry.Metonym() {
		return nil
	}
	for _, other := range x.match.Candidates {
		if other.Entry.Kind == "igo" {
			return other.Entry
		}
	}
	return n.gaz.Country(c.Entry.Owner)
}

func fitsKind(kind schema.EntityType, e *lang.Entry) bool {
	return kind == "" || kind == e.Type || kind == schema.Place && e.Type == schema.Country
}

// withoutInitials takes middle initials out of a person's name: "Vladimir V. Putin".
func withoutInitials(form string) string {
	words := strings.Fields(form)
	return strings.Join(slices.DeleteFunc(words, func(w string) bool {
		return utf8.RuneCountInString(w) == 2 && strings.HasSuffix(w, ".")
	}), " ")
}

// persons are the persons that an article names in full.
type persons struct {
	id   map[string]bool // known ones
	last map[string]bool // the last words of unknown ones
}

func fullNames(d *Document, found []name) persons {
	full := persons{map[string]bool{}, map[string]bool{}}
	for _, x := range found {
		if x.match != nil {
			if c := x.match.Candidates[0]; c.Entry.Type == schema.Person && c.Kind == lang.FullName {
				full.id[c.Entry.ID] = true
			}
		} else if x.kind == schema.Person && x.last-x.first > 1 {
			full.last[d.Tokens[x.last-1].Text] = true
		}
	}
	return full
}

// owners collects the countries that an article names for certain.
func owners(found []name) map[string]bool {
	countries := map[string]bool{}
	for _, x := range found {
		if x.match == nil || len(x.match.Candidates) > 1 {
			continue
		}
		if e := x.match.Candidates[0].Entry; e.ISO != "" {
			countries[e.ISO] = true
		} else if e.Metonym() || e.Kind == "party" || e.Kind == "police" {
			countries[e.Owner] = true
		}
	}
	return countries
}

// unknown makes the entity of a name that the gazetteer does not know.
func (n *Names) unknown(kind schema.EntityType, form, code string) schema.Entity {
	if kind == "" {
		kind = schema.Organization
	}
	name := form
	if kind == schema.Organization {
		name = n.withoutCompanyForm(form)
	}
	return schema.Entity{ID: schema.EntityID(kind, name), Type: kind, Name: name}
}

// withoutCompanyForm takes legal forms off the ends of a company's name.
func (n *Names) withoutCompanyForm(name string) string {
	words := strings.Fields(name)
	is := func(w string) bool {
		return n.companies[FoldWord(strings.Trim(strings.ReplaceAll(w, ".", ""), ","))]
	}
	for len(words) > 1 && is(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && is(words[0]) && (words[0] == strings.ToUpper(words[0]) || !cased(words[0])) {
		words = words[1:]
	}
	name = strings.TrimRight(strings.Join(words, " "), ", &")
	for _, form := range []string{"株式会社", "股份有限公司", "有限公司", "有限会社", "주식회사", "บริษัท"} {
		if short := strings.TrimSuffix(strings.TrimPrefix(name, form), form); short != "" {
			name = strings.TrimSpace(short)
		}
	}
	return name
}

// addForm notes a form found in the article; forms stay sorted and without repeats.
func addForm(e *schema.Entity, form string) {
	if i, found := slices.BinarySearch(e.Mentions, form); !found {
		e.Mentions = slices.Insert(e.Mentions, i, form)
	}
}

// baseForms gives each unknown name the form that it goes by in the article: inflected forms of one name go by
// one, the one that most of its places ask for.
func baseForms(r *Reading, found []name) map[string]string {
	d := r.Doc
	forms := map[string]string{}
	votes := map[string]map[string]int{} // stem → dictionary form → places
	keys := map[string]string{}
	for _, x := range found {
		form := strings.Join(strings.Fields(d.Text(x.Span)), " ")
		if stemKey(form) == "" {
			forms[form] = form
			continue
		}
		base := nominative(d, x, r.HeadOf(x.first, x.last))
		key := stemKey(base)
		if votes[key] == nil {
			votes[key] = map[string]int{}
		}
		votes[key][base]++
		keys[form] = key
	}
	for form, key := range keys {
		forms[form] = mostVoted(votes[key])
	}
	for form := range forms {
		if plain, ok := strings.CutSuffix(form, "s"); ok && forms[plain] != "" && d.Article.Lang == "de" {
			forms[form] = forms[plain]
		}
	}
	return forms
}

// mostVoted gives the form with the most votes; of equals the shortest, then the first in the alphabet.
func mostVoted(votes map[string]int) string {
	best := ""
	for form, n := range votes {
		if m := votes[best]; best == "" || n > m || n == m && (len(form) < len(best) || len(form) == len(best) && form < best) {
			best = form
		}
	}
	return best
}

// cyrillicEndings are the case endings that names take.
var cyrillicEndings = []string{"ами", "ями", "ого", "ому", "ыми", "ими", "ом", "ем", "ым", "им", "ой", "ей", "ую", "юю", "ая", "яя",
	"ый", "ий", "ых", "их", "ах", "ях", "ам", "ям", "а", "я", "у", "ю", "е", "и", "ы", "о", "ь", "й"}

// stemKey is a Cyrillic name without its case endings; "" for other scripts.
func stemKey(form string) string {
	words := strings.Fields(strings.ReplaceAll(form, "ё", "е"))
	for i, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.Is(unicode.Cyrillic, first) {
			return ""
		}
		if w == strings.ToUpper(w) {
			continue
		}
		for _, ending := range cyrillicEndings {
			if stem, ok := strings.CutSuffix(w, ending); ok && utf8.RuneCountInString(stem) >= 3 {
				words[i] = stem
				break
			}
		}
	}
	return strings.Join(words, " ")
}
