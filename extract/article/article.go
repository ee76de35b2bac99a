// Package article reads news articles and press releases: bytes in, schema.Article out.
//
// A reader takes a stream that holds one article (plain text, HTML, JSON, NITF) or many (JSON Lines, a feed,
// NewsML-G2, a web archive) and yields them one after the other, so memory stays flat. An article that cannot
// be read yields an *Error that names its file and place; the ones after it are still read.
//
// The text of an article is what stood in the file, decoded to UTF-8 with line ends as LF. Nothing else is
// changed: no Unicode normalisation, no trimming inside. Of a plain text file in UTF-8 without front matter the
// text is the file, so offsets into the one are offsets into the other.
package article

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/triplewire/triplewire/schema"
)

// What can be wrong with an article; callers tell them apart with errors.Is.
var (
	ErrEmpty       = errors.New("there is no text in it")
	ErrBinary      = errors.New("this is not text")
	ErrUndecodable = errors.New("the text cannot be decoded")
	ErrMalformed   = errors.New("the format is broken")
	ErrLanguage    = errors.New("unknown language")
	ErrTooLarge    = errors.New("too large")
)

// Error is what went wrong with one article or one argument.
type Error struct {
	Source string // file or URL
	Where  string // "line 3", "record 7"; "" for the whole file
	Err    error
}

func (e *Error) Error() string {
	if e.Where == "" {
		return fmt.Sprintf("reading %s: %v", e.Source, e.Err)
	}
	return fmt.Sprintf("reading %s, %s: %v", e.Source, e.Where, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// DefaultMaxBytes is the largest article that is read when Options do not say otherwise.
const DefaultMaxBytes = 16 << 20

// Options say what the user knows better than the files.
type Options struct {
	Lang      string // language of all articles, in any usual notation; "" means declared or detected
	Published string // date of all articles; "" means as declared, unknown where nothing is declared
	MaxBytes  int64  // largest article; 0 means DefaultMaxBytes
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// check finds what is wrong with the options themselves and puts them into normal form.
func (o Options) check() (Options, error) {
	if o.Lang != "" {
		code, err := NormalLang(o.Lang)
		if err != nil {
			return o, err
		}
		o.Lang = code
	}
	if o.Published != "" {
		date, ok := NormalDate(o.Published)
		if !ok {
			return o, fmt.Errorf("%q is not a date; write it as 2025-09-04", o.Published)
		}
		o.Published = date
	}
	return o, nil
}

// record is one article as its format gives it.
type record struct {
	where                    string // place in the file, for messages
	title, text, url, outlet string
	published                string // in any notation that NormalDate knows
	lang                     string // declared language; "" when none
	langIsHint               bool   // lang comes from a page's template: the text has the last word
}

// yield takes a record or the error that stands in its place; false means that nobody wants more.
type yield func(record, error) bool

// Read yields the articles in r. The source names it in articles and messages; its ending helps to tell the
// format where the content leaves a doubt.
func Read(r io.Reader, source string, opt Options) iter.Seq2[*schema.Article, error] {
	return func(out func(*schema.Article, error) bool) {
		opt, err := opt.check()
		if err != nil {
			out(nil, err)
			return
		}
		readAll(r, hint{name: source}, opt, finisher(source, opt, out))
	}
}

// finisher makes records into articles and hands them on.
func finisher(source string, opt Options, out func(*schema.Article, error) bool) yield {
	return func(rec record, err error) bool {
		if err != nil {
			return out(nil, &Error{source, rec.where, err})
		}
		a, err := finish(rec, source, opt)
		if err != nil {
			return out(nil, &Error{source, rec.where, err})
		}
		return out(a, nil)
	}
}

// hint is what is known of a stream besides its bytes.
type hint struct {
	name    string // file name or URL
	media   string // content type as a server declares it, without parameters
	charset string // as a server declares it
	url     string // address the stream came from
}

// readAll tells the format of a stream and reads its records.
func readAll(r io.Reader, h hint, opt Options, y yield) {
	in, name, err := decompress(r, h.name)
	if err != nil {
		y(record{}, err)
		return
	}
	defer in.Close()
	h.name = name
	br := bufio.NewReaderSize(in, sniffLen)
	head, err := br.Peek(sniffLen)
	if err != nil && !errors.Is(err, io.EOF) {
		y(record{}, fmt.Errorf("reading: %w", err))
		return
	}
	if len(head) == 0 {
		y(record{}, ErrEmpty)
		return
	}
	if what := binaryKind(head); what != "" {
		y(record{}, fmt.Errorf("%w but %s", ErrBinary, what))
		return
	}
	sniff(head, h)(br, h, opt, y)
}

// format reads the records of one format.
type format func(br *bufio.Reader, h hint, opt Options, y yield)

// whole reads the rest of a stream that holds one article.
func whole(r io.Reader, opt Options) ([]byte, error) {
	limit := opt.maxBytes()
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	if int64(len(data)) > limit {
		return nil, tooLarge(limit)
	}
	return data, nil
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
}

// finish checks a record and makes it an article.
func finish(rec record, source string, opt Options) (*schema.Article, error) {
	text := clean(rec.text)
	if strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' }) == "" {
		return nil, ErrEmpty
	}
	if int64(len(text)) > opt.maxBytes() {
		return nil, tooLarge(opt.maxBytes())
	}
	lang, err := textLanguage(text, rec, opt)
	if err != nil {
		return nil, err
	}
	a := &schema.Article{Source: source, Title: oneLine(rec.title), URL: strings.TrimSpace(clean(rec.url)), Lang: lang,
		Outlet: oneLine(rec.outlet), Text: text}
	if a.Published = opt.Published; a.Published == "" {
		a.Published, _ = NormalDate(rec.published)
	}
	a.ID = schema.ArticleID(a.URL, a.Text)
	return a, nil
}

// clean makes a text what schema promises: valid UTF-8 without NUL, lines ended by LF.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if strings.Contains(s, "\x00") {
		s = strings.ReplaceAll(s, "\x00", "\ufffd")
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return s
}

// oneLine is for titles and names: blanks in a row become one.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
