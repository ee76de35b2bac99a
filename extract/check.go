package extract

import (
	"math"
	"sort"

	"github.com/triplewire/triplewire/schema"
)

// Rejection is a candidate fact that did not pass, and why.
type Rejection struct {
	Fact   schema.Fact
	Reason string
}

// check drops what the ontology forbids, puts symmetric facts into canonical order, gives every fact its id
// and article, and keeps one of several equal facts: the one with the highest confidence, the first in the text.
func check(o *schema.Ontology, d *Document, found []schema.Fact) (facts []schema.Fact, rejected []Rejection) {
	best := map[string]int{}
	for _, f := range found {
		if why := o.Forbids(&f); why != "" {
			rejected = append(rejected, Rejection{f, why})
			d.Log.Add(d.SentenceAt(f.Evidence.Start), "dropped: %s %s %s: %s", f.Subject.Name, f.Relation, f.Object.Name, why)
			continue
		}
		f = finish(o, d, f)
		if i, ok := best[f.ID]; !ok {
			best[f.ID] = len(facts)
			facts = append(facts, f)
		} else if f.Confidence > facts[i].Confidence {
			facts[i] = f
		}
	}
	sort.SliceStable(facts, func(i, j int) bool {
		a, b := &facts[i], &facts[j]
		if a.Evidence.Start != b.Evidence.Start {
			return a.Evidence.Start < b.Evidence.Start
		}
		return a.ID < b.ID
	})
	return facts, rejected
}

func finish(o *schema.Ontology, d *Document, f schema.Fact) schema.Fact {
	if o.Symmetric(f.Relation) && f.Object.ID < f.Subject.ID {
		f.Subject, f.Object = f.Object, f.Subject
	}
	f.Confidence = math.Round(f.Confidence*100) / 100
	f.Article = *d.Article
	f.Article.Text = ""
	f.ID = schema.FactID(&f)
	return f
}

// SentenceAt gives the index of the sentence that holds a byte of the text.
func (d *Document) SentenceAt(offset int) int {
	i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > offset })
	return min(i, max(len(d.Sentences)-1, 0))
}
