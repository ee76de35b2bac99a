package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// bomOf names the encoding whose byte order mark heads the data; "" when there is none.
func bomOf(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return "utf-8"
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return "utf-32le"
	case bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return "utf-32be"
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "utf-16be"
	}
	return ""
}

// utf16Without names the byte order of UTF-16 that has no byte order mark, told by where its zero bytes stand:
// blanks and line ends have one on the same side in every script.
func utf16Without(data []byte) string {
	data = data[:len(data)&^1]
	var zero [2]int
	for i, b := range data {
		if b == 0 {
			zero[i&1]++
		}
	}
	few := len(data) / 40
	switch {
	case zero[1] > few && zero[0]*50 < zero[1] && zero[1] > 0:
		return "utf-16le"
	case zero[0] > few && zero[1]*50 < zero[0] && zero[0] > 0:
		return "utf-16be"
	}
	return ""
}

// wide gives the encodings that need more than one byte for a Latin letter.
func wide(name string) encoding.Encoding {
	switch name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	}
	return nil
}

// utf8Stream makes UTF-16 and UTF-32 into UTF-8 and takes off a byte order mark. Bytes in other encodings pass
// as they are: formats that come in lines or objects decode each of them by itself.
func utf8Stream(br *bufio.Reader) (io.Reader, error) {
	head, err := br.Peek(min(sniffLen, br.Size()))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("reading: %w", err)
	}
	bom := bomOf(head)
	switch bom {
	case "":
		bom = utf16Without(head)
	case "utf-8":
		_, _ = br.Discard(3)
	}
	if enc := wide(bom); enc != nil {
		return transform.NewReader(br, enc.NewDecoder()), nil
	}
	return br, nil
}

// decode makes UTF-8 of a whole text. A byte order mark goes first, then being valid UTF-8, then what the text
// or its server declares, then what the bytes look like.
func decode(data []byte, declared string) (string, error) {
	if bom := bomOf(data); bom == "utf-8" {
		data = data[3:]
	} else if enc := wide(bom); enc != nil {
		return decodeWith(enc, bom, data)
	}
	if bytes.Contains(data, []byte("\x1b$")) || bytes.Contains(data, []byte("\x1b(J")) { // escape sequences in plain ASCII
		if text, err := decodeWith(japanese.ISO2022JP, "iso-2022-jp", data); err == nil {
			return text, nil
		}
	}
	if utf8.Valid(data) && !bytes.Contains(data, []byte{0}) {
		return string(data), nil
	}
	if name := utf16Without(data); name != "" {
		return decodeWith(wide(name), name, data)
	}
	if err := damagedUTF8(data); err != nil {
		return "", err
	}
	if enc, name := charset.Lookup(declared); enc != nil && name != "utf-8" {
		if text, err := decodeWith(enc, name, data); err == nil {
			return text, nil
		}
	}
	return detect(data)
}

// decodeWith decodes and refuses what the encoding cannot mean.
func decodeWith(enc encoding.Encoding, name string, data []byte) (string, error) {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("%w as %s: %w", ErrUndecodable, name, err)
	}
	if i := bytes.Index(text, []byte("\ufffd")); i >= 0 {
		return "", fmt.Errorf("%w as %s from character %d on", ErrUndecodable, name, utf8.RuneCount(text[:i])+1)
	}
	return string(bytes.TrimPrefix(text, []byte("\ufeff"))), nil
}

// damagedUTF8 tells UTF-8 with a few broken bytes from text in another encoding, where hardly anything outside
// ASCII is UTF-8 by chance.
func damagedUTF8(data []byte) error {
	good, bad, first := 0, 0, -1
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			if bad++; first < 0 {
				first = i
			}
		case n > 1:
			good++
		}
		i += n
	}
	if bad == 0 || good < 10*bad {
		return nil
	}
	return fmt.Errorf("%w: it is UTF-8 but for %d bytes, the first in line %d (byte %d); repair it, e.g. with iconv -c",
		ErrUndecodable, bad, bytes.Count(data[:first], []byte("\n"))+1, first)
}
