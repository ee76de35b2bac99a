package syntax

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// modelWriter writes model files with random numbers, so that the tests need no trained one.
type modelWriter struct {
	r       *rand.Rand
	tensors []map[string]any
	body    []byte
}

func (w *modelWriter) add(name, kind string, shape []int, data []byte) {
	for len(w.body)%64 != 0 {
		w.body = append(w.body, 0)
	}
	w.tensors = append(w.tensors, map[string]any{"name": name, "dtype": kind, "shape": shape,
		"offset": len(w.body), "bytes": len(data)})
	w.body = append(w.body, data...)
}

func (w *modelWriter) floats(name string, deviation float64, shape ...int) {
	n := 1
	for _, s := range shape {
		n *= s
	}
	var data []byte
	for range n {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(float32(w.r.NormFloat64()*deviation)))
	}
	w.add(name, "f32", shape, data)
}

// quantised writes random i8 or i4 numbers with a scale for each row.
func (w *modelWriter) quantised(name, kind string, deviation float64, rows, cols int) {
	n, most := rows*cols, 127.0
	if kind == "i4" {
		n, most = n/2, 7
	}
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(w.r.Uint32())
	}
	var scale []byte
	for range rows {
		scale = binary.LittleEndian.AppendUint32(scale, math.Float32bits(float32(1.7*deviation/most)))
	}
	w.add(name, kind, []int{rows, cols}, data)
	w.add(name+".scale", "f32", []int{rows}, scale)
}

func (w *modelWriter) linear(name string, in, out int, bias bool) {
	w.quantised(name+".weight", "i8", 1/math.Sqrt(float64(in)), out, in)
	if bias {
		w.floats(name+".bias", 0.1, out)
	}
}

func (w *modelWriter) norm(name string, width int) {
	w.floats(name+".weight", 1, width)
	w.floats(name+".bias", 0.1, width)
}

func (w *modelWriter) hashes(name string, hashes []uint32) int {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	var data []byte
	for _, h := range hashes {
		data = binary.LittleEndian.AppendUint32(data, h)
	}
	w.add(name, "u32", []int{len(hashes)}, data)
	return len(hashes)
}

// randomModel gives a model file that knows some words but understands nothing.
func randomModel() []byte {
	w := &modelWriter{r: rand.New(rand.NewPCG(7, 7))}
	v := vocabulary{UPOS: strings.Fields("ADJ ADP ADV NOUN PUNCT VERB"), Labels: strings.Fields("punct root nsubj obj"),
		Scripts: []string{"k", "L", "L|0|1||", "k|1|0|x|y", "=be"}, NER: strings.Fields("O B-PER I-PER B-ORG I-ORG B-LOC I-LOC"),
		Langs: strings.Fields("en de fr es pt ru ar zh ja ko vi th id"), Treebanks: []string{"none", "de:GSD"},
		Feats: []attribute{{"Case", []string{"_", "Nom", "Gen"}}, {"Number", []string{"_", "Sing"}}},
		Style: map[string]string{"de": "de:GSD"}, Chars: json.RawMessage(`{"spaced":"abcdefgh .,","unspaced":"中国日本のは ก"}`),
		MWT: map[string]map[string][]string{"de": {"im": {"in", "dem"}}}, T2S: map[string]string{"國": "国"}}
	words, grams, listed := []uint32{}, []uint32{}, []uint32{}
	for i, form := range strings.Fields("der mann trifft in moskau ein moscow the 中国 россия 러시아") {
		words = append(words, crc32.ChecksumIEEE(fmt.Appendf(nil, "%s\t%s", form, v.Langs[i%len(v.Langs)])))
		grams = append(grams, (&spelling{}).gramKeys(nil, []byte(form))...)
		listed = append(listed, crc32.ChecksumIEEE([]byte(form)))
	}
	w.quantised("word.weight", "i4", 0.1, w.hashes("word.keys", words)+1, wordWidth)
	w.quantised("gram.weight", "i4", 0.1, w.hashes("gram.keys", grams)+1, wordWidth)
	n := w.hashes("gaz.keys", listed)
	w.add("gaz.classes", "u8", []int{n}, []byte("\x01\x02\x04\x08\x03\x06\x0c\x09\x05\x0a\x0f\x01\x02\x03")[:n])
	w.randomParser(&v)
	for _, set := range []struct {
		name         string
		width, chars int
	}{{"spaced", 48, 11}, {"unspaced", 128, 8}} {
		w.randomSegmenter("seg."+set.name+".", set.width, set.chars, len(v.Langs))
	}
	for _, lang := range strings.Fields("zh ja th vi") {
		w.hashes("dict."+lang, []uint32{crc32.ChecksumIEEE([]byte("中国")), crc32.ChecksumIEEE([]byte("việt nam"))})
	}
	return w.file(v)
}

func (w *modelWriter) randomParser(v *vocabulary) {
	feats := 0
	for _, a := range v.Feats {
		feats += len(a.Values)
	}
	w.floats("shape.weight", 0.5, rootShape+1, shapeWidth)
	w.floats("root", 0.5, width)
	w.floats("lang.weight", 0.5, len(v.Langs), styleWidth)
	w.floats("treebank.weight", 0.5, len(v.Treebanks), styleWidth)
	w.linear("inp", typeWidth, width, true)
	w.linear("style", 2*styleWidth, width, true)
	w.linear("gaz", 2*gazClasses, width, false)
	for i := range dilations() {
		w.norm(fmt.Sprintf("enc.%d.ln", i), width)
		w.linear(fmt.Sprintf("enc.%d.lin", i), 3*width, 2*width, true)
	}
	w.norm("enc.5.ln1", width)
	w.norm("enc.5.ln2", width)
	w.linear("enc.5.qkv", width, 3*width, true)
	w.linear("enc.5.o", width, width, true)
	w.linear("enc.5.f1", width, forwardWidth, true)
	w.linear("enc.5.f2", forwardWidth, width, true)
	w.floats("enc.5.rel", 0.3, attentionHeads, 2*maxDistance+1)
	w.norm("ln", width)
	w.linear("arc_head", width, arcWidth, true)
	w.linear("arc_dep", width, arcWidth, true)
	w.quantised("arc", "i8", 1.0/16, arcWidth, arcWidth)
	w.linear("arc_bias", arcWidth, 1, true)
	w.linear("lab_head", width, labelWidth, true)
	w.linear("lab_dep", width, labelWidth, true)
	w.linear("lab", 3*labelWidth, len(v.Labels), true)
	w.linear("pos", width, len(v.UPOS), true)
	w.linear("feat", width, feats, true)
	w.linear("ner1", width, nameWidth, true)
	w.linear("ner2", nameWidth, len(v.NER), true)
	w.linear("lem1", width+2*wordWidth, lemmaWidth, true)
	w.linear("lem2", lemmaWidth, len(v.Scripts), true)
}

func (w *modelWriter) randomSegmenter(prefix string, width, chars, langs int) {
	in := charWidth + classWidth + 3*bucketWidth + styleWidth
	w.quantised(prefix+"char.weight", "i8", 1, chars+1, charWidth)
	w.floats(prefix+"cls.weight", 1, classRows, classWidth)
	w.quantised(prefix+"bucket.weight", "i4", 1, 1<<6, bucketWidth)
	w.floats(prefix+"lang.weight", 1, langs, styleWidth)
	if width == 128 {
		in += 3 * dictWidth
		w.floats(prefix+"words.weight", 1, 3*dictBuckets, dictWidth)
	}
	w.linear(prefix+"inp", in, width, true)
	for i := range 3 {
		w.norm(fmt.Sprintf("%senc.%d.ln", prefix, i), width)
		w.linear(fmt.Sprintf("%senc.%d.lin", prefix, i), segmentSize*width, 2*width, true)
	}
	w.norm(prefix+"ln", width)
	w.linear(prefix+"out", width, segmentClasses, true)
}

// file puts header and tensors together.
func (w *modelWriter) file(v vocabulary) []byte {
	start := 0
	for { // the header's length depends on the offsets, these on its length
		for _, t := range w.tensors {
			t["offset"] = t["offset"].(int) + start
		}
		header, err := json.Marshal(map[string]any{"meta": map[string]any{"seed": 7}, "vocab": v, "tensors": w.tensors})
		if err != nil {
			panic(err)
		}
		next := (len(magic) + 4 + len(header) + 63 + 64) / 64 * 64
		for _, t := range w.tensors {
			t["offset"] = t["offset"].(int) - start
		}
		if next == start {
			out := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(len(header)))...)
			out = append(out, header...)
			return append(append(out, make([]byte, start-len(out))...), w.body...)
		}
		start = next
	}
}

func testModel(t testing.TB) *Model {
	t.Helper()
	m, err := Load(randomModel())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLoadRefusesBrokenFiles(t *testing.T) {
	good := randomModel()
	if _, err := Load(good); err != nil {
		t.Fatal(err)
	}
	replace := func(old, new string) []byte {
		return []byte(strings.Replace(string(good), old, new, 1))
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"empty":          {nil, "does not begin with TWMODEL1"},
		"other file":     {[]byte("PK\x03\x04 and so on"), "does not begin"},
		"cut in header":  {good[:100], "cut off in the header"},
		"cut in tensors": {good[:len(good)-40], "lies outside"},
		"header broken":  {replace(`"vocab"`, `"vocab`), "reading its header"},
		"tensor missing": {replace(`"name":"root"`, `"name":"r00t"`), "tensor root is missing"},
		"wrong type":     {replace(`"dtype":"i8"`, `"dtype":"i9"`), "bytes instead of"},
		"wrong shape":    {replace(`[4,65]`, `[65,4]`), "shape [65 4] instead of [4 65]"},
		"no root label":  {replace(`"root","nsubj"`, `"r00t","nsubj"`), "no label root"},
		"bad script":     {replace(`L|0|1||`, `L|0|x||`), "makes no lemma"},
		"no scale":       {replace(`"name":"arc.scale"`, `"name":"arc.skale"`), "not one scale for each row"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Load(test.data)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want an error with %q", err, test.want)
			}
		})
	}
}

func TestRows(t *testing.T) {
	scale := binary.LittleEndian.AppendUint32(nil, math.Float32bits(0.5))
	for _, test := range []struct {
		t    tensor
		want []float32
	}{
		{tensor{kind: "i4", shape: []int{1, 4}, data: []byte{0x8F, 0x70}, scale: scale}, []float32{-0.5, -4, 0, 3.5}},
		{tensor{kind: "i8", shape: []int{1, 2}, data: []byte{0x80, 0x7F}, scale: scale}, []float32{-64, 63.5}},
		{tensor{kind: "f16", shape: []int{1, 4}, data: []byte{0, 0x3C, 0, 0xC1, 1, 0, 0, 0x7C}},
			[]float32{1, -2.5, 1.0 / (1 << 24), float32(math.Inf(1))}},
	} {
		if got := test.t.floats(); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.t.kind, got, test.want)
		}
	}
}

func TestKeys(t *testing.T) {
	var k keys
	list := []uint32{0, 3, 7, 1 << 31, math.MaxUint32}
	for _, h := range list {
		k = binary.LittleEndian.AppendUint32(k, h)
	}
	for i, h := range list {
		if got := k.find(h); got != i {
			t.Errorf("find(%d) = %d, want %d", h, got, i)
		}
	}
	for _, h := range []uint32{1, 8, 1<<31 + 1} {
		if got := k.find(h); got != -1 {
			t.Errorf("find(%d) = %d, want -1", h, got)
		}
	}
	if (keys{}).find(5) != -1 {
		t.Error("found something in an empty list")
	}
}
