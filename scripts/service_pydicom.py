"""The peer of `cordscope watch`: the same work as a plain Python service, with pydicom and PyTorch eager in float32.

Needs torch, numpy and pydicom. Follows an Orthanc with its DICOMweb plugin, chooses the axial T2-weighted series of each stable
study by its header, fetches it, codes every slice and its mirror image with the model that ships, or every slice with a
ResNet-50 (weights drawn at random: the work is the same), measures cord and canal, and returns a structured report, a montage
and, where a slice is positive, a Key Object by STOW-RS. Results are on the disk, and a ledger (SQLite, every commit forced) says
so, before they are sent. One process, one study at a time.

    python3 scripts/service_pydicom.py http://127.0.0.1:8042
"""

import argparse
import datetime
import io
import json
import os
import pathlib
import sqlite3
import sys
import tempfile
import time
import urllib.request
import uuid

import numpy as np
import pydicom
import torch
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from cord_torch import CordReader, measures
from resnet_torch import network

SR = "1.2.840.10008.5.1.4.1.1.88.34"
CAPTURE = "1.2.840.10008.5.1.4.1.1.7.4"
KEY_OBJECT = "1.2.840.10008.5.1.4.1.1.88.59"
THRESHOLD = 0.5
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

    def store(self, study, files):
        boundary = uuid.uuid4().hex
        body = io.BytesIO()
        for file in files:
            body.write(f"--{boundary}\r\nContent-Type: application/dicom\r\n\r\n".encode())
            body.write(file.read_bytes())
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


class ResNet:
    def __init__(self, trunk, size):
        self.size, self.network = size, network(trunk, False, [512, 512], 0.3).eval()

    def read(self, images):
        """Probability and picture of each slice; no measures."""
        squares = [grey(image, self.size) for image in images]
        probabilities = []
        for start in range(0, len(squares), 8):
            batch = torch.stack(squares[start : start + 8])
            probabilities += torch.sigmoid(self.network(batch))[:, 0].tolist()
        return probabilities, [square[0].numpy() for square in squares], [[]] * len(squares)


class Cord:
    def __init__(self, mirrored):
        self.reader, self.mirrored = CordReader(), mirrored

    def read(self, images):
        """Probability of each slice, its crop with the edges of cord and canal, and its measures: name, value, unit."""
        spacing = [float(mm) for mm in images[0].PixelSpacing]
        slices = [image.pixel_array for image in images]
        probabilities, crops, cords, canals = self.reader.read(slices, spacing, self.mirrored)
        edges = self.edge(cords) | self.edge(canals)
        found = []
        for cord, canal in zip(cords.numpy(), canals.numpy()):
            cord, canal = measures(cord), measures(canal)
            of_cord = zip(("Cord AP", "Cord RL", "Cord area"), cord or (), ("mm", "mm", "mm2"))
            found.append([*of_cord, *([("Canal AP", canal[0], "mm")] if canal else [])])
        return probabilities, [np.where(edge, 1, crop) for crop, edge in zip(crops, edges.numpy())], found

    @staticmethod
    def edge(masks):
        return masks & ~(-torch.nn.functional.max_pool2d(-masks[:, None].float(), 3, 1, 1)[:, 0] > 0)


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


def number(name, value, unit, image):
    reference, picture, item, measured = Dataset(), Dataset(), Dataset(), Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
    picture.RelationshipType, picture.ValueType, picture.ReferencedSOPSequence = "INFERRED FROM", "IMAGE", [reference]
    measured.NumericValue, measured.MeasurementUnitsCodeSequence = f"{value:.6f}", code(unit, "UCUM", unit)
    item.RelationshipType, item.ValueType, item.MeasuredValueSequence = "CONTAINS", "NUM", [measured]
    item.ConceptNameCodeSequence, item.ContentSequence = name, [picture]
    return item


def report(images, probabilities, found):
    data = result(images[0], SR, "SR")
    data.ValueType, data.ContinuityOfContent = "CONTAINER", "SEPARATE"
    data.ConceptNameCodeSequence = code("126000", "DCM", "Imaging Measurement Report")
    data.CompletionFlag, data.VerificationFlag = "COMPLETE", "UNVERIFIED"
    items = []
    for image, probability, values in zip(images, probabilities, found):
        items.append(number(code("122157", "DCM", "Probability"), probability, "1", image))
        for name, value, unit in values:
            items.append(number(code(name.upper().replace(" ", "_"), "99PEER", name), value, unit, image))
    data.ContentSequence = items
    return data


def key_object(images):
    data = result(images[0], KEY_OBJECT, "KO")
    data.ValueType, data.ContinuityOfContent = "CONTAINER", "SEPARATE"
    data.ConceptNameCodeSequence = code("113000", "DCM", "Of Interest")
    items = []
    for image in images:
        reference, item = Dataset(), Dataset()
        reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
        item.RelationshipType, item.ValueType, item.ReferencedSOPSequence = "CONTAINS", "IMAGE", [reference]
        items.append(item)
    data.ContentSequence = items
    return data


def montage(images, squares):
    side, columns = 256, 4
    rows = -(-len(squares) // columns)
    page = np.zeros((rows * side, columns * side, 3), np.uint8)
    for i, square in enumerate(squares):
        small = torch.from_numpy(square)[None, None].float()
        picture = torch.nn.functional.interpolate(small, (side, side), mode="bilinear")[0, 0].clamp(0, 1).numpy()
        top, left = i // columns * side, i % columns * side
        page[top : top + side, left : left + side] = (255 * picture)[..., None].astype(np.uint8)
    data = result(images[0], CAPTURE, "OT")
    data.Rows, data.Columns, data.SamplesPerPixel, data.PhotometricInterpretation = *page.shape[:2], 3, "RGB"
    data.BitsAllocated = data.BitsStored = 8
    data.HighBit, data.PixelRepresentation, data.PlanarConfiguration, data.NumberOfFrames = 7, 0, 0, 1
    data.BurnedInAnnotation, data.ImageType = "YES", ["DERIVED", "SECONDARY"]
    data.PixelData = page.tobytes()
    return data


class Ledger:
    """What became of each study; every commit is forced to the disk."""

    def __init__(self, folder):
        self.folder = folder
        self.database = sqlite3.connect(folder / "ledger.db", isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("CREATE TABLE entries (study TEXT PRIMARY KEY, status TEXT)")

    def note(self, study, status):
        self.database.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (study, status))

    def write(self, name, objects):
        """Files that the disk has."""
        files = []
        for i, data in enumerate(objects):
            files.append(self.folder / f"{name}-{i}.dcm")
            with open(files[-1], "wb") as file:
                pydicom.dcmwrite(file, data, write_like_original=False)
                file.flush()
                os.fsync(file.fileno())
        return files


def handle(archive, model, ledger, name):
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
        with torch.inference_mode():
            probabilities, squares, found = model.read(images)
        objects = [report(images, probabilities, found), montage(images, squares)]
        positive = [image for image, probability in zip(images, probabilities) if probability >= THRESHOLD]
        if positive:
            objects.append(key_object(positive))
        files = ledger.write(name, objects)
        ledger.note(study, "coded")
        archive.store(study, files)
        ledger.note(study, "returned")
        for file in files:
            file.unlink()
        return True
    ledger.note(name, "not eligible")
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--network", default="shipped", choices=["shipped", "resnet18", "resnet34", "resnet50"])
    parser.add_argument("--size", type=int, default=299, help="of a ResNet's pictures")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--no-mirror", action="store_true", help="of the model that ships, leave out mirror images")
    parser.add_argument("--state", type=pathlib.Path, help="a new folder; else a temporary one")
    a = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(a.threads)
    model = Cord(not a.no_mirror) if a.network == "shipped" else ResNet(a.network, a.size)
    ledger = Ledger(a.state or pathlib.Path(tempfile.mkdtemp(prefix="peer-service-")))
    archive = Archive(a.url)
    last, seen = 0, set()
    while True:
        page = archive.json(f"/changes?limit=100&since={last}")
        for change in page["Changes"]:
            if change["ChangeType"] == "StableStudy" and change["ID"] not in seen:
                seen.add(change["ID"])
                coded = handle(archive, model, ledger, change["ID"])
                print("coded" if coded else "not eligible", file=sys.stderr, flush=True)
        last = page["Last"]
        if page["Done"]:
            time.sleep(1)


if __name__ == "__main__":
    main()
