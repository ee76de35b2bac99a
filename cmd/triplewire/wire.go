package main

import (
	"github.com/triplewire/triplewire/extract"
	"github.com/triplewire/triplewire/extract/rules"
	"github.com/triplewire/triplewire/extract/syntax"
	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// newPipeline puts the parts together: from here on, an article becomes facts.
func newPipeline(extractor string, explain bool) (*extract.Pipeline, error) {
	if extractor != "rules" {
		return nil, usagef("--extractor: there is no extractor %q; there is rules", extractor)
	}
	ontology, err := schema.LoadOntology()
	if err != nil {
		return nil, err
	}
	languages, err := lang.Load()
	if err != nil {
		return nil, err
	}
	gazetteer, err := lang.LoadGazetteer(languages)
	if err != nil {
		return nil, err
	}
	model, err := syntax.Default()
	if err != nil {
		return nil, err
	}
	resolver, err := extract.NewResolver(languages, gazetteer)
	if err != nil {
		return nil, err
	}
	facts, err := rules.New(languages, ontology)
	if err != nil {
		return nil, err
	}
	return &extract.Pipeline{Parse: model.Parse, Resolve: resolver.Resolve, Extractor: facts, Ontology: ontology, Explain: explain}, nil
}
