package extract

import (
	"slices"
	"testing"
)

func TestActiveForms(t *testing.T) {
	for _, c := range []struct{ form, upos, want string }{
		{"ditangkap", "VERB", "menangkap"},
		{"dipecat", "VERB", "memecat"},
		{"diproduksi", "VERB", "memproduksi"},
		{"diserang", "VERB", "menyerang"},
		{"dikritik", "VERB", "mengkritik"},
		{"dikirim", "VERB", "mengirim"},
		{"diakuisisi", "VERB", "mengakuisisi"},
		{"dilantik", "VERB", "melantik"},
		{"dibom", "VERB", "mengebom"},
		{"tangkap", "VERB", "menangkap"},
	} {
		if got := activeForms(c.form, c.upos); !slices.Contains(got, c.want) {
			t.Errorf("active forms of %s: %v lack %s", c.form, got, c.want)
		}
	}
	for _, form := range []string{"menangkap", "bertemu", "terbang"} {
		if got := activeForms(form, "VERB"); got != nil {
			t.Errorf("active forms of %s, which has its prefix: %v", form, got)
		}
	}
	if got := activeForms("tangkap", "NOUN"); got != nil {
		t.Errorf("active forms of a noun: %v", got)
	}
}

func TestSingle(t *testing.T) {
	for _, c := range []struct{ word, want string }{
		{"negara-negara", "negara"}, {"Anak-anak", "anak"}, {"undang-undangnya", "undang"}, {"sayur-mayur", "sayurmayur"}, {"Presiden", "presiden"},
	} {
		if got := single(c.word); got != c.want {
			t.Errorf("single(%q) = %q, want %q", c.word, got, c.want)
		}
	}
}
