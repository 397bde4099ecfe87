"""Studies that nobody should send, made from the images of a good one."""

import copy
import io
import random

import pydicom


def hostile():
    """Studies that nobody should send: names, and what makes each from a phantom's files."""

    def all_of(name, change):
        return name, lambda files: [change(f) for f in files]

    def set_all(**values):
        def change(data):
            for keyword, value in values.items():
                setattr(data, keyword, value)
            return data

        return change

    def truncated(data):
        data.PixelData = data.PixelData[: len(data.PixelData) // 3]
        return data

    def nested(data):
        inner = pydicom.Dataset()
        for _ in range(100):
            outer = pydicom.Dataset()
            outer.RequestAttributesSequence = [inner]
            inner = outer
        data.RequestAttributesSequence = [inner]
        return data

    def garbage(data):
        data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.80"
        data.PixelData = pydicom.encaps.encapsulate([bytes(range(256)) * 7])
        data["PixelData"].is_undefined_length = True
        return data

    yield all_of("huge rows", set_all(Rows=65535, Columns=65535))
    yield all_of("truncated pixels", truncated)
    yield all_of("no pixels", lambda d: (d.__delattr__("PixelData"), d)[1])
    yield all_of("many frames", set_all(NumberOfFrames=2147483647))
    yield all_of("odd bits", set_all(BitsAllocated=13, BitsStored=60))
    yield all_of("no orientation", set_all(ImageOrientationPatient=[0, 0, 0, 0, 0, 0]))
    yield all_of("one position", set_all(ImagePositionPatient=[1e30, -1e30, 0]))
    yield all_of("no spacing", set_all(PixelSpacing=[0, 0]))
    yield all_of("nested", nested)
    yield all_of("garbage codestream", garbage)
    yield all_of("control characters", set_all(PatientName="A\x1b$)C^\u202eB", SeriesDescription="\x07" * 60))
    yield all_of("black", lambda d: (setattr(d, "PixelData", bytes(len(d.PixelData))), d)[1])
    yield "one slice", lambda files: files[:1]
    yield all_of("huge bits in 16", set_all(BitsStored=12, HighBit=3, PixelRepresentation=1))
    yield all_of("spacing that is no number", lambda d: Spoilt(d, no_number))
    yield "two sizes", lambda files: [smaller(d) if i % 2 else d for i, d in enumerate(files)]
    yield "every image twice", lambda files: [*files, *(copy.deepcopy(d) for d in files)]
    yield all_of("pixel data that claims 4 GB", lambda d: Spoilt(d, claiming))
    yield all_of("named RLE, is not", lambda d: Spoilt(d, named_otherwise))
    yield all_of("UIDs of another study's images", lambda d: Spoilt(d, of_another(d.SOPInstanceUID)))
    yield all_of("nothing but identifiers and pixels", bare)
    for seed in range(5):
        draw = random.Random(seed)
        yield all_of(f"bytes flipped, {seed}", lambda d, draw=draw: Spoilt(d, lambda content: flipped(content, draw)))


def smaller(data):
    data.PixelData = data.PixelData[: data.Rows // 2 * data.Columns * 2]
    data.Rows //= 2
    return data


def bare(data):
    kept = {"PatientID", "StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID", "Modality", "Rows", "Columns"}
    kept |= {"BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel", "PixelData"}
    for element in list(data):
        if element.keyword not in kept:
            del data[element.tag]
    return data


def of_another(uid):
    def change(content):
        data = pydicom.dcmread(io.BytesIO(content))
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = uid
        return written(data)

    return change


def claiming(content):
    """The length of the pixel data is the largest that can be said."""
    at = content.rindex(b"\xe0\x7f\x10\x00OW")
    return content[: at + 8] + b"\xfe\xff\xff\xff" + content[at + 12 :]


def named_otherwise(content):
    return content.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.5\0", 1)


def no_number(content):
    """Pixel Spacing, of explicit VR, with letters in it."""
    at = content.index(b"\x28\x00\x30\x00DS")
    length = int.from_bytes(content[at + 6 : at + 8], "little")
    return content[: at + 8] + b"1e400\\abc".ljust(length)[:length] + content[at + 8 + length :]


def flipped(content, draw):
    """Some bytes are others; those of the first kilobyte, with the UIDs, stay."""
    spoilt = bytearray(content)
    for _ in range(draw.randrange(1, 40)):
        spoilt[draw.randrange(1024, len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


class Spoilt:
    """A data set whose file is spoilt after it was written."""

    def __init__(self, data, change):
        self.data, self.change = data, change


def written(made):
    """The bytes of a file."""
    out = io.BytesIO()
    if isinstance(made, Spoilt):
        return made.change(written(made.data))
    pydicom.dcmwrite(out, made, write_like_original=True)
    return out.getvalue()
