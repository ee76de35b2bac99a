package article

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"mime"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/triplewire/triplewire/schema"
)

// Stdin is the argument, and the Source, that stands for standard input.
const Stdin = "-"

// endings are the files that a folder's walk takes, besides those without an ending; ".gz" and ".zst" may follow.
var endings = [...]string{".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson",
	".xml", ".rss", ".atom", ".nitf", ".newsml", ".warc"}

// Open yields the articles that the arguments name, in their order: files, folders (walked in the order of the
// names; hidden files and endings that no article has are passed over), "-" for stdin, and addresses that begin
// with http:// or https://. What goes wrong with one argument or article is yielded in its place and the rest is
// read; when ctx ends, its error is the last thing yielded. A file's time is never taken for the article's date.
func Open(ctx context.Context, args []string, stdin io.Reader, opt Options) iter.Seq2[*schema.Article, error] {
	return func(out func(*schema.Article, error) bool) {
		opt, err := opt.check()
		if err != nil {
			out(nil, err)
			return
		}
		o := opener{ctx: ctx, stdin: stdin, opt: opt, out: out}
		for _, arg := range args {
			if !o.open(arg) {
				break
			}
		}
		if ctx.Err() != nil && !o.done {
			out(nil, context.Cause(ctx))
		}
	}
}

// opener reads one argument after the other. Its methods give false when nothing more is to be read.
type opener struct {
	ctx   context.Context
	stdin io.Reader
	opt   Options
	out   func(*schema.Article, error) bool
	done  bool // out wants no more
}

func (o *opener) open(arg string) bool {
	switch {
	case arg == Stdin:
		return o.read(o.stdin, hint{name: Stdin})
	case strings.HasPrefix(arg, "http://"), strings.HasPrefix(arg, "https://"):
		return o.fetch(arg)
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		return o.fail(arg, bare(err))
	case info.IsDir():
		return o.walk(arg)
	}
	return o.file(arg)
}

// read yields the articles of one stream; the hint's name is their source.
func (o *opener) read(r io.Reader, h hint) bool {
	y := finisher(h.name, o.opt, o.yield)
	readAll(&stoppable{o.ctx, r}, h, o.opt, func(rec record, err error) bool {
		if o.ctx.Err() != nil {
			return false
		}
		return y(rec, err)
	})
	return !o.done && o.ctx.Err() == nil
}

func (o *opener) yield(a *schema.Article, err error) bool {
	o.done = !o.out(a, err)
	return !o.done
}

// fail yields what is wrong with an argument.
func (o *opener) fail(source string, err error) bool {
	if o.ctx.Err() != nil {
		return false
	}
	return o.yield(nil, &Error{Source: source, Err: err})
}

// bare takes the operation and the path off an error of package os: the message names the file already.
func bare(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func (o *opener) file(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return o.fail(name, bare(err))
	}
	defer f.Close()
	return o.read(f, hint{name: name})
}

// walk reads a folder's files, names in order.
func (o *opener) walk(root string) bool {
	found, more := false, true
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		full := filepath.Join(root, filepath.FromSlash(name))
		switch {
		case err != nil:
			found, more = true, o.fail(full, bare(err))
		case name != "." && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
		case takes(full, e):
			found, more = true, o.file(full)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && more {
		return o.fail(root, err)
	}
	if !found {
		return o.fail(root, fmt.Errorf("%w: the folder holds no file that ends in %s", ErrEmpty, strings.Join(endings[:], ", ")))
	}
	return more
}

// takes tells whether a walk reads a file: a plain one, or a link to one, with an ending that articles have.
func takes(full string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink != 0 {
		if info, err := os.Stat(full); err != nil || !info.Mode().IsRegular() {
			return false
		}
	} else if !e.Type().IsRegular() {
		return false
	}
	name := strings.ToLower(e.Name())
	for _, packed := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, packed)
	}
	ext := path.Ext(name)
	return ext == "" || slices.Contains(endings[:], ext)
}

// stoppable ends reading when its context ends.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// Times that a server gets; a download as a whole may take as long as a large archive needs.
const (
	connectTime = 15 * time.Second
	answerTime  = 30 * time.Second
	fetchTime   = 15 * time.Minute
)

// fetch reads the articles at an address.
func (o *opener) fetch(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return o.fail(address, errors.New("this is not a web address"))
	}
	source := u.Redacted()
	ctx, cancel := context.WithTimeout(o.ctx, fetchTime)
	defer cancel()
	resp, err := get(ctx, address)
	if err != nil {
		return o.fail(source, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return o.fail(source, fmt.Errorf("the server answers %s", resp.Status))
	}
	h := hint{name: source, url: resp.Request.URL.Redacted()}
	if media, params, err := mime.ParseMediaType(resp.Header.Get("Content-Type")); err == nil {
		h.media, h.charset = media, params["charset"]
	}
	return o.read(resp.Body, h)
}

func get(ctx context.Context, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errors.New("this is not a web address")
	}
	req.Header.Set("User-Agent", "triplewire (+https://github.com/triplewire/triplewire)")
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/xml, application/json, text/plain, */*;q=0.5")
	client := &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: connectTime}).DialContext,
		TLSHandshakeTimeout:   connectTime,
		ResponseHeaderTimeout: answerTime,
		DisableKeepAlives:     true,
	}}
	resp, err := client.Do(req)
	var ue *url.Error
	if errors.As(err, &ue) {
		return nil, ue.Err // the address stands in the message already, without its password
	}
	return resp, err
}
