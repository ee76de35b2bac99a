package syntax

import "math"

// attention is a transformer block: each word looks at all words of its sentence, by content and by distance.
type attention struct {
	norm1, norm2           layerNorm
	qkv, out, first, final *matrix
	distance               []float32 // [heads x 2*maxDistance+1], added to the scores
}

const (
	attentionHeads = 4
	headWidth      = width / attentionHeads
	maxDistance    = 32
	forwardWidth   = 512
)

func (l *loader) attention(name string) attention {
	a := attention{norm1: l.layerNorm(name+"ln1", width), norm2: l.layerNorm(name+"ln2", width),
		qkv: l.matrix(name+"qkv", width, 3*width), out: l.matrix(name+"o", width, width),
		first: l.matrix(name+"f1", width, forwardWidth), final: l.matrix(name+"f2", forwardWidth, width)}
	distance := l.tensor(name+"rel", attentionHeads, 2*maxDistance+1)
	if l.err == nil {
		a.distance = distance.floats()
	}
	return a
}

// attend runs the block in place.
func (r *room) attend(s *sequences, a *attention) {
	rows := s.rows()
	r.normalise(s, a.norm1)
	r.gathered = grown(r.gathered, rows*3*width)
	r.multiply(r.gathered, 3*width, r.states, width, rows, a.qkv)
	for i := range len(s.at) - 1 {
		for head := range attentionHeads {
			r.attendSentence(s.at[i], s.at[i+1], head, a)
		}
	}
	r.gathered = grown(r.gathered, rows*forwardWidth)
	r.multiply(r.gathered, width, r.states, width, rows, a.out)
	add(s.x[:rows*width], r.gathered)
	r.normalise(s, a.norm2)
	r.multiply(r.gathered, forwardWidth, r.states, width, rows, a.first)
	r.swish(r.gathered[:rows*forwardWidth])
	r.products = grown(r.products, rows*width)
	r.multiply(r.products, width, r.gathered, forwardWidth, rows, a.final)
	add(s.x[:rows*width], r.products)
}

// attendSentence computes one head's weighted sums over the rows [begin, end) into that head's part of r.states,
// which nobody reads any more. The queries, keys and values stand in r.gathered.
func (r *room) attendSentence(begin, end, head int, a *attention) {
	n, part := end-begin, head*headWidth
	qkv := r.gathered[begin*3*width+part:]
	r.keys.transposed(qkv[width:], 3*width, n, headWidth)
	stride := r.keys.stride()
	r.products = grown(r.products, n*stride)
	r.multiply(r.products, stride, qkv, 3*width, n, &r.keys)
	distance := a.distance[head*(2*maxDistance+1):][:2*maxDistance+1]
	for i := range n {
		r.softmax(r.products[i*stride:][:stride], n, i, distance)
	}
	r.values.columns(qkv[2*width:], 3*width, n, headWidth)
	r.multiply(r.states[begin*width+part:], width, r.products, stride, n, &r.values)
}

// softmax turns the scores of one query into weights. What pads the row gets no weight.
func (r *room) softmax(row []float32, n, query int, distance []float32) {
	scale := 1 / float32(math.Sqrt(headWidth))
	most := float32(math.Inf(-1))
	for j := range n {
		row[j] = row[j]*scale + distance[min(max(j-query, -maxDistance), maxDistance)+maxDistance]
		most = max(most, row[j])
	}
	for j := n; j < len(row); j++ {
		row[j] = float32(math.Inf(-1))
	}
	factor := 1 / r.exp(row, most)
	for j := range n {
		row[j] *= factor
	}
}

func add(x, y []float32) {
	y = y[:len(x)]
	for i, v := range y {
		x[i] += v
	}
}
