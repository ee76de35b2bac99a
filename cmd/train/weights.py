"""The weights file: magic, length of the header, header in JSON, tensors aligned to 64 bytes.

    "TWMODEL1" | uint32 LE n | n bytes JSON {"meta", "vocab", "tensors"} | tensors

A tensor is {"name", "dtype", "shape", "offset" (from the file's begin), "bytes"}. i8 and i4 tensors
are rows of integers with one float32 factor a row in "<name>.scale"; i4 holds two values a byte,
low nibble first, in two's complement.
"""
import json
import struct

import numpy as np

MAGIC = b"TWMODEL1"
ALIGN = 64


def quantise(w, bits):
    """-> integers, one factor a row (float32)"""
    limit = 2 ** (bits - 1) - 1
    w = w.astype(np.float32)
    scale = np.maximum(np.abs(w).max(axis=1), 1e-8).astype(np.float32) / np.float32(limit)
    q = np.clip(np.rint(w / scale[:, None]), -limit, limit).astype(np.int8)
    return q, scale


def pack4(q):
    low, high = q[:, 0::2].astype(np.uint8) & 15, q[:, 1::2].astype(np.uint8) & 15
    return (low | high << 4).astype(np.uint8)


def unpack4(raw, rows, cols):
    b = np.frombuffer(raw, dtype=np.uint8).reshape(rows, cols // 2)
    out = np.empty((rows, cols), dtype=np.int8)
    out[:, 0::2], out[:, 1::2] = b & 15, b >> 4
    out[out > 7] -= 16
    return out


class Writer:
    def __init__(self):
        self.tensors, self.blobs = [], []

    def put(self, name, dtype, shape, raw):
        self.tensors.append(dict(name=name, dtype=dtype, shape=list(shape), offset=0, bytes=len(raw)))
        self.blobs.append(raw)

    def add(self, name, array, dtype):
        array = np.ascontiguousarray(array)
        if dtype in ("i8", "i4"):
            q, scale = quantise(array, 8 if dtype == "i8" else 4)
            self.put(name, dtype, array.shape, (q if dtype == "i8" else pack4(q)).tobytes())
            self.put(name + ".scale", "f32", scale.shape, scale.astype("<f4").tobytes())
        else:
            kind = {"f32": "<f4", "u32": "<u4", "u8": "u1"}[dtype]
            self.put(name, dtype, array.shape, array.astype(kind).tobytes())

    def write(self, path, meta, vocab):
        # The offsets stand in the header, whose length they change: settle by repeating.
        at = 0
        while True:
            header = json.dumps(dict(meta=meta, vocab=vocab, tensors=self.tensors), ensure_ascii=False,
                                separators=(",", ":"), sort_keys=True).encode("utf-8")
            start = len(MAGIC) + 4 + len(header)
            if start <= at:
                header += b" " * (at - start)
                break
            at = -(-(start + 64) // ALIGN) * ALIGN
            offset = at
            for t in self.tensors:
                t["offset"] = offset
                offset = -(-(offset + t["bytes"]) // ALIGN) * ALIGN
        with open(path, "wb") as f:
            f.write(MAGIC + struct.pack("<I", len(header)) + header)
            for t, raw in zip(self.tensors, self.blobs):
                f.write(b"\0" * (t["offset"] - f.tell()))
                f.write(raw)
        return offset


def read(path):
    """-> meta, vocab, {name: array}; quantised tensors come back as float32."""
    raw = open(path, "rb").read()
    if raw[:8] != MAGIC:
        raise ValueError("%s is no weights file" % path)
    n = struct.unpack("<I", raw[8:12])[0]
    header = json.loads(raw[12:12 + n])
    arrays = {}
    for t in header["tensors"]:
        blob = raw[t["offset"]:t["offset"] + t["bytes"]]
        if t["dtype"] == "i4":
            arrays[t["name"]] = unpack4(blob, *t["shape"])
        else:
            kind = {"f32": "<f4", "u32": "<u4", "u8": "u1", "i8": "i1"}[t["dtype"]]
            arrays[t["name"]] = np.frombuffer(blob, dtype=kind).reshape(t["shape"])
    for t in header["tensors"]:
        if t["dtype"] in ("i8", "i4"):
            arrays[t["name"]] = arrays[t["name"]].astype(np.float32) * arrays[t["name"] + ".scale"][:, None]
    return header["meta"], header["vocab"], arrays
