package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// In languages whose noun phrases end in their heads, who holds an office comes behind it as often as before, with
// little words between: 大統領のジョコ・ウィドド, 監督であるホルト氏, 報道官、ベネット氏, 감독인 과르디올라.

// behindTitle gives the person named behind a title whose words end at last; -1 if none is.
func (r *Reading) behindTitle(last int) int {
	tokens := r.Doc.Tokens
	end := r.Doc.Sentences[r.Sentence[last-1]].Last
	k, comma := last, false
	for k < end && k < last+5 {
		if m := r.MentionAt(k); m >= 0 {
			if r.Doc.Mentions[m].First == k && r.party(m) && k > last {
				k = r.Doc.Mentions[m].Last // 副委員長を務めた共和党ディール氏
				continue
			}
			if r.Doc.Mentions[m].First != k || !r.isPerson(m) || r.Doc.Mentions[m].Kind != Named {
				return -1
			}
			if (comma || k > last && Genitive(tokens[last].Text)) && r.ownTitle(m) {
				return -1 // 大統領、河野外相
			}
			return m
		}
		switch tokens[k].Text {
		case "の", "で", "も", "ある", "あり", "人", "인", "이자", "겸", "兼":
		case "、", ",", "，":
			if comma {
				return -1
			}
			comma = true
		default:
			return -1
		}
		k++
	}
	return -1
}

// ownTitle tells whether a person's name is followed by a title of its own, with few words between that tell it
// apart: バーテルズ国防委員長.
func (r *Reading) ownTitle(m int) bool {
	end := r.Doc.Sentences[r.Sentence[r.Doc.Mentions[m].First]].Last
	for k := r.Doc.Mentions[m].Last; k < min(end, r.Doc.Mentions[m].Last+5); k++ {
		if r.Has(k, "title") {
			return !r.HasValue(k, "person", "honorific")
		}
		if u := r.Doc.Tokens[k].UPOS; u != "NOUN" && u != "PROPN" || r.hasParticle(k) || r.Has(k, "person") {
			return false
		}
	}
	return false
}

// Affiliation gives the organization that a person is named with before the name, which alone says that he belongs
// to it: ミシガン大学のング氏, 미시간 대학의 응; -1 if there is none, or an office says more.
func (r *Reading) Affiliation(person int) int {
	m := &r.Doc.Mentions[person]
	if !HeadFinal(r.Doc.Article.Lang) || m.First < 2 || r.ownTitle(person) {
		return -1
	}
	k := m.First - 1
	if Genitive(r.Doc.Tokens[k].Text) {
		k--
	} else if r.Doc.Article.Lang != "ko" || r.koreanParticle(k) != "의" {
		return -1
	}
	o := r.MentionAt(k)
	if o < 0 || r.Sentence[k] != r.Sentence[m.First] || r.Doc.Mentions[o].Kind != Named || r.Doc.Mentions[o].Last != k+1 || !r.HasType(o, schema.Organization) {
		return -1
	}
	return o
}

// bareName takes off what stands around a name in scripts without capitals: dots, honorifics and "former" at the
// ends of a person's (ルゴ元, 金氏), the noun for a region before a place's (주 와실라).
func (r *Reading) bareName(x name) (first, last int) {
	first, last = x.first, x.last
	for first < last && (isDot(r.Doc.Tokens[first].Text) || x.kind == schema.Place && last-first > 1 && r.Has(first, "place") && utf8.RuneCountInString(r.Doc.Tokens[first].Text) == 1) {
		first++
	}
	for last > first && x.kind == schema.Person && (r.Has(last-1, "former") || r.HasValue(last-1, "person", "honorific")) {
		last--
	}
	if last-first == 1 && x.kind == schema.Person && r.Has(first, "pronoun") {
		last = first // 同氏
	}
	return first, last
}

// listedNoun tells whether a word of a script without capitals is one of the language's nouns and no name: 정부군, 隣国.
func (r *Reading) listedNoun(t int, kind schema.EntityType) bool {
	if !HeadFinal(r.Doc.Article.Lang) {
		return false
	}
	for _, h := range r.Tags[t] {
		switch h.Class {
		case "group", "person", "family", "occasion", "product", "country", "place", "noun":
			if kind == schema.Organization && r.Doc.Article.Lang == "ko" {
				continue // whose words are cut in many ways
			}
		case "organization":
			if kind != schema.Organization || h.Value == "office" || r.Doc.Article.Lang == "ko" {
				continue
			}
		default:
			continue
		}
		if h.First <= t && h.Last == t+1 && (utf8.RuneCountInString(r.Lemma[t]) > 1 || kind == schema.Place) {
			return true
		}
	}
	return false
}

// glossBegins tells whether a bracket begins behind a name what is said of it: 金正恩（キム・ジョンウン）.
func (r *Reading) glossBegins(t int) bool {
	text := r.Doc.Tokens[t].Text
	return HeadFinal(r.Doc.Article.Lang) && (text == "（" || text == "(")
}

// looseBrackets frees what stands in brackets before a sentence from the part in it that trees give it: （AP）首相は.
func (r *Reading) looseBrackets() {
	tokens := r.Doc.Tokens
	for _, s := range r.Doc.Sentences {
		if s.First >= s.Last || !r.glossBegins(s.First) {
			continue
		}
		for t := s.First + 1; t < min(s.First+8, s.Last) && tokens[t].Text != "）" && tokens[t].Text != ")"; t++ {
			if RelBase(tokens[t].Rel) == "nsubj" || tokens[t].Rel == "dislocated" || RelBase(tokens[t].Rel) == "obl" {
				tokens[t].Rel = "parataxis"
			}
		}
	}
}

// ministryOf tells whether a mention before an office of state is the ministry that it is in: whose the office is, the
// country says (미국 법무부 차관).
func (r *Reading) ministryOf(m int, hit TagHit) bool {
	if !HeadFinal(r.Doc.Article.Lang) || !strings.HasPrefix(hit.Value, "country") || !r.HasType(m, schema.Organization) {
		return false
	}
	text := r.Doc.Text(r.Doc.Mentions[m].Span)
	return strings.HasSuffix(text, "부") || strings.HasSuffix(text, "省") || strings.HasSuffix(text, "部")
}
