package syntax

import (
	"fmt"
	"slices"

	"github.com/triplewire/triplewire/extract"
)

// worker is the memory of one analysis at a time. Workers share the model, which is read-only.
type worker struct {
	room
	model     *Model
	cache     wordCache
	embedding embedding
	feats     map[string]map[string]string // sets of features that were met, by the numbers of their values

	state, heads, queries, scores, pairs, labels, names, lemmas []float32
	arcs                                                        matrix
	charRows                                                    []float32
	listed                                                      []byte
	governors, tags                                             []int
	trace                                                       func(step string, rows []float32, width int) // for tests; nil else
}

// maxFeats bounds the sets of features that a worker remembers; real text has some hundreds.
const maxFeats = 4096

// Rows of a batch: enough for the kernels, few enough for the second level cache.
const batchRows = 256

// Tag analyses sentences that are cut into words already. Spans are left empty, heads count within the sentence.
// Sentences should not be longer than 120 words: time and memory grow with the square.
func (m *Model) Tag(lang string, sentences [][]string) ([][]extract.Token, error) {
	code, err := m.language(lang)
	if err != nil {
		return nil, err
	}
	out := make([][]extract.Token, len(sentences))
	for i, s := range sentences {
		out[i] = make([]extract.Token, len(s))
		for j, form := range s {
			out[i][j].Text = form
		}
	}
	w := m.acquire()
	defer m.release(w)
	w.tagAll(code, sentences, out)
	return out, nil
}

// tagAll fills in everything but spans and texts.
func (w *worker) tagAll(lang string, sentences [][]string, out [][]extract.Token) {
	for first := 0; first < len(sentences); {
		rows, last := 0, first
		for last < len(sentences) && (rows == 0 || rows+len(sentences[last])+1 <= batchRows) {
			rows += len(sentences[last]) + 1
			last++
		}
		w.tagBatch(lang, sentences[first:last], out[first:last])
		first = last
	}
}

func (w *worker) tagBatch(lang string, sentences [][]string, out [][]extract.Token) {
	n := w.model.network
	types := w.look(lang, sentences)
	s := w.begin(lang, types)
	w.encode(s)
	scripts := n.scriptsOf(lang)
	w.decode(s, types, scripts)
	for i := range sentences {
		w.tagSentence(s.at[i], sentences[i], out[i])
		for j := range out[i] {
			out[i][j].Lemma = lower(sentences[i][j])
			if scripts != nil {
				row := w.lemmas[(s.at[i]+1+j)*scripts.scores.stride():][:len(scripts.scripts)]
				out[i][j].Lemma = w.chooseLemma(types[i][j], sentences[i][j], lang, scripts, row)
			}
		}
	}
}

// begin lays out the input of the network: ROOT, then the words, for each sentence.
func (w *worker) begin(lang string, types [][]*wordType) *sequences {
	n := w.model.network
	style := n.style[slices.Index(w.model.vocab.Langs, lang)]
	s := &sequences{width: width, at: make([]int, 1, len(types)+1)}
	for _, words := range types {
		s.at = append(s.at, s.rows()+len(words)+1)
	}
	w.state = grown(w.state, s.rows()*width)
	s.x = w.state
	for i, words := range types {
		w.listed = w.model.gazetteer.features(w.listed[:0], words, lang)
		at := s.at[i] * width
		copy(s.x[at:], n.root)
		add(s.x[at:][:width], style)
		for j, t := range words {
			at += width
			row := s.x[at:][:width]
			copy(row, t.input)
			add(row, style)
			for k := 0; w.listed[j]>>k != 0; k++ {
				if w.listed[j]>>k&1 == 1 {
					add(row, n.gazetteer[k])
				}
			}
		}
	}
	return s
}

// encode runs the layers over the input; the normalised result is in w.states.
func (w *worker) encode(s *sequences) {
	n := w.model.network
	w.traced("input", s.x, s.width)
	for i := range n.convolutions {
		w.convolve(s, &n.convolutions[i])
		w.traced(fmt.Sprintf("enc.%d", i), s.x, s.width)
	}
	w.attend(s, &n.attention)
	w.traced(fmt.Sprintf("enc.%d", len(n.convolutions)), s.x, s.width)
	w.normalise(s, n.norm)
}

func (w *worker) traced(step string, rows []float32, width int) {
	if w.trace != nil {
		w.trace(step, rows, width)
	}
}

// decode computes all outputs but arcs and labels, which are done sentence by sentence.
func (w *worker) decode(s *sequences, types [][]*wordType, scripts *scriptSet) {
	n, rows := w.model.network, s.rows()
	stride := n.heads.stride()
	w.heads = grown(w.heads, rows*stride)
	w.multiply(w.heads, stride, w.states, width, rows, n.heads)
	for i := range rows {
		w.leaky(w.heads[i*stride:][:lemmaAt])
	}
	w.queries = grown(w.queries, rows*arcWidth)
	w.multiply(w.queries, arcWidth, w.heads[arcDepAt:], stride, rows, n.arc)
	w.names = grown(w.names, rows*n.name.stride())
	w.multiply(w.names, n.name.stride(), w.heads[nameAt:], stride, rows, n.name)
	if scripts == nil {
		return
	}
	for i, words := range types {
		for j, t := range words {
			hidden := w.heads[(s.at[i]+j+1)*stride+lemmaAt:][:lemmaWidth]
			add(hidden, t.lemma)
			w.leaky(hidden)
		}
	}
	w.lemmas = grown(w.lemmas, rows*scripts.scores.stride())
	w.multiply(w.lemmas, scripts.scores.stride(), w.heads[lemmaAt:], stride, rows, scripts.scores)
}

// tagSentence reads the outputs, but for lemmas, of the sentence whose ROOT is in row begin.
func (w *worker) tagSentence(begin int, forms []string, out []extract.Token) {
	if len(forms) == 0 {
		return
	}
	v, n := &w.model.vocab, w.model.network
	w.parse(begin, len(forms))
	w.tags = append(w.tags[:0], make([]int, len(forms))...)
	names(w.names[(begin+1)*n.name.stride():], n.name.stride(), len(forms), len(v.NER), w.tags)
	for i := range out {
		t, row := &out[i], begin+1+i
		state := w.heads[row*n.heads.stride():][:n.heads.stride()]
		t.UPOS = v.UPOS[argmax(state[uposAt:][:len(v.UPOS)])]
		t.Feats = w.features(state[uposAt+wholePanels(len(v.UPOS)):])
		t.Head = w.governors[i+1] - 1
		t.Rel = v.Labels[w.labelOf(i, w.governors[i+1] == 0)]
		if tag := v.NER[w.tags[i]]; tag != "O" {
			t.Name = tag
		}
	}
}

// parse finds the heads of a sentence of n words and scores the labels of its arcs.
func (w *worker) parse(begin, n int) {
	net := w.model.network
	stride := net.heads.stride()
	w.arcs.transposed(w.heads[begin*stride+arcHeadAt:], stride, n+1, arcWidth)
	s := scores{n: n, stride: w.arcs.stride()}
	w.scores = grown(w.scores, (n+1)*s.stride)
	w.multiply(w.scores, s.stride, w.queries[begin*arcWidth:], arcWidth, n+1, &w.arcs)
	s.values = w.scores
	w.governors = append(w.governors[:0], make([]int, n+1)...)
	s.tree(w.governors)
	w.pairs = grown(w.pairs, n*3*labelWidth)
	for i := range n {
		head := w.heads[(begin+w.governors[i+1])*stride+labelHeadAt:][:labelWidth]
		dep := w.heads[(begin+i+1)*stride+labelDepAt:][:labelWidth]
		pair := w.pairs[i*3*labelWidth:][:3*labelWidth]
		for j, h := range head {
			pair[j] = 4 * h * dep[j]
		}
		copy(pair[labelWidth:], head)
		copy(pair[2*labelWidth:], dep)
	}
	w.labels = grown(w.labels, n*net.label.stride())
	w.multiply(w.labels, net.label.stride(), w.pairs, 3*labelWidth, n, net.label)
}

// labelOf gives the best label of word i's arc; "root" for those from ROOT, and for no other.
func (w *worker) labelOf(i int, root bool) int {
	if root {
		return w.model.rootLabel
	}
	row := w.labels[i*w.model.network.label.stride():][:len(w.model.vocab.Labels)]
	row[w.model.rootLabel] = impossible
	return argmax(row)
}

// features gives the best value of each attribute; the map is shared by all tokens that have the same.
func (w *worker) features(row []float32) map[string]string {
	var key [32]byte
	used := key[:0]
	any := false
	for _, a := range w.model.vocab.Feats {
		best := argmax(row[:len(a.Values)])
		used, any = append(used, byte(best)), any || best > 0
		row = row[len(a.Values):]
	}
	if !any {
		return nil
	}
	set, ok := w.feats[string(used)]
	if !ok {
		if len(w.feats) > maxFeats {
			clear(w.feats)
		}
		set = map[string]string{}
		for i, a := range w.model.vocab.Feats {
			if used[i] > 0 {
				set[a.Name] = a.Values[used[i]]
			}
		}
		w.feats[string(used)] = set
	}
	return set
}
