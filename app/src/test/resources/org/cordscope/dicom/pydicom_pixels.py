"""Pixels of every file below a folder as pydicom and gdcm decode them: python3 pydicom_pixels.py DATA OUT

Prints one JSON object per file that holds pixel data: path, and either an error or the frames looked at (first, middle,
last), whose stored values lie in OUT as little-endian int32, and the modality values of the first frame as float64.
"""
import gzip
import io
import json
import os
import sys
import warnings

import numpy as np
import pydicom
from pydicom.pixel_data_handlers.util import apply_color_lut, apply_modality_lut, convert_color_space

warnings.simplefilter("ignore")


def stored(ds, array):
    """Masked and sign extended by high bit, bits stored and pixel representation."""
    v = array.astype(np.int64)
    if not ds.file_meta.get("TransferSyntaxUID", pydicom.uid.ImplicitVRLittleEndian).is_encapsulated:
        v = v >> (ds.HighBit + 1 - ds.BitsStored) if ds.BitsAllocated > 1 else v
    v = v & ((1 << ds.BitsStored) - 1)
    if ds.PixelRepresentation:
        v = np.where(v >= 1 << (ds.BitsStored - 1), v - (1 << ds.BitsStored), v)
    return v


def luminance(rgb):
    return rgb[..., 0] * 0.299 + rgb[..., 1] * 0.587 + rgb[..., 2] * 0.114


def modality(ds, array, values):
    photometric = ds.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        return luminance(apply_color_lut(array, ds).astype(float))
    if ds.SamplesPerPixel == 3:
        if photometric.startswith("YBR_FULL"):
            return array[..., 0].astype(float)
        return luminance(array.astype(float))
    groups = ds.get("PerFrameFunctionalGroupsSequence") or []
    shared = ds.get("SharedFunctionalGroupsSequence") or []
    for group in list(groups)[:1] + list(shared):
        if "PixelValueTransformationSequence" in group:
            t = group.PixelValueTransformationSequence[0]
            result = values * float(t.RescaleSlope) + float(t.RescaleIntercept)
            break
    else:
        result = apply_modality_lut(values, ds).astype(float)
    if photometric == "MONOCHROME1":
        ends = np.array([0, (1 << ds.BitsStored) - 1]) - (1 << (ds.BitsStored - 1)) * ds.PixelRepresentation
        result = apply_modality_lut(ends, ds).sum() - result
    return result


def describe(path, out, number):
    data = open(path, "rb").read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    ds = pydicom.dcmread(io.BytesIO(data), force=True)
    if "PixelData" not in ds:
        return None
    if "TransferSyntaxUID" not in getattr(ds, "file_meta", {}):
        ds.file_meta = pydicom.dataset.FileMetaDataset()
        ds.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
        if not ds.is_implicit_VR:
            ds.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    try:
        count = int(ds.get("NumberOfFrames", 1) or 1)
        if not ds.is_little_endian and ds.BitsAllocated == 8 and ds["PixelData"].VR == "OW":
            ds.PixelData = np.frombuffer(ds.PixelData, ">u2").astype("<u2").tobytes()  # pydicom leaves the words turned
        array = ds.pixel_array
        frames = array if count > 1 else array[np.newaxis]
        numbers = sorted({1, (count + 1) // 2, count})
        for n in numbers:
            stored(ds, frames[n - 1]).astype("<i8").astype("<i4").tofile(f"{out}/{number}.{n}")
        modality(ds, frames[0], stored(ds, frames[0])).astype("<f8").tofile(f"{out}/{number}.modality")
        return {"number": number, "frames": numbers, "syntax": str(ds.file_meta.TransferSyntaxUID)}
    except Exception as e:
        return {"error": repr(e)}


def main():
    data, out = sys.argv[1:3]
    paths = sorted(os.path.join(folder, f) for folder, _, files in os.walk(data) for f in files)
    for number, path in enumerate(paths):
        try:
            line = describe(path, out, number)
        except Exception as e:
            line = {"error": repr(e)}
        if line is not None:
            print(json.dumps({"path": os.path.relpath(path, data), **line}), flush=True)


main()
