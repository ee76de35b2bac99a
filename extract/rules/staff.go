package rules

import (
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// staffOf gives the organization that a person's name follows with a noun for one of its people, in languages whose
// phrases end in their heads: 《60分钟》记者佩利; -1 if there is none. An office between the two is more than that.
func (a *analysis) staffOf(m *extract.Mention) int {
	if !extract.HeadFinal(a.d.Article.Lang) || a.l.words.Setting("order") != "SVO" {
		return -1
	}
	first := a.d.Sentences[a.r.Sentence[m.First]].First
	staff := false
	for k := m.First - 1; k >= max(first, m.First-7); k-- {
		if o := a.r.MentionAt(k); o >= 0 && a.d.Mentions[o].Kind == extract.Named {
			if !staff || !a.r.HasType(o, schema.Organization) || a.generic(o) {
				return -1
			}
			return o
		}
		token := &a.d.Tokens[k]
		switch {
		case a.r.Has(k, "title") || a.r.Has(k, "family"):
			return -1
		case a.r.Has(k, "member"):
			staff = true
		case extract.Genitive(token.Text) && staff, token.UPOS == "NOUN" || token.UPOS == "ADJ" || token.UPOS == "PART" || token.Text == "》" || token.Text == "”" || token.Text == "」":
		default:
			return -1
		}
	}
	return -1
}

// generic tells whether a mention is but a common noun that the tags call a name.
func (a *analysis) generic(o int) bool {
	m := &a.d.Mentions[o]
	return m.Last-m.First == 1 && a.r.Has(m.First, "organization") && strings.HasPrefix(a.d.Entities[m.Entities[0]].ID, "e:")
}
