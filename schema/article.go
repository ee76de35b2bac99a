// Package schema holds the words that every other package shares: Article, Entity, Fact, Evidence, and the
// ontology of entity types and relations. It imports nothing of the project.
package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Article is one news article or press release as read. Text never changes after reading: every offset in the
// product is a byte offset into it.
type Article struct {
	ID        string // "a:" and 16 hex digits, see ArticleID
	Source    string // file path or URL it was read from
	Title     string // headline; "" when unknown
	URL       string // canonical address; "" when unknown
	Lang      string // code of a folder in lang/, e.g. "de", "zh-Hant"
	Published string // ISO 8601 date (YYYY-MM-DD); "" when unknown
	Outlet    string // who published it, e.g. "Reuters"; "" when unknown
	Text      string // UTF-8; not on the wire
}

// articleJSON is an Article on the wire: null stands for what is unknown, the text stays out.
type articleJSON struct {
	ID        string  `json:"id"`
	Source    string  `json:"source"`
	Title     *string `json:"title"`
	URL       *string `json:"url"`
	Lang      string  `json:"lang"`
	Published *string `json:"published"`
	Outlet    *string `json:"outlet"`
}

// MarshalJSON writes the article without its text.
func (a Article) MarshalJSON() ([]byte, error) {
	return json.Marshal(articleJSON{a.ID, a.Source, known(a.Title), known(a.URL), a.Lang, known(a.Published), known(a.Outlet)})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (a *Article) UnmarshalJSON(data []byte) error {
	var w articleJSON
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	*a = Article{ID: w.ID, Source: w.Source, Title: text(w.Title), URL: text(w.URL), Lang: w.Lang,
		Published: text(w.Published), Outlet: text(w.Outlet)}
	return nil
}

// known gives nil for "".
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// ArticleID names an article by what identifies it: its URL where it has one, else its text. The same article
// read from two places, or twice, has one id; a corrected version under the same URL keeps it.
func ArticleID(url, text string) string {
	if url != "" {
		return "a:" + shortHash("url", url)
	}
	return "a:" + shortHash("text", text)
}

// shortHash gives 16 hex digits over the parts, which are kept apart by NUL.
func shortHash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
