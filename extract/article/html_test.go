package article

import (
	"errors"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/japanese"
)

func TestPage(t *testing.T) {
	data, err := os.ReadFile("testdata/news.html")
	if err != nil {
		t.Fatal(err)
	}
	got, errs := all(t, string(data), "news.html", Options{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	a := got[0]
	if a.Title != "Minister reist nach Oslo" || a.Published != "2025-09-04" || a.Outlet != "Beispielzeitung" || a.Lang != "de" || a.URL != "" {
		t.Errorf("got %+v", a)
	}
	lines := strings.Split(a.Text, "\n")
	if lines[0] != a.Title || strings.Count(a.Text, a.Title) != 1 {
		t.Errorf("the headline does not stand first and once: %q", a.Text)
	}
	for _, want := range []string{
		"Der deutsche Außenminister ist am Donnerstag nach Oslo gereist. Er will",
		"seit dem Jahr 2022 mehr Gas",
		"\nGespräche mit der Opposition\n",
		"Opposition,\u00a0die das Abkommen kritisiert haben.\nDanach fliegt er",
		"Sie hat \"keine Zweifel\", dass das Abkommen zustande kommt & hält.\n",
	} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("%q is not in %q", want, a.Text)
		}
	}
	for _, not := range []string{"Startseite", "Cookies", "tracker", "Archivbild", "Twittern", "teurer", "Impressum", "color"} {
		if strings.Contains(a.Text, not) {
			t.Errorf("%q is in %q", not, a.Text)
		}
	}
}

func TestPageAddress(t *testing.T) {
	tests := []struct{ name, head, from, want string }{
		{"canonical", `<link rel="canonical" href="https://example.org/a">`, "https://m.example.org/a?x=1", "https://example.org/a"},
		{"relative", `<link rel="canonical" href="/a">`, "https://example.org/a?x=1", "https://example.org/a"},
		{"relative without address", `<link rel="canonical" href="/a">`, "", ""},
		{"front page", `<link rel="canonical" href="https://example.org/"><meta property="og:url" content="https://example.org">`, "https://example.org/a", "https://example.org/a"},
		{"nothing", "", "https://example.org/a", "https://example.org/a"},
		{"no web address", `<link rel="canonical" href="javascript:alert(1)">`, "", ""},
		{"og:url", `<meta property="og:url" content="https://example.org/b">`, "", "https://example.org/b"},
	}
	for _, test := range tests {
		doc, err := html.Parse(strings.NewReader("<html><head>" + test.head + "</head></html>"))
		if err != nil {
			t.Fatal(err)
		}
		if got := pageMeta(doc).address(test.from); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestPageDate(t *testing.T) {
	for in, want := range map[string]string{
		`<script type="application/ld+json">[{"@type":"Organization"},{"@type":["NewsArticle"],"datePublished":"2025-09-04"}]</script>`:                              "2025-09-04",
		`<script type="application/ld+json">{"@type":"WebPage","datePublished":"2020-01-01","mainEntity":{"@type":"Article","datePublished":"2025-09-04"}}</script>`: "2025-09-04",
		`<script type="application/ld+json">{broken</script><meta name="DC.date.issued" content="2025-09-04">`:                                                       "2025-09-04",
		`<meta property="article:published_time" content="2025-09-04T01:00:00Z"><meta name="date" content="2024-01-01">`:                                             "2025-09-04",
		`<meta itemprop="datePublished" content="2025-09-04">`:                                                                                                       "2025-09-04",
		`<span itemprop="datePublished">4 September 2025</span>`:                                                                                                     "2025-09-04",
		`<time datetime="2025-09-01">x</time><time pubdate datetime="2025-09-04">x</time>`:                                                                           "2025-09-04",
		`<abbr class="x published" title="2025-09-04">x</abbr>`:                                                                                                      "2025-09-04",
		`<link rel="canonical" href="https://example.org/2025/09/04/x">`:                                                                                             "2025-09-04",
		`<link rel="canonical" href="https://example.org/x-20250904.html">`:                                                                                          "2025-09-04",
		`<link rel="canonical" href="https://example.org/2025/99/04/x">`:                                                                                             "",
		`<p>4 September 2025</p>`: "",
	} {
		doc, err := html.Parse(strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		if got := pageMeta(doc).published(""); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestSmallPages(t *testing.T) {
	body := "<p>Der Präsident ist am Montag nach Berlin gereist.</p><p>Er traf dort die Kanzlerin.</p>"
	want := "Der Präsident ist am Montag nach Berlin gereist.\nEr traf dort die Kanzlerin.\n"
	for _, page := range []string{
		"<!doctype html><html><head></head><body>" + body + "</body></html>",
		"\ufeff  <HTML><BODY><div>" + body + "</div></BODY></HTML>",
		`<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><body>` + body + "</body></html>",
		"<!-- saved --><html><body>" + body,
		body,
	} {
		if got, errs := all(t, page, "in", Options{}); len(errs) > 0 || got[0].Text != want {
			t.Errorf("%q: got %v, %v", page, got, errs)
		}
	}
	if got, errs := all(t, "<html><body><nav>x</nav></body></html>", "in", Options{}); len(errs) != 1 || !errors.Is(errs[0], ErrEmpty) {
		t.Errorf("page without text: %v, %v", got, errs)
	}
}

func TestPageEncodings(t *testing.T) {
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head><body><p>大統領は月曜日に北京に到着した。</p></body></html>`
	data, err := japanese.ShiftJIS.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, content, want string }{
		{"declared", data, "大統領は月曜日に北京に到着した。\n"},
		{"wrongly declared", page, "大統領は月曜日に北京に到着した。\n"},
		{"damaged", strings.Replace(page, "北京", "北京\xe5", 1), "大統領は月曜日に北京\ufffdに到着した。\n"},
	}
	for _, test := range tests {
		if got, errs := all(t, test.content, "in", Options{}); len(errs) > 0 || got[0].Text != test.want {
			t.Errorf("%s: got %v, %v", test.name, got, errs)
		}
	}
}
