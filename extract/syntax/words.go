package syntax

import "strings"

// wordType is everything about a word that does not depend on its neighbours. News repeats itself, so it is kept.
type wordType struct {
	listed
	input  []float32 // what the word brings into the network
	lemma  []float32 // its share in the hidden layer of the lemma
	lemmas []madeLemma
}

// maxTypes bounds the memory of a worker: 8,192 types are some 15 MB.
const maxTypes = 8192

// wordCache holds the types that a worker has met, by language and form.
type wordCache struct {
	types map[string]map[string]*wordType
	count int
}

// embedding is the room for looking up new types.
type embedding struct {
	fresh    []*wordType
	forms    []string
	normal   []byte
	grams    []uint32
	vectors  []float32
	spelling spelling
}

// look gives the types of the words of a batch.
func (w *worker) look(lang string, sentences [][]string) [][]*wordType {
	c, e := &w.cache, &w.embedding
	if c.count > maxTypes {
		clear(c.types)
		c.count = 0
	}
	types := c.types[lang]
	if types == nil {
		types = map[string]*wordType{}
		c.types[lang] = types
	}
	e.fresh, e.forms = e.fresh[:0], e.forms[:0]
	out := make([][]*wordType, len(sentences))
	for i, s := range sentences {
		out[i] = make([]*wordType, len(s))
		for j, form := range s {
			t := types[form]
			if t == nil {
				form = strings.Clone(form) // the map must not keep the article alive
				t = &wordType{listed: e.spelling.listed(form, lang)}
				types[form] = t
				e.fresh, e.forms = append(e.fresh, t), append(e.forms, form)
			}
			out[i][j] = t
		}
	}
	c.count += len(e.fresh)
	w.embed(lang)
	return out
}

// embed computes the vectors of the types that are new.
func (w *worker) embed(lang string) {
	e, n := &w.embedding, w.model.network
	count := len(e.fresh)
	if count == 0 {
		return
	}
	e.vectors = grown(e.vectors, count*typeWidth)
	clear(e.vectors)
	for i, form := range e.forms {
		w.lookUp(e.vectors[i*typeWidth:][:typeWidth], form, lang)
	}
	inputs, lemmas := make([]float32, count*width), make([]float32, count*lemmaWidth)
	w.multiply(inputs, width, e.vectors, typeWidth, count, n.input)
	w.multiply(lemmas, lemmaWidth, e.vectors, typeWidth, count, n.lemmaInput)
	for i, t := range e.fresh {
		t.input = inputs[i*width:][:width]
		t.lemma = lemmas[i*lemmaWidth:][:lemmaWidth]
	}
}

// lookUp adds to dst the vectors of word, n-grams and shape.
func (w *worker) lookUp(dst []float32, form, lang string) {
	e, n := &w.embedding, w.model.network
	e.normal = e.spelling.appendNormal(e.normal[:0], form, lang)
	n.words.addRow(dst[:wordWidth], n.wordKeys.find(wordKey(e.normal, lang))+1, 1)
	e.grams = e.spelling.gramKeys(e.grams[:0], e.normal)
	known := e.grams[:0]
	for _, hash := range e.grams {
		if row := n.gramKeys.find(hash); row >= 0 {
			known = append(known, uint32(row+1))
		}
	}
	if len(known) == 0 {
		known = append(known, 0)
	}
	for _, row := range known {
		n.grams.addRow(dst[wordWidth:2*wordWidth], int(row), 1/float32(len(known)))
	}
	copy(dst[2*wordWidth:], n.shapes[e.spelling.shape(form)*shapeWidth:][:shapeWidth])
}
