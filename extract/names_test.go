package extract

import (
	"strings"
	"testing"

	"github.com/triplewire/triplewire/lang"
	"github.com/triplewire/triplewire/schema"
)

// tagged makes a document of words written as "form/UPOS" or "form/UPOS/B-PER". A word after _ stands without a
// blank before it; the head of every word is the first.
func taggedDocument(code, words string) *Document {
	d := &Document{Article: &schema.Article{Lang: code}}
	text := ""
	for i, w := range strings.Fields(words) {
		glued := strings.HasPrefix(w, "_")
		parts := strings.Split(strings.TrimPrefix(w, "_"), "/")
		if i > 0 && !glued {
			text += " "
		}
		t := Token{Span: Span{len(text), len(text) + len(parts[0])}, Text: parts[0], Lemma: parts[0], UPOS: parts[1], Head: 0}
		if len(parts) > 2 {
			t.Name = parts[2]
		}
		if len(parts) > 3 {
			t.Lemma = parts[3]
		}
		text += parts[0]
		d.Tokens = append(d.Tokens, t)
	}
	d.Tokens[0].Head = -1
	d.Article.Text = text
	d.Sentences = []Sentence{{Span{0, len(text)}, 0, len(d.Tokens)}}
	return d
}

func names(t testing.TB) (*Names, *lang.Set) {
	t.Helper()
	s, err := lang.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := lang.LoadGazetteer(s)
	if err != nil {
		t.Fatal(err)
	}
	return NewNames(g), s
}

// showNames writes mentions as "text=Type:name", with * for demonyms and the country that a capital stands for.
func showNames(d *Document) string {
	var parts []string
	for _, m := range d.Mentions {
		e := d.Entities[m.Entities[0]]
		s := strings.ReplaceAll(d.Text(m.Span), " ", "_") + "=" + string(e.Type) + ":" + strings.ReplaceAll(e.Name, " ", "_")
		if m.Demonym {
			s += "*"
		}
		if m.Country > 0 {
			s += "(" + d.Entities[m.Country-1].ISO + ")"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

func TestFind(t *testing.T) {
	n, s := names(t)
	tests := []struct{ name, lang, words, want string }{
		{"gazetteer without tags", "en", "Moscow/PROPN praised/VERB the/DET Russian/ADJ people/NOUN",
			"Moscow=Place:Moscow(RUS) Russian=Country:Russia*"},
		{"organisation around a country", "en", "The/DET Bank/PROPN/B-ORG of/ADP/I-ORG England/PROPN/I-ORG spoke/VERB",
			"Bank_of_England=Organization:Bank_of_England"},
		{"person named like a country", "en", "Michael/PROPN/B-PER Jordan/PROPN/I-PER met/VERB Jordan/PROPN/B-PER",
			"Michael_Jordan=Person:Michael_Jordan Jordan=Person:Jordan"},
		{"country under a person's tag", "en", "Russia/PROPN/B-PER _'s/PART/I-PER Petrow/PROPN/I-PER spoke/VERB",
			"Russia=Country:Russia Petrow=Person:Petrow"},
		{"company form", "en", "Acme/PROPN/B-ORG Widgets/PROPN/I-ORG Inc./PROPN/I-ORG grew/VERB",
			"Acme_Widgets_Inc.=Organization:Acme_Widgets"},
		{"title before an unknown name", "fr", "le/DET président/NOUN Dupont/PROPN parle/VERB", "Dupont=Person:Dupont"},
		{"model number", "en", "They/PRON fired/VERB a/DET Hwasong-18/PROPN", "Hwasong-18=Product:Hwasong-18"},
		{"genitive", "de", "Meiers/PROPN/B-PER Haus/NOUN und/CCONJ Meier/PROPN/B-PER", "Meiers=Person:Meier Meier=Person:Meier"},
		{"case endings", "ru", "Пётр/PROPN/B-PER Сидоров/PROPN/I-PER и/CCONJ Петру/PROPN/B-PER Сидорову/PROPN/I-PER/Сидоров",
			"Пётр_Сидоров=Person:Пётр_Сидоров Петру_Сидорову=Person:Пётр_Сидоров"},
		{"clitic", "ar", "قالت/VERB و/CCONJ _روسيا/PROPN", "روسيا=Country:Russia"},
		{"particle", "ko", "북한은/NOUN/B-LOC/북한+은 이영수가/PROPN/B-PER/이영수+가", "북한=Country:North_Korea 이영수=Person:이영수"},
		{"a people is written small", "es", "Macedonia/PROPN recibe/VERB una/DET delegación/NOUN macedonia/ADJ",
			"Macedonia=Country:North_Macedonia macedonia=Country:North_Macedonia*"},
		{"a pronoun is no country", "en", "Tell/VERB us/PRON", ""},
		{"a whole name between blanks", "th", "พบ/VERB _มาริโอ/PROPN เบนเดส/PROPN/B-PER ใน/ADP", "มาริโอ_เบนเดส=Person:มาริโอ_เบนเดส"},
		{"a title behind a name", "th", "พบ/VERB _มาริโอ/PROPN/B-PER เบนเดส/PROPN/I-PER โฆษก/NOUN/I-PER ใน/ADP", "มาริโอ_เบนเดส=Person:มาริโอ_เบนเดส"},
		{"a noun with a capital", "vi", "Tiến_sĩ/PROPN/B-ORG nói/VERB", ""},
		{"across words", "zh-Hans", "发展中/NOUN _国内/NOUN", ""},
	}
	for _, test := range tests {
		if got := foundNames(t, n, s, test.lang, test.words); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

// foundNames shows the names found in tagged words.
func foundNames(t *testing.T, n *Names, s *lang.Set, code, words string) string {
	t.Helper()
	w, err := LoadWords(s.Language(code))
	if err != nil {
		t.Fatal(err)
	}
	d := taggedDocument(code, words)
	n.Find(NewReading(d, w))
	return showNames(d)
}

func TestIdentity(t *testing.T) {
	n, _ := names(t)
	a := n.unknown(schema.Organization, "Acme Widgets Inc.", "en")
	b := n.unknown(schema.Organization, "ACME Widgets", "de")
	if a.ID != b.ID || a.Name != "Acme Widgets" {
		t.Errorf("%+v and %+v", a, b)
	}
	for form, want := range map[string]string{"東京電気株式会社": "東京電気", "PT Sawit Jaya Tbk": "Sawit Jaya", "Schulze & Co. KG": "Schulze", "AG": "AG"} {
		if got := n.withoutCompanyForm(form); got != want {
			t.Errorf("%s: %s, want %s", form, got, want)
		}
	}
}

func TestInstitutions(t *testing.T) {
	n, s := names(t)
	tests := []struct{ lang, words, want string }{
		{"en", "The/DET Foreign/PROPN/B-ORG Ministry/PROPN/I-ORG spoke/VERB", "Foreign_Ministry=Organization:Foreign_Ministry"},
		{"en", "The/DET National/PROPN Police/PROPN spoke/VERB", "National_Police=Organization:National_Police"},
		{"de", "Das/DET Finanzministerium/NOUN schweigt/VERB", "Finanzministerium=Organization:Finanzministerium"},
		{"de", "sie/PRON traf/VERB den/DET Nationalen/ADJ Waldrat/NOUN", "Nationalen_Waldrat=Organization:Nationalen_Waldrat"},
		{"zh-Hans", "导演/NOUN _丹尼尔/PROPN _·/PUNCT _施密特/PROPN _说/VERB", "丹尼尔·施密特=Person:丹尼尔·施密特"},
		{"ja", "彼/PRON _は/ADP _Acme/NOUN _を/ADP _買収/NOUN", "Acme=Organization:Acme"},
	}
	for _, test := range tests {
		if got := foundNames(t, n, s, test.lang, test.words); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.words, got, test.want)
		}
	}
	for _, l := range s.Languages {
		loadInstitutions(l, func(err error) { t.Errorf("%s: %v", l.Code, err) })
	}
}
