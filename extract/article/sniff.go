package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// sniffLen is how much of a stream is looked at to tell its format.
const sniffLen = 64 << 10

// maxLayers is how many compressions may lie around each other.
const maxLayers = 3

// decompress takes off gzip and zstd, told by their first bytes, and the ending that they gave the name.
func decompress(r io.Reader, name string) (io.ReadCloser, string, error) {
	in := io.NopCloser(r)
	for range maxLayers {
		br := bufio.NewReaderSize(in, 4096)
		head, _ := br.Peek(4)
		switch {
		case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
			z, err := gzip.NewReader(br)
			if err != nil {
				return nil, "", fmt.Errorf("%w: unpacking gzip: %w", ErrMalformed, err)
			}
			in, name = z, strings.TrimSuffix(name, ".gz")
		case bytes.Equal(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
			z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
			if err != nil {
				return nil, "", fmt.Errorf("%w: unpacking zstd: %w", ErrMalformed, err)
			}
			in, name = z.IOReadCloser(), strings.TrimSuffix(name, ".zst")
		default:
			return struct {
				io.Reader
				io.Closer
			}{br, in}, name, nil
		}
	}
	return nil, "", fmt.Errorf("%w: compressed more than %d times over", ErrBinary, maxLayers-1)
}

// sniff tells a format by the first bytes, by the declared type and the name's ending where those leave a doubt.
func sniff(head []byte, h hint) format {
	ext := strings.ToLower(path.Ext(h.name))
	start := bytes.TrimLeft(asciiView(head), " \t\r\n")
	switch {
	case len(start) == 0:
		return readText
	case start[0] == '{' && !prose(ext):
		if manyLines(start, ext) {
			return readJSONLines
		}
		return readJSON
	case start[0] == '[' && jsonArray(start) && !prose(ext):
		return readJSON
	case bytes.HasPrefix(start, []byte("WARC/")):
		return readWARC
	}
	switch root := rootName(start); {
	case xmlRoot(root):
		return readXML
	case htmlRoot(root), ext == ".html", ext == ".htm", ext == ".xhtml", h.media == "text/html", h.media == "application/xhtml+xml":
		return readHTML
	case root != "" && (xmlEnding(ext) || bytes.HasPrefix(start, []byte("<?xml"))):
		return readXML
	}
	return readText
}

// prose tells the endings of files whose braces and brackets are text.
func prose(ext string) bool { return ext == ".txt" || ext == ".text" || ext == ".md" }

func xmlEnding(ext string) bool {
	switch ext {
	case ".xml", ".rss", ".atom", ".nitf", ".newsml":
		return true
	}
	return false
}

// asciiView shows the first bytes without byte order mark and, for UTF-16, without the zero bytes between.
func asciiView(head []byte) []byte {
	switch bomOf(head) {
	case "utf-8":
		return head[3:]
	case "utf-16le", "utf-16be":
		return bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	if utf16Without(head) != "" {
		return bytes.ReplaceAll(head, []byte{0}, nil)
	}
	return head
}

// magic lists the first bytes of files that people take for articles, and what to do with them.
var magic = [...]struct{ prefix, what string }{
	{"%PDF-", "a PDF; take its text out first, e.g. with pdftotext"},
	{"PK\x03\x04", "a zip archive or office document; unpack it or save it as text first"},
	{"\xd0\xcf\x11\xe0", "an old office document; save it as text first"},
	{"{\\rtf", "an RTF document; save it as text first"},
	{"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"},
	{"BZh", "a bzip2 archive; unpack it first"}, {"\xfd7zXZ\x00", "an xz archive; unpack it first"},
	{"SQLite format 3\x00", "an SQLite database"}, {"\x7fELF", "a program"},
}

// binaryKind says what a file is that is not text; "" when it may be text.
func binaryKind(head []byte) string {
	for _, m := range magic {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return m.what
		}
	}
	if bomOf(head) != "" || utf16Without(head) != "" || bytes.HasPrefix(head, []byte("WARC/")) {
		return ""
	}
	controls := 0
	for _, b := range head {
		switch {
		case b == 0:
			return "a binary file: it holds NUL bytes"
		case b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b:
			controls++
		}
	}
	if controls*20 > len(head) {
		return "a binary file: it is full of control characters"
	}
	return ""
}
