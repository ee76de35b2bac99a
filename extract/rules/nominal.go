package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// nounArguments collects what stands in a role to a noun: owners, phrases with markers, adjectives of peoples.
func (a *analysis) nounArguments(t int) []argument {
	var args []argument
	for _, c := range a.r.Children[t] {
		token := &a.d.Tokens[c]
		switch rel := extract.RelBase(token.Rel); {
		case token.Rel == "nmod:poss", token.Rel == "det:poss", rel == "det" && a.r.MentionHeadedBy(c) >= 0:
			args = append(args, argument{"poss", c, 0})
		case rel == "amod" || rel == "compound" || rel == "flat":
			if a.r.MentionAt(c) >= 0 {
				args = append(args, argument{"poss", c, 0.02})
				if extract.HeadFinal(a.d.Article.Lang) && rel == "compound" {
					args = append(args, argument{"obj", c, 0.1}) // 北京訪問
				}
			}
			if marks := a.marked(c, 0.1); rel == "compound" && len(marks) > 0 {
				args = append(args, marks...)
			}
			args = append(args, a.adjectival(c)...)
			if rel == "compound" && c > t && a.d.Tokens[c].UPOS == "NOUN" {
				args = append(args, a.chained(c, 0)...)
			}
		case rel == "nmod" || rel == "obl" || rel == "appos" && a.r.Child(c, "case") >= 0:
			marks := a.marked(c, 0)
			if len(marks) == 0 || marks[0].role == ":of" && extract.HeadFinal(a.d.Article.Lang) {
				args = append(args, argument{"poss", c, 0})
			}
			args = append(args, marks...)
			// Phrases chained to each other: "the delivery of tanks to X".
			args = append(args, a.chained(c, 0)...)
		case rel == "nsubj" && a.r.Child(t, "cop") < 0 && a.d.Tokens[t].UPOS == "NOUN":
			args = append(args, argument{"nsubj", c, 0.05})
		case rel == "acl" && token.Feats["VerbForm"] != "Inf" && a.passive(c):
			// "a deal signed with X", "an attack carried out by X"
			for _, x := range a.verbDependents(c) {
				if strings.HasPrefix(x.role, ":") {
					args = append(args, argument{x.role, x.token, x.cost + costSupport})
				}
			}
		case rel == "ccomp" || rel == "acl":
			args = append(args, argument{"clause", c, 0})
			if s := a.r.Child(c, "nsubj", "nsubj:pass"); s >= 0 && !a.relativeWord(s) && token.Rel != "acl:relcl" {
				args = append(args, argument{"clause.nsubj", s, 0.05}) // "the allegation that X did"
			}
		}
	}
	if h := a.d.Tokens[t].Head; h >= 0 && a.d.Tokens[t].Rel == "nmod" && slices.ContainsFunc(a.marked(t, 0), func(x argument) bool { return x.role == ":with" }) {
		args = append(args, argument{"head", h, 0.05}) // "a bank with headquarters in X"
	}
	if a.d.Tokens[t].Rel == "conj" && a.d.Tokens[t].Head >= 0 && !verbal(a.d.Tokens[a.d.Tokens[t].Head].UPOS) {
		for _, x := range a.directOwners(a.d.Tokens[t].Head) {
			args = append(args, argument{x.role, x.token, x.cost + costAttached})
		}
	}
	return args
}

// adjectival gives what stands below a participle or adjective before a noun: "von Lumora vorgestellte".
func (a *analysis) adjectival(c int) []argument {
	if a.d.Tokens[c].UPOS == "PROPN" {
		return nil
	}
	var args []argument
	for _, cc := range a.r.Children[c] {
		if rel := extract.RelBase(a.d.Tokens[cc].Rel); rel == "obl" {
			args = append(args, a.marked(cc, costSupport)...)
		}
	}
	return args
}

// directOwners gives the owners of a noun only.
func (a *analysis) directOwners(t int) []argument {
	var args []argument
	for _, c := range a.r.Children[t] {
		token := &a.d.Tokens[c]
		rel := extract.RelBase(token.Rel)
		if token.Rel == "nmod:poss" || rel == "amod" && a.r.MentionAt(c) >= 0 || rel == "nmod" && len(a.marked(c, 0)) == 0 {
			args = append(args, argument{"poss", c, 0})
		}
	}
	return args
}

// chained gives phrases that hang on a phrase of the noun but may belong to the noun itself.
func (a *analysis) chained(c, depth int) []argument {
	var args []argument
	for _, cc := range a.r.Children[c] {
		if extract.RelBase(a.d.Tokens[cc].Rel) != "nmod" {
			continue
		}
		for _, x := range a.marked(cc, costAttached) {
			if x.role != ":of" {
				args = append(args, x)
			}
		}
		if depth < 1 && extract.HeadFinal(a.d.Article.Lang) {
			args = append(args, a.chained(cc, depth+1)...)
		}
	}
	return args
}

// verbDependents gives the marked dependents of a verb.
func (a *analysis) verbDependents(t int) []argument {
	var args []argument
	for _, c := range a.r.Children[t] {
		if a.d.Tokens[c].Rel == "obl:agent" {
			args = append(args, argument{":by", c, 0})
		} else if rel := extract.RelBase(a.d.Tokens[c].Rel); rel == "obl" || rel == "nmod" {
			args = append(args, a.marked(c, 0)...)
		}
	}
	return args
}

// supportArguments gives what stands with the verb that carries a noun: "Russia launched an attack on X", "the
// talks between X and Y took place in Z", "after a meeting with X, Y said".
func (a *analysis) supportArguments(t int, dated bool) []argument {
	v := a.d.Tokens[t].Head
	rel := a.d.Tokens[t].Rel
	top := t
	for steps := 0; v >= 0 && extract.RelBase(rel) == "conj" && !verbal(a.d.Tokens[v].UPOS) && steps < 3; steps++ {
		top, rel, v = v, a.d.Tokens[v].Rel, a.d.Tokens[v].Head
	}
	if v < 0 {
		return nil
	}
	if strings.HasPrefix(a.d.Tokens[t].Rel, "nmod") && !verbal(a.d.Tokens[v].UPOS) {
		// "the announcement of the takeover": whoever announces.
		if a.r.Has(v, "support") || a.r.Has(v, "report") || a.r.Has(v, "attitude") {
			var args []argument
			for _, x := range a.directOwners(v) {
				args = append(args, argument{"nsubj", x.token, x.cost + costSupport})
			}
			for _, x := range a.supportArguments(v, false) {
				args = append(args, argument{x.role, x.token, x.cost + 0.1})
			}
			return args
		}
		return nil
	}
	var args []argument
	base := extract.RelBase(rel)
	cost := costSupport
	if !a.r.Has(v, "support") {
		cost = costElsewhere - 0.1
	}
	switch {
	case base == "obj" || base == "iobj" || rel == "nsubj:pass" || base == "xcomp" || base == "ccomp":
		if rel == "nsubj:pass" {
			for _, x := range a.verbDependents(v) {
				if x.role == ":by" {
					args = append(args, argument{"nsubj", x.token, cost})
				}
			}
		} else if o := a.r.Child(v, "iobj"); o >= 0 && a.r.Has(v, "objectcontrol") {
			return []argument{{"nsubj", o, cost}} // "wirft Israel einen Angriff vor"
		} else {
			for _, s := range a.subjects(v, 0) {
				args = append(args, argument{"nsubj", s.token, s.cost + cost})
			}
		}
		if o := a.r.Child(v, "iobj"); o >= 0 {
			args = append(args, argument{"iobj", o, cost})
		}
	case (base == "obl" || base == "advcl") && !dated && a.r.Has(v, "objectcontrol") && a.r.Child(v, "obj") >= 0:
		args = append(args, argument{"nsubj", a.r.Child(v, "obj"), cost}) // "praised the soldiers for their fight"
	case base == "obl" || base == "advcl":
		for _, s := range a.subjects(v, 0) {
			if !a.passive(v) && (dated || a.r.Has(v, "support")) {
				args = append(args, argument{"nsubj", s.token, s.cost + cost + 0.08})
			}
		}
	case base == "nsubj":
	default:
		return nil
	}
	for _, c := range a.r.Children[v] {
		if c != top && extract.RelBase(a.d.Tokens[c].Rel) == "obl" {
			args = append(args, a.marked(c, cost+0.05)...)
		}
	}
	return args
}

// identity gives whom an agent noun is said of: "X, founder of Y", "founder X", "X is a member of Y".
func (a *analysis) identity(t int) []argument {
	var args []argument
	tokens := a.d.Tokens
	h := tokens[t].Head
	for _, c := range a.r.Children[t] {
		switch extract.RelBase(tokens[c].Rel) {
		case "nsubj":
			args = append(args, argument{"is", c, 0})
		case "appos", "flat":
			if a.r.MentionAt(c) >= 0 {
				args = append(args, argument{"is", c, 0})
			}
		}
	}
	if h >= 0 {
		switch extract.RelBase(tokens[t].Rel) {
		case "appos", "compound", "flat", "amod":
			args = append(args, argument{"is", h, 0})
		case "nmod": // 創業者のX氏
			if c := a.r.Child(t, "case"); c >= 0 && h > t && extract.Genitive(tokens[c].Text) && a.r.HasType(a.r.MentionHeadedBy(h), schema.Person) {
				args = append(args, argument{"is", h, 0.05})
			}
		case "xcomp", "obj", "obl":
			if verbal(tokens[h].UPOS) && (tokens[t].Rel == "xcomp" || a.r.HasValue(h, "support", "copular") || a.asRole(t)) {
				for _, s := range a.subjects(h, 0) {
					args = append(args, argument{"is", s.token, s.cost + 0.08})
				}
			}
		case "conj":
			args = append(args, dearer(a.identity(h), 0.1)...)
		}
	}
	if t+1 < len(tokens) && a.r.Sentence[t+1] == a.r.Sentence[t] {
		if m := a.r.MentionAt(t + 1); m >= 0 && a.d.Mentions[m].Kind == extract.Named && !a.d.Mentions[m].Demonym && a.r.Child(a.d.Mentions[m].Head, "case") < 0 {
			args = append(args, argument{"is", a.d.Mentions[m].Head, 0.1})
		}
	}
	return args
}

// asRole tells whether a phrase is marked as a role: "as a member".
func (a *analysis) asRole(t int) bool {
	for _, x := range a.marked(t, 0) {
		if x.role == ":as" {
			return true
		}
	}
	return false
}

// adjectiveArguments collects the arguments of an adjective: the noun it modifies or is said of, and phrases.
func (a *analysis) adjectiveArguments(t int) []argument {
	var args []argument
	h := a.d.Tokens[t].Head
	switch rel := a.d.Tokens[t].Rel; {
	case h >= 0 && (rel == "amod" || strings.HasPrefix(rel, "acl") || rel == "appos" || rel == "nmod" || rel == "compound"):
		args = append(args, argument{"head", h, 0}, argument{"nsubj", h, 0.02})
	}
	for _, s := range a.subjects(t, 0) {
		args = append(args, argument{"nsubj", s.token, s.cost})
	}
	for _, c := range a.r.Children[t] {
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "obl", "nmod", "compound", "advmod", "obj", "dep":
			marks := a.marked(c, 0)
			if len(marks) == 0 && a.r.MentionAt(c) >= 0 {
				args = append(args, argument{"poss", c, 0})
			}
			args = append(args, marks...)
		}
	}
	return args
}
