#!/usr/bin/env python3
"""Compares ONNX Runtime with Cordscope on the same slices, whole chain included: made DICOM slices go through `predict` in
float32, their pixels through the exported network.

usage: compare_onnx.py MODEL.safetensors [CORDSCOPE]     (needs numpy, onnxruntime, pydicom)
"""

import csv
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import pydicom
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

SLICES = 16


def smooth(random, size):
    """Blobs on a body, so that the picture is neither empty nor noise."""
    y, x = np.mgrid[0:size, 0:size] / size - 0.5
    picture = 400.0 * (np.hypot(x, y) < 0.45)
    for _ in range(12):
        cx, cy, width = random.uniform(-0.4, 0.4, 2).tolist() + [random.uniform(0.02, 0.1)]
        picture += random.uniform(-300, 600) * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / width**2)
    return np.clip(picture + random.normal(0, 10, (size, size)) + 60, 0, 4000).astype(np.uint16)


def write(picture, path, index, spacing, study, series):
    d = pydicom.Dataset()
    d.SOPClassUID, d.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.4", generate_uid()
    d.StudyInstanceUID, d.SeriesInstanceUID, d.PatientID, d.Modality = study, series, "made", "MR"
    d.SeriesDescription, d.ImageType = "T2 TSE ax cervical", ["ORIGINAL", "PRIMARY", "M"]
    d.ScanningSequence, d.EchoTime, d.RepetitionTime, d.EchoTrainLength = "SE", "100", "4000", "15"
    d.ImageOrientationPatient, d.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [0, 0, 4.0 * index]
    d.SliceThickness, d.PixelSpacing = "4", [spacing, spacing]
    d.Rows, d.Columns = picture.shape
    d.BitsAllocated = d.BitsStored = 16
    d.HighBit, d.PixelRepresentation, d.SamplesPerPixel = 15, 0, 1
    d.PhotometricInterpretation, d.PixelData = "MONOCHROME2", picture.tobytes()
    meta = pydicom.dataset.FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = d.SOPClassUID, d.SOPInstanceUID
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    pydicom.dcmwrite(path, pydicom.FileDataset(path, d, file_meta=meta, preamble=b"\0" * 128), enforce_file_format=True)


def grey(picture, low, high):
    ordered = np.sort(picture.ravel()).astype(np.float32)
    bottom, top = (ordered[math.floor(p / 100 * (ordered.size - 1) + 0.5)] for p in (low, high))
    return np.clip((picture.astype(np.float32) - bottom) / (top - bottom), 0, 1)


def main():
    model = Path(sys.argv[1])
    cordscope = sys.argv[2] if len(sys.argv) > 2 else str(Path(__file__).resolve().parent.parent / "cordscope")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        onnx = folder / "model.onnx"
        subprocess.run([cordscope, "model", "export", model, "--out", onnx], check=True, stdout=subprocess.DEVNULL)
        session = onnxruntime.InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
        seen = json.loads(session.get_modelmeta().custom_metadata_map["recipe"])["preprocessing"]
        size, field = seen["size"], seen["field_of_view_mm"]
        random = np.random.default_rng(1)
        pictures = [smooth(random, size) for _ in range(SLICES)]
        (folder / "dicom").mkdir()
        study, series = generate_uid(), generate_uid()
        for i, picture in enumerate(pictures):
            write(picture, folder / "dicom" / f"{i}.dcm", i, (field or 200) / size, study, series)
        subprocess.run(
            [cordscope, "predict", folder / "dicom", "--model", model, "--out", folder / "coded", "--precision",
             "float32"], check=True, stdout=subprocess.DEVNULL)
        with open(folder / "coded" / "slices.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        images = np.stack([grey(p, seen["low_percentile"], seen["high_percentile"]) for p in pictures])[:, None]
        _, plain, calibrated = session.run(None, {"slice": images.astype(np.float32)})
        one = session.run(["probability"], {"slice": images[:1].astype(np.float32)})[0]
        for name, found in (("probability", plain), ("calibrated_probability", calibrated)):
            known = np.array([float(row[name] or "nan") for row in rows])
            print(f"{name}: {len(rows)} slices {known.min():.4f} to {known.max():.4f}, "
                  f"largest difference {np.abs(known - found.ravel()).max():.2e}")
        print(f"a batch of one against a batch of {SLICES}: {np.abs(one - plain[:1]).max():.2e}")


if __name__ == "__main__":
    main()
