package article

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/triplewire/triplewire/schema"
)

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// wantArticles compares what the tests of formats look at.
func wantArticles(t *testing.T, got []*schema.Article, want []schema.Article) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d articles, want %d", len(got), len(want))
	}
	for i, w := range want {
		a := *got[i]
		a.ID, a.Source = "", ""
		if a != w {
			t.Errorf("article %d\ngot  %+v\nwant %+v", i+1, a, w)
		}
	}
}

// packings are the ways in which every format may come.
func packings(t *testing.T, content string) map[string]string {
	t.Helper()
	var gz, zst bytes.Buffer
	w := gzip.NewWriter(&gz)
	z, err := zstd.NewWriter(&zst)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{write(w, content), w.Close(), write(z, content), z.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return map[string]string{"": content, ".gz": gz.String(), ".zst": zst.String()}
}

func write(w interface{ Write([]byte) (int, error) }, content string) error {
	_, err := w.Write([]byte(content))
	return err
}

func TestFormats(t *testing.T) {
	oslo := "Minister reist nach Oslo\nDer Minister ist am Donnerstag nach Oslo gereist.\nEr traf dort den König & die Königin.\n"
	warsaw := "Regierung in Warschau tritt zurück\nDie polnische Regierung ist am Mittwoch zurückgetreten, wie der Sprecher mitteilte.\n"
	feed := []schema.Article{
		{Title: "Minister reist nach Oslo", URL: "https://example.org/1", Lang: "de", Published: "2025-09-04", Outlet: "Beispielzeitung", Text: oslo},
		{Title: "Regierung in Warschau tritt zurück", URL: "https://example.org/2", Lang: "de", Published: "2025-09-04", Outlet: "Beispielzeitung", Text: warsaw},
	}
	tests := []struct {
		file string
		want []schema.Article
	}{
		{"feed.rss", feed},
		{"feed.atom", feed},
		{"news.nitf", []schema.Article{{Title: "Minister reist nach Oslo", Lang: "de", Published: "2025-09-04", Outlet: "Beispielagentur",
			Text: "Minister reist nach Oslo\nDer Minister Max Muster ist am Donnerstag nach Oslo gereist.\nGas\n" +
				"Er unterzeichnete dort einen Vertrag über 240 Millionen Euro mit der Norsk Beispiel AS.\n"}}},
		{"news.newsml", []schema.Article{
			{Title: "Minister travels to Oslo", Lang: "en", Published: "2025-09-04", Outlet: "Example News",
				Text: "Minister travels to Oslo\nThe minister travelled to Oslo on Thursday, his office said.\nHe will meet the king.\n"},
			{Title: "Le ministre à Oslo", URL: "https://example.org/3", Lang: "fr", Published: "2025-09-03", Outlet: "Exemple",
				Text: "Le ministre à Oslo\nLe ministre s’est rendu à Oslo jeudi.\nIl y rencontre le roi.\n"},
			{Title: "El ministro en Oslo", Lang: "es", Text: "El ministro en Oslo\nEl ministro viajó el jueves a Oslo.\nAllí se reunirá con el rey.\n"},
		}},
	}
	for _, test := range tests {
		for ending, content := range packings(t, readFile(t, test.file)) {
			t.Run(test.file+ending, func(t *testing.T) {
				got, errs := all(t, content, test.file+ending, Options{})
				if len(errs) > 0 {
					t.Fatal(errs)
				}
				wantArticles(t, got, test.want)
			})
		}
	}
}

func TestFeedKinds(t *testing.T) {
	long := "Der Präsident ist am Montag nach Berlin gereist."
	tests := []struct {
		name, content string
		want          schema.Article
	}{
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
			`<channel><title>Zeitung</title></channel><item rdf:about="x"><title>T</title><link>https://example.org/1</link><dc:date>2025-09-04T10:00:00Z</dc:date><description>` + long + `</description></item></rdf:RDF>`,
			schema.Article{Title: "T", URL: "https://example.org/1", Published: "2025-09-04", Outlet: "Zeitung", Text: "T\n" + long + "\n"}},
		{"extensions do not count", `<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Zeitung</title><item><media:title>Bild</media:title><media:description>Bild</media:description>` +
			`<title>T &amp;amp; U</title><guid>https://example.org/1</guid><description>&lt;p&gt;` + long + `&lt;/p&gt;</description><source url="x">Agentur</source></item></channel></rss>`,
			schema.Article{Title: "T & U", URL: "https://example.org/1", Outlet: "Agentur", Text: "T & U\n" + long + "\n"}},
		{"a namespace of its own", `<rss xmlns="https://example.org/rss"><channel><title>Zeitung</title><item><title>T</title><description>` + long + `</description></item></channel></rss>`,
			schema.Article{Title: "T", Outlet: "Zeitung", Text: "T\n" + long + "\n"}},
		{"Atom with XHTML", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title type="text">Zeitung</a:title><a:entry><a:title type="html">T &lt;b&gt;U&lt;/b&gt;</a:title>` +
			`<a:link rel="self" href="https://example.org/self"/><a:link href="https://example.org/1"/><a:updated>2025-09-04T10:00:00Z</a:updated>` +
			`<a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der <b>Präsident</b> ist am Montag</p><p>nach Berlin gereist.</p></div></a:content></a:entry></a:feed>`,
			schema.Article{Title: "T U", URL: "https://example.org/1", Published: "2025-09-04", Outlet: "Zeitung", Text: "T U\nDer Präsident ist am Montag\nnach Berlin gereist.\n"}},
		{"Atom with text", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Zeitung</title><entry><title>1 &lt; 2</title><source><title>Agentur</title></source><content type="text">` + long + ` 1 &lt; 2</content></entry></feed>`,
			schema.Article{Title: "1 < 2", Outlet: "Agentur", Text: "1 < 2\n" + long + " 1 < 2\n"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, errs := all(t, test.content, "in", Options{})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			test.want.Lang = "de"
			wantArticles(t, got, []schema.Article{test.want})
		})
	}
}

func TestXMLErrors(t *testing.T) {
	good := "<item><description>" + strings.TrimSpace(german) + "</description></item>\n"
	tests := []struct {
		name, content string
		good          int
		is            error
		message       string
	}{
		{"other XML", `<?xml version="1.0"?><svg><title>x</title></svg>`, 0, ErrMalformed, "<svg> is no article; known are RSS"},
		{"empty feed", `<rss><channel><title>x</title></channel></rss>`, 0, ErrEmpty, "the feed holds no text"},
		{"headline only", "<rss><channel>" + good + "<item><title>x</title></item>\n" + good + "</channel></rss>", 2, ErrEmpty, "line 2: there is no text in it: the item has a title only"},
		{"cut off", "<rss><channel>" + good + good + "<item><description>x", 2, ErrMalformed, "line 3: the format is broken: not XML"},
		{"too deep", "<rss><channel>" + good + "<item>" + strings.Repeat("<x>", 2000), 1, ErrMalformed, "more than 1000"},
		{"too deep outside", "<rss>" + strings.Repeat("<x>", 2000), 0, ErrMalformed, "more than 1000"},
		{"pictures only", `<newsItem><contentSet><remoteContent href="x"/></contentSet></newsItem>`, 0, ErrEmpty, "the NewsML holds no text"},
		{"no body", "<nitf><head/></nitf>", 0, ErrEmpty, "nitf"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, errs := all(t, test.content, "in.xml", Options{})
			if len(got) != test.good || len(errs) != 1 || !errors.Is(errs[0], test.is) || !strings.Contains(errs[0].Error(), test.message) {
				t.Errorf("got %d articles, %v", len(got), errs)
			}
		})
	}
}

func TestWARC(t *testing.T) {
	want := []schema.Article{
		{Title: "Minister reist nach Oslo", URL: "https://example.org/1", Lang: "de", Text: "Minister reist nach Oslo\n" +
			"Der Minister ist am Donnerstag nach Oslo gereist, wie sein Haus mitteilte.\nEr traf dort den König, und danach sprach er mit der Opposition im Parlament.\n"},
		{Title: "Regierung tritt zurück", URL: "https://example.org/gz", Lang: "de", Text: "Regierung tritt zurück\n" +
			"Die polnische Regierung ist am Mittwoch zurückgetreten, wie der Sprecher mitteilte.\n"},
		{Title: "Wahl in Lissabon", URL: "https://example.org/chunked", Lang: "de", Text: "Wahl in Lissabon\n" +
			"Die Wahl in Lissabon hat am Sonntag begonnen, und die Lokale sind bis zum Abend geöffnet.\n"},
		{URL: "https://example.org/wet", Lang: "de", Text: "Das ist der Text einer Seite, der von einem Programm aus ihr genommen worden ist.\n"},
	}
	plain := readFile(t, "pages.warc")
	files := packings(t, plain)
	files[" by warcio.gz"] = readFile(t, "pages.warc.gz") // one gzip member a record
	for name, content := range files {
		got, errs := all(t, content, "pages.warc"+name, Options{})
		wantArticles(t, got, want)
		if len(errs) != 2 || !errors.Is(errs[0], ErrEmpty) || !strings.Contains(errs[0].Error(), "record 4 (https://example.org/leer)") ||
			!errors.Is(errs[1], ErrUndecodable) || !strings.Contains(errs[1].Error(), `"br"`) {
			t.Errorf("%s: errors %v", name, errs)
		}
	}
	got, errs := all(t, plain[:len(plain)-150], "cut.warc", Options{})
	if len(got) < 3 || len(errs) != 3 || !errors.Is(errs[2], ErrMalformed) {
		t.Errorf("cut off: %d articles, %v", len(got), errs)
	}
	if _, errs := all(t, plain+"\r\nGARBAGE\r\n", "in.warc", Options{}); len(errs) != 3 || !strings.Contains(errs[2].Error(), "GARBAGE") {
		t.Errorf("garbage: %v", errs)
	}
}

func TestBrokenCompression(t *testing.T) {
	for ending, content := range packings(t, strings.Repeat(german, 2000)) {
		if ending == "" {
			continue
		}
		if got, errs := all(t, content[:len(content)-10], "in"+ending, Options{}); len(got) != 0 || len(errs) != 1 {
			t.Errorf("%s cut off: %d articles, %v", ending, len(got), errs)
		}
		if got, errs := all(t, content, "in"+ending, Options{MaxBytes: 5000}); len(got) != 0 || len(errs) != 1 || !errors.Is(errs[0], ErrTooLarge) {
			t.Errorf("%s too large: %d articles, %v", ending, len(got), errs)
		}
	}
}
