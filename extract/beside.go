package extract

import (
	"slices"

	"github.com/triplewire/triplewire/schema"
)

// Noun phrases of languages whose words have no endings (the setting "neighbours"): a noun that says what somebody
// is, then whose it is, then who it is, with commas or without ("giám đốc điều hành của HMC, ông Mike Buchanan"), or
// the name first ("Dan Bennett, phát ngôn viên của Sở Cảnh sát Wasilla"). Trees of such phrases are seldom right; what
// stands side by side is.

// longestPhrase is how many words may stand between a noun and whose it is.
const longestPhrase = 9

// Beside gives the mentions of whom a noun of the lists is said of and of whose it is, by what stands beside it;
// -1 where nothing tells.
func (r *Reading) Beside(hit TagHit) (holder, owner int) {
	holder, owner = -1, -1
	if r.Words.Setting("neighbours") != "yes" {
		return holder, owner
	}
	holder, owner = r.behindNoun(hit)
	if holder < 0 {
		holder = r.beforeNoun(hit.First)
	}
	return holder, owner
}

// behindNoun reads what follows the noun.
func (r *Reading) behindNoun(hit TagHit) (holder, owner int) {
	holder, owner = -1, -1
	tokens, end := r.Doc.Tokens, r.Doc.Sentences[r.Sentence[hit.First]].Last
	kin, gap := hit.Class == "family", false // gap: words stand between that are no part of a name
	for t := hit.Last; t < end && t < hit.Last+longestPhrase; {
		if m := r.MentionAt(t); m >= 0 {
			x := &r.Doc.Mentions[m]
			switch {
			case x.First > t || len(x.Entities) == 0:
				return holder, owner
			case r.isPerson(m) && x.Kind == Pronoun:
				if !kin || owner >= 0 {
					return holder, owner
				}
				owner = m
			case r.isPerson(m) && kin && owner < 0 && t > hit.Last && r.hasMarker(t, hit.Last, "of"):
				owner = m
			case r.isPerson(m) && x.Kind == Named:
				if holder >= 0 || gap && owner < 0 || t > hit.Last && r.HasValue(t-1, "marker", "of") {
					return holder, owner
				}
				holder = m
			case r.HasType(m, schema.Country, schema.Organization, schema.Place) && x.Kind == Named && owner < 0 && !kin:
				if holder >= 0 && !r.HasValue(t-1, "marker", "of") {
					return holder, owner
				}
				if owner = m; holder >= 0 {
					return holder, owner
				}
			default:
				return holder, owner
			}
			t = x.Last
			continue
		}
		switch token := &tokens[t]; {
		case token.Text == ",":
			if p := r.personFrom(t + 1); p >= 0 && holder < 0 && owner >= 0 {
				return p, owner
			}
			return holder, owner
		case token.UPOS == "PUNCT", token.UPOS == "SCONJ", token.UPOS == "CCONJ", token.UPOS == "AUX", token.UPOS == "PART",
			r.Has(t, "report"), r.Has(t, "modal"), r.Has(t, "negation"), holder >= 0 && !r.HasValue(t, "marker", "of"):
			return holder, owner
		case token.UPOS == "VERB" || token.UPOS == "ADV":
			if !r.Below(t, r.HeadOf(hit.First, hit.Last)) || owner >= 0 {
				return holder, owner
			}
			gap = true
		case token.UPOS == "ADP", r.honorific(t):
		default:
			gap = gap || owner < 0
		}
		t++
	}
	return holder, owner
}

// personFrom gives the person named at a token, behind a title or polite word; -1 if there is none.
func (r *Reading) personFrom(t int) int {
	for steps := 0; steps < 3 && t < len(r.Doc.Tokens); steps++ {
		if m := r.mentionFrom(t); m >= 0 {
			if r.isPerson(m) && r.Doc.Mentions[m].Kind == Named {
				return m
			}
			return -1
		}
		if hit, ok := r.Hit(t, "title"); ok && hit.First == t {
			t = hit.Last
		} else if r.honorific(t) {
			t++
		} else {
			return -1
		}
	}
	return -1
}

// honorific tells the polite words that names follow: "ông", "bà", "นาย".
func (r *Reading) honorific(t int) bool {
	return r.HasValue(t, "person", "honorific") || r.Words.Setting("neighbours") == "yes" && (r.HasValue(t, "pronoun", "3sm") || r.HasValue(t, "pronoun", "3sf"))
}

// hasMarker tells whether a word between two tokens is the marker.
func (r *Reading) hasMarker(before, from int, name string) bool {
	for k := from; k < before; k++ {
		if r.HasValue(k, "marker", name) {
			return true
		}
	}
	return false
}

// beforeNoun gives the person whose name a noun is put behind: with a comma, an age and a comma, a dash, a bracket,
// or the copula; -1 if there is none.
func (r *Reading) beforeNoun(t int) int {
	tokens, first := r.Doc.Tokens, r.Doc.Sentences[r.Sentence[t]].First
	k := t - 1
	for k > first && (r.Has(k, "former") || tokens[k].UPOS == "DET" || tokens[k].UPOS == "NUM") {
		k--
	}
	if k <= first {
		return -1
	}
	switch {
	case slices.Contains([]string{",", "-", "–", "—", "("}, tokens[k].Text):
		k--
		k = r.beforeAge(k, first)
	case tokens[k].Rel == "cop":
		k--
		for k > first && (tokens[k].UPOS == "ADV" || tokens[k].UPOS == "AUX") {
			k--
		}
	case r.Words.Setting("commas") != "no":
		return -1
	}
	if m := r.MentionAt(k); m >= 0 && r.isPerson(m) && r.Doc.Mentions[m].Last == k+1 && r.Doc.Mentions[m].Kind == Named {
		return m
	}
	return -1
}

// beforeAge steps over a number set off by commas or in brackets: "X, 42 tuổi, giám đốc".
func (r *Reading) beforeAge(k, first int) int {
	number := false
	for a := k; a > first && k-a < 5; a-- {
		if r.MentionAt(a) >= 0 {
			break
		}
		number = number || r.Doc.Tokens[a].UPOS == "NUM"
		if t := r.Doc.Tokens[a].Text; number && (t == "," || t == "(") {
			return a - 1
		}
	}
	return k
}

// PartyName tells whether a mention is the name of a party: by a word of the lists in it, or by what is known of it.
func (r *Reading) PartyName(m int) bool {
	if m < 0 || !r.HasType(m, schema.Organization) {
		return false
	}
	x := &r.Doc.Mentions[m]
	return r.party(m) || r.HasValue(x.First, "organization", "party") || x.First > 0 && r.HasValue(x.First-1, "organization", "party")
}
