"""What pydicom reads of one enhanced MR image: python3 enhanced_frames.py FILE

Prints one JSON object: per frame the SHA-256 of its little-endian 16-bit pixels, position, orientation, spacing and stack.
"""
import hashlib
import json
import sys

import pydicom


def group(ds, frame, name):
    own = ds.PerFrameFunctionalGroupsSequence[frame]
    return (own if name in own else ds.SharedFunctionalGroupsSequence[0])[name].value[0]


ds = pydicom.dcmread(sys.argv[1])
pixels = ds.pixel_array
frames = []
for i in range(int(ds.NumberOfFrames)):
    content = group(ds, i, "FrameContentSequence")
    frames.append({
        "sha256": hashlib.sha256(pixels[i].astype("<u2").tobytes()).hexdigest(),
        "position": [float(v) for v in group(ds, i, "PlanePositionSequence").ImagePositionPatient],
        "orientation": [float(v) for v in group(ds, i, "PlaneOrientationSequence").ImageOrientationPatient],
        "spacing": [float(v) for v in group(ds, i, "PixelMeasuresSequence").PixelSpacing],
        "echo": float(group(ds, i, "MREchoSequence").EffectiveEchoTime),
        "stack": content.StackID,
        "place": content.InStackPositionNumber,
        "index": list(content.DimensionIndexValues),
    })
print(json.dumps({"name": ds.SOPClassUID.name, "frames": frames}))
