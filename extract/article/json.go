package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// manyLines tells JSON Lines from one object over several lines: the first line is an object by itself, or the
// second line begins a new one, or the name says so.
func manyLines(start []byte, ext string) bool {
	if ext == ".jsonl" || ext == ".ndjson" {
		return true
	}
	first, rest, more := bytes.Cut(start, []byte("\n"))
	if json.Valid(first) {
		return more && len(bytes.TrimSpace(rest)) > 0
	}
	return more && bytes.HasPrefix(bytes.TrimSpace(rest), []byte(`{"`)) && bytes.HasSuffix(bytes.TrimSpace(first), []byte("}"))
}

// jsonArray tells an array of objects from a text that begins with a bracket.
func jsonArray(start []byte) bool {
	rest := bytes.TrimLeft(start[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == ']')
}

// readJSONLines reads one article a line. A broken line costs that line only.
func readJSONLines(br *bufio.Reader, h hint, opt Options, y yield) {
	r, err := utf8Stream(br)
	if err != nil {
		y(record{}, err)
		return
	}
	lines := bufio.NewReaderSize(r, 64<<10)
	for n := 1; ; n++ {
		line, err := readLine(lines, opt.maxBytes())
		where := fmt.Sprintf("line %d", n)
		if err != nil && !errors.Is(err, ErrTooLarge) {
			if !errors.Is(err, io.EOF) {
				y(record{where: where}, fmt.Errorf("reading: %w", err))
			}
			return
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		rec := record{where: where}
		if err == nil {
			rec, err = jsonRecord(line, where, h)
		}
		if !y(rec, err) {
			return
		}
	}
}

// readLine reads one line; one that is too long is skipped to its end and told. The line is the caller's.
func readLine(r *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if int64(len(line)) > limit {
			line, long = nil, true
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) == 0 && !long, err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case long:
			return nil, tooLarge(limit)
		}
		return line, nil
	}
}

// readJSON reads one object, several objects one after the other, or an array of them.
func readJSON(br *bufio.Reader, h hint, opt Options, y yield) {
	r, err := utf8Stream(br)
	if err != nil {
		y(record{}, err)
		return
	}
	start := bufio.NewReaderSize(r, 64<<10)
	array := skipSpace(start) == '['
	limit := &allowance{r: start, max: opt.maxBytes()}
	dec := json.NewDecoder(limit)
	if array {
		_, _ = dec.Token()
	}
	for n := 1; ; n++ {
		limit.used = 0
		if array && !dec.More() {
			if _, err := dec.Token(); err != nil {
				y(record{where: fmt.Sprintf("after article %d", n-1)}, jsonError(err))
			} else if n == 1 {
				y(record{}, ErrEmpty)
			}
			return
		}
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if errors.Is(err, io.EOF) && n > 1 {
			return
		}
		where := fmt.Sprintf("article %d", n)
		if err != nil {
			y(record{where: where}, jsonError(err))
			return
		}
		rec, err := jsonRecord(raw, where, h)
		if !y(rec, err) {
			return
		}
	}
}

// skipSpace gives the first byte that is no blank and leaves it in the reader; 0 at the end.
func skipSpace(r *bufio.Reader) byte {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return 0
		}
		if !strings.ContainsRune(" \t\r\n", rune(b)) {
			_ = r.UnreadByte()
			return b
		}
	}
}

// allowance refuses to read more than max bytes until somebody sets used to 0 again.
type allowance struct {
	r         io.Reader
	used, max int64
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.used > a.max {
		return 0, tooLarge(a.max)
	}
	n, err := a.r.Read(p)
	a.used += int64(n)
	return n, err
}

// jsonArticle is an article in JSON. Source may be a name or an object that has one, as news APIs write it.
type jsonArticle struct {
	Title     string     `json:"title"`
	Text      string     `json:"text"`
	Content   string     `json:"content"`
	URL       string     `json:"url"`
	Published string     `json:"published"`
	Source    jsonSource `json:"source"`
	Lang      string     `json:"lang"`
}

type jsonSource string

func (s *jsonSource) UnmarshalJSON(data []byte) error {
	var named struct {
		Name string `json:"name"`
	}
	if bytes.HasPrefix(data, []byte("{")) {
		err := json.Unmarshal(data, &named)
		*s = jsonSource(named.Name)
		return err
	}
	return json.Unmarshal(data, (*string)(s))
}

func jsonRecord(data []byte, where string, h hint) (record, error) {
	rec := record{where: where}
	text, err := decode(data, h.charset)
	if err != nil {
		return rec, err
	}
	var j jsonArticle
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return rec, jsonError(err)
	}
	if j.Text == "" {
		j.Text = j.Content
	}
	if j.Text == "" {
		return rec, fmt.Errorf("%w: the object has neither \"text\" nor \"content\"", ErrEmpty)
	}
	rec.title, rec.text, rec.url, rec.outlet = j.Title, j.Text, j.URL, string(j.Source)
	rec.published, rec.lang = j.Published, j.Lang
	return rec, nil
}

// jsonError says what is wrong with a piece of JSON; reading errors stay what they are.
func jsonError(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("%w: not JSON: %w at byte %d", ErrMalformed, err, syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Errorf("%w: %q must be a string, not a %s", ErrMalformed, kind.Field, kind.Value)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("%w: the JSON ends in the middle; was the file cut off?", ErrMalformed)
	}
	return err
}
