package article

import (
	"bufio"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// readWARC reads a web archive: pages that were answered with 200, resources, and texts taken out of pages
// ("WET"). Other records are passed over. Each article's where names its record and its address.
func readWARC(br *bufio.Reader, _ hint, opt Options, y yield) {
	for n := 1; ; n++ {
		header, err := warcHeader(br)
		if errors.Is(err, io.EOF) {
			return
		}
		where := fmt.Sprintf("record %d", n)
		length, lenErr := strconv.ParseInt(header.Get("Content-Length"), 10, 64)
		if err != nil || lenErr != nil || length < 0 {
			if err == nil {
				err = errors.New("a record without length")
			}
			y(record{where: where}, fmt.Errorf("%w: the web archive cannot be read on: %w", ErrMalformed, err))
			return
		}
		block := &io.LimitedReader{R: br, N: length}
		address := webAddress(strings.Trim(header.Get("WARC-Target-URI"), "<>"), "")
		if address != "" {
			where += " (" + address + ")"
		}
		more := true
		readBlock(header, block, address, opt, func(rec record, err error) bool {
			rec.where = where
			more = y(rec, err)
			return more
		})
		if !more {
			return
		}
		if _, err := io.Copy(io.Discard, block); err != nil || block.N > 0 {
			y(record{where: where}, fmt.Errorf("%w: the web archive ends in the middle of the record", ErrMalformed))
			return
		}
	}
}

// warcHeader reads a record's header, and the empty lines before it.
func warcHeader(br *bufio.Reader) (textproto.MIMEHeader, error) {
	for {
		line, err := br.ReadString('\n')
		switch line = strings.TrimSpace(line); {
		case err != nil && line == "":
			return nil, err
		case line == "":
			continue
		case !strings.HasPrefix(line, "WARC/"):
			return nil, fmt.Errorf("a record begins with %.40q", line)
		}
		header, err := textproto.NewReader(br).ReadMIMEHeader()
		if err != nil && len(header) == 0 {
			return nil, fmt.Errorf("reading a record's header: %w", err)
		}
		return header, nil
	}
}

// readBlock reads the article of one record, if it is of a kind that has one.
func readBlock(header textproto.MIMEHeader, block io.Reader, address string, opt Options, y yield) {
	h := hint{url: address}
	switch kind := strings.ToLower(header.Get("WARC-Type")); kind {
	case "response":
		if !strings.HasPrefix(header.Get("Content-Type"), "application/http") {
			return
		}
		resp, err := http.ReadResponse(bufio.NewReader(block), nil)
		if err != nil {
			y(record{}, fmt.Errorf("%w: the answer in the archive: %w", ErrMalformed, err))
			return
		}
		defer resp.Body.Close()
		h.media, h.charset = mediaType(resp.Header.Get("Content-Type"))
		if resp.StatusCode != http.StatusOK || !articleMedia(h.media, false) {
			return
		}
		body, err := decoded(resp)
		if err != nil {
			y(record{}, err)
			return
		}
		readAll(body, h, opt, y)
	case "resource", "conversion":
		h.media, h.charset = mediaType(header.Get("Content-Type"))
		if articleMedia(h.media, true) {
			readAll(block, h, opt, y)
		}
	}
}

func mediaType(s string) (media, charset string) {
	media, params, err := mime.ParseMediaType(s)
	if err != nil {
		return "", ""
	}
	return media, params["charset"]
}

// articleMedia tells the types that are read out of an archive. Plain text among a site's answers is robots.txt
// and the like.
func articleMedia(media string, plain bool) bool {
	switch media {
	case "text/html", "application/xhtml+xml", "application/nitf+xml", "application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml":
		return true
	case "text/plain":
		return plain
	}
	return false
}

// decoded takes the content encoding off an answer, as far as its first bytes do not tell it later on.
func decoded(resp *http.Response) (io.Reader, error) {
	switch enc := strings.ToLower(resp.Header.Get("Content-Encoding")); enc {
	case "", "identity", "gzip", "x-gzip", "zstd":
		return resp.Body, nil
	case "deflate":
		br := bufio.NewReader(resp.Body)
		if head, _ := br.Peek(2); len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			z, err := zlib.NewReader(br)
			if err != nil {
				return nil, fmt.Errorf("%w: unpacking the answer: %w", ErrMalformed, err)
			}
			return z, nil
		}
		return flate.NewReader(br), nil
	default:
		return nil, fmt.Errorf("%w: the answer is packed with %q, which is not known here; write the archive with unpacked answers", ErrUndecodable, enc)
	}
}
