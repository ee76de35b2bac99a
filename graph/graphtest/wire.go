package graphtest

import (
	"strings"

	"github.com/triplewire/triplewire/graph"
	"github.com/triplewire/triplewire/schema"
)

// Wire gives three small articles, two of them German: four facts in five statements.
func Wire(o *schema.Ontology) []graph.Document {
	kim := schema.Entity{ID: "Q56226", Type: schema.Person, Name: "Kim Jong Un", Mentions: []string{"Kim", "Kim Jong Un"}}
	putin := schema.Entity{ID: "Q7747", Type: schema.Person, Name: "Vladimir Putin", Mentions: []string{"Putin", "Wladimir Putin"}}
	korea := schema.Entity{ID: "Q423", Type: schema.Country, Name: "North Korea", ISO: "PRK", Mentions: []string{"Nordkorea"}}
	russia := schema.Entity{ID: "Q159", Type: schema.Country, Name: "Russia", ISO: "RUS", Mentions: []string{"Moskau"}}
	ukraine := schema.Entity{ID: "Q212", Type: schema.Country, Name: "Ukraine", ISO: "UKR", Mentions: []string{"Ukraine"}}
	house := schema.Entity{ID: schema.EntityID(schema.Place, "Diaoyutai"), Type: schema.Place, Name: "Diaoyutai", Mentions: []string{"Staatsgästehaus Diaoyutai"}}
	date, goods, ware := "2025-09-03", "ballistic missiles", "ballistische Raketen"
	met := fact(o, "MET", kim, putin, 0.9)
	met.Place, met.Date = &house, &date
	again := met
	again.Confidence = 0.95
	supplied := fact(o, "SUPPLIED", korea, russia, 0.93)
	supplied.Theme = &ware
	korea.Mentions, russia.Mentions = []string{"North Korea", "Pyongyang"}, []string{"Moscow"}
	english := fact(o, "SUPPLIED", korea, russia, 0.8)
	english.Theme = &goods
	return []graph.Document{
		article("https://wire.example/de", "de", "2025-09-04", met, supplied, fact(o, "THREATENED", putin, ukraine, 0.7)),
		article("https://wire.example/de2", "de", "2025-09-05", again),
		article("https://wire.example/en", "en", "2025-09-06", english),
	}
}

func fact(o *schema.Ontology, relation string, subject, object schema.Entity, confidence float64) schema.Fact {
	f := schema.Fact{Relation: relation, Subject: subject, Object: object, Polarity: schema.Asserted, Modality: schema.Actual, Confidence: confidence}
	if o.Symmetric(relation) && object.ID < subject.ID {
		f.Subject, f.Object = object, subject
	}
	return f
}

// article puts sentences together that name what the facts say, so that the evidence has its place in the text.
func article(url, lang, published string, facts ...schema.Fact) graph.Document {
	var text strings.Builder
	for i := range facts {
		f := &facts[i]
		sentence := f.Subject.Name + " " + f.Relation + " " + f.Object.Name + "."
		f.Evidence = schema.Evidence{Text: sentence, Start: text.Len(), End: text.Len() + len(sentence)}
		f.ID = schema.FactID(f)
		text.WriteString(sentence + " ")
	}
	return graph.Document{Facts: facts, Article: schema.Article{ID: schema.ArticleID(url, ""), URL: url, Source: url, Lang: lang,
		Title: "On " + facts[0].Subject.Name, Published: published, Text: text.String()}}
}
