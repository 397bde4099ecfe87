"""What pydicom reads of a segmentation: for every frame its segment, source, place and the pixels that are set; and what its
table of PS3.16 knows of the codes of the segments."""
import json
import sys

import numpy as np
import pydicom
from pydicom.sr._concepts_dict import concepts

data = pydicom.dcmread(sys.argv[1])
pixels = np.atleast_3d(data.pixel_array).reshape(data.NumberOfFrames, data.Rows, data.Columns)
frames = []
for groups, frame in zip(data.PerFrameFunctionalGroupsSequence, pixels):
    frames.append({
        "segment": groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber,
        "source": groups.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID,
        "position": [float(v) for v in groups.PlanePositionSequence[0].ImagePositionPatient],
        "set": [int(i) for i in np.flatnonzero(frame)],
    })
listed = {code for codes in concepts["SCT"].values() for code in codes}
codes = {}
for segment in data.SegmentSequence:
    for code in (segment.SegmentedPropertyTypeCodeSequence[0], segment.SegmentedPropertyCategoryCodeSequence[0]):
        codes[code.CodeValue] = code.CodeValue in listed
json.dump({"type": data.SegmentationType, "frames": frames, "codes": codes}, sys.stdout)
