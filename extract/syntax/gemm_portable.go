package syntax

import "math"

// portableKernel runs on every processor.
func portableKernel() kernel {
	return kernel{name: "portable", tile: portableTile, gate: portableGate, swish: portableSwish,
		leaky: portableLeaky, norm: portableNorm, exp: portableExp}
}

// portableTile works on two rows by four columns at a time: so many sums fit into registers.
func portableTile(c []float32, cStride int, a []float32, aStride int, b []float32, k int) {
	b = b[:k*panelCols]
	for r := 0; r < tileRows; r += 2 {
		a0, a1 := a[r*aStride:][:k], a[(r+1)*aStride:][:k]
		c0, c1 := c[r*cStride:][:panelCols], c[(r+1)*cStride:][:panelCols]
		for j := 0; j < panelCols; j += 4 {
			var s0, s1, s2, s3, t0, t1, t2, t3 float32
			for i := range a0 {
				v := b[i*panelCols+j:][:4]
				x, y := a0[i], a1[i]
				s0 += x * v[0]
				s1 += x * v[1]
				s2 += x * v[2]
				s3 += x * v[3]
				t0 += y * v[0]
				t1 += y * v[1]
				t2 += y * v[2]
				t3 += y * v[3]
			}
			c0[j] += s0
			c0[j+1] += s1
			c0[j+2] += s2
			c0[j+3] += s3
			c1[j] += t0
			c1[j+1] += t1
			c1[j+2] += t2
			c1[j+3] += t3
		}
	}
}

func portableGate(x, a, g []float32) {
	a, g = a[:len(x)], g[:len(x)]
	for i := range x {
		x[i] += a[i] / (1 + power2(-log2e*g[i]))
	}
}

func portableSwish(x []float32) {
	for i, v := range x {
		x[i] = v / (1 + power2(-1.702*log2e*v))
	}
}

func portableLeaky(x []float32) {
	for i, v := range x {
		x[i] = max(v, 0.1*v)
	}
}

func portableNorm(dst, src, scale, shift []float32) {
	dst, scale, shift = dst[:len(src)], scale[:len(src)], shift[:len(src)]
	var sum, squares float32
	for _, v := range src {
		sum += v
	}
	mean := sum / float32(len(src))
	for _, v := range src {
		squares += (v - mean) * (v - mean)
	}
	inverse := 1 / float32(math.Sqrt(float64(squares/float32(len(src))+1e-5)))
	for i, v := range src {
		dst[i] = (v-mean)*inverse*scale[i] + shift[i]
	}
}

func portableExp(x []float32, most float32) float32 {
	var sum float32
	for i, v := range x {
		x[i] = power2(log2e * (v - most))
		sum += x[i]
	}
	return sum
}
