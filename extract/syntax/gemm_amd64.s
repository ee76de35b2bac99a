#include "textflag.h"

// Constants of the exponential, see gemm.go.
DATA consts<>+0(SB)/4, $1.442695040   // log2(e)
DATA consts<>+4(SB)/4, $-1.442695040
DATA consts<>+8(SB)/4, $-2.455466959  // -1.702 log2(e)
DATA consts<>+12(SB)/4, $0.0013333558
DATA consts<>+16(SB)/4, $0.009618129
DATA consts<>+20(SB)/4, $0.05550411
DATA consts<>+24(SB)/4, $0.24022651
DATA consts<>+28(SB)/4, $0.6931472
DATA consts<>+32(SB)/4, $1.0
DATA consts<>+36(SB)/4, $126.0
DATA consts<>+40(SB)/4, $-126.0
DATA consts<>+44(SB)/4, $0.00001
DATA consts<>+48(SB)/4, $0.1
GLOBL consts<>(SB), RODATA|NOPTR, $52

#define LOAD_CONSTS \
	VBROADCASTSS consts<>+12(SB), Y8;  \
	VBROADCASTSS consts<>+16(SB), Y9;  \
	VBROADCASTSS consts<>+20(SB), Y10; \
	VBROADCASTSS consts<>+24(SB), Y11; \
	VBROADCASTSS consts<>+28(SB), Y12; \
	VBROADCASTSS consts<>+32(SB), Y13; \
	VBROADCASTSS consts<>+36(SB), Y14; \
	VBROADCASTSS consts<>+40(SB), Y15

// POWER2 puts 2^Y0 into Y2; Y0 and Y1 are lost.
#define POWER2 \
	VMINPS Y14, Y0, Y0;          \
	VMAXPS Y15, Y0, Y0;          \
	VROUNDPS $0, Y0, Y1;         \
	VSUBPS Y1, Y0, Y0;           \
	VMOVAPS Y8, Y2;              \
	VFMADD213PS Y9, Y0, Y2;      \
	VFMADD213PS Y10, Y0, Y2;     \
	VFMADD213PS Y11, Y0, Y2;     \
	VFMADD213PS Y12, Y0, Y2;     \
	VFMADD213PS Y13, Y0, Y2;     \
	VCVTPS2DQ Y1, Y1;            \
	VPSLLD $23, Y1, Y1;          \
	VPADDD Y1, Y2, Y2

// STEP multiplies one column of a with one row of the panel; o is the column's offset in bytes.
#define STEP(o, p) \
	VMOVUPS p(DX), Y12;                \
	VMOVUPS p+32(DX), Y13;             \
	VBROADCASTSS o(SI), Y14;           \
	VFMADD231PS Y12, Y14, Y0;          \
	VFMADD231PS Y13, Y14, Y1;          \
	VBROADCASTSS o(SI)(R9*1), Y15;     \
	VFMADD231PS Y12, Y15, Y2;          \
	VFMADD231PS Y13, Y15, Y3;          \
	VBROADCASTSS o(SI)(R9*2), Y14;     \
	VFMADD231PS Y12, Y14, Y4;          \
	VFMADD231PS Y13, Y14, Y5;          \
	VBROADCASTSS o(R11), Y15;          \
	VFMADD231PS Y12, Y15, Y6;          \
	VFMADD231PS Y13, Y15, Y7;          \
	VBROADCASTSS o(R11)(R9*1), Y14;    \
	VFMADD231PS Y12, Y14, Y8;          \
	VFMADD231PS Y13, Y14, Y9;          \
	VBROADCASTSS o(R11)(R9*2), Y15;    \
	VFMADD231PS Y12, Y15, Y10;         \
	VFMADD231PS Y13, Y15, Y11

// func tileAVX2(c []float32, cStride int, a []float32, aStride int, b []float32, k int)
// The 12 sums of 8 stay in Y0 to Y11 for the whole loop.
TEXT ·tileAVX2(SB), NOSPLIT, $0-96
	MOVQ c_base+0(FP), DI
	MOVQ cStride+24(FP), R8
	MOVQ a_base+32(FP), SI
	MOVQ aStride+56(FP), R9
	MOVQ b_base+64(FP), DX
	MOVQ k+88(FP), CX
	SHLQ $2, R8
	SHLQ $2, R9
	LEAQ (R9)(R9*2), R11
	ADDQ SI, R11             // row 3 of a
	LEAQ (R8)(R8*2), R13
	ADDQ DI, R13             // row 3 of c
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS (DI)(R8*1), Y2
	VMOVUPS 32(DI)(R8*1), Y3
	VMOVUPS (DI)(R8*2), Y4
	VMOVUPS 32(DI)(R8*2), Y5
	VMOVUPS (R13), Y6
	VMOVUPS 32(R13), Y7
	VMOVUPS (R13)(R8*1), Y8
	VMOVUPS 32(R13)(R8*1), Y9
	VMOVUPS (R13)(R8*2), Y10
	VMOVUPS 32(R13)(R8*2), Y11
	MOVQ CX, BX
	SHRQ $2, BX
	JZ rest
four:
	STEP(0, 0)
	STEP(4, 64)
	STEP(8, 128)
	STEP(12, 192)
	ADDQ $16, SI
	ADDQ $16, R11
	ADDQ $256, DX
	DECQ BX
	JNZ four
rest:
	ANDQ $3, CX
	JZ done
one:
	STEP(0, 0)
	ADDQ $4, SI
	ADDQ $4, R11
	ADDQ $64, DX
	DECQ CX
	JNZ one
done:
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, (DI)(R8*1)
	VMOVUPS Y3, 32(DI)(R8*1)
	VMOVUPS Y4, (DI)(R8*2)
	VMOVUPS Y5, 32(DI)(R8*2)
	VMOVUPS Y6, (R13)
	VMOVUPS Y7, 32(R13)
	VMOVUPS Y8, (R13)(R8*1)
	VMOVUPS Y9, 32(R13)(R8*1)
	VMOVUPS Y10, (R13)(R8*2)
	VMOVUPS Y11, 32(R13)(R8*2)
	VZEROUPPER
	RET

// func gateAVX2(x, a, g []float32)
TEXT ·gateAVX2(SB), NOSPLIT, $0-72
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	MOVQ a_base+24(FP), SI
	MOVQ g_base+48(FP), DX
	LOAD_CONSTS
	VBROADCASTSS consts<>+4(SB), Y7
	SHRQ $3, CX
	JZ gateDone
gateLoop:
	VMULPS (DX), Y7, Y0
	POWER2
	VADDPS Y13, Y2, Y2
	VMOVUPS (SI), Y3
	VDIVPS Y2, Y3, Y3
	VADDPS (DI), Y3, Y3
	VMOVUPS Y3, (DI)
	ADDQ $32, DI
	ADDQ $32, SI
	ADDQ $32, DX
	DECQ CX
	JNZ gateLoop
gateDone:
	VZEROUPPER
	RET

// func swishAVX2(x []float32)
TEXT ·swishAVX2(SB), NOSPLIT, $0-24
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	LOAD_CONSTS
	VBROADCASTSS consts<>+8(SB), Y7
	SHRQ $3, CX
	JZ swishDone
swishLoop:
	VMOVUPS (DI), Y3
	VMULPS Y3, Y7, Y0
	POWER2
	VADDPS Y13, Y2, Y2
	VDIVPS Y2, Y3, Y3
	VMOVUPS Y3, (DI)
	ADDQ $32, DI
	DECQ CX
	JNZ swishLoop
swishDone:
	VZEROUPPER
	RET

// func leakyAVX2(x []float32)
TEXT ·leakyAVX2(SB), NOSPLIT, $0-24
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	VBROADCASTSS consts<>+48(SB), Y7
	SHRQ $3, CX
	JZ leakyDone
leakyLoop:
	VMOVUPS (DI), Y0
	VMULPS Y0, Y7, Y1
	VMAXPS Y1, Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	DECQ CX
	JNZ leakyLoop
leakyDone:
	VZEROUPPER
	RET

// SUM8 adds up the eight numbers of a (its low half x) into the first of x; b is lost.
#define SUM8(a, x, b) \
	VEXTRACTF128 $1, a, b; \
	VADDPS b, x, x;        \
	VHADDPS x, x, x;       \
	VHADDPS x, x, x

// func normAVX2(dst, src, scale, shift []float32)
TEXT ·normAVX2(SB), NOSPLIT, $0-96
	MOVQ dst_base+0(FP), DI
	MOVQ src_base+24(FP), SI
	MOVQ src_len+32(FP), CX
	MOVQ scale_base+48(FP), DX
	MOVQ shift_base+72(FP), BX
	VCVTSI2SSQ CX, X7, X7
	SHRQ $3, CX
	JZ normDone
	VXORPS Y0, Y0, Y0
	MOVQ SI, R8
	MOVQ CX, R9
sumLoop:
	VADDPS (R8), Y0, Y0
	ADDQ $32, R8
	DECQ R9
	JNZ sumLoop
	SUM8(Y0, X0, X1)
	VDIVSS X7, X0, X0
	VBROADCASTSS X0, Y6      // mean
	VXORPS Y0, Y0, Y0
	MOVQ SI, R8
	MOVQ CX, R9
squareLoop:
	VMOVUPS (R8), Y1
	VSUBPS Y6, Y1, Y1
	VFMADD231PS Y1, Y1, Y0
	ADDQ $32, R8
	DECQ R9
	JNZ squareLoop
	SUM8(Y0, X0, X1)
	VDIVSS X7, X0, X0
	VADDSS consts<>+44(SB), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS consts<>+32(SB), X1
	VDIVSS X0, X1, X1
	VBROADCASTSS X1, Y5      // 1 / standard deviation
scaleLoop:
	VMOVUPS (SI), Y0
	VSUBPS Y6, Y0, Y0
	VMULPS Y5, Y0, Y0
	VMOVUPS (DX), Y1
	VFMADD213PS (BX), Y1, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, DX
	ADDQ $32, BX
	DECQ CX
	JNZ scaleLoop
normDone:
	VZEROUPPER
	RET

// func expAVX2(x []float32, most float32) float32
TEXT ·expAVX2(SB), NOSPLIT, $0-36
	MOVQ x_base+0(FP), DI
	MOVQ x_len+8(FP), CX
	VBROADCASTSS most+24(FP), Y6
	LOAD_CONSTS
	VBROADCASTSS consts<>+0(SB), Y7
	VXORPS Y5, Y5, Y5
	SHRQ $3, CX
	JZ expDone
expLoop:
	VMOVUPS (DI), Y0
	VSUBPS Y6, Y0, Y0
	VMULPS Y7, Y0, Y0
	POWER2
	VMOVUPS Y2, (DI)
	VADDPS Y2, Y5, Y5
	ADDQ $32, DI
	DECQ CX
	JNZ expLoop
expDone:
	SUM8(Y5, X5, X1)
	VMOVSS X5, ret+32(FP)
	VZEROUPPER
	RET
