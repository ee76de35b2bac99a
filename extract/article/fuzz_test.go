package article

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRead holds what every reader promises for any bytes: no panic, texts that schema allows, one article or an
// error that names the file.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, filepath.Base(name))
	}
	for _, s := range []string{
		"", german, "\ufeff" + german, "---\ntitle: x\n---\n" + german, `{"text":"x","lang":"de"}`, `[{"text":"x"}]`, "{\"text\":\"x\"}\n{\"text\":1}\n",
		"\xff\xfea\x00b\x00", "a\x00b\x00\n\x00", "\x1b$B%&\x1b(B", "\xc4\xe3\xba\xc3", "WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n", "<rss><item>", "<?xml?><nitf>",
		"\x1f\x8b", "\x28\xb5\x2f\xfd", "<newsItem><contentSet><inlineXML/></contentSet></newsItem>",
	} {
		f.Add([]byte(s), "in")
	}
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		n := 0
		for a, err := range Read(strings.NewReader(string(data)), name, Options{MaxBytes: 1 << 20}) {
			n++
			var e *Error
			switch {
			case err != nil && (!errors.As(err, &e) || e.Source != name):
				t.Fatalf("error without its file: %v", err)
			case err == nil && (!utf8.ValidString(a.Text) || strings.ContainsAny(a.Text, "\x00\r") || strings.TrimSpace(a.Text) == ""):
				t.Fatalf("text %q", a.Text)
			case err == nil && (a.ID == "" || a.Lang == "" || strings.ContainsAny(a.Title+a.Outlet, "\n\x00")):
				t.Fatalf("article %+v", a)
			}
		}
		if n == 0 && !strings.Contains(string(data), "WARC/") {
			t.Fatal("neither article nor error")
		}
	})
}

func FuzzNormalDate(f *testing.F) {
	for _, s := range []string{"2025-09-04", "Thu Sep  4 10:15:00 2025", "4.9.2025, 10:15", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if date, ok := NormalDate(s); ok {
			if again, ok := NormalDate(date); !ok || again != date {
				t.Fatalf("%q gives %q, which gives %q", s, date, again)
			}
		}
	})
}
