package syntax

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

// The model file: "TWMODEL1", the length of the header (uint32), the header (JSON), then the tensors, each at an
// offset from the file's start. All numbers are little endian. Tables of vectors are read in place, row by row;
// only the dense weights are expanded.
const magic = "TWMODEL1"

// header says what stands where in the file, and what the rows of the network's outputs mean.
type header struct {
	Meta    map[string]json.RawMessage `json:"meta"`
	Vocab   vocabulary                 `json:"vocab"`
	Tensors []struct {
		Name   string `json:"name"`
		Type   string `json:"dtype"`
		Shape  []int  `json:"shape"`
		Offset int    `json:"offset"`
		Bytes  int    `json:"bytes"`
	} `json:"tensors"`
}

type vocabulary struct {
	UPOS      []string                       `json:"upos"`
	Labels    []string                       `json:"labels"`
	Feats     []attribute                    `json:"feats"`
	Scripts   []string                       `json:"scripts"` // how to make a lemma of a form
	NER       []string                       `json:"ner"`
	Langs     []string                       `json:"langs"`
	Treebanks []string                       `json:"treebanks"`
	Style     map[string]string              `json:"style"` // treebank whose annotation a language is analysed in
	Chars     json.RawMessage                `json:"chars"` // characters of each segmenter; the first is row 1
	MWT       map[string]map[string][]string `json:"mwt"`   // words that stand for several, by language
	T2S       map[string]string              `json:"t2s"`   // traditional to simplified characters
}

type attribute struct {
	Name   string   `json:"name"`
	Values []string `json:"values"` // the first means: none
}

// tensor is a table of numbers as it stands in the file.
type tensor struct {
	name  string
	kind  string // f32, f16, i8, i4, u32, u8
	shape []int
	data  []byte
	scale []byte // f32, one for each row of an i8 or i4 tensor
}

// file is a model file, opened.
type file struct {
	header
	tensors map[string]tensor
}

// openFile reads the header and checks that every tensor lies within the file and is as long as its shape says.
func openFile(data []byte) (*file, error) {
	if !bytes.HasPrefix(data, []byte(magic)) || len(data) < len(magic)+4 {
		return nil, fmt.Errorf("it does not begin with %s", magic)
	}
	start := len(magic) + 4
	length := int(binary.LittleEndian.Uint32(data[len(magic):]))
	if length > len(data)-start {
		return nil, fmt.Errorf("it is cut off in the header")
	}
	f := &file{tensors: map[string]tensor{}}
	if err := json.Unmarshal(data[start:start+length], &f.header); err != nil {
		return nil, fmt.Errorf("reading its header: %w", err)
	}
	for _, e := range f.Tensors {
		t := tensor{name: e.Name, kind: e.Type, shape: e.Shape}
		if e.Offset < 0 || e.Bytes < 0 || e.Offset > len(data) || e.Bytes > len(data)-e.Offset {
			return nil, fmt.Errorf("tensor %s lies outside of it", e.Name)
		}
		if want := t.size(); want != e.Bytes {
			return nil, fmt.Errorf("tensor %s has %d bytes instead of %d", e.Name, e.Bytes, want)
		}
		t.data = data[e.Offset : e.Offset+e.Bytes]
		f.tensors[e.Name] = t
	}
	for name, t := range f.tensors {
		if t.kind != "i8" && t.kind != "i4" {
			continue
		}
		scale := f.tensors[name+".scale"]
		if scale.kind != "f32" || len(scale.data) != 4*t.rows() {
			return nil, fmt.Errorf("tensor %s has not one scale for each row", name)
		}
		t.scale = scale.data
		f.tensors[name] = t
	}
	return f, nil
}

func (t tensor) rows() int { return t.shape[0] }

// cols is how many numbers a row has.
func (t tensor) cols() int {
	n := 1
	for _, s := range t.shape[1:] {
		n *= s
	}
	return n
}

// size is how many bytes the tensor must have; -1 where its header makes no sense.
func (t tensor) size() int {
	const most = 1 << 30
	n := 1
	for _, s := range t.shape {
		if s < 0 || s > most/max(n, 1) {
			return -1
		}
		n *= s
	}
	if len(t.shape) == 0 {
		return -1
	}
	switch t.kind {
	case "f32", "u32":
		return 4 * n
	case "f16":
		return 2 * n
	case "i8", "u8":
		return n
	case "i4":
		if t.cols()%2 == 0 {
			return n / 2
		}
	}
	return -1
}

// find gives a tensor of that shape; -1 stands for any length.
func (f *file) find(name string, shape ...int) (tensor, error) {
	t, ok := f.tensors[name]
	if !ok {
		return t, fmt.Errorf("tensor %s is missing", name)
	}
	if len(t.shape) != len(shape) {
		return t, fmt.Errorf("tensor %s has shape %v instead of %v", name, t.shape, shape)
	}
	for i, n := range shape {
		if n >= 0 && t.shape[i] != n {
			return t, fmt.Errorf("tensor %s has shape %v instead of %v", name, t.shape, shape)
		}
	}
	return t, nil
}

// addRow adds row i, times factor, to dst.
func (t tensor) addRow(dst []float32, i int, factor float32) {
	n := len(dst)
	switch t.kind {
	case "i4":
		factor *= number(t.scale, i)
		for j, b := range t.data[i*n/2:][:n/2] {
			dst[2*j] += factor * float32(int8(b<<4)>>4)
			dst[2*j+1] += factor * float32(int8(b)>>4)
		}
	case "i8":
		factor *= number(t.scale, i)
		for j, b := range t.data[i*n:][:n] {
			dst[j] += factor * float32(int8(b))
		}
	case "f16":
		for j := range dst {
			dst[j] += factor * half(binary.LittleEndian.Uint16(t.data[2*(i*n+j):]))
		}
	default:
		for j := range dst {
			dst[j] += factor * number(t.data, i*n+j)
		}
	}
}

// floats expands the whole tensor.
func (t tensor) floats() []float32 {
	n := t.cols()
	out := make([]float32, t.rows()*n)
	for i := range t.rows() {
		t.addRow(out[i*n:][:n], i, 1)
	}
	return out
}

func number(data []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
}

// half widens a 16 bit float.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	if exponent == 0 { // zero and what is smaller than the format can say otherwise
		v := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(v) | sign)
	}
	if exponent == 31 {
		return math.Float32frombits(sign | 0xFF<<23 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// keys is a sorted list of hashes, in place.
type keys []byte

// find gives the position of a hash, -1 if it is not in the list.
func (k keys) find(hash uint32) int {
	lo, hi := 0, len(k)/4
	for lo < hi {
		mid := (lo + hi) / 2
		if v := binary.LittleEndian.Uint32(k[4*mid:]); v < hash {
			lo = mid + 1
		} else if v > hash {
			hi = mid
		} else {
			return mid
		}
	}
	return -1
}

// keys gives a list of hashes by its name; empty where the file has none.
func (f *file) keys(name string) (keys, error) {
	t, ok := f.tensors[name]
	if !ok {
		return nil, nil
	}
	if t.kind != "u32" || len(t.shape) != 1 {
		return nil, fmt.Errorf("tensor %s is not a list of hashes", name)
	}
	return keys(t.data), nil
}

// linear expands the layer name.weight [out, in], name.bias [out] into a matrix.
func (f *file) linear(name string, in, out int) (*matrix, error) {
	t, err := f.find(name+".weight", out, in)
	if err != nil {
		return nil, err
	}
	w := newMatrix(in, t.rows(), func(j int, column []float32) {
		clear(column)
		t.addRow(column, j, 1)
	})
	if _, ok := f.tensors[name+".bias"]; ok {
		bias, err := f.find(name+".bias", t.rows())
		if err != nil {
			return nil, err
		}
		w.bias = make([]float32, w.stride())
		copy(w.bias, bias.vector())
	}
	return w, nil
}

// vector expands a tensor of one dimension, in which every number is a row.
func (t tensor) vector() []float32 {
	out := make([]float32, t.rows())
	for i := range out {
		t.addRow(out[i:i+1], i, 1)
	}
	return out
}

// layerNorm is the scale and shift of a normalisation.
type layerNorm struct{ scale, shift []float32 }

func (f *file) norm(name string, width int) (layerNorm, error) {
	scale, err := f.find(name+".weight", width)
	if err != nil {
		return layerNorm{}, err
	}
	shift, err := f.find(name+".bias", width)
	if err != nil {
		return layerNorm{}, err
	}
	return layerNorm{scale.vector(), shift.vector()}, nil
}
