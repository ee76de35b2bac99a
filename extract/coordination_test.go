package extract

import "testing"

// A bracket that never closes is no dateline, whatever the text ends with.
func TestDatelines(t *testing.T) {
	_, s := names(t)
	w, err := LoadWords(s.Language("en"))
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"(/PUNCT ships/NOUN left/VERB the/DET port/NOUN", "(/PUNCT AP/PROPN )/PUNCT ships/NOUN left/VERB"} {
		if NewReading(taggedDocument("en", words), w).datelinesApart() {
			t.Errorf("%s: taken for a dateline", words)
		}
	}
}
