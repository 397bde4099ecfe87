"""Throughput of pydicom, the peer of `cordscope bench dicom` (headers) and `cordscope import` (import). One process.

Needs only pydicom (Debian: python3-pydicom, run with /usr/bin/python3). Prints one JSON object. Run it in turn with
Cordscope on a quiet machine:

    python3 scripts/bench_pydicom.py headers PATH --repetitions 3
    python3 scripts/bench_pydicom.py import PATH --out NEW_FOLDER [--checked]

`import` reads every header, chooses one axial T2-weighted series per study by simple rules, and writes that series
de-identified: names, dates, free text and private elements removed, UIDs replaced by a keyed hash. With `--checked` it does
what Cordscope does beside that: the SHA-256 of every source file and output, a search of every output for the patient's
identifiers, and outputs that are on the disk before they get their name.
"""

import argparse
import collections
import hashlib
import hmac
import io
import json
import math
import os
import re
import statistics
import time
import uuid

import pydicom

KEY = b"bench"
REPLACED_UIDS = ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "FrameOfReferenceUID")
REMOVED_VRS = ("PN", "DA", "TM", "DT", "LT", "ST", "UT")
REMOVED = (
    "AccessionNumber InstitutionName InstitutionAddress StationName DeviceSerialNumber SeriesDescription StudyDescription "
    "ProtocolName StudyID OperatorsName PatientAddress OtherPatientIDs PerformedProcedureStepID RequestedProcedureID"
).split()


def files(path):
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            yield os.path.join(folder, name)


def header(path):
    try:
        dataset = pydicom.dcmread(path, stop_before_pixels=True)
        return dataset if "SeriesInstanceUID" in dataset and dataset.get("Rows") else None
    except Exception:  # whatever pydicom makes of a file that is not DICOM
        return None


def is_axial_t2w(d):
    axes = d.get("ImageOrientationPatient")
    if d.get("Modality") != "MR" or not axes or "DERIVED" in (d.get("ImageType") or []):
        return False
    x, y = axes[:3], axes[3:]
    normal_z = abs(x[0] * y[1] - x[1] * y[0])
    described = str(d.get("SeriesDescription", "")) + " " + str(d.get("ProtocolName", ""))
    words = set(re.split("[^a-z0-9]+", described.lower()))
    options = d.get("ScanOptions") or []
    options = [options] if isinstance(options, str) else options
    sequence = d.get("ScanningSequence") or []
    sequence = [sequence] if isinstance(sequence, str) else sequence
    return (
        normal_z >= math.cos(math.radians(35))
        and "SE" in sequence
        and not {"IR", "EP"} & set(sequence)
        and float(d.get("EchoTime") or 0) >= 70
        and float(d.get("RepetitionTime") or 0) >= 2000
        and "FS" not in options
        and not words & {"stir", "tirm", "spair", "spir", "fs"}
        and not d.get("ContrastBolusAgent")
    )


def position(d):
    x, y, p = d.ImageOrientationPatient[:3], d.ImageOrientationPatient[3:], d.ImagePositionPatient
    normal = (x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0])
    return math.copysign(1, normal[2]) * sum(a * b for a, b in zip(normal, p))


def digest(text):
    return hmac.new(KEY, text.encode(), hashlib.sha256).digest()


def new_uid(uid):
    return "2.25." + str(uuid.UUID(bytes=digest(uid)[:16], version=4).int)


def deidentify(dataset):
    def clean(owner, element):
        if element.VR in REMOVED_VRS or element.keyword in REMOVED:
            del owner[element.tag]
        elif element.VR == "UI" and element.keyword in REPLACED_UIDS:
            element.value = new_uid(element.value)

    patient = digest(str(dataset.get("PatientID", ""))).hex()[:12]
    dataset.remove_private_tags()
    dataset.walk(clean)
    dataset.PatientID = patient
    dataset.PatientName = ""
    dataset.PatientIdentityRemoved = "YES"
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    return patient


def identifiers(dataset):
    values = set()
    for element in dataset.iterall():
        if element.VR in ("PN", "UI", "DA") or element.tag.group == 0x10 and element.VR in ("LO", "SH", "ST", "LT", "UT"):
            for value in element.value if element.VM > 1 else [element.value]:
                text = str(value)
                if len(text) >= 6 and not text.startswith("1.2.840.10008."):
                    values.add(text.encode())
    return values


def save_checked(dataset, file, searched):
    buffer = io.BytesIO()
    dataset.save_as(buffer, write_like_original=False)
    content = buffer.getvalue()
    if any(text in content for text in searched):
        raise ValueError("an identifier is left")
    with open(file + ".part", "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.rename(file + ".part", file)
    return hashlib.sha256(content).hexdigest()


def import_study(path, out, checked):
    series = collections.defaultdict(list)
    count = rejected = 0
    for file in files(path):
        count += 1
        if checked:
            with open(file, "rb") as source:
                hashlib.sha256(source.read()).hexdigest()
        d = header(file)
        if d is None:
            rejected += 1
        elif is_axial_t2w(d):
            series[d.StudyInstanceUID, d.SeriesInstanceUID].append((position(d), file))
    best = {}
    for (study, uid), slices in series.items():
        if len(slices) >= 3 and (study not in best or len(slices) > len(best[study])):
            best[study] = slices
    written = 0
    for slices in best.values():
        for _, file in sorted(slices):
            d = pydicom.dcmread(file)
            searched = identifiers(d) if checked else ()
            folder = os.path.join(out, deidentify(d))
            os.makedirs(folder, exist_ok=True)
            target = os.path.join(folder, d.SOPInstanceUID + ".dcm")
            if checked:
                save_checked(d, target, searched)
            else:
                d.save_as(target, write_like_original=False)
            written += 1
    return count, rejected, written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["headers", "import"])
    parser.add_argument("path")
    parser.add_argument("--repetitions", type=int, default=3, help="of headers; import runs once")
    parser.add_argument("--out", help="new folder for what import writes")
    parser.add_argument("--checked", action="store_true", help="hash, search and sync as Cordscope does")
    args = parser.parse_args()
    result = {}
    runs = []
    if args.mode == "headers":
        for _ in range(args.repetitions):
            start = time.perf_counter()
            read = [header(file) is not None for file in files(args.path)]
            runs.append(len(read) / (time.perf_counter() - start))
        result.update(files=sum(read), rejected=len(read) - sum(read))
    else:
        if not args.out or os.path.exists(args.out):
            parser.error("import needs --out with a folder that does not exist yet")
        start = time.perf_counter()
        count, rejected, written = import_study(args.path, args.out, args.checked)
        runs.append(count / (time.perf_counter() - start))
        result.update(files=count, rejected=rejected, written=written)
    print(json.dumps({"files_per_second": statistics.median(runs), **result, "threads": 1, "runs": runs}))


if __name__ == "__main__":
    main()
