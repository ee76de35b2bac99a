package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// Names finds the names in a document and links them to entities. It is built once and safe for use by several
// goroutines.
type Names struct {
	gaz       *lang.Gazetteer
	companies map[string]bool // legal forms of companies, folded

	institutions map[string]*Index[string] // offices of state, by language
}

// NewNames makes a finder of names over a gazetteer.
func NewNames(g *lang.Gazetteer) *Names {
	n := &Names{gaz: g, companies: map[string]bool{}, institutions: map[string]*Index[string]{}}
	for _, l := range g.Languages() {
		n.institutions[l.Code] = loadInstitutions(l, func(error) {})
	}
	for _, form := range lang.CompanyForms() {
		n.companies[FoldWord(strings.ReplaceAll(form, ".", ""))] = true
	}
	return n
}

// name is a name found in the text, before it is linked.
type name struct {
	Span
	first, last int               // tokens [first, last)
	kind        schema.EntityType // what the network or a cue says it is; "" where only the gazetteer knows it
	match       *lang.Match       // what the gazetteer says; nil where only the network knows it
}

// Find fills the document's mentions and entities with its names. Known names come from the gazetteer, which
// also decides what they are; where they end, and what unknown names are, the network's tags decide, and cues:
// titles, legal forms of companies, quotation marks.
func (n *Names) Find(r *Reading) {
	d := r.Doc
	n.tagByCues(r)
	switch d.Article.Lang {
	case "vi":
		n.tagCapitals(r)
	case "th":
		matches := n.gaz.Match(d.Article.Text, "th")
		r.named = starts(matches)
		r.thaiNames(matches)
		n.unifyRuns(r)
	case "ar":
		n.arabicHolders(r)
		n.unifyRuns(r)
	}
	tagged := n.withoutInstitutions(r, n.tagged(r))
	found := merge(r, n.known(r, tagged), tagged)
	found = append(found, n.cued(r, found)...)
	sort.SliceStable(found, func(i, j int) bool { return found[i].Start < found[j].Start })
	n.link(r, found)
	for _, m := range d.Mentions {
		e := d.Entities[m.Entities[0]]
		d.Log.Add(r.Sentence[m.First], "name: %q is %s %s", d.Text(m.Span), e.Type, e.Name)
	}
	r.Cover()
	n.findInstitutions(r)
	r.Cover()
}

// tagged gives the names that the network has tagged.
func (n *Names) tagged(r *Reading) []name {
	var found []name
	tokens := r.Doc.Tokens
	for t := 0; t < len(tokens); {
		tag := tokens[t].Name
		if tag == "" {
			t++
			continue
		}
		last := t + 1
		for last < len(tokens) && tokens[last].Name == "I-"+tag[2:] && r.Sentence[last] == r.Sentence[t] && !n.endsInParticle(r, last-1) && !r.glossBegins(last) {
			last++
		}
		if r.Words.voice && last == t+1 && (r.Has(t, "organization") || r.Has(t, "institution") || r.Has(t, "place")) {
			for last < min(t+4, len(tokens)) && tokens[last].UPOS == "PROPN" && tokens[last].Name == "" && r.Sentence[last] == r.Sentence[t] && !r.Has(last, "title") {
				last++ // "Parti Amanah", of which the network saw the noun
			}
		}
		if x, ok := n.trim(r, n.asCompany(r, name{first: t, last: last, kind: typeOf(tag[2:])})); ok {
			found = append(found, x)
		}
		t = max(last, t+1)
		if t < len(tokens) && r.Sentence[t-1] == r.Sentence[t] && tokens[t].Name == "I-"+tag[2:] {
			tokens[t].Name = "B-" + tag[2:]
		}
		for len(found) > 0 && t < found[len(found)-1].last {
			t++
		}
	}
	return found
}

// endsInParticle tells whether a Korean word ends in a particle that no name goes on behind: 트럼프와 캐버노.
func (n *Names) endsInParticle(r *Reading, t int) bool {
	if r.Doc.Article.Lang != "ko" {
		return false
	}
	switch r.koreanParticle(t) {
	case "가", "은", "는", "을", "를", "에게", "에서", "와", "과":
		return true
	}
	for _, particle := range []string{"와", "과", "도", "의", "은", "는", "이", "가"} {
		if stem, ok := strings.CutSuffix(r.Doc.Tokens[t].Text, particle); ok && len(n.gaz.Lookup(stem, "ko")) > 0 {
			return true
		}
	}
	return false
}

// asCompany lets a legal form in or behind a tagged name make it a company's: "Lumen Robotics SE".
func (n *Names) asCompany(r *Reading, x name) name {
	d := r.Doc
	last := x.first
	for t := x.first + 1; t < len(d.Tokens) && t < x.last+3 && r.Sentence[t] == r.Sentence[x.first]; t++ {
		if n.company(d, t) {
			last = t + 1
		} else if t >= x.last && d.Tokens[t].Text != "," {
			break
		}
	}
	if last > x.first {
		x.kind, x.last = schema.Organization, max(x.last, last)
	}
	return x
}

func typeOf(tag string) schema.EntityType {
	switch tag {
	case "PER":
		return schema.Person
	case "ORG":
		return schema.Organization
	}
	return schema.Place
}

// trim takes off what does not belong to a name at its ends, and sets its span.
func (n *Names) trim(r *Reading, x name) (name, bool) {
	tokens := r.Doc.Tokens
	for x.first < x.last && outside(r, x.first, x.kind) {
		x.first++
	}
	for x.last > x.first && slices.Contains([]string{"PUNCT", "ADP", "DET", "CCONJ", "AUX", "SYM"}, tokens[x.last-1].UPOS) &&
		!strings.HasSuffix(tokens[x.last-1].Text, ".") {
		x.last--
	}
	if HeadFinal(r.Doc.Article.Lang) {
		x.first, x.last = r.bareName(x)
	}
	for HeadFinal(r.Doc.Article.Lang) && x.kind != schema.Person && x.last-x.first > 1 && r.Has(x.last-1, "title") && !r.Has(x.last-1, "organization") {
		x.last-- // 米国司法省アナリスト
	}
	if r.Words.voice && x.last-x.first == 1 && (r.Has(x.first, "place") || r.Has(x.first, "country") || common(tokens[x.first].Text)) {
		return x, false // "Provinsi"
	}
	if r.Words.voice && x.kind == schema.Person && x.last-x.first > 1 {
		x.kind = r.kindOfFirst(x.first)
	}
	for x.kind == schema.Person && x.last-x.first > 1 && common(tokens[x.last-1].Text) {
		x.last-- // "Trump rutin"
	}
	if x.first >= x.last || x.last-x.first == 1 && r.Has(x.first, "weekday") && hasCase(r, name{Span: tokens[x.first].Span}) {
		return x, false
	}
	x.Span = Span{tokens[x.first].Start, tokens[x.last-1].End}
	x = r.withoutGlued(x)
	if r.Doc.Article.Lang == "ko" {
		x.End = x.Start + len(withoutParticles(r.Doc.Text(x.Span), &tokens[x.last-1]))
	}
	if x.last-x.first == 1 && (x.kind == schema.Person && r.Has(x.first, "title") || r.listedNoun(x.first, x.kind)) {
		return x, false
	}
	return x, hasLetter(r.Doc.Text(x.Span)) && !r.commonNoun(x)
}

// commonNoun tells whether what is tagged as a name is only a noun of the lists, which some languages write with a
// capital before names: "Tiến sĩ", "Tổ chức".
func (r *Reading) commonNoun(x name) bool {
	if r.Words.Setting("neighbours") != "yes" {
		return false
	}
	for t := x.first; t < x.last; t++ {
		for _, h := range r.Tags[t] {
			if h.First == x.first && h.Last == x.last && slices.Contains(commonClasses, h.Class) {
				return true
			}
		}
	}
	return false
}

// followsTitle tells whether a title stands directly before a word, in languages where its owner follows it: "Presiden
// Makedonia X".
func (r *Reading) followsTitle(t int) bool {
	return r.Words.voice && t > 0 && r.Sentence[t-1] == r.Sentence[t] && r.inTag(t-1, "title")
}

// kindOfFirst tells what a name is by the noun that it begins with, in languages whose nouns stand first: "Parti X",
// "Pulau Y".
func (r *Reading) kindOfFirst(t int) schema.EntityType {
	switch {
	case r.Has(t, "title"), r.Has(t, "person"):
	case r.Has(t, "organization"), r.Has(t, "institution"), r.Has(t, "occasion"):
		return schema.Organization
	case r.Has(t, "place"):
		return schema.Place
	}
	return schema.Person
}

// outside tells whether the first word of a tagged name is none of it.
func outside(r *Reading, t int, kind schema.EntityType) bool {
	switch r.Doc.Tokens[t].UPOS {
	case "PUNCT", "DET", "ADP", "CCONJ", "AUX", "PRON":
		return true
	}
	if kind == schema.Organization && r.Has(t, "organization") && t+1 < len(r.Doc.Tokens) {
		return latinAbroad(r.Doc, t+1) && !latinAbroad(r.Doc, t) // "Компания Lumen Robotics"
	}
	return kind == schema.Person && (r.Has(t, "title") || r.Words.voice && r.HasValue(t, "person", "honorific"))
}

// common tells words in small Latin letters of some length: no name ends in one.
func common(word string) bool {
	for _, c := range word {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return len(word) > 3
}

// withoutParticles takes Korean particles off a name: the analysis writes the lemma of a word as its parts with
// + between them.
func withoutParticles(text string, last *Token) string {
	stem, rest, found := strings.Cut(last.Lemma, "+")
	if !found || rest == "" || !strings.HasPrefix(last.Text, stem) {
		return text
	}
	return strings.TrimSuffix(text, last.Text[len(stem):])
}

func hasLetter(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
			if r > 0x2E80 {
				return true
			}
		}
	}
	return letters > 1
}

// known gives the names of the gazetteer that the analysis does not speak against.
func (n *Names) known(r *Reading, tagged []name) []name {
	var found []name
	d := r.Doc
	persons := personWords(d, tagged)
	matches := n.gaz.Match(d.Article.Text, d.Article.Lang)
	for i := range matches {
		m := &matches[i]
		x := name{Span: Span{m.Start, m.End}, match: m}
		var ok bool
		if x.first, x.last, ok = d.covering(x.Span); !ok || !fitsWords(d, x, i > 0 && matches[i-1].End == m.Start) {
			continue
		}
		if !unlikely(r, x, persons) {
			found = append(found, x)
		}
	}
	return found
}

// covering gives the tokens that a span of bytes touches. Of words that share one span, those that the span's
// text holds.
func (d *Document) covering(s Span) (first, last int, ok bool) {
	first = sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > s.Start })
	last = first
	for last < len(d.Tokens) && d.Tokens[last].Start < s.End {
		last++
	}
	if first == last {
		return 0, 0, false
	}
	for first+1 < last && d.Tokens[first].Span == d.Tokens[first+1].Span && d.Tokens[first].Start < s.Start {
		first++ // a clitic before the name
	}
	return first, last, true
}

// fitsWords tells whether a name agrees with the words of a text without blanks: one of its ends must be one of
// a word, for short names the beginning.
func fitsWords(d *Document, x name, adjacent bool) bool {
	switch d.Article.Lang {
	case "zh-Hans", "zh-Hant", "ja", "th":
	default:
		return true
	}
	begins := adjacent || d.Tokens[x.first].Start == x.Start || leftOn(d, d.Article.Text[d.Tokens[x.first].Start:x.Start], gluedBefore)
	ends := d.Tokens[x.last-1].End == x.End || leftOn(d, d.Article.Text[x.End:d.Tokens[x.last-1].End], gluedBehind)
	e := x.match.Candidates[0].Entry
	switch n := utf8.RuneCountInString(d.Text(x.Span)); {
	case n == 1:
		return begins
	case n <= 3 && e.Type != schema.Country && !e.Metonym(), n <= 5 && d.Article.Lang == "th":
		return begins && ends
	}
	return begins || ends
}

// personWords collects the words of names of persons of several words: "Jordan" beside "Michael Jordan" is no
// country.
func personWords(d *Document, tagged []name) map[string]bool {
	words := map[string]bool{}
	for _, x := range tagged {
		if x.kind == schema.Person && x.last-x.first > 1 {
			for t := x.first; t < x.last; t++ {
				if t+1 == x.last || d.Tokens[t+1].UPOS == "PROPN" { // not the owner in "Russia's Petrov"
					words[d.Tokens[t].Text] = true
				}
			}
		}
	}
	return words
}

// unlikely tells whether the analysis speaks against a name of the gazetteer: weak names need support.
func unlikely(r *Reading, x name, persons map[string]bool) bool {
	c := x.match.Candidates[0]
	tokens := r.Doc.Tokens
	if x.last-x.first > 1 && c.Kind != lang.Surname && !brief(r, x, c) {
		return false
	}
	if c.Entry.Type != schema.Person && partOfLatinName(r.Doc, x) {
		return true
	}
	tag, proper := "", false
	for t := x.first; t < x.last; t++ {
		if tokens[t].Name != "" {
			tag = tokens[t].Name[2:]
		}
		proper = proper || tokens[t].UPOS == "PROPN" || tokens[t].UPOS == "X"
	}
	switch {
	case c.Kind == lang.Surname && hasCase(r, x), c.Kind == lang.Weak && c.Entry.Type == schema.Person:
		return tag != "PER" && (!proper || tag != "")
	case c.Kind == lang.Surname && longName(r, x):
		return false
	case c.Kind == lang.Surname, brief(r, x, c):
		return tag == "" && !proper
	case c.Kind == lang.Weak && hasCase(r, x) && c.Entry.Type == schema.Country && x.first > r.Doc.Sentences[r.Sentence[x.first]].First:
		return tag == "PER" // a capital within the sentence tells enough: "Anh" is England, at the beginning also "he"
	case c.Kind == lang.Weak:
		sure := r.Doc.Article.Lang != "ko" && r.Doc.Article.Lang != "ar" // whose tags call many nouns names, or none
		return tag == "" && !(proper && sure) || tag == "PER"
	case c.Kind == lang.Demonym, c.Kind == lang.Short:
		return false
	case tag == "PER":
		small := (c.Entry.Kind == "city" || c.Entry.Kind == "region") && !plainPlace(r, x)
		if r.followsTitle(x.first) && (x.last == len(tokens) || tokens[x.last].Name != "I-PER") {
			return false // "gubernur Alaska"
		}
		return c.Entry.Type != schema.Person && (persons[tokens[x.first].Text] && !r.behindOffice(x) || small)
	case !hasCase(r, x):
		return false
	case c.Entry.Type == schema.Country, c.Entry.Metonym():
		return slices.Contains([]string{"VERB", "AUX", "ADP", "PRON", "DET", "ADV", "CCONJ", "SCONJ"}, tokens[x.first].UPOS) && tag == ""
	case c.Entry.Kind == "party" && besideHolder(r, x):
		return false
	}
	return tag == "" && !proper && tokens[x.first].UPOS != "NOUN"
}

// besideHolder tells whether a party's name stands before a title or a noun for a person, and so is no common
// adjective: "Conservative backbencher John Smith".
func besideHolder(r *Reading, x name) bool {
	if x.last >= len(r.Doc.Tokens) || r.Sentence[x.last] != r.Sentence[x.first] {
		return false
	}
	return r.Has(x.last, "title") || r.Has(x.last, "person") || r.Has(x.last, "member") || r.Doc.Tokens[x.last].Name == "B-PER"
}

// partOfLatinName tells whether a name in Latin letters goes on in a text of another script: "조던 스피스(Jordan Spieth)".
func partOfLatinName(d *Document, x name) bool {
	if !latinAbroad(d, x.first) {
		return false
	}
	goesOn := x.last < len(d.Tokens) && latinAbroad(d, x.last) && d.Tokens[x.last-1].End == x.End // not EU와 NATO
	return x.first > 0 && latinAbroad(d, x.first-1) && latinEnd(d.Tokens[x.first-1].Text) || goesOn
}

// latinEnd tells whether a word ends in a Latin letter, and not in a particle of the language around it.
func latinEnd(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return unicode.Is(unicode.Latin, last)
}

// hasCase tells whether a name is written in a script with capitals, where tags of words are surer too.
func hasCase(r *Reading, x name) bool { return cased(r.Doc.Text(x.Span)) }

// plainPlace tells whether a long name of a place, in a script without capitals, stands without anything that would
// make it a person's: more of a name, a title or an honorific.
func plainPlace(r *Reading, x name) bool {
	tokens := r.Doc.Tokens
	if hasCase(r, x) || !longName(r, x) && utf8.RuneCountInString(r.Doc.Text(x.Span)) < 4 {
		return false
	}
	if x.last < len(tokens) && (strings.HasPrefix(tokens[x.last].Name, "I-") || isDot(tokens[x.last].Text) || r.Has(x.last, "title") || r.Has(x.last, "person")) {
		return false
	}
	return !strings.HasPrefix(tokens[x.first].Name, "I-") && (x.first == 0 || !isDot(tokens[x.first-1].Text) && !r.Has(x.first-1, "title"))
}

// longName tells names of scripts without capitals that are too long to be words by chance.
func longName(r *Reading, x name) bool {
	n := utf8.RuneCountInString(r.Doc.Text(x.Span))
	switch r.Doc.Article.Lang {
	case "ko", "zh-Hans", "zh-Hant":
		return n >= 3
	}
	return n >= 5
}

// brief tells whether a name is so short, in a script without capitals and blanks, that it may be part of words.
func brief(r *Reading, x name, c lang.Candidate) bool {
	text := r.Doc.Text(x.Span)
	first, _ := utf8.DecodeRuneInString(text)
	return first > 0xE00 && c.Entry.Type == schema.Person && utf8.RuneCountInString(text) < 3
}

// merge joins what gazetteer and network have found into names that do not overlap.
func merge(r *Reading, known, tagged []name) []name {
	var found []name
	used := make([]bool, len(known))
	for _, x := range tagged {
		var over []int
		for i := range known {
			if known[i].first < x.last && x.first < known[i].last {
				over = append(over, i)
			}
		}
		if len(over) == 0 {
			found = append(found, x)
			continue
		}
		if k := known[over[0]]; k.first == x.first && k.last < x.last && r.Doc.Tokens[k.last].UPOS == "PROPN" && r.behindOffice(k) {
			x.kind = schema.Person
			for _, i := range over[1:] {
				used[i] = true
			}
			over = over[:1]
		}
		if whole(r, x, known, over) {
			for _, i := range over {
				used[i] = true
			}
			found = append(found, x)
			continue
		}
		for _, i := range over {
			if known[i].kind = x.kind; x.kind == schema.Person && len(over) == 1 && known[i].match.Candidates[0].Entry.Type == schema.Place && plainPlace(r, known[i]) {
				known[i].kind = "" // テキサス
			}
		}
		if rest, ok := behind(r, x, known[over[len(over)-1]]); ok {
			found = append(found, rest)
		}
	}
	for i, x := range known {
		if !used[i] {
			found = append(found, x)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Start < found[j].Start })
	return found
}

// whole tells whether a tagged name is to be taken whole although the gazetteer knows parts of it: "Bank of
// England" is no country.
func whole(r *Reading, x name, known []name, over []int) bool {
	k := known[over[0]]
	if k.first < x.first || known[over[len(over)-1]].last > x.last {
		return false // the gazetteer's name is longer, or only overlaps
	}
	if k.first == x.first && k.last == x.last {
		return false
	}
	c := k.match.Candidates[0]
	if c.Entry.Type == schema.Country && k.first == x.first {
		if actorOf(r, known[over[len(over)-1]].last, x.last) || x.kind == schema.Place && !hasCase(r, x) { // 미국 남서부
			return false
		}
	}
	switch x.kind {
	case schema.Person:
		owned := r.Doc.Tokens[k.last].UPOS != "PROPN" || r.followsTitle(k.first) || r.behindOffice(k)
		owner := c.Entry.Type == schema.Country && k.first == x.first && owned && !isDot(r.Doc.Tokens[k.last].Text) // "Russia's Petrov"
		namesake := c.Kind == lang.Surname && (k.first == x.first || k.last == x.last)                              // another person of that surname
		return c.Entry.Type != schema.Person && c.Kind != lang.Demonym && !owner || namesake
	case schema.Organization:
		return !restIsPlain(r, x, known, over) || c.Entry.Type != schema.Organization
	}
	return !restIsPlain(r, x, known, over)
}

// behindOffice tells whether a country's name stands behind a title, as whose it is: "президента Парагвая Сантьяго
// Пеньи", "رئيس باراغواي".
func (r *Reading) behindOffice(k name) bool {
	if k.first == 0 || r.Sentence[k.first-1] != r.Sentence[k.first] || !r.Has(k.first-1, "title") && !r.Has(k.first-1, "former") {
		return false
	}
	return k.match.Candidates[0].Entry.Type == schema.Country && (r.Words.Setting("order") == "VSO" || stemKey(r.Doc.Text(k.Span)) != "")
}

// actorOf tells whether what follows a country's name is an unnamed actor of it: soldiers, government, president.
func actorOf(r *Reading, first, last int) bool {
	for t := first; t < last; t++ {
		if r.Has(t, "group") || r.Has(t, "country") || r.Has(t, "title") {
			return true
		}
	}
	return false
}

// restIsPlain tells whether a tagged name has no word of a name beside what the gazetteer knows of it.
func restIsPlain(r *Reading, x name, known []name, over []int) bool {
	for t := x.first; t < x.last; t++ {
		inside := slices.ContainsFunc(over, func(i int) bool { return known[i].first <= t && t < known[i].last })
		if !inside && !(t < known[over[0]].first && (r.Has(t, "place") || r.Has(t, "country"))) && !slices.Contains([]string{"PUNCT", "ADP", "DET", "CCONJ", "SYM", "PART"}, r.Doc.Tokens[t].UPOS) {
			return false
		}
	}
	return true
}

// behind gives what a person's tag covers behind the name of a people or country: "Russia's Medvedev".
func behind(r *Reading, x, k name) (name, bool) {
	if x.kind == schema.Organization || x.kind == schema.Place && hasCase(r, x) || k.match.Candidates[0].Entry.Type != schema.Country || k.first > x.first || k.last >= x.last {
		return name{}, false
	}
	x.first = k.last
	for x.first < x.last && r.Doc.Tokens[x.first].UPOS != "PROPN" {
		x.first++
	}
	if x.first == x.last {
		return name{}, false
	}
	x.Span = Span{r.Doc.Tokens[x.first].Start, r.Doc.Tokens[x.last-1].End}
	return x, true
}
