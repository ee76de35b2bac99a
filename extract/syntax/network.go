package syntax

import "fmt"

// The network that reads words. Its shape is fixed, see cmd/train/model.py; the file gives the numbers.
const (
	width      = 256
	wordWidth  = 96 // word vector; the mean of the n-gram vectors is as wide
	shapeWidth = 16
	styleWidth = 16 // vectors of language and treebank
	arcWidth   = 256
	labelWidth = 192
	nameWidth  = 128
	lemmaWidth = 128
	typeWidth  = 2*wordWidth + shapeWidth
)

func dilations() []int { return []int{1, 2, 4, 1, 2} }

// network holds the weights. It is read-only.
type network struct {
	wordKeys, gramKeys keys
	words, grams       tensor
	shapes             []float32
	input              *matrix   // [word | n-grams | shape] to the network's width
	lemmaInput         *matrix   // the share of [word | n-grams] in the lemma's hidden layer
	root               []float32 // position 0 of every sentence
	style              [][]float32
	gazetteer          [2 * gazClasses][]float32
	convolutions       []convolution
	attention          attention
	norm               layerNorm
	heads              *matrix // all that reads the final state, side by side
	arc                *matrix
	label, name        *matrix
	scriptSets         []*scriptSet
}

// Where the outputs of network.heads begin. The first five are hidden layers with a leaky ReLU.
const (
	arcHeadAt   = 0
	arcDepAt    = arcHeadAt + arcWidth
	labelHeadAt = arcDepAt + arcWidth
	labelDepAt  = labelHeadAt + labelWidth
	nameAt      = labelDepAt + labelWidth
	lemmaAt     = nameAt + nameWidth // without the share of the word itself, so not yet through the ReLU
	uposAt      = lemmaAt + lemmaWidth
)

// loader collects the first error, so that the reading of forty tensors stays readable.
type loader struct {
	*file
	err error
}

func (l *loader) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

func (l *loader) tensor(name string, shape ...int) tensor {
	t, err := l.find(name, shape...)
	if err != nil {
		l.fail(err)
		return tensor{kind: "f32", shape: shape}
	}
	return t
}

func (l *loader) matrix(name string, in, out int) *matrix {
	w, err := l.linear(name, in, out)
	if err != nil {
		l.fail(err)
		return &matrix{in: in, out: max(out, 0)}
	}
	return w
}

func (l *loader) layerNorm(name string, width int) layerNorm {
	n, err := l.norm(name, width)
	if err != nil {
		l.fail(err)
	}
	return n
}

func (l *loader) list(name string) keys {
	k, err := l.keys(name)
	if err != nil {
		l.fail(err)
	}
	return k
}

// table is an embedding with one row for each hash of a list and row 0 for what is not in it.
func (l *loader) table(name, keys string, width int) (tensor, keys) {
	k := l.list(keys)
	return l.tensor(name, len(k)/4+1, width), k
}

func (f *file) network(scripts []editScript) (*network, error) {
	l := &loader{file: f}
	n := &network{}
	n.words, n.wordKeys = l.table("word.weight", "word.keys", wordWidth)
	n.grams, n.gramKeys = l.table("gram.weight", "gram.keys", wordWidth)
	shapes, root := l.tensor("shape.weight", rootShape+1, shapeWidth), l.tensor("root", width)
	n.input = l.matrix("inp", typeWidth, width)
	n.norm = l.layerNorm("ln", width)
	for i, d := range dilations() {
		n.convolutions = append(n.convolutions, l.convolution(fmt.Sprintf("enc.%d.", i), width, 3, d))
	}
	n.attention = l.attention(fmt.Sprintf("enc.%d.", len(n.convolutions)))
	n.label = l.matrix("lab", 3*labelWidth, len(f.Vocab.Labels))
	n.name = l.matrix("ner2", nameWidth, len(f.Vocab.NER))
	n.scriptSets = l.scriptSets(scripts)
	if l.err == nil {
		n.shapes, n.root = shapes.floats(), root.vector()
	}
	l.styles(n)
	l.heads(n)
	return n, l.err
}

// styles adds up, for each language, its vector and that of the treebank whose annotation it is analysed in.
func (l *loader) styles(n *network) {
	v := &l.Vocab
	langs := l.tensor("lang.weight", len(v.Langs), styleWidth)
	treebanks := l.tensor("treebank.weight", len(v.Treebanks), styleWidth)
	style := l.matrix("style", 2*styleWidth, width)
	gaz := l.tensor("gaz.weight", width, 2*gazClasses)
	if l.err != nil {
		return
	}
	c := compute{kernel: portableKernel()}
	for i, lang := range v.Langs {
		in, out := make([]float32, 2*styleWidth), make([]float32, width)
		langs.addRow(in[:styleWidth], i, 1)
		for j, name := range v.Treebanks {
			if name == v.Style[lang] {
				treebanks.addRow(in[styleWidth:], j, 1)
			}
		}
		c.multiply(out, width, in, 2*styleWidth, 1, style)
		n.style = append(n.style, out)
	}
	weights := gaz.floats()
	for k := range n.gazetteer {
		n.gazetteer[k] = make([]float32, width)
		for j := range width {
			n.gazetteer[k][j] = weights[j*2*gazClasses+k]
		}
	}
}

// heads lays all layers that read the final state side by side: one multiplication instead of eight.
func (l *loader) heads(n *network) {
	v := &l.Vocab
	feats := 0
	for _, a := range v.Feats {
		feats += len(a.Values)
	}
	arc, arcBias := l.tensor("arc", arcWidth, arcWidth), l.tensor("arc_bias.weight", 1, arcWidth)
	lem1, lem1Bias := l.tensor("lem1.weight", lemmaWidth, width+2*wordWidth), l.tensor("lem1.bias", lemmaWidth)
	parts := []*matrix{l.matrix("arc_head", width, arcWidth), l.matrix("arc_dep", width, arcWidth),
		l.matrix("lab_head", width, labelWidth), l.matrix("lab_dep", width, labelWidth),
		l.matrix("ner1", width, nameWidth), nil, l.matrix("pos", width, len(v.UPOS)), l.matrix("feat", width, feats)}
	if l.err != nil {
		return
	}
	weights := lem1.floats()
	parts[5] = newMatrix(width, lemmaWidth, func(j int, w []float32) { copy(w, weights[j*(width+2*wordWidth):]) })
	n.heads = sideBySide(parts)
	n.lemmaInput = newMatrix(2*wordWidth, lemmaWidth,
		func(j int, w []float32) { copy(w, weights[j*(width+2*wordWidth)+width:]) })
	n.lemmaInput.bias = lem1Bias.vector()
	// A head's own score is the same for all dependents, so it can be added to every dependent's vector.
	biaffine := arc.floats()
	n.arc = newMatrix(arcWidth, arcWidth, func(j int, w []float32) {
		for i := range w {
			w[i] = biaffine[i*arcWidth+j]
		}
	})
	n.arc.bias = arcBias.floats()
}

// sideBySide joins matrices that read the same input; each begins on a whole panel.
func sideBySide(parts []*matrix) *matrix {
	w := &matrix{in: parts[0].in}
	for _, p := range parts {
		w.panels = append(w.panels, p.panels...)
		bias := make([]float32, p.stride())
		copy(bias, p.bias)
		w.bias = append(w.bias, bias...)
		w.out += p.stride()
	}
	return w
}

// convolution is a gated convolution: x + a*sigmoid(g), where [a | g] is a linear layer over the normalised
// states of a position and its neighbours, from left to right; beyond the sentence they are zero.
type convolution struct {
	norm          layerNorm
	lin           *matrix
	size, spacing int
}

func (l *loader) convolution(name string, width, size, spacing int) convolution {
	return convolution{l.layerNorm(name+"ln", width), l.matrix(name+"lin", size*width, 2*width), size, spacing}
}

// sequences are rows of states one after another, cut into sentences: sentence i is rows [at[i], at[i+1]).
type sequences struct {
	x     []float32
	width int
	at    []int
}

func (s *sequences) rows() int { return s.at[len(s.at)-1] }

// room is the memory of the layers, used again for every batch.
type room struct {
	compute
	states, gathered, products []float32
	keys, values               matrix
}

// Rows that are convolved at once: what they need stays in the second level cache.
const chunkRows = 96

// convolve runs one gated convolution in place.
func (r *room) convolve(s *sequences, c *convolution) {
	width, rows := s.width, s.rows()
	r.normalise(s, c.norm)
	in, stride := c.size*width, c.lin.stride()
	r.gathered = grown(r.gathered, chunkRows*in)
	r.products = grown(r.products, chunkRows*stride)
	sentence := 0
	for first := 0; first < rows; first += chunkRows {
		n := min(chunkRows, rows-first)
		for i := range n {
			for s.at[sentence+1] <= first+i {
				sentence++
			}
			r.gather(r.gathered[i*in:][:in], width, first+i, s.at[sentence], s.at[sentence+1], c)
		}
		r.multiply(r.products, stride, r.gathered, in, n, c.lin)
		for i := range n {
			product := r.products[i*stride:]
			r.gate(s.x[(first+i)*width:][:width], product[:width], product[width:2*width])
		}
	}
}

// normalise puts the normalised rows into r.states.
func (r *room) normalise(s *sequences, n layerNorm) {
	r.states = grown(r.states, s.rows()*s.width)
	for i := range s.rows() {
		r.norm(r.states[i*s.width:][:s.width], s.x[i*s.width:][:s.width], n.scale, n.shift)
	}
}

// gather copies the neighbours of a row within its sentence [begin, end) side by side.
func (r *room) gather(dst []float32, width, row, begin, end int, c *convolution) {
	for k := range c.size {
		part, at := dst[k*width:][:width], row+(k-c.size/2)*c.spacing
		if at < begin || at >= end {
			clear(part)
		} else {
			copy(part, r.states[at*width:])
		}
	}
}
