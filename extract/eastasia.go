package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// Names in Japanese, Chinese and Korean texts have no capitals to tell them. What the network's tags miss, the
// words beside them tell: honorifics and titles behind a name, dots between the parts of a transcribed one, and
// the nouns that names of institutions end in. The cues are written into the words' tags.

// tagByCues adds and widens the name tags of a text without capitals.
func (n *Names) tagByCues(r *Reading) {
	switch r.Doc.Article.Lang {
	case "ja", "zh-Hans", "zh-Hant", "ko":
	default:
		return
	}
	for t := range r.Doc.Tokens {
		for _, h := range r.Tags[t] {
			if h.Class == "weekday" || h.Class == "month" || h.Class == "relative" && h.Value != "" && strings.Contains(h.Value, " ") {
				for k := h.First; k < h.Last; k++ {
					r.untag(k)
				}
			}
		}
	}
	for t := range r.Doc.Tokens {
		for _, h := range r.Tags[t] {
			if h.Class == "organization" && h.Value != "" && r.Doc.Tokens[t].UPOS != "VERB" {
				r.tagInstitution(h)
			}
		}
	}
	if r.Doc.Article.Lang == "ko" {
		r.rejoinNames()
		n.untagCountries(r)
	}
	r.wholeRuns()
	r.placesInStates()
	n.untagParties(r)
	r.tagDotted()
	for t := range r.Doc.Tokens {
		for _, h := range r.Tags[t] {
			if h.Class == "title" || h.Class == "person" && h.Value == "honorific" {
				if r.Doc.Article.Lang == "ko" {
					n.tagKoreanHolder(r, h)
					continue
				}
				n.tagHolder(r, h)
				n.tagBehindTitle(r, h)
			}
		}
	}
	if strings.HasPrefix(r.Doc.Article.Lang, "zh") {
		r.wholeTranscriptions()
	}
	r.tagAlike()
}

// tag marks tokens as one name.
func (r *Reading) tag(first, last int, kind string) {
	for t := first; t < last; t++ {
		r.Doc.Tokens[t].Name = "I-" + kind
	}
	r.Doc.Tokens[first].Name = "B-" + kind
	if last < len(r.Doc.Tokens) && strings.HasPrefix(r.Doc.Tokens[last].Name, "I-") {
		r.Doc.Tokens[last].Name = "B-" + r.Doc.Tokens[last].Name[2:]
	}
}

// untag takes a word out of the name that it was tagged as part of.
func (r *Reading) untag(t int) {
	tokens := r.Doc.Tokens
	tokens[t].Name = ""
	if t+1 < len(tokens) && strings.HasPrefix(tokens[t+1].Name, "I-") {
		tokens[t+1].Name = "B-" + tokens[t+1].Name[2:]
	}
}

// transcribing are the characters that Chinese writes foreign names with and seldom anything else.
const transcribing = "阿埃艾奥奧巴贝貝比伯布卜查茨达達戴丹道德登迪蒂杜顿頓恩尔爾法费費芬弗福夫盖蓋戈格哥哈海汉漢赫胡霍基吉加贾賈杰傑卡凯凱坎科克肯库庫奎拉莱萊赖賴兰蘭朗劳勞勒雷黎利莉廉列琳龙龍卢盧鲁魯伦倫罗羅洛马馬迈邁麦麥曼梅蒙米密摩莫默姆穆纳納娜奈尼涅宁寧纽紐努诺諾欧歐帕派潘佩彭皮普奇齐齊乔喬切琴丘荣榮茹瑞萨薩塞桑瑟森莎沙绍紹舍舒斯思司苏蘇索塔泰坦汤湯特滕图圖托瓦威韦韋维維魏温溫翁沃乌烏武希锡錫夏谢謝辛欣休逊遜雅亚亞延扬揚耶叶葉伊尤约約泽澤扎詹珍朱兹茲佐彻徹什根洪佛"

func transcribed(word string) bool {
	for _, c := range word {
		if !strings.ContainsRune(transcribing, c) {
			return false
		}
	}
	return true
}

// wholeTranscriptions widens Chinese names of persons over the rest of their transcription that the words cut:
// 利帕耶 夫.
func (r *Reading) wholeTranscriptions() {
	tokens := r.Doc.Tokens
	for t := 0; t+1 < len(tokens); t++ {
		next := &tokens[t+1]
		if strings.HasSuffix(tokens[t].Name, "-PER") && next.Name == "" && next.Start == tokens[t].End && transcribed(next.Text) &&
			utf8.RuneCountInString(next.Text) < 3 && transcribed(tokens[t].Text) && len(r.Tags[t+1]) == 0 {
			next.Name = "I-PER"
		}
	}
}

// tagBehindTitle marks a Chinese name directly behind a title as a person's: 总统普京.
func (n *Names) tagBehindTitle(r *Reading, h TagHit) {
	tokens := r.Doc.Tokens
	if h.Class != "title" || !strings.HasPrefix(r.Doc.Article.Lang, "zh") {
		return
	}
	last := h.Last
	for last < len(tokens) && r.Sentence[last] == r.Sentence[h.First] && (tokens[last].UPOS == "PROPN" || isDot(tokens[last].Text) || transcribed(tokens[last].Text)) &&
		(len(r.Tags[last]) == 0 || strings.HasSuffix(tokens[last].Name, "-PER")) {
		last++
	}
	if last == h.Last {
		return
	}
	text := r.Doc.Text(Span{tokens[h.Last].Start, tokens[last-1].End})
	if length := utf8.RuneCountInString(text); length < 2 || length > 16 {
		return
	}
	for _, c := range n.gaz.Lookup(text, r.Doc.Article.Lang) {
		if c.Entry.Type != schema.Person {
			return
		}
	}
	r.tag(h.Last, last, "PER")
}

// tagAlike gives a name that stands alone the kind that it has as a part of a person's full name, or with a title,
// elsewhere in the text.
func (r *Reading) tagAlike() {
	tokens := r.Doc.Tokens
	persons := map[string]bool{}
	korean := r.Doc.Article.Lang == "ko"
	for t := 0; t < len(tokens); t++ {
		if tokens[t].Name != "B-PER" {
			continue
		}
		last := t + 1
		for last < len(tokens) && tokens[last].Name == "I-PER" {
			last++
		}
		part := t
		for k := t; k <= last; k++ {
			if k == last || isDot(tokens[k].Text) || korean && k > part {
				if part < k {
					if text := r.stemText(part, k); utf8.RuneCountInString(text) > 1 {
						persons[text] = true
					}
				}
				part = k
				if !korean {
					part++
				}
			}
		}
		t = last - 1
	}
	for t := range tokens {
		for last := t + 1; last <= min(t+4, len(tokens)) && r.Sentence[last-1] == r.Sentence[t]; last++ {
			if persons[r.stemText(t, last)] && !strings.HasSuffix(tokens[t].Name, "-PER") &&
				(tokens[t].Name == "" || strings.HasPrefix(tokens[t].Name, "B-")) && tokens[t].UPOS != "VERB" {
				r.tag(t, last, "PER")
			}
		}
	}
}

// rejoinNames takes back particles that were split off parts of foreign names: 파블로 로하스 is no "by Pabl".
func (r *Reading) rejoinNames() {
	tokens := r.Doc.Tokens
	for t := 0; t+1 < len(tokens); t++ {
		next := &tokens[t+1]
		if r.Sentence[t+1] != r.Sentence[t] || next.UPOS != "PROPN" || tokens[t].UPOS != "PROPN" && !strings.HasSuffix(tokens[t].Name, "-PER") {
			continue
		}
		stem, particle, ok := strings.Cut(tokens[t].Lemma, "+")
		if !ok || stem == "" || strings.Contains(particle, "+") || !strings.Contains("로도고나라다만며와", particle) {
			continue
		}
		if particle == "와" && tokens[t].UPOS == "PROPN" {
			continue
		}
		tokens[t].Lemma, tokens[t].UPOS = tokens[t].Text, "PROPN"
		if next.Head != t {
			tokens[t].Head, tokens[t].Rel = t+1, "compound"
		}
		if strings.HasSuffix(next.Name, "-PER") {
			next.Name, tokens[t].Name = "I-PER", "B-PER"
		}
	}
	r.rebuild()
}

// untagCountries takes the names of countries out of Korean names of persons: 산티아고 페냐 파라과이 대통령.
func (n *Names) untagCountries(r *Reading) {
	for t := range r.Doc.Tokens {
		if strings.HasSuffix(r.Doc.Tokens[t].Name, "-PER") && n.isCountry(r, t) {
			r.untag(t)
		}
	}
}

// wholeRuns widens a name over the rest of a run of katakana or Latin letters that the words cut: ルモ ラ.
func (r *Reading) wholeRuns() {
	tokens := r.Doc.Tokens
	if r.Doc.Article.Lang == "ko" {
		return
	}
	joined := func(a, b *Token) bool {
		return a.End == b.Start && script(a.Text) != nil && script(a.Text) == script(b.Text)
	}
	for t := 0; t+1 < len(tokens); t++ {
		a, b := &tokens[t], &tokens[t+1]
		if a.Name != "" && b.Name == "" && joined(a, b) && utf8.RuneCountInString(b.Text) < 3 {
			b.Name = "I-" + a.Name[2:]
		}
	}
	for t := len(tokens) - 1; t > 0; t-- {
		a, b := &tokens[t-1], &tokens[t]
		if strings.HasPrefix(b.Name, "B-") && a.Name == "" && joined(a, b) && utf8.RuneCountInString(a.Text) < 3 {
			a.Name, b.Name = b.Name, "I-"+b.Name[2:]
		}
	}
}

// placesInStates marks what follows the name of a state or prefecture directly, written in katakana, as a place:
// アラスカ州ワシラ.
func (r *Reading) placesInStates() {
	tokens := r.Doc.Tokens
	for t := 1; t+1 < len(tokens); t++ {
		switch tokens[t].Text {
		case "州", "県", "郡":
		default:
			continue
		}
		if script(tokens[t-1].Text) == nil || tokens[t-1].End != tokens[t].Start {
			continue
		}
		last := t + 1
		for last < len(tokens) && r.Sentence[last] == r.Sentence[t] && script(tokens[last].Text) == unicode.Katakana && len(r.Tags[last]) == 0 &&
			(tokens[last].Name == "" || tokens[last].Name[2:] == "LOC") && tokens[last].Start == tokens[last-1].End {
			last++
		}
		if last > t+1 && (last == len(tokens) || !isDot(tokens[last].Text)) {
			r.tag(t+1, last, "LOC")
		}
	}
}

// script gives the script that all letters of a word are in, katakana or Latin capitals; nil for others.
func script(word string) *unicode.RangeTable {
	for _, table := range []*unicode.RangeTable{unicode.Katakana, unicode.Upper} {
		all := word != ""
		for _, c := range word {
			all = all && (unicode.Is(table, c) || c == 'ー' && table == unicode.Katakana)
		}
		if all {
			return table
		}
	}
	return nil
}

// untagParties takes known organizations and countries out of names of persons: 共和党ジェフ・ディール.
func (n *Names) untagParties(r *Reading) {
	for t := range r.Doc.Tokens {
		token := &r.Doc.Tokens[t]
		if r.Doc.Article.Lang == "ko" || !strings.HasSuffix(token.Name, "-PER") || utf8.RuneCountInString(token.Text) < 2 {
			continue
		}
		known := n.gaz.Lookup(token.Text, r.Doc.Article.Lang)
		if len(known) > 0 && (known[0].Entry.Type == schema.Organization || known[0].Entry.Type == schema.Country) && !dotBeside(r.Doc.Tokens, t) {
			r.untag(t)
		}
	}
}

func dotBeside(tokens []Token, t int) bool {
	return t > 0 && isDot(tokens[t-1].Text) || t+1 < len(tokens) && isDot(tokens[t+1].Text)
}

func (n *Names) isCountry(r *Reading, t int) bool {
	stem, _, _ := strings.Cut(r.Doc.Tokens[t].Lemma, "+")
	for _, c := range n.gaz.Lookup(stem, r.Doc.Article.Lang) {
		if c.Entry.Type == schema.Country {
			return true
		}
	}
	return false
}

// tagKoreanHolder marks what stands before a title, or before the country or organization of the title, as a
// person's name: 이창용 한국은행 총재.
func (n *Names) tagKoreanHolder(r *Reading, h TagHit) {
	tokens := r.Doc.Tokens
	last, owned := h.First, false
	for last > 0 && h.First-last < 4 && r.Sentence[last-1] == r.Sentence[h.First] && !r.hasParticle(last-1) && !verbLike(&tokens[last-1]) {
		k := last - 1
		if n.isCountry(r, k) || r.Has(k, "organization") || r.Has(k, "country") {
			owned = true
		} else if !r.Has(k, "former") {
			break
		}
		last--
	}
	first := last
	for first > 0 && last-first < 4 && r.Sentence[first-1] == r.Sentence[h.First] && tokens[first-1].UPOS == "PROPN" && !r.hasParticle(first-1) &&
		!n.isCountry(r, first-1) && (len(r.Tags[first-1]) == 0 || strings.HasSuffix(tokens[first-1].Name, "-PER")) {
		if name := tokens[first-1].Name; !owned && name != "" && !strings.HasSuffix(name, "-PER") {
			return
		}
		first--
	}
	if first < last && utf8.RuneCountInString(r.Doc.Text(Span{tokens[first].Start, tokens[last-1].End})) > 1 {
		r.tag(first, last, "PER")
	}
}

// stemText is the text of words, in Korean without the particle at its end.
func (r *Reading) stemText(first, last int) string {
	text := r.Doc.Text(Span{r.Doc.Tokens[first].Start, r.Doc.Tokens[last-1].End})
	if r.Doc.Article.Lang == "ko" {
		return withoutParticles(text, &r.Doc.Tokens[last-1])
	}
	return text
}

// tagInstitution marks the compound that ends in a noun of an institution: 財務省, コロラド党, 最高法院. Of the nouns that
// also stand in descriptions ("name" in the list) only with a part that is a name.
func (r *Reading) tagInstitution(h TagHit) {
	tokens := r.Doc.Tokens
	if h.Last < len(tokens) && (tokens[h.Last].Text == "长" || tokens[h.Last].Text == "長") {
		return // 外交部长
	}
	if h.Last < len(tokens) && (strings.HasPrefix(tokens[h.Last].Text, "장관") || strings.HasPrefix(tokens[h.Last].Text, "차관")) {
		return // 외교부 장관
	}
	for k := h.First; k < min(h.Last+4, len(tokens)); k++ {
		for _, x := range r.Tags[k] {
			if x.Class == "title" && x.First <= h.First && x.Last > h.Last {
				return // 上院議員
			}
		}
	}
	first, proper := h.First, false
	for k := h.First - 1; k >= 0 && r.Sentence[k] == r.Sentence[h.First]; k-- {
		token := &tokens[k]
		switch token.UPOS {
		case "NOUN", "PROPN", "X", "NUM", "PART", "ADJ", "SYM":
		default:
			k = -1
			continue
		}
		if (token.Head <= k || token.Head >= h.Last || token.Rel == "nsubj") && !foreign(token.Text) || r.hasParticle(k) || r.Has(k, "title") || r.Has(k, "former") || r.HasValue(k, "group", "PTY") || r.HasValue(k, "group", "OPP") ||
			r.Has(k, "month") || r.Has(k, "weekday") || r.Has(k, "day") || r.Has(k, "unit") || r.Has(k, "relative") || r.Has(k, "two") || r.Has(k, "country") {
			break
		}
		proper = proper || token.UPOS == "PROPN" || token.Name != "" || foreign(token.Text)
		first = k
	}
	if stem, _, _ := strings.Cut(tokens[h.First].Lemma, "+"); r.Doc.Article.Lang == "ko" {
		proper = proper || utf8.RuneCountInString(stem) > 4 // a compound in one word
	}
	for first < h.First && (tokens[first].UPOS == "NUM" && !strings.HasPrefix(tokens[first].Text, "第") || tokens[first].Rel == "clf" || tokens[first].Text == "名") {
		first++ // 8名苏丹红新月会救援人员
	}
	for _, x := range r.Tags[h.Last-1] {
		if x.Class == "organization" && x.Value == "" && x.First == first && x.Last == h.Last && h.Last-first > 1 {
			return // 航空会社: any airline
		}
	}
	whole := utf8.RuneCountInString(r.Doc.Text(Span{tokens[first].Start, tokens[h.Last-1].End}))
	if h.Value == "name" && !proper && h.Last-first < 3 || whole < 2 {
		return
	}
	r.tag(first, h.Last, "ORG")
}

// foreign tells whether a word is a transcription or in Latin letters.
func foreign(s string) bool {
	for _, c := range s {
		if !unicode.Is(unicode.Katakana, c) && !unicode.Is(unicode.Latin, c) && c != 'ー' {
			return false
		}
	}
	return utf8.RuneCountInString(s) > 1
}

func isDot(s string) bool {
	return s == "・" || s == "·" || s == "‧" || s == "•" || s == "･" || s == "．"
}

// tagDotted marks the parts of a name that a dot joins as one: エレナ・ドゥアルテ. It is what most of its words are tagged,
// a person where none is.
func (r *Reading) tagDotted() {
	tokens := r.Doc.Tokens
	for t := 1; t+1 < len(tokens); t++ {
		if !isDot(tokens[t].Text) {
			continue
		}
		first, last := t, t+1
		for first > 0 && r.Sentence[first-1] == r.Sentence[t] && r.namePart(first-1) {
			first--
		}
		for last < len(tokens) && r.Sentence[last] == r.Sentence[t] && r.namePart(last) {
			last++
		}
		for first < t && isDot(tokens[first].Text) {
			first++
		}
		if first == t || last == t+1 {
			continue
		}
		kinds := map[string]int{}
		for k := first; k < last; k++ {
			if tokens[k].Name != "" {
				kinds[tokens[k].Name[2:]]++
			}
		}
		kind := "PER"
		if kinds["ORG"] > kinds["PER"] && !r.titleNear(first, last) {
			kind = "ORG"
		} else if kinds["LOC"] > kinds["PER"] && !r.titleNear(first, last) {
			kind = "LOC"
		}
		r.tag(first, last, kind)
		t = last
	}
}

func (r *Reading) titleNear(first, last int) bool {
	for k := last; k < min(last+4, len(r.Tags)) && r.Doc.Tokens[k].Rel == "compound"; k++ { // カバノー最高裁判事候補
		if k+1 < len(r.Tags) && (r.Has(k+1, "title") || r.Has(k+1, "person")) {
			return true
		}
	}
	return last < len(r.Tags) && (r.Has(last, "title") || r.Has(last, "person")) || first > 0 && r.Has(first-1, "title")
}

// namePart tells whether a word may be part of a transcribed name.
func (r *Reading) namePart(k int) bool {
	t := &r.Doc.Tokens[k]
	for _, class := range []string{"weekday", "month", "day", "unit", "title", "organization"} {
		if r.Has(k, class) {
			return false
		}
	}
	return isDot(t.Text) || foreign(t.Text) || t.UPOS == "PROPN" || t.UPOS == "X" || strings.HasSuffix(t.Name, "-PER")
}

// tagHolder marks what stands directly before an honorific or a title as a person's name.
func (n *Names) tagHolder(r *Reading, h TagHit) {
	tokens := r.Doc.Tokens
	first := h.First
	for first > 0 && r.Sentence[first-1] == r.Sentence[h.First] && r.holderPart(first-1, h) {
		first--
	}
	for first < h.First && isDot(tokens[first].Text) {
		first++
	}
	text := ""
	for t := first; t < h.First; t++ {
		text += tokens[t].Text
		if strings.HasSuffix(tokens[t].Name, "-ORG") || strings.HasSuffix(tokens[t].Name, "-LOC") {
			return
		}
	}
	if length := utf8.RuneCountInString(text); length < 2 || length > 24 {
		return
	}
	for _, c := range n.gaz.Lookup(text, r.Doc.Article.Lang) {
		if c.Entry.Type != schema.Person {
			return
		}
	}
	r.tag(first, h.First, "PER")
}

// holderPart tells whether a word before a title may belong to a name.
func (r *Reading) holderPart(t int, h TagHit) bool {
	token := &r.Doc.Tokens[t]
	switch {
	case r.hasParticle(t), verbLike(token) && token.Name == "":
		return false
	case strings.HasSuffix(token.Name, "-PER"), isDot(token.Text):
		return true
	case len(r.Tags[t]) > 0:
		return false
	case foreign(token.Text):
		return token.UPOS == "PROPN" || h.Class == "person" || h.Value == "country" || token.UPOS == "X"
	}
	return token.UPOS == "PROPN" || h.Class == "person" && token.UPOS == "NOUN" && utf8.RuneCountInString(token.Text) <= 3
}
