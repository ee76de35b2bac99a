package schema

// Polarity says whether the passage asserts or negates the fact.
type Polarity string

// Modality says how real the passage makes the fact.
type Modality string

// Values of Polarity and Modality; their meaning stands in the ontology.
const (
	Asserted Polarity = "asserted"
	Negated  Polarity = "negated"

	Actual   Modality = "actual"
	Planned  Modality = "planned"
	Possible Modality = "possible"
	Alleged  Modality = "alleged"
)

// Evidence is the passage that states a fact: Text == Article.Text[Start:End], in bytes.
type Evidence struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Fact is one directed, typed relation between two entities that one passage of one article states.
// A nil qualifier means that the passage does not state it.
type Fact struct {
	ID          string   `json:"id"` // see FactID
	Relation    string   `json:"relation"`
	Subject     Entity   `json:"subject"`
	Object      Entity   `json:"object"`
	Theme       *string  `json:"theme"`
	Place       *Entity  `json:"place"`
	Date        *string  `json:"date"`     // YYYY, YYYY-MM, YYYY-MM-DD, or start/end
	Quantity    *string  `json:"quantity"` // digits, then the unit: "240000000 EUR", "30 %", "15000"
	Role        *string  `json:"role"`
	Polarity    Polarity `json:"polarity"`
	Modality    Modality `json:"modality"`
	Attribution *Entity  `json:"attribution"`
	Confidence  float64  `json:"confidence"` // 0 to 1, two decimals
	Evidence    Evidence `json:"evidence"`
	Article     Article  `json:"article"`
}

// FactID names a fact by what it says: the triple and its qualifiers, not the article that says it. Two
// articles that state the same thing state the same fact.
func FactID(f *Fact) string {
	return "f:" + shortHash(f.Relation, f.Subject.ID, f.Object.ID, text(f.Theme), entityID(f.Place), text(f.Date),
		text(f.Quantity), text(f.Role), string(f.Polarity), string(f.Modality), entityID(f.Attribution))
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func entityID(e *Entity) string {
	if e == nil {
		return ""
	}
	return e.ID
}
