package syntax

import "math"

// Matrix multiplication takes almost all of the time. Weights are laid out once, at load, in panels of 16 columns,
// so that the innermost loop reads them in order; it computes a tile of 6 rows by 16 columns of the product.
const (
	tileRows  = 6
	panelCols = 16
)

// kernel is the arithmetic of one kind of processor. Vector arguments are multiples of 8 long.
type kernel struct {
	name string
	// tile adds to c[6 x 16] the product of a[6 x k] and one panel b[k x 16].
	tile func(c []float32, cStride int, a []float32, aStride int, b []float32, k int)
	// gate adds a*sigmoid(g) to x.
	gate func(x, a, g []float32)
	// swish replaces x by x*sigmoid(1.702x).
	swish func(x []float32)
	// leaky multiplies by 0.1 what is below zero.
	leaky func(x []float32)
	// norm puts the normalised src, scaled and shifted, into dst.
	norm func(dst, src, scale, shift []float32)
	// exp replaces x by e^(x-most) and gives the sum.
	exp func(x []float32, most float32) float32
}

// matrix is a weight matrix of in rows and out columns, in panels, with its bias.
type matrix struct {
	in, out int
	panels  []float32
	bias    []float32 // as long as stride(); nil for none
}

// stride is how far apart the rows of a product are: whole panels.
func (w *matrix) stride() int { return wholePanels(w.out) }

func wholePanels(n int) int { return (n + panelCols - 1) / panelCols * panelCols }

// newMatrix lays a matrix out; column puts the weights from all inputs to output j into w.
func newMatrix(in, out int, column func(j int, w []float32)) *matrix {
	m := &matrix{in: in, out: out, panels: make([]float32, wholePanels(out)*in)}
	w := make([]float32, in)
	for j := range out {
		column(j, w)
		panel := m.panels[j/panelCols*panelCols*in+j%panelCols:]
		for i, v := range w {
			panel[i*panelCols] = v
		}
	}
	return m
}

// compute is a kernel with the room that it needs to finish a matrix whose rows are no multiple of six.
type compute struct {
	kernel
	lastRows []float32
	lastTile [tileRows * panelCols]float32
}

// multiply computes dst = a*w + bias for the given number of rows. Rows of dst stand dstStride apart, at least
// w.stride(); what is beyond w.out in a row is overwritten.
func (c *compute) multiply(dst []float32, dstStride int, a []float32, aStride, rows int, w *matrix) {
	for r := range rows {
		row := dst[r*dstStride:][:w.stride()]
		if w.bias == nil {
			clear(row)
		} else {
			copy(row, w.bias)
		}
	}
	full := rows / tileRows * tileRows
	size := w.in * panelCols
	for p := 0; p*panelCols < w.out; p++ {
		panel := w.panels[p*size:][:size]
		for r := 0; r < full; r += tileRows {
			c.tile(dst[r*dstStride+p*panelCols:], dstStride, a[r*aStride:], aStride, panel, w.in)
		}
	}
	if rows > full {
		c.multiplyLast(dst[full*dstStride:], dstStride, a[full*aStride:], aStride, rows-full, w)
	}
}

// multiplyLast does the last rows, fewer than six, on copies: the kernel always reads and writes six.
func (c *compute) multiplyLast(dst []float32, dstStride int, a []float32, aStride, rows int, w *matrix) {
	c.lastRows = grown(c.lastRows, tileRows*w.in)
	for r := range rows {
		copy(c.lastRows[r*w.in:][:w.in], a[r*aStride:])
	}
	clear(c.lastRows[rows*w.in:])
	size := w.in * panelCols
	for p := 0; p*panelCols < w.out; p++ {
		for r := range rows {
			copy(c.lastTile[r*panelCols:][:panelCols], dst[r*dstStride+p*panelCols:])
		}
		c.tile(c.lastTile[:], panelCols, c.lastRows, w.in, w.panels[p*size:][:size], w.in)
		for r := range rows {
			copy(dst[r*dstStride+p*panelCols:][:panelCols], c.lastTile[r*panelCols:])
		}
	}
}

// transposed lays out as a matrix [width x rows] the rows of src, so that a product with it is all dot products.
func (w *matrix) transposed(src []float32, stride, rows, width int) {
	w.in, w.out = width, rows
	w.panels = grown(w.panels, wholePanels(rows)*width)
	for first := 0; first < rows; first += panelCols {
		panel := w.panels[first*width:][:width*panelCols]
		n := min(panelCols, rows-first)
		if n < panelCols {
			clear(panel)
		}
		for j := range n {
			for i, v := range src[(first+j)*stride:][:width] {
				panel[i*panelCols+j] = v
			}
		}
	}
}

// columns lays out as a matrix [rows x width] the rows of src as they are; width is a multiple of 16.
func (w *matrix) columns(src []float32, stride, rows, width int) {
	w.in, w.out = rows, width
	w.panels = grown(w.panels, rows*width)
	for i := range rows {
		row := src[i*stride:][:width]
		for p := 0; p < width; p += panelCols {
			copy(w.panels[p*rows+i*panelCols:][:panelCols], row[p:])
		}
	}
}

// grown gives a slice of length n, the old one where that is large enough. Its content is undefined.
func grown(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n, n+n/4)
	}
	return s[:n]
}

// The exponential is 2^n * 2^f with |f| <= 1/2 and a polynomial for 2^f, off by 3e-6 at most. Both kernels use it.
const (
	log2e = 1.4426950408889634
	exp1  = 0.6931472
	exp2  = 0.24022651
	exp3  = 0.05550411
	exp4  = 0.009618129
	exp5  = 0.0013333558
)

// power2 gives 2^x for x cut to [-126, 126].
func power2(x float32) float32 {
	x = max(-126, min(126, x))
	n := float32(math.RoundToEven(float64(x)))
	f := x - n
	p := 1 + f*(exp1+f*(exp2+f*(exp3+f*(exp4+f*exp5))))
	return math.Float32frombits(math.Float32bits(p) + uint32(int32(n))<<23)
}
