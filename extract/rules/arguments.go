package rules

import (
	"slices"
	"strings"

	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/schema"
)

// argument is a dependent that may fill a slot: its role as frames name it, the word that heads it, and what
// finding it there costs (0 for a plain dependent, more the longer the way).
type argument struct {
	role  string
	token int
	cost  float64
}

// talks are the relations whose noun may take its subject from the sentence that it dates: "after the meeting
// with X, Y said".
var talks = map[string]bool{"MET": true, "SPOKE_WITH": true, "NEGOTIATED_WITH": true, "VISITED": true, "ATTENDED": true}

// What it costs to find an argument elsewhere than at the trigger.
const (
	costShared    = 0.10 // subject shared by coordinated verbs, controller of an infinitive
	costClause    = 0.15 // subject of the governing clause
	costSupport   = 0.12 // at the verb that carries a noun
	costAttached  = 0.18 // below another argument: attachment is what trees get wrong most
	costElsewhere = 0.35 // at the governing verb
)

// arguments collects what stands in a role to a trigger.
func (a *analysis) arguments(f *found) []argument {
	var args []argument
	switch {
	case f.kind == "adj":
		args = a.adjectiveArguments(f.at)
	case f.kind == "agent":
		args = append(a.identity(f.at), a.nounArguments(f.at)...)
	case f.asNoun:
		args = append(a.nounArguments(f.at), a.supportArguments(f.at, talks[f.relation])...)
	default:
		args = a.verbArguments(f.at)
	}
	if f.part >= 0 {
		args = append(args, argument{"part", f.part, 0})
		for _, x := range a.nounArguments(f.part) {
			args = append(args, argument{"part." + x.role, x.token, x.cost})
			if x.role == "nsubj" { // the tree hung the verb's subject on its noun
				args = append(args, argument{"nsubj", x.token, x.cost + costClause})
			}
			if strings.HasPrefix(x.role, ":") {
				args = append(args, argument{x.role, x.token, x.cost + 0.05})
				for _, owner := range a.directOwners(x.token) {
					args = append(args, argument{x.role + ".poss", owner.token, x.cost + 0.1})
				}
			}
		}
	}
	args = append(args, argument{"self", f.at, 0})
	return args
}

// passive tells whether a verb is in the passive: by its dependents, its features, or a word of the language's
// list beside it.
func (a *analysis) passive(t int) bool {
	if a.r.Child(t, "nsubj:pass", "aux:pass", "obl:agent", "csubj:pass") >= 0 || a.r.Feature(t, "Voice", "Pass") && !(a.r.Child(t, "nsubj") >= 0 && a.r.Child(t, "obj") >= 0) || a.r.Has(t, "passive") {
		return true
	}
	for _, c := range a.r.Children[t] {
		if a.r.HasValue(c, "passive", "") && c >= t-4 && c <= t+4 {
			return true
		}
	}
	if h := a.d.Tokens[t].Head; h >= 0 && a.r.HasValue(h, "passive", "") && (a.d.Tokens[t].Rel == "xcomp" || a.d.Tokens[t].Rel == "ccomp") {
		return true
	}
	if a.pastParticiple(t) && (strings.HasPrefix(a.d.Tokens[t].Rel, "acl") || a.d.Tokens[t].Rel == "amod") && a.r.Child(t, "nsubj", "aux") < 0 {
		return true
	}
	return false
}

func (a *analysis) pastParticiple(t int) bool {
	feats := a.d.Tokens[t].Feats
	if a.d.Tokens[t].UPOS == "ADJ" && a.d.Tokens[t].Rel == "amod" && feats["VerbForm"] == "" {
		return !strings.HasSuffix(strings.TrimRight(a.r.Keys[t][0], "esrmn"), "d") // "vorgestellte", not "führende"
	}
	return feats["VerbForm"] == "Part" && feats["Tense"] != "Pres" && feats["Voice"] != "Act"
}

// verbArguments collects the arguments of a verb.
func (a *analysis) verbArguments(t int) []argument {
	passive, agent := a.passive(t), a.bareAgent(t)
	var args []argument
	subjects := a.subjects(t, 0)
	if len(subjects) == 2 && subjects[0].cost == 0 && (!passive || a.l.words.Setting("compounds") == "yes") && a.r.Child(t, "obj", "nsubj:pass") < 0 && a.mentionFor(subjects[0].token) >= 0 && a.mentionFor(subjects[1].token) >= 0 {
		// Two subjects: where the language marks neither, the second is the object.
		passive = false
		args = append(args, argument{"obj", subjects[1].token, costAttached})
		subjects = subjects[:1]
	}
	subjects = a.onlyBefore(t, subjects)
	if len(subjects) == 0 {
		subjects = a.bareSubject(t)
	} else if subjects[0].cost > costShared && !passive {
		if own := a.firstObject(t); own != nil {
			subjects = own
		}
	}
	if len(subjects) == 0 {
		subjects = a.topic(t)
	}
	for _, s := range subjects {
		switch {
		case !passive:
			args = append(args, argument{"nsubj", s.token, s.cost})
			for _, x := range a.nounArguments(s.token) { // X's headquarters are in Y
				if x.role == "poss" || x.role == ":of" {
					args = append(args, argument{"nsubj.poss", x.token, x.cost})
				}
			}
		case a.r.Child(t, "obj") >= 0 && a.r.Child(t, "obj") != agent:
			args = append(args, argument{"iobj", s.token, s.cost}, argument{"obj", s.token, s.cost + 0.1})
		default:
			args = append(args, argument{"obj", s.token, s.cost}, argument{"iobj", s.token, s.cost + 0.1})
		}
	}
	for _, c := range a.r.Children[t] {
		if c == agent {
			args = append(args, argument{"nsubj", c, 0.02})
			continue
		}
		args = append(args, a.dependent(t, c, passive)...)
		if !passive && extract.RelBase(a.d.Tokens[c].Rel) == "nsubj" {
			args = append(args, a.splitName(c)...)
		}
	}
	args = a.topicAsObject(t, args)
	args = append(args, a.behindVerb(t, passive, args)...)
	args = append(args, a.relativeArguments(t)...)
	args = append(args, a.sharedObjects(t, args)...)
	return append(args, a.governorArguments(t)...)
}

// bareAgent gives the actor directly behind a passive verb, in languages whose agents need no adposition: "ditangkap
// polisi"; -1 if there is none.
func (a *analysis) bareAgent(t int) int {
	if !a.r.HasValue(t, "passive", "verb") || !verbal(a.d.Tokens[t].UPOS) {
		return -1
	}
	for _, c := range a.r.Children[t] {
		first, _ := a.r.Phrase(c)
		if first != t+1 || len(a.marked(c, 0)) > 0 || a.isTime(c) {
			continue
		}
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "obj", "iobj", "obl", "nsubj", "nmod", "dep", "compound":
			if m := a.mentionFor(c); a.r.HasType(m, schema.Person, schema.Organization, schema.Country, schema.Group) {
				return c
			}
		}
	}
	return -1
}

// firstObject takes the first of two objects, a name before the verb, for the subject of a verb whose subject would
// be one of another clause.
func (a *analysis) firstObject(t int) []argument {
	var objects []int
	for _, c := range a.r.Children[t] {
		if rel := a.d.Tokens[c].Rel; rel == "obj" || rel == "iobj" && c < t && a.d.Tokens[c].Feats["Case"] != "Dat" {
			objects = append(objects, c)
		}
	}
	if len(objects) < 2 || objects[0] > t || objects[1] < t || a.l.words.Setting("order") != "SVO" {
		return nil
	}
	if m := a.mentionFor(objects[0]); m >= 0 && a.d.Mentions[m].Kind == extract.Named && a.r.Child(objects[0], "case") < 0 {
		return []argument{{"nsubj", objects[0], costShared}}
	}
	return nil
}

// bareSubject takes a name without any marker that the tree has as a circumstance for the subject.
func (a *analysis) bareSubject(t int) []argument {
	var objects []int
	for _, c := range a.r.Children[t] {
		if a.d.Tokens[c].Rel == "obj" {
			objects = append(objects, c)
		}
	}
	if len(objects) > 1 && a.l.words.Setting("order") == "SVO" { // of two objects the first name is the subject
		if m := a.mentionFor(objects[0]); m >= 0 && a.d.Mentions[m].Kind == extract.Named && len(a.marked(objects[0], 0)) == 0 {
			return []argument{{"nsubj", objects[0], 0.3}}
		}
	}
	for _, c := range a.r.Children[t] {
		rel := extract.RelBase(a.d.Tokens[c].Rel)
		if rel != "obl" && rel != "dep" || a.r.MentionAt(c) < 0 || a.isTime(c) || a.d.Tokens[c].Feats["Case"] == "Dat" {
			continue
		}
		if m := a.r.MentionAt(c); a.d.Mentions[m].Kind == extract.Named && len(a.marked(c, 0)) == 0 {
			return []argument{{"nsubj", c, 0.3}}
		}
	}
	return nil
}

// splitName gives a name that the tree has as part of another: "hat Nordkorea Moskau beliefert".
func (a *analysis) splitName(c int) []argument {
	own := a.r.MentionAt(c)
	if own < 0 {
		return nil
	}
	for _, x := range a.r.Children[c] {
		if extract.RelBase(a.d.Tokens[x].Rel) != "flat" {
			continue
		}
		if m := a.r.MentionAt(x); m >= 0 && m != own && a.d.Mentions[m].Head == x && a.d.Mentions[m].Kind == extract.Named && x == a.d.Mentions[own].Last {
			return []argument{{"obj", x, costAttached}, {"iobj", x, costAttached}}
		}
	}
	return nil
}

// topicAsObject lets the topic of a verb that has another subject and no object be its object, as Japanese and
// Korean have it: この会社は1998年に彼が設立した.
func (a *analysis) topicAsObject(t int, args []argument) []argument {
	if a.l.words.Setting("order") != "SOV" || a.passive(t) || slices.ContainsFunc(args, func(x argument) bool { return x.role == "obj" && x.cost < 0.3 }) {
		return args
	}
	marked := func(c int, particles ...string) bool {
		if k := a.r.Child(c, "case"); k >= 0 {
			return slices.Contains(particles, a.d.Tokens[k].Text)
		}
		_, end, ok := strings.Cut(a.d.Tokens[c].Lemma, "+")
		return ok && slices.Contains(particles, end)
	}
	subject := false
	for _, c := range a.r.Children[t] {
		subject = subject || a.d.Tokens[c].Rel == "nsubj" && marked(c, "が", "이", "가")
	}
	if !subject {
		return args
	}
	places := append([]int{t, a.d.Tokens[t].Head}, a.r.Children[t]...)
	for _, v := range places {
		if v < 0 || !verbal(a.d.Tokens[v].UPOS) || strings.HasPrefix(a.d.Tokens[t].Rel, "acl") && v != t || strings.HasPrefix(a.d.Tokens[v].Rel, "acl") && v != t {
			continue
		}
		for _, c := range a.r.Children[v] {
			if rel := a.d.Tokens[c].Rel; (rel == "dislocated" || rel == "nsubj" || rel == "obl") && c < t && marked(c, "は", "은", "는") {
				return append(args, argument{"obj", c, 0.1})
			}
		}
	}
	return args
}

// dependent gives the roles of one dependent of a verb.
func (a *analysis) dependent(t, c int, passive bool) []argument {
	token := &a.d.Tokens[c]
	rel := extract.RelBase(token.Rel)
	if a.relativeWord(c) {
		return nil // its antecedent is the argument
	}
	switch {
	case token.Rel == "obl:agent":
		return append([]argument{{":by", c, 0}}, a.agent(c, passive)...)
	case token.Rel == "obl:tmod", token.Rel == "nmod:tmod":
		return nil
	case rel == "obj":
		args := []argument{{"obj", c, 0}}
		if token.Feats["Case"] == "Dat" && a.r.Child(c, "case") < 0 {
			args = []argument{{"iobj", c, 0}, {"obj", c, 0.1}}
		}
		for _, x := range a.below("obj", c) {
			if x.role == ":by" && passive {
				args = append(args, argument{"nsubj", x.token, x.cost}) // "was given 20 million by X"
			}
			args = append(args, x)
		}
		return args
	case rel == "iobj":
		return []argument{{"iobj", c, 0}}
	case rel == "xcomp", rel == "ccomp":
		args := []argument{{"clause", c, 0}}
		for _, s := range a.r.Children[c] { // "criticised that X did": whom
			if a.d.Tokens[s].Rel == "nsubj" {
				args = append(args, argument{"clause.nsubj", s, 0.05})
			} else if a.d.Tokens[s].Rel == "obj" { // 派遣军舰前往宿务
				args = append(args, argument{"clause.obj", s, 0.1})
			}
		}
		if verbal(token.UPOS) {
			for _, cc := range a.r.Children[c] {
				if r := extract.RelBase(a.d.Tokens[cc].Rel); r == "obj" || r == "iobj" {
					args = append(args, argument{"clause.obj", cc, costClause})
				}
			}
		}
		if token.UPOS == "NOUN" || token.UPOS == "PROPN" || token.UPOS == "ADJ" {
			args = append(args, argument{"attr", c, 0})
			args = append(args, a.marked(c, 0)...)
		}
		return args
	case rel == "advcl" && verbal(token.UPOS) && a.r.Child(c, "nsubj") < 0:
		args := a.marked(c, 0.02) // "accused of breaking"
		if token.Feats["VerbForm"] == "Inf" {
			args = append(args, argument{"clause", c, 0.05})
		}
		return args
	case rel == "obl", rel == "nmod", rel == "advmod" && nominal(token.UPOS), rel == "dislocated", rel == "compound" && nominal(token.UPOS), rel == "dep":
		args := a.marked(c, 0)
		if slices.ContainsFunc(args, func(x argument) bool { return x.role == ":by" }) {
			args = append(args, a.agent(c, passive)...)
		}
		if len(args) == 0 && rel != "advmod" {
			switch token.Feats["Case"] {
			case "Dat":
				args = append(args, argument{"iobj", c, 0})
			case "Nom":
			default:
				args = append(args, argument{"obj", c, 0.3})
			}
		}
		return append(args, a.below("obl", c)...)
	}
	return nil
}

func nominal(upos string) bool {
	return upos == "NOUN" || upos == "PROPN" || upos == "PRON" || upos == "X"
}

// agent makes the phrase of a passive's agent the subject.
func (a *analysis) agent(c int, passive bool) []argument {
	if passive {
		return []argument{{"nsubj", c, 0}}
	}
	return nil
}

// marked gives the roles that a phrase's markers give it.
func (a *analysis) marked(c int, cost float64) []argument {
	for _, cc := range a.r.Children[c] { // the noun of a marker: "an der Seite russischer Truppen"
		if first, _ := a.r.Phrase(cc); extract.RelBase(a.d.Tokens[cc].Rel) == "nmod" && c < first && a.r.MarkerStart(first) <= c {
			return a.marked(cc, cost)
		}
	}
	first, last := a.r.Phrase(c)
	var args []argument
	for _, name := range a.r.Markers(c, first, last) {
		args = append(args, argument{":" + name, c, cost})
	}
	return args
}

// below gives what stands below an argument: its owner, and phrases that may belong to the verb.
func (a *analysis) below(role string, t int) []argument {
	var args []argument
	if role == "obl" {
		for _, mark := range a.marked(t, 0) {
			for _, owner := range a.directOwners(t) {
				args = append(args, argument{mark.role + ".poss", owner.token, 0.1})
			}
		}
	}
	for _, x := range a.nounArguments(t) {
		if role == "obj" {
			args = append(args, argument{"obj." + x.role, x.token, x.cost})
			if x.role == ":of" {
				args = append(args, argument{"obj.poss", x.token, x.cost + 0.02}) // "the work of X"
			}
		}
		if strings.HasPrefix(x.role, ":") && x.role != ":of" {
			cost := costAttached
			if role != "obj" {
				cost = costElsewhere
			}
			args = append(args, argument{x.role, x.token, x.cost + cost})
		}
	}
	return args
}

// subjects gives the surface subjects of a verb: its own, or those it shares, inherits or is controlled by.
func (a *analysis) subjects(t, depth int) []argument {
	if t < 0 || depth > 5 {
		return nil
	}
	var own []argument
	for _, c := range a.r.Children[t] {
		rel := a.d.Tokens[c].Rel
		if extract.RelBase(rel) == "nsubj" || rel == "dislocated" && a.r.Child(t, "nsubj") < 0 {
			if a.relativeWord(c) {
				return a.antecedent(t)
			}
			own = append(own, argument{"nsubj", c, 0})
		}
	}
	if len(own) > 0 {
		return own
	}
	h := a.d.Tokens[t].Head
	switch rel := a.d.Tokens[t].Rel; {
	case h < 0:
		return nil
	case rel == "conj":
		if verbal(a.d.Tokens[h].UPOS) || a.r.Child(h, "cop", "aux") >= 0 {
			return dearer(a.subjects(h, depth+1), costShared)
		}
	case rel == "xcomp", rel == "ccomp" && (a.r.Feature(t, "VerbForm", "Inf") || a.r.Has(h, "objectcontrol") && a.l.words.Setting("voice") == "prefix"):
		if a.r.Has(h, "objectcontrol") {
			if o := a.r.Child(h, "obj", "iobj", "nsubj:pass"); o >= 0 {
				return []argument{{"nsubj", o, costShared}}
			}
		}
		return dearer(a.subjects(h, depth+1), costShared)
	case rel == "advcl" && a.r.Has(h, "objectcontrol") && a.r.Child(t, "mark") >= 0 && a.d.Tokens[t].Feats["VerbForm"] != "Fin":
		if o := a.r.Child(h, "obj", "iobj", "nsubj:pass"); o >= 0 { // "accused X of attacking"
			return []argument{{"nsubj", o, costShared}}
		}
		return dearer(a.subjects(h, depth+1), costClause)
	case rel == "advcl", strings.HasPrefix(rel, "advcl:"):
		return dearer(a.subjects(h, depth+1), costClause)
	case strings.HasPrefix(rel, "acl"), rel == "amod":
		return a.antecedent(t)
	case rel == "parataxis", rel == "ccomp" && a.l.dropsPro:
		return dearer(a.subjects(h, depth+1), costElsewhere)
	}
	return nil
}

func verbal(upos string) bool { return upos == "VERB" || upos == "AUX" }

func dearer(args []argument, cost float64) []argument {
	out := slices.Clone(args)
	for i := range out {
		out[i].cost += cost
	}
	return out
}

// antecedent gives the noun that a relative clause or participle modifies, as its subject, unless another role of
// the clause is what it stands for.
func (a *analysis) antecedent(t int) []argument {
	h := a.d.Tokens[t].Head
	for steps := 0; h >= 0 && a.d.Tokens[t].Rel == "conj" && steps < 4; steps++ {
		t, h = h, a.d.Tokens[h].Head
	}
	rel := a.d.Tokens[t].Rel
	if h < 0 || !strings.HasPrefix(rel, "acl") && rel != "amod" {
		return nil
	}
	if verbal(a.d.Tokens[h].UPOS) {
		return nil
	}
	if strings.HasPrefix(rel, "acl") && (a.r.Feature(t, "VerbForm", "Inf") || h > t && (a.r.Has(h, "attitude") || a.r.Has(h, "modal"))) {
		// "the decision to attack X", 攻撃する計画: whoever decides.
		if s := a.r.Child(h, "nsubj"); s >= 0 && h > t {
			return []argument{{"nsubj", s, costShared}}
		}
		if up := a.d.Tokens[h].Head; up >= 0 && h > t && a.d.Tokens[h].Rel == "nsubj" {
			if s := a.r.Child(up, "nsubj"); s >= 0 && s != h {
				return []argument{{"nsubj", s, costShared}} // 彼は訪問する可能性がある
			}
		}
		for _, s := range a.supportArguments(h, false) {
			if s.role == "nsubj" {
				return []argument{{"nsubj", s.token, s.cost + costShared}}
			}
		}
		for _, s := range a.nounArguments(h) {
			if s.role == "poss" || s.role == ":of" || s.role == ":by" {
				return []argument{{"nsubj", s.token, s.cost + costShared}}
			}
		}
		return nil
	}
	if up := a.d.Tokens[h].Head; h > t && up > h && (a.r.Has(h, "marker") || a.r.Has(h, "bound")) && a.r.MentionAt(h) < 0 && verbal(a.d.Tokens[up].UPOS) {
		return dearer(a.subjects(up, 1), costClause) // 出席した後、会談した
	}
	if up := a.d.Tokens[h].Head; up >= 0 && a.d.Tokens[h].Rel == "appos" && a.mentionFor(h) < 0 && a.mentionFor(up) >= 0 {
		return []argument{{"nsubj", up, 0.05}} // "X, the only leader who …"
	}
	if h > t && a.r.Has(h, "bound") && a.r.MentionAt(h) < 0 {
		return nil // こと, 것: nobody
	}
	return []argument{{"nsubj", h, 0.03}}
}

// relativeWord tells whether a word is a relative pronoun. Where it is also the language's question word (que,
// который, yang), the tagger may say so, or nothing: the relative clause that it begins decides.
func (a *analysis) relativeWord(t int) bool {
	token := &a.d.Tokens[t]
	kind := token.Feats["PronType"]
	if kind == "Rel" {
		return true
	}
	h := token.Head
	return h > t && (kind == "Int" || kind == "" && token.UPOS == "PRON" && token.Feats["Person"] == "") && strings.HasPrefix(a.d.Tokens[h].Rel, "acl")
}

// relativeArguments gives the antecedent of a relative clause its role where the relative word is not the subject.
func (a *analysis) relativeArguments(t int) []argument {
	rel := a.d.Tokens[t].Rel
	h := a.d.Tokens[t].Head
	if h < 0 || !strings.HasPrefix(rel, "acl") {
		return nil
	}
	for _, c := range a.r.Children[t] {
		if !a.relativeWord(c) {
			continue
		}
		switch extract.RelBase(a.d.Tokens[c].Rel) {
		case "obj":
			return []argument{{"obj", h, 0.03}}
		case "iobj":
			return []argument{{"iobj", h, 0.03}}
		case "obl", "nmod":
			var args []argument
			for _, x := range a.marked(c, 0.03) {
				args = append(args, argument{x.role, h, x.cost})
			}
			return args
		}
	}
	if a.r.Child(t, "nsubj") >= 0 && a.r.Child(t, "obj") < 0 && rel != "acl" {
		return []argument{{"obj", h, 0.1}}
	}
	return nil
}

// sharedObjects gives a coordinated verb the object that stands with its partner: "attacked and destroyed X".
func (a *analysis) sharedObjects(t int, args []argument) []argument {
	if slices.ContainsFunc(args, func(x argument) bool { return x.role == "obj" || x.role == "iobj" }) {
		return nil
	}
	partner := -1
	if a.d.Tokens[t].Rel == "conj" {
		partner = a.d.Tokens[t].Head
	} else {
		for _, c := range a.r.Children[t] {
			if a.d.Tokens[c].Rel == "conj" && verbal(a.d.Tokens[c].UPOS) && a.r.Child(c, "nsubj") < 0 {
				partner = c
				break
			}
		}
	}
	if partner < 0 || partner-t > 4 || t-partner > 6 {
		return nil
	}
	var shared []argument
	for _, c := range a.r.Children[partner] {
		if c <= max(t, partner) && a.l.words.Setting("order") == "SVO" {
			continue
		}
		if rel := extract.RelBase(a.d.Tokens[c].Rel); rel == "obj" || rel == "iobj" || rel == "obl" {
			shared = append(shared, dearer(a.dependent(partner, c, false), 0.25)...)
		}
	}
	return shared
}

// governorArguments gives phrases that hang on the verb above an infinitive: "plans with X to sign".
func (a *analysis) governorArguments(t int) []argument {
	h := a.d.Tokens[t].Head
	if h < 0 || a.d.Tokens[t].Rel != "xcomp" {
		return nil
	}
	var args []argument
	for _, c := range a.r.Children[h] {
		if extract.RelBase(a.d.Tokens[c].Rel) == "obl" {
			args = append(args, a.marked(c, costElsewhere)...)
		}
	}
	return args
}
