"""Places every voxel of a NIfTI-1 file by its sform and by its qform, and by the DICOM geometry it came from.

The header is taken apart by the offsets of nifti1.h, without any library. Standard input holds the geometry as JSON; printed
are the largest distances in mm, the codes, and the voxels.
"""
import gzip
import itertools
import json
import math
import struct
import sys

raw = gzip.open(sys.argv[1]).read()
geometry = json.load(sys.stdin)
assert struct.unpack_from("<i", raw, 0)[0] == 348 and raw[344:348] == b"n+1\0"
dim = struct.unpack_from("<8h", raw, 40)
datatype, bitpix = struct.unpack_from("<2h", raw, 70)
pixdim = struct.unpack_from("<8f", raw, 76)
offset, slope, intercept = struct.unpack_from("<3f", raw, 108)
qcode, scode = struct.unpack_from("<2h", raw, 252)
b, c, d, qx, qy, qz = struct.unpack_from("<6f", raw, 256)
srow = [struct.unpack_from("<4f", raw, 280 + 16 * i) for i in range(3)]

square = 1.0 - (b * b + c * c + d * d)
if square < 1e-7:  # as nifti1_io.c has it
    a, scale = 0.0, 1 / math.sqrt(b * b + c * c + d * d)
    b, c, d = b * scale, c * scale, d * scale
else:
    a = math.sqrt(square)
turn = [
    [a * a + b * b - c * c - d * d, 2 * b * c - 2 * a * d, 2 * b * d + 2 * a * c],
    [2 * b * c + 2 * a * d, a * a + c * c - b * b - d * d, 2 * c * d - 2 * a * b],
    [2 * b * d - 2 * a * c, 2 * c * d + 2 * a * b, a * a + d * d - c * c - b * b],
]
qfac = -1 if pixdim[0] < 0 else 1


def by_sform(index):
    return [sum(r[i] * index[i] for i in range(3)) + r[3] for r in srow]


def by_qform(index):
    step = [pixdim[1] * index[0], pixdim[2] * index[1], qfac * pixdim[3] * index[2]]
    return [sum(t[i] * step[i] for i in range(3)) + q for t, q in zip(turn, (qx, qy, qz))]


def by_dicom(index):
    column, row, piece = index
    o, (down, across) = geometry["orientation"], geometry["spacing"]
    lps = [p + o[i] * across * column + o[3 + i] * down * row for i, p in enumerate(geometry["positions"][piece])]
    return [-lps[0], -lps[1], lps[2]]


indices = list(itertools.product(range(dim[1]), range(dim[2]), range(dim[3])))
values = struct.unpack_from({2: "<%dB", 4: "<%dh"}[datatype] % len(indices), raw, int(offset))
json.dump(
    {
        "dim": dim,
        "bits": bitpix,
        "rest": len(raw) - int(offset) - len(indices) * bitpix // 8,
        "scaling": [slope, intercept],
        "codes": [scode, qcode],
        "sform": max(math.dist(by_sform(i), by_dicom(i)) for i in indices),
        "qform": max(math.dist(by_qform(i), by_dicom(i)) for i in indices),
        "values": values,
    },
    sys.stdout,
)
