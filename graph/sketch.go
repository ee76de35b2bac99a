package graph

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"unicode"
)

// A sketch is a MinHash over shingles: the share of equal places in two sketches estimates how many of their
// shingles two texts share.
const (
	sketchSize = 64  // places in a sketch
	bands      = 8   // a copy agrees with its original in at least one band, nearly always
	bandSize   = 2   // places in a band
	copied     = 0.5 // two texts are copies of one another from this share of common shingles on
	shingle    = 12  // letters in a shingle: some three words, also where no blanks separate them
	minLetters = 200 // shorter texts are not compared
)

// Sketch gives the sketch of a text; "" for a text that is too short to compare.
func Sketch(text string) string {
	letters := make([]rune, 0, len(text))
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			letters = append(letters, unicode.ToLower(r))
		}
	}
	if len(letters) < minLetters {
		return ""
	}
	var least [sketchSize]uint32
	for i := range least {
		least[i] = math.MaxUint32
	}
	for i := 0; i+shingle <= len(letters); i++ {
		h := hashRunes(letters[i : i+shingle])
		for k := range least {
			least[k] = min(least[k], uint32(mix(h^uint64(k+1)*0x9e3779b97f4a7c15)>>32))
		}
	}
	var b []byte
	for _, v := range least {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return base64.RawStdEncoding.EncodeToString(b)
}

func hashRunes(runes []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range runes {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h
}

// mix is the finaliser of splitmix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Bands gives the keys under which a store indexes an article's sketch: copies share at least one.
func (a *Article) Bands() []string {
	raw, err := base64.RawStdEncoding.DecodeString(a.Sketch)
	if err != nil || len(raw) != 4*sketchSize {
		return nil
	}
	keys := make([]string, 0, bands)
	for b := range bands {
		h := fnv.New64a()
		h.Write(raw[4*b*bandSize : 4*(b+1)*bandSize])
		keys = append(keys, strconv.Itoa(b)+"-"+strconv.FormatUint(h.Sum64(), 36))
	}
	return keys
}

// CopyOf tells whether two articles carry one text, judging by their sketches.
func (a *Article) CopyOf(b *Article) bool {
	other := b.Bands()
	return slices.ContainsFunc(a.Bands(), func(k string) bool { return slices.Contains(other, k) }) && similar(a, b)
}

// similar is CopyOf for two articles that share a band.
func similar(a, b *Article) bool {
	if a.Sketch == "" || len(a.Sketch) != len(b.Sketch) {
		return false
	}
	x, _ := base64.RawStdEncoding.DecodeString(a.Sketch)
	y, _ := base64.RawStdEncoding.DecodeString(b.Sketch)
	same := 0
	for i := 0; i+4 <= min(len(x), len(y)); i += 4 {
		if string(x[i:i+4]) == string(y[i:i+4]) {
			same++
		}
	}
	return float64(same) >= copied*sketchSize
}

// stories divides articles into those that are copies of one text, directly or over others, and names each
// division by the smallest id in it.
func stories(articles []*Article) map[string]string {
	root := map[string]string{}
	find := func(id string) string {
		for root[id] != id {
			id = root[id]
		}
		return id
	}
	for _, a := range articles {
		root[a.ID] = a.ID
	}
	byBand := map[string][]*Article{}
	for _, a := range articles {
		for _, band := range a.Bands() {
			for _, b := range byBand[band] {
				if x, y := find(a.ID), find(b.ID); x != y && similar(a, b) {
					root[max(x, y)] = min(x, y)
				}
			}
			byBand[band] = append(byBand[band], a)
		}
	}
	for id := range root {
		root[id] = find(id)
	}
	return root
}
