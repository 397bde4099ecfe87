"""Compares a NIfTI volume with the DICOM object made of it, by numpy and pydicom alone: voxel by voxel, each looked up in the
DICOM object by its place in the patient. Prints the largest difference of place (mm) and of value (steps of the scale)."""
import gzip
import struct
import sys

import numpy as np
import pydicom

TYPES = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4"}


def rotation(b, c, d):
    a = np.sqrt(max(0.0, 1 - b * b - c * c - d * d))
    return np.array([
        [a * a + b * b - c * c - d * d, 2 * b * c - 2 * a * d, 2 * b * d + 2 * a * c],
        [2 * b * c + 2 * a * d, a * a + c * c - b * b - d * d, 2 * c * d - 2 * a * b],
        [2 * b * d - 2 * a * c, 2 * c * d + 2 * a * b, a * a + d * d - b * b - c * c]])


def nifti(path):
    raw = gzip.open(path).read()
    end = "<" if struct.unpack("<i", raw[:4])[0] == 348 else ">"
    dim = struct.unpack(end + "8h", raw[40:56])
    code = struct.unpack(end + "h", raw[70:72])[0]
    pixdim = struct.unpack(end + "8f", raw[76:108])
    start, slope, intercept = struct.unpack(end + "3f", raw[108:120])
    qcode, scode = struct.unpack(end + "2h", raw[252:256])
    q = struct.unpack(end + "6f", raw[256:280])
    if scode > 0:
        affine = np.array(struct.unpack(end + "12f", raw[280:328]), dtype=float).reshape(3, 4)
    else:
        steps = np.diag([pixdim[1], pixdim[2], pixdim[3] * (-1 if pixdim[0] < 0 else 1)])
        affine = np.column_stack([rotation(*q[:3]) @ steps, q[3:]])
    voxels = np.frombuffer(raw, dtype=end + TYPES[code], offset=int(start)).reshape(dim[1:4], order="F").astype(float)
    if slope not in (0.0,) and np.isfinite(slope):
        voxels = voxels * slope + intercept
    return voxels, affine


def main(volume, made):
    voxels, affine = nifti(volume)
    affine = np.diag([-1.0, -1.0, 1.0]) @ affine
    ds = pydicom.dcmread(made)
    shared = ds.SharedFunctionalGroupsSequence[0]
    scale = shared.PixelValueTransformationSequence[0]
    step, base = float(scale.RescaleSlope), float(scale.RescaleIntercept)
    pixels = ds.pixel_array.astype(float) * step + base
    spacing = [float(v) for v in shared.PixelMeasuresSequence[0].PixelSpacing]
    axes = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, dtype=float).reshape(2, 3)
    places = np.array([f.PlanePositionSequence[0].ImagePositionPatient for f in ds.PerFrameFunctionalGroupsSequence],
                      dtype=float)
    normal = np.cross(axes[0], axes[1])
    heights = places @ normal
    assert np.all(np.diff(heights) > 0), "frames in order"
    assert pixels.size == voxels.size
    grid = np.indices(voxels.shape).reshape(3, -1)
    world = affine[:, :3] @ grid + affine[:, 3:]
    frame = np.argmin(np.abs((normal @ world)[:, None] - heights[None, :]), axis=1) if len(heights) < 3 else np.rint(
        np.interp(normal @ world, heights, np.arange(len(heights)))).astype(int)
    offset = world - places[frame].T
    column = axes[0] @ offset / spacing[1]
    row = axes[1] @ offset / spacing[0]
    out = np.maximum(np.abs(column - np.rint(column)) * spacing[1], np.abs(row - np.rint(row)) * spacing[0])
    out = np.maximum(out, np.abs(normal @ offset))
    found = pixels[frame, np.rint(row).astype(int), np.rint(column).astype(int)]
    used = np.zeros(pixels.shape, dtype=bool)
    used[frame, np.rint(row).astype(int), np.rint(column).astype(int)] = True
    assert used.all(), "each pixel is one voxel"
    error = np.abs(found - voxels.reshape(-1)).max() / step
    print(f"{out.max():.6f} {error:.6f} {int(np.all(voxels == np.rint(voxels)))} {len(heights)} {ds.Rows} {ds.Columns}")


main(sys.argv[1], sys.argv[2])
