package syntax

import "golang.org/x/sys/cpu"

// fastestKernel gives the best arithmetic for the processor that the program runs on.
func fastestKernel() kernel {
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		return kernel{name: "avx2", tile: tileAVX2, gate: gateAVX2, swish: swishAVX2,
			leaky: leakyAVX2, norm: normAVX2, exp: expAVX2}
	}
	return portableKernel()
}

//go:noescape
func tileAVX2(c []float32, cStride int, a []float32, aStride int, b []float32, k int)

//go:noescape
func gateAVX2(x, a, g []float32)

//go:noescape
func swishAVX2(x []float32)

//go:noescape
func leakyAVX2(x []float32)

//go:noescape
func normAVX2(dst, src, scale, shift []float32)

//go:noescape
func expAVX2(x []float32, most float32) float32
