package schema

import "strings"

// EntityType is one of the ontology's entity types.
type EntityType string

// The entity types; their meaning stands in ontology.json.
const (
	Person       EntityType = "Person"
	Organization EntityType = "Organization"
	Country      EntityType = "Country"
	Place        EntityType = "Place"
	Group        EntityType = "Group"
	Occasion     EntityType = "Occasion"
	Product      EntityType = "Product"
)

// EntityTypes lists all types in the ontology's order.
func EntityTypes() []EntityType {
	return []EntityType{Person, Organization, Country, Place, Group, Occasion, Product}
}

// Entity is somebody or something that facts are about.
type Entity struct {
	ID       string     `json:"id"` // Wikidata QID, "PRK/MIL" style group key, or EntityID
	Type     EntityType `json:"type"`
	Name     string     `json:"name"`               // canonical name: English where known, else as in the article
	ISO      string     `json:"iso,omitempty"`      // ISO 3166-1 alpha-3, Country only
	Key      string     `json:"key,omitempty"`      // owner/sector of a Group, e.g. "PRK/MIL"
	Mentions []string   `json:"mentions,omitempty"` // forms found in the article, sorted, without repeats
}

// EntityID identifies an entity that no gazetteer knows: by type and normalised name, so that the same name
// gives the same id in every article.
func EntityID(t EntityType, name string) string {
	return "e:" + shortHash(string(t), NormalName(name))
}

// NormalName folds a name for identification: case, blanks, hyphens, apostrophes, middle dots and full stops
// do not tell names apart.
func NormalName(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch r {
		case ' ', '\t', '\n', '\u00a0', '\u3000', '-', '‐', '‑', '–', '\'', '’', '‘', '·', '・', '.', '=', '＝':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
