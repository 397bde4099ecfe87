"""The peer of `cordscope watch`: the same work as a plain Python service, with pydicom and PyTorch eager in float32.

Needs torch, numpy and pydicom. Follows an Orthanc with its DICOMweb plugin, chooses the axial T2-weighted series of each stable
study by its header, fetches it, codes every slice with a ResNet-50 (weights drawn at random: the work is the same), and returns
a structured report and a montage by STOW-RS. One process, one study at a time, no ledger: what a first version looks like.

    python3 scripts/service_pydicom.py http://127.0.0.1:8042
"""

import argparse
import datetime
import io
import json
import os
import sys
import time
import urllib.request
import uuid

import numpy as np
import pydicom
import torch
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from resnet_torch import network

SR = "1.2.840.10008.5.1.4.1.1.88.34"
CAPTURE = "1.2.840.10008.5.1.4.1.1.7.4"
MAKER = "PeerService"


class Archive:
    def __init__(self, root):
        self.root = root.rstrip("/")

    def ask(self, path, data=None, **headers):
        request = urllib.request.Request(self.root + path, data, {k.replace("_", "-"): v for k, v in headers.items()})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.headers.get("Content-Type", ""), answer.read()

    def json(self, path):
        return json.loads(self.ask(path)[1])

    def series(self, study, series):
        kind, body = self.ask(
            f"/dicom-web/studies/{study}/series/{series}",
            Accept='multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.1',
        )
        boundary = b"--" + kind.split("boundary=")[1].split(";")[0].strip('"').encode()
        for part in body.split(boundary)[1:-1]:
            yield pydicom.dcmread(io.BytesIO(part.split(b"\r\n\r\n", 1)[1]))

    def store(self, study, objects):
        boundary = uuid.uuid4().hex
        body = io.BytesIO()
        for data in objects:
            body.write(f"--{boundary}\r\nContent-Type: application/dicom\r\n\r\n".encode())
            pydicom.dcmwrite(body, data, write_like_original=False)
            body.write(b"\r\n")
        body.write(f"--{boundary}--\r\n".encode())
        kind = f'multipart/related; type="application/dicom"; boundary={boundary}'
        self.ask(f"/dicom-web/studies/{study}", body.getvalue(), Content_Type=kind, Accept="application/dicom+json")


def is_axial_t2(instances):
    first = instances[0]
    try:
        row, column = np.split(np.array(first.ImageOrientationPatient, float), 2)
        axial = abs(np.cross(row, column)[2]) > 0.8
        return axial and first.EchoTime >= 70 and first.RepetitionTime >= 2000 and len(instances) > 3
    except (AttributeError, TypeError, ValueError):
        return False


def grey(image, size):
    """The whole slice on the network's square by linear interpolation, 0..1."""
    pixels = torch.from_numpy(image.pixel_array.astype(np.float32))
    pixels = (pixels - pixels.min()) / max(1e-6, float(pixels.max() - pixels.min()))
    square = torch.nn.functional.interpolate(pixels[None, None], (size, size), mode="bilinear", align_corners=False)
    return square[0].expand(3, -1, -1)


def result(image, sop_class, modality):
    data = Dataset()
    for tag in ("PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "StudyDate", "StudyTime",
                "StudyID", "AccessionNumber", "ReferringPhysicianName"):
        setattr(data, tag, image.get(tag, ""))
    now = datetime.datetime.now()
    data.SOPClassUID, data.SOPInstanceUID, data.SeriesInstanceUID = sop_class, generate_uid(), generate_uid()
    data.Modality, data.Manufacturer, data.SeriesNumber, data.InstanceNumber = modality, MAKER, 9801, 1
    data.ContentDate, data.ContentTime = now.strftime("%Y%m%d"), now.strftime("%H%M%S")
    data.SpecificCharacterSet = "ISO_IR 192"
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.file_meta.MediaStorageSOPClassUID, data.file_meta.MediaStorageSOPInstanceUID = sop_class, data.SOPInstanceUID
    data.is_little_endian, data.is_implicit_VR = True, False
    return data


def code(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return [item]


def report(images, probabilities):
    data = result(images[0], SR, "SR")
    data.ValueType, data.ContinuityOfContent = "CONTAINER", "SEPARATE"
    data.ConceptNameCodeSequence = code("126000", "DCM", "Imaging Measurement Report")
    data.CompletionFlag, data.VerificationFlag = "COMPLETE", "UNVERIFIED"
    items = []
    for image, probability in zip(images, probabilities):
        reference, picture, number, value = Dataset(), Dataset(), Dataset(), Dataset()
        reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
        picture.RelationshipType, picture.ValueType, picture.ReferencedSOPSequence = "INFERRED FROM", "IMAGE", [reference]
        value.NumericValue, value.MeasurementUnitsCodeSequence = f"{probability:.6f}", code("1", "UCUM", "no units")
        number.RelationshipType, number.ValueType, number.MeasuredValueSequence = "CONTAINS", "NUM", [value]
        number.ConceptNameCodeSequence, number.ContentSequence = code("122157", "DCM", "Probability"), [picture]
        items.append(number)
    data.ContentSequence = items
    return data


def montage(images, squares):
    side, columns = 256, 4
    rows = -(-len(squares) // columns)
    page = np.zeros((rows * side, columns * side, 3), np.uint8)
    for i, square in enumerate(squares):
        picture = torch.nn.functional.interpolate(square[None, :1], (side, side), mode="bilinear")[0, 0].numpy()
        top, left = i // columns * side, i % columns * side
        page[top : top + side, left : left + side] = (255 * picture)[..., None].astype(np.uint8)
    data = result(images[0], CAPTURE, "OT")
    data.Rows, data.Columns, data.SamplesPerPixel, data.PhotometricInterpretation = *page.shape[:2], 3, "RGB"
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit, data.PixelRepresentation, data.PlanarConfiguration, data.NumberOfFrames = 7, 0, 0, 1
    data.BurnedInAnnotation, data.ImageType = "YES", ["DERIVED", "SECONDARY"]
    data.PixelData = page.tobytes()
    return data


def handle(archive, model, name, size):
    """True where the study has a series to code."""
    for series in archive.json(f"/studies/{name}/series"):
        tags = series["MainDicomTags"]
        if tags.get("Modality") != "MR" or tags.get("Manufacturer") == MAKER:
            continue
        study = archive.json(f"/studies/{name}")["MainDicomTags"]["StudyInstanceUID"]
        images = list(archive.series(study, tags["SeriesInstanceUID"]))
        if not is_axial_t2(images):
            continue
        images.sort(key=lambda i: float(i.ImagePositionPatient[2]))
        squares = [grey(image, size) for image in images]
        probabilities = []
        with torch.inference_mode():
            for start in range(0, len(squares), 8):
                probabilities += torch.sigmoid(model(torch.stack(squares[start : start + 8])))[:, 0].tolist()
        archive.store(study, [report(images, probabilities), montage(images, squares)])
        return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--trunk", default="resnet50", choices=["resnet18", "resnet34", "resnet50"])
    parser.add_argument("--size", type=int, default=299)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    a = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(a.threads)
    model = network(a.trunk, False, [512, 512], 0.3).eval()
    archive = Archive(a.url)
    last, seen = 0, set()
    while True:
        page = archive.json(f"/changes?limit=100&since={last}")
        for change in page["Changes"]:
            if change["ChangeType"] == "StableStudy" and change["ID"] not in seen:
                seen.add(change["ID"])
                coded = handle(archive, model, change["ID"], a.size)
                print("coded" if coded else "not eligible", file=sys.stderr, flush=True)
        last = page["Last"]
        if page["Done"]:
            time.sleep(1)


if __name__ == "__main__":
    main()
