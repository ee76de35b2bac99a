package schema

import (
	_ "embed"
	"slices"
)

//go:embed fact.schema.json
var factSchema []byte

// FactSchema gives the JSON schema of a fact on the wire, one object a line of `extract --format jsonl`.
func FactSchema() []byte { return slices.Clone(factSchema) }
