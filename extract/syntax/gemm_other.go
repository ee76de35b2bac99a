//go:build !amd64

package syntax

// fastestKernel gives the best arithmetic for the processor that the program runs on.
func fastestKernel() kernel { return portableKernel() }
