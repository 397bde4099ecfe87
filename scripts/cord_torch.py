"""The model that ships in plain PyTorch, read from its file: for benchmarks and as a second opinion on its arithmetic.

Finds the canal in the whole slice (128 pixels of 1.75 mm), then judges a crop about it (128 of 0.5 mm) by every network.
"""

import json
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

SHIPPED = pathlib.Path(__file__).resolve().parent.parent / "app/src/main/resources/org/cordscope/learning/cord/cord.safetensors"
PIXELS, WHOLE_MM, CROP_MM, REACH = 128, 1.75, 0.5, 2
TYPES = {"F16": np.float16, "F32": np.float32}


def read(path):
    """Arrays by name, and what the file says of itself."""
    data = pathlib.Path(path).read_bytes()
    size = int.from_bytes(data[:8], "little")
    head = json.loads(data[8 : 8 + size])
    metadata = head.pop("__metadata__")
    arrays = {}
    for name, entry in head.items():
        start, end = entry["data_offsets"]
        array = np.frombuffer(data[8 + size + start : 8 + size + end], TYPES[entry["dtype"]]).reshape(entry["shape"])
        arrays[name] = torch.from_numpy(array.astype(np.float32))
    return arrays, metadata


class Pyramid(nn.Module):
    """One network: answers for places at half the size, and for the whole."""

    def __init__(self, arrays, name, depths, enlarge, attentive):
        super().__init__()
        self.w = {k.removeprefix(name): v for k, v in arrays.items() if k.startswith(name)}
        self.depths, self.enlarge, self.attentive = depths, enlarge, attentive

    def unit(self, x, name, stride=1):
        weight = self.w[name + ".weight"]
        x = F.conv2d(x, weight, stride=stride, padding=weight.shape[-1] // 2)
        n = [self.w[f"{name}.norm.{part}"] for part in ("running_mean", "running_var", "weight", "bias")]
        return F.batch_norm(x, *n)

    def block(self, x, name, stride):
        y = F.relu(self.unit(x, name + "conv1", stride))
        beside = self.unit(x, name + "beside", stride) if name + "beside.weight" in self.w else x
        return F.relu(self.unit(y, name + "conv2") + beside)

    def forward(self, x):
        x = F.relu(self.unit(x, "stem", 2))
        levels = []
        for stage, depth in enumerate(self.depths):
            for i in range(depth):
                x = self.block(x, f"stage{stage}.{i}.", 2 if stage and not i else 1)
            levels.append(x)
        p = F.relu(self.unit(levels[-1], f"lateral{len(levels) - 1}"))
        for i in range(len(levels) - 2, -1, -1):
            p = F.relu(F.interpolate(p, scale_factor=2, mode="nearest") + self.unit(levels[i], f"lateral{i}"))
        fine = F.relu(self.unit(p, "smooth"))
        places = F.conv2d(fine, self.w["places.weight"], self.w["places.bias"])
        if self.enlarge > 1:
            places = F.pixel_shuffle(places, self.enlarge)
        features = levels[-1].mean((2, 3))
        if self.attentive:
            canal = F.max_pool2d(1 - torch.softmax(places, 1)[:, :1], self.enlarge)
            features = torch.cat([features, (fine * canal).amax((2, 3))], 1)
        hidden = F.relu(F.linear(features, self.w["dense0.weight"], self.w["dense0.bias"]))
        return places, F.linear(hidden, self.w["dense1.weight"], self.w["dense1.bias"])


def window(values, of=None):
    """Quantiles of of become 0 and 1; what lies outside the slice is black."""
    own = np.sort(np.where(np.isnan(values if of is None else of), -np.inf, values if of is None else of), axis=None)
    none = np.searchsorted(own, -np.inf, "right")
    if none == own.size:
        return np.zeros_like(values, np.float32)
    black, white = (own[max(none, int(q * (own.size - 1)))] for q in (0.01, 0.985))
    scale = 1 / (white - black) if white > black else 0
    return np.nan_to_num(np.clip((values - black) * scale, 0, 1.5)).astype(np.float32)


def weights(length, spacing, pixel_mm, mm):
    """A tent filter as wide as the larger pixel for each target pixel; NaN where it lies outside."""
    scale = pixel_mm / spacing
    centre = length / 2 + mm / spacing + (np.arange(PIXELS) - (PIXELS - 1) / 2) * scale
    tent = np.maximum(0, 1 - np.abs(np.arange(length) + 0.5 - centre[:, None]) / max(1, scale))
    outside = (centre < 0) | (centre > length)
    tent[outside] = np.nan
    return tent / tent.sum(1, keepdims=True)


def square(pixels, spacing, pixel_mm, x_mm, y_mm):
    """A square about a place in mm from the middle; NaN outside. Axial images as they are stored."""
    down = weights(pixels.shape[0], spacing[0], pixel_mm, y_mm)
    across = weights(pixels.shape[1], spacing[1], pixel_mm, x_mm)
    return down @ pixels.astype(np.float64) @ across.T


class CordReader:
    def __init__(self, path=SHIPPED):
        arrays, metadata = read(path)
        self.finder = Pyramid(arrays, "finder.", (1, 1, 2, 2), 1, False).eval()
        judges = range(json.loads(metadata["recipe"])["judges"])
        self.judges = [Pyramid(arrays, f"judge{i}.", (1, 2, 2, 2), 2, True).eval() for i in judges]

    def places(self, wholes):
        """Where the canal's middle is believed to be, mm from each slice's middle."""
        maps = self.finder(torch.from_numpy(np.stack(wholes))[:, None])[0][:, 0]
        side = maps.shape[-1]
        found = []
        for logits in maps.numpy():
            row, column = np.unravel_index(logits.argmax(), logits.shape)
            rows = slice(max(0, row - REACH), row + REACH + 1)
            columns = slice(max(0, column - REACH), column + REACH + 1)
            near = np.exp(logits[rows, columns] - logits.max())
            mm = (np.arange(side) - (side - 1) / 2) * WHOLE_MM * 2
            found.append(((near * mm[columns]).sum() / near.sum(), (near * mm[rows, None]).sum() / near.sum()))
        return found

    def read(self, slices, spacing, mirrored=False):
        """Probability of compression by the networks, the crop, the cord's pixels and the canal's of each slice, upwards."""
        places = self.places([window(square(s, spacing, WHOLE_MM, 0, 0)) for s in slices])
        crops = []
        for i, place in enumerate(places):
            near = [min(len(slices) - 1, i + 1), i, max(0, i - 1)]
            planes = [square(slices[j], spacing, CROP_MM, *place) for j in near]
            crops.append(np.stack([window(plane, planes[1]) for plane in planes]))
        batch = torch.from_numpy(np.stack(crops))
        answers = [judge(batch) for judge in self.judges]
        if mirrored:
            answers += [(places.flip(3), whole) for places, whole in (judge(batch.flip(3)) for judge in self.judges)]
        probabilities = torch.stack([torch.sigmoid(whole[:, 0]) for _, whole in answers]).mean(0)
        shares = torch.stack([torch.softmax(places, 1) for places, _ in answers]).mean(0)
        cords, canals = shares[:, 2] >= 0.5, shares[:, 1] + shares[:, 2] >= 0.5
        return probabilities.tolist(), [crop[1] for crop in crops], cords, canals


def measures(mask):
    """AP and RL diameter, mm, of the ellipse with the same second moments, and area, mm2; None where hardly anything is."""
    rows, columns = np.nonzero(mask)
    if rows.size < 9:
        return None
    ap, rl = (4 * CROP_MM * np.sqrt(places.var()) for places in (rows, columns))
    return float(ap), float(rl), float(rows.size * CROP_MM**2)
