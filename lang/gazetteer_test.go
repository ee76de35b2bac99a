package lang

import (
	"fmt"
	"strings"
	"testing"
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
