package lang

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/triplewire/triplewire/schema"
)

func gazetteer(t testing.TB) *Gazetteer {
	t.Helper()
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := LoadGazetteer(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// show writes matches as "text=ISO or name", demonyms with a d.
func show(text string, found []Match) string {
	var parts []string
	for _, m := range found {
		c := m.Candidates[0]
		name := c.Entry.ISO
		if name == "" {
			name = c.Entry.Name
		}
		if c.Kind == Demonym {
			name += "/d"
		}
		parts = append(parts, fmt.Sprintf("%s=%s", text[m.Start:m.End], name))
	}
	return strings.Join(parts, " ")
}

func TestMatchCountries(t *testing.T) {
	g := gazetteer(t)
	tests := []struct{ lang, text, want string }{
		{"en", "North Korea's army and the U.S. met Russians.", "North Korea=PRK U.S.=USA Russians=RUS/d"},
		{"en", "let us turkey; the chinaware", ""},
		{"en", "NORTH KOREA WARNS UKRAINE", "NORTH KOREA=PRK UKRAINE=UKR"},
		{"en", "South\nKorea. South\n\nKorea", "South\nKorea=KOR"},
		{"en", "Nigeria, not Niger; Guinea-Bissau", "Nigeria=NGA Niger=NER Guinea-Bissau=GNB"},
		{"de", "Nordkoreas Führung traf die russischen Gäste. Russische Soldaten.", "Nordkorea=PRK russischen=RUS/d Russische=RUS/d"},
		{"de", "Chinesen und Französinnen in den Vereinigten Staaten", "Chinesen=CHN/d Französinnen=FRA/d Vereinigten Staaten=USA"},
		{"fr", "l'Ukraine et les Nord-Coréens, la délégation nord-coréenne", "Ukraine=UKR Nord-Coréens=PRK/d nord-coréenne=PRK/d"},
		{"es", "tropas norcoreanas en EE.UU. y EE. UU.", "norcoreanas=PRK/d EE.UU.=USA EE. UU.=USA"},
		{"pt", "os franceses e a Coreia do Norte", "franceses=FRA/d Coreia do Norte=PRK"},
		{"ru", "Россией и Северную Корею, российскими и китайцев в США", "Россией=RUS Северную Корею=PRK российскими=RUS/d китайцев=CHN/d США=USA"},
		{"ar", "وروسيا والصين للصين بالولايات المتحدة والروسية لليابان كوريا الشمالية", "روسيا=RUS الصين=CHN لصين=CHN الولايات المتحدة=USA الروسية=RUS/d ليابان=JPN كوريا الشمالية=PRK"},
		{"zh-Hans", "美国和俄罗斯，中美关系，美军，其中", "美国=USA 俄罗斯=RUS 中=CHN 美=USA 美=USA"},
		{"zh-Hant", "北韓與美國、俄烏戰爭", "北韓=PRK 美國=USA 俄=RUS 烏=UKR"},
		{"ja", "北朝鮮とロシア、日米首脳、イランとミイラン", "北朝鮮=PRK ロシア=RUS 日=JPN 米=USA イラン=IRN"},
		{"ko", "북한은 러시아에 미국의 한국군", "북한=PRK 러시아=RUS 미국=USA 한국=KOR"},
		{"ko", "한국타이어가", ""},
		{"vi", "Triều Tiên và Nga, Mỹ; nga", "Triều Tiên=PRK Nga=RUS Mỹ=USA"},
		{"th", "เกาหลีเหนือและรัสเซีย", "เกาหลีเหนือ=PRK รัสเซีย=RUS"},
		{"id", "Korea Utara dan Amerika Serikat", "Korea Utara=PRK Amerika Serikat=USA"},
		{"ms", "Rusia, Jepun dan Korea Utara", "Rusia=RUS Jepun=JPN Korea Utara=PRK"},
	}
	for _, test := range tests {
		if got := show(test.text, g.Match(test.text, test.lang)); got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.lang, test.text, got, test.want)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	g := gazetteer(b)
	for _, code := range []string{"en", "ru", "ja"} {
		text := strings.Repeat(map[string]string{
			"en": "The foreign ministers of France and Germany spoke on Monday about the war in Ukraine, officials in Berlin said. ",
			"ru": "Министры иностранных дел Франции и Германии говорили в понедельник о войне на Украине, сообщили в Берлине. ",
			"ja": "フランスとドイツの外相は月曜日、ウクライナ情勢について協議したとベルリンの当局者が明らかにした。",
		}[code], 100)
		g.Match(text, code)
		b.Run(code, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				g.Match(text, code)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		gazetteer(b).Match("x", "de")
	}
}

var qid = regexp.MustCompile(`^(Q[1-9][0-9]*|e:[0-9a-f]{16})$`)
var iso = regexp.MustCompile(`^[A-Z]{3}$`)

// TestEntities holds the table to its form: ids are unique by parsing.
func TestEntities(t *testing.T) {
	g := gazetteer(t)
	countries := map[string]bool{}
	for _, e := range g.Entries() {
		if e.Type == schema.Country {
			if !iso.MatchString(e.ISO) || countries[e.ISO] || e.Owner != "" {
				t.Errorf("%s %s: ISO code %q, owner %q", e.ID, e.Name, e.ISO, e.Owner)
			}
			countries[e.ISO] = true
		}
	}
	for _, e := range g.Entries() {
		if !qid.MatchString(e.ID) {
			t.Errorf("%s: id %q", e.Name, e.ID)
		}
		if strings.HasPrefix(e.ID, "e:") && e.ID != schema.EntityID(e.Type, e.Name) {
			t.Errorf("%s: id %s is not that of its name", e.Name, e.ID)
		}
		if e.Type != schema.Country && e.ISO != "" || e.Owner != "" && !countries[e.Owner] {
			t.Errorf("%s: ISO code %q, owner %q", e.Name, e.ISO, e.Owner)
		}
		if e.Metonym() && e.Owner == "" {
			t.Errorf("%s: a %s of no country", e.Name, e.Kind)
		}
	}
	if n := len(countries); n < 240 {
		t.Errorf("%d countries", n)
	}
}

// TestNames holds the files of names to their form, and every country to a name in every language.
func TestNames(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := LoadGazetteer(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range s.Languages {
		if err := CheckNames(g, l); err != nil {
			t.Error(err)
		}
		named := map[string]bool{}
		rows, err := l.Rows(namesFile)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			named[row[0]] = true
		}
		for _, e := range g.Entries() {
			if e.Type == schema.Country && !named[e.ID] {
				t.Errorf("%s: no name of %s", l.Code, e.Name)
			}
		}
	}
}
