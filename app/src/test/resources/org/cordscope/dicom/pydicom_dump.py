"""Prints what pydicom reads in every file below a folder, one JSON object a line: path, elements or error.

An element is [kind, value, raw]: kind items, fragments, numbers, text, bytes or empty; raw is the digest of the bytes in
the file, little endian, where pydicom still has them.
"""
import gzip
import hashlib
import io
import json
import os
import sys
import warnings

import pydicom
from pydicom.dataelem import RawDataElement
from pydicom.encaps import decode_data_sequence

warnings.simplefilter("ignore")
WORD = {"AT": 2, "OW": 2, "US": 2, "SS": 2, "US or SS": 2, "US or OW": 2, "OB or OW": 2, "OF": 4, "OL": 4, "FL": 4,
        "UL": 4, "SL": 4, "OD": 8, "OV": 8, "FD": 8, "SV": 8, "UV": 8}
NUMBERS = {"US", "SS", "UL", "SL", "FL", "FD", "SV", "UV", "AT"}


def digest(data):
    return [len(data), hashlib.sha256(data).hexdigest()]


def little_endian(data, word):
    if word == 1:
        return data
    whole = len(data) // word * word
    turned = b"".join(data[i:i + word][::-1] for i in range(0, whole, word))
    return turned + data[whole:]


def as_list(value):
    return list(value) if isinstance(value, (list, pydicom.multival.MultiValue)) else [value]


def numeric(texts):
    try:
        return [float(t) for t in texts]
    except ValueError:
        return None


def word_of(vr, tag, dataset):
    if tag == 0x7FE00010 and dataset.get("BitsAllocated") in (32, 64):
        return dataset.BitsAllocated // 8
    return WORD.get(vr, 1)


def element(dataset, tag, big):
    held = dataset.get_item(tag)
    is_raw = isinstance(held, RawDataElement)
    raw_bytes = held.value if is_raw and isinstance(held.value, bytes) else None
    if is_raw and tag.is_private and held.VR in (None, "UN") and not tag.is_private_creator:
        return ["bytes", digest(raw_bytes or b""), None] if raw_bytes else ["empty", None, None]
    read = dataset[tag]
    vr = read.VR
    turn = word_of(vr, tag, dataset) if big else 1
    raw = digest(little_endian(raw_bytes, turn)) if raw_bytes is not None else None
    value = read.value
    if vr == "SQ":
        return ["items", [elements(item, big) for item in value], None]
    if tag == 0x7FE00010 and read.is_undefined_length:
        return ["fragments", [digest(f) for f in decode_data_sequence(value)], None]
    if value is None or (hasattr(value, "__len__") and len(value) == 0):
        return ["empty", None, raw]
    if isinstance(value, bytes):
        return ["bytes", digest(little_endian(value, turn)), raw]
    if vr in NUMBERS:
        return ["numbers", [float(v) for v in as_list(value)], raw]
    if vr in ("DS", "IS"):
        texts = [str(getattr(v, "original_string", v)).strip() for v in as_list(value)]
        numbers = numeric(texts)
        return ["numbers", numbers, raw] if numbers is not None else ["text", texts, raw]
    return ["text", [str(v) for v in as_list(value)], raw]


def elements(dataset, big):
    result = {}
    for tag in list(dataset.keys()):
        try:
            result["%08x" % tag] = element(dataset, tag, big)
        except Exception as problem:  # one element that pydicom cannot convert
            result["%08x" % tag] = ["error", str(problem), None]
    return result


def dump(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    dataset = pydicom.dcmread(io.BytesIO(data), force=True)
    return elements(dataset, not dataset.is_little_endian)


def main(root):
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            line = {"path": os.path.relpath(path, root)}
            try:
                line["elements"] = dump(path)
            except Exception as problem:
                line["error"] = str(problem)
            print(json.dumps(line))


main(sys.argv[1])
