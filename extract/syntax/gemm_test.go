package syntax

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func randomVector(r *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	return x
}

func randomMatrix(r *rand.Rand, in, out int) *matrix {
	w := newMatrix(in, out, func(_ int, column []float32) {
		for i := range column {
			column[i] = float32(r.NormFloat64() / math.Sqrt(float64(in)))
		}
	})
	w.bias = randomVector(r, w.stride())
	return w
}

// exactProduct computes in float64, by the definition.
func exactProduct(a []float32, stride, rows int, w *matrix) []float64 {
	out := make([]float64, rows*w.out)
	for r := range rows {
		for j := range w.out {
			sum := 0.0
			if w.bias != nil {
				sum = float64(w.bias[j])
			}
			for i := range w.in {
				weight := w.panels[j/panelCols*panelCols*w.in+i*panelCols+j%panelCols]
				sum += float64(a[r*stride+i]) * float64(weight)
			}
			out[r*w.out+j] = sum
		}
	}
	return out
}

func kernels() []kernel {
	all := []kernel{portableKernel()}
	if k := fastestKernel(); k.name != all[0].name {
		all = append(all, k)
	}
	return all
}

func TestMultiply(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, size := range [][3]int{{1, 1, 1}, {5, 7, 17}, {6, 64, 16}, {37, 208, 90}, {12, 3, 48}, {50, 768, 33}} {
		rows, w := size[0], randomMatrix(r, size[1], size[2])
		stride := w.in + 3
		a := randomVector(r, rows*stride)
		want := exactProduct(a, stride, rows, w)
		for _, k := range kernels() {
			t.Run(fmt.Sprint(k.name, size), func(t *testing.T) {
				c := compute{kernel: k}
				dst := make([]float32, rows*(w.stride()+5))
				c.multiply(dst, w.stride()+5, a, stride, rows, w)
				for i, v := range want {
					got := float64(dst[i/w.out*(w.stride()+5)+i%w.out])
					if math.Abs(got-v) > 1e-4 {
						t.Fatalf("row %d column %d: got %v, want %v", i/w.out, i%w.out, got, v)
					}
				}
			})
		}
	}
}

func TestLayouts(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	rows, width, stride := 21, 32, 40
	src, a := randomVector(r, rows*stride), randomVector(r, 4*stride)
	for _, k := range kernels() {
		c := compute{kernel: k}
		var w matrix
		w.transposed(src, stride, rows, width)
		dots := make([]float32, 4*w.stride())
		c.multiply(dots, w.stride(), a, stride, 4, &w)
		w.columns(src, stride, rows, width)
		sums := make([]float32, 4*width)
		c.multiply(sums, width, a, stride, 4, &w)
		var dot, sum float64
		for i := range width {
			dot += float64(a[2*stride+i]) * float64(src[20*stride+i])
		}
		for i := range rows {
			sum += float64(a[3*stride+i]) * float64(src[i*stride+9])
		}
		if got := dots[2*wholePanels(rows)+20]; math.Abs(float64(got)-dot) > 1e-4 {
			t.Errorf("%s: dot product %v, want %v", k.name, got, dot)
		}
		if got := sums[3*width+9]; math.Abs(float64(got)-sum) > 1e-4 {
			t.Errorf("%s: weighted sum %v, want %v", k.name, got, sum)
		}
	}
}

func TestElementwise(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	x, a, g := randomVector(r, 48), randomVector(r, 48), randomVector(r, 48)
	for i := range g {
		g[i] *= 20 // far into both ends
	}
	g[0], g[1] = 1e9, -1e9
	for _, k := range kernels() {
		got := append([]float32(nil), x...)
		k.gate(got, a, g)
		for i := range got {
			near(t, k.name+" gate", got[i], float64(x[i])+float64(a[i])*sigmoid(float64(g[i])))
		}
		got = append(got[:0], x...)
		k.swish(got)
		for i := range got {
			near(t, k.name+" swish", got[i], float64(x[i])*sigmoid(1.702*float64(x[i])))
		}
		got = append(got[:0], g...)
		k.leaky(got)
		for i := range got {
			near(t, k.name+" leaky", got[i], math.Max(float64(g[i]), 0.1*float64(g[i])))
		}
		k.norm(got, x, a, g)
		mean, variance := 0.0, 0.0
		for _, v := range x {
			mean += float64(v) / 48
		}
		for _, v := range x {
			variance += (float64(v) - mean) * (float64(v) - mean) / 48
		}
		for i := 2; i < len(got); i++ {
			near(t, k.name+" norm", got[i], (float64(x[i])-mean)/math.Sqrt(variance+1e-5)*float64(a[i])+float64(g[i]))
		}
		got = append(got[:0], x...)
		sum, want := k.exp(got, 3), 0.0
		for i := range got {
			near(t, k.name+" exp", got[i], math.Exp(float64(x[i])-3))
			want += math.Exp(float64(x[i]) - 3)
		}
		near(t, k.name+" sum of exp", sum, want)
	}
}

func near(t *testing.T, what string, got float32, want float64) {
	t.Helper()
	if d := math.Abs(float64(got) - want); !(d <= 1e-5*math.Max(1, math.Abs(want))) {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

// One gated convolution of 160 words.
func BenchmarkMultiply(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	w := randomMatrix(r, 768, 512)
	a, dst := randomVector(r, 160*768), make([]float32, 160*512)
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			c := compute{kernel: k}
			for b.Loop() {
				c.multiply(dst, 512, a, 768, 160, w)
			}
			b.ReportMetric(2*160*768*512*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOPS")
		})
	}
}
