"""Phantom slices beside real ones: a blind sheet for people, and a classifier that tries to tell them apart.

Needs Debian's python3-pydicom, python3-numpy, python3-scipy, python3-pil and (for `patches`) python3-sklearn; run with
/usr/bin/python3. REAL and PHANTOM are folders of axial T2-weighted DICOM slices, searched with their sub-folders.

    python3 scripts/compare_real.py sheet REAL PHANTOM --seed 1 --out sheet.png --key key.csv
    python3 scripts/compare_real.py patches REAL PHANTOM --seed 1 --json patches.json
    python3 scripts/compare_real.py measure REAL PHANTOM --seed 1

`sheet` puts as many phantom as real slices, in an order drawn from the seed, side by side at the same scale, resolution and
window; `--key` names what was where and is best opened after looking. `patches` cuts squares round the spinal canal and from
the whole neck, describes each by hand-made features, and reports the area under the ROC curve of a classifier that never saw
the slices it is asked about (five folds by slice), with the features that tell most. `measure` prints ratios of brightness,
sharpness and noise of both kinds.
"""

import argparse
import csv
import json
import pathlib
import re

import numpy as np
import pydicom
from scipy import ndimage


def axial_slices(folder):
    """Axial T2w slices of a folder as (path, pixels, spacing in mm), in the order of their paths."""
    found = []
    for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
        try:
            d = pydicom.dcmread(path)
            turn = np.cross(d.ImageOrientationPatient[:3], d.ImageOrientationPatient[3:])
            axial = abs(turn[2]) > 0.8
            text = " ".join(str(d.get(k, "")) for k in ("SeriesDescription", "ScanOptions", "ScanningSequence")).lower()
            echo = float(d.get("EchoTime", 90) or 90)
        except (pydicom.errors.InvalidDicomError, AttributeError, TypeError):
            continue
        words = set(re.findall(r"[a-z0-9*]+", text))
        if axial and echo > 60 and not words & {"fs", "stir", "loc", "medic", "gr"}:
            found.append((path, d.pixel_array.astype(float), float(d.PixelSpacing[0])))
    return found


def squared(pixels, spacing, side_mm, pixel_mm, resolution_mm, centre=None):
    """A square of `side_mm` about `centre` (row, column; else the middle), blurred to a common resolution; 1 is nearly the brightest."""
    sigma = max(0.0, resolution_mm**2 - spacing**2) ** 0.5 / 2.355 / spacing
    smooth = ndimage.gaussian_filter(pixels, sigma) if sigma > 0.1 else pixels
    count = int(round(side_mm / pixel_mm))
    at = (np.arange(count) + 0.5 - count / 2) * pixel_mm / spacing
    row, column = centre if centre else ((pixels.shape[0] - 1) / 2, (pixels.shape[1] - 1) / 2)
    rows, columns = np.meshgrid(row + at, column + at, indexing="ij")
    white = np.percentile(pixels, 99.2)
    return np.clip(ndimage.map_coordinates(smooth, [rows, columns], order=1) / white, 0, 1.5)


def canal_middle(pixels, spacing):
    """Row and column of the spinal canal: the brightest spot against its surroundings nearest to the middle of the picture."""
    small = ndimage.zoom(pixels, spacing, order=1)  # 1 mm
    r, c = np.indices(small.shape)
    far = np.hypot(r - 0.52 * small.shape[0], c - 0.5 * small.shape[1])
    bright = ndimage.gaussian_filter(small, 5) - ndimage.gaussian_filter(small, 14)
    score = np.where(far < 22, bright, -np.inf)
    row, column = np.unravel_index(np.argmax(score), small.shape)
    return row / spacing, column / spacing


def draw(slices, count, rng):
    return [slices[i] for i in rng.permutation(len(slices))[:count]]


def sheet(options):
    from PIL import Image

    rng = np.random.default_rng(options.seed)
    real = draw(axial_slices(options.real), options.count, rng)
    phantom = draw(axial_slices(options.phantom), len(real), rng)
    tiles = [("real", s) for s in real] + [("phantom", s) for s in phantom]
    tiles = [tiles[i] for i in rng.permutation(len(tiles))]
    pixel_mm = options.side_mm / options.tile
    columns = options.columns
    rows = (len(tiles) + columns - 1) // columns
    page = np.zeros((rows * options.tile, columns * options.tile), np.uint8)
    with open(options.key, "w", newline="") as out:
        key = csv.writer(out)
        key.writerow(["row", "column", "kind", "file"])
        for i, (kind, (path, pixels, spacing)) in enumerate(tiles):
            r, c = divmod(i, columns)
            centre = canal_middle(pixels, spacing) if options.canal else None
            tile = squared(pixels, spacing, options.side_mm, pixel_mm, options.resolution_mm, centre)
            page[r * options.tile : (r + 1) * options.tile, c * options.tile : (c + 1) * options.tile] = (
                255 * np.clip(tile, 0, 1)
            )
            key.writerow([r + 1, c + 1, kind, path.name])
    Image.fromarray(page).save(options.out)
    print(f"{options.out}: {len(real)} real and {len(phantom)} phantom slices, seed {options.seed}; key in {options.key}")


def describe(patch):
    """Named features of one patch: grey levels, gradients at three scales, power by spatial frequency, local pattern."""
    f = {}
    for q in (5, 25, 50, 75, 95):
        f[f"grey {q} %"] = np.percentile(patch, q)
    f["grey deviation"] = patch.std()
    for sigma in (0.7, 1.5, 3.0):
        g = ndimage.gaussian_gradient_magnitude(patch, sigma)
        f[f"gradient {sigma} mean"] = g.mean()
        f[f"gradient {sigma} 95 %"] = np.percentile(g, 95)
        f[f"gradient {sigma} kurtosis"] = ((g - g.mean()) ** 4).mean() / (g.var() ** 2 + 1e-12)
        lap = ndimage.gaussian_laplace(patch, sigma)
        f[f"laplace {sigma} skew"] = (lap**3).mean() / (lap.std() ** 3 + 1e-12)
    window = np.outer(np.hanning(patch.shape[0]), np.hanning(patch.shape[1]))
    power = np.abs(np.fft.fftshift(np.fft.fft2((patch - patch.mean()) * window))) ** 2
    r = np.hypot(*(np.indices(patch.shape) - np.array(patch.shape)[:, None, None] / 2))
    total = power.sum() + 1e-12
    for low, high in ((1, 3), (3, 6), (6, 10), (10, 15), (15, 23)):
        f[f"power {low}-{high}"] = np.log10(power[(r >= low) & (r < high)].sum() / total + 1e-9)
    middle = patch[1:-1, 1:-1]
    code = sum(
        ((patch[1 + i : patch.shape[0] - 1 + i, 1 + j : patch.shape[1] - 1 + j] > middle).astype(int))
        for i in (-1, 0, 1)
        for j in (-1, 0, 1)
        if (i, j) != (0, 0)
    )
    for k in (0, 2, 4, 6, 8):
        f[f"brighter neighbours {k}"] = (code == k).mean()
    return f


def patch_rows(slices, kind, options, rng):
    rows = []
    for i, (_, pixels, spacing) in enumerate(slices):
        row, column = canal_middle(pixels, spacing)
        places = [(row, column)] if options.canal else []
        limit = 0.25 * np.percentile(pixels, 95)
        for _ in range(400):
            if len(places) >= (1 if options.canal else options.per_slice):
                break
            at = (row + rng.uniform(-55, 50) / spacing, column + rng.uniform(-50, 50) / spacing)
            probe = ndimage.map_coordinates(ndimage.gaussian_filter(pixels, 3 / spacing), np.array([at]).T, order=1)[0]
            if probe > limit:
                places.append(at)
        for place in places:
            patch = squared(pixels, spacing, options.patch_mm, 0.7, options.resolution_mm, place)
            rows.append((f"{kind}{i}", kind == "phantom", describe(patch)))
    return rows


def patches(options):
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.inspection import permutation_importance
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold

    rng = np.random.default_rng(options.seed)
    real = axial_slices(options.real)
    phantom = draw(axial_slices(options.phantom), len(real), rng)
    rows = patch_rows(real, "real", options, rng) + patch_rows(phantom, "phantom", options, rng)
    names = list(rows[0][2])
    x = np.array([[r[2][n] for n in names] for r in rows])
    y = np.array([r[1] for r in rows])
    groups = np.array([r[0] for r in rows])
    score = np.zeros(len(y))
    weight = np.zeros(len(names))
    for train, test in GroupKFold(5).split(x, y, groups):
        model = GradientBoostingClassifier(n_estimators=120, max_depth=3, subsample=0.7, random_state=options.seed)
        model.fit(x[train], y[train])
        score[test] = model.predict_proba(x[test])[:, 1]
        weight += permutation_importance(model, x[test], y[test], n_repeats=5, random_state=1).importances_mean / 5
    single = {n: roc_auc_score(y, x[:, i]) for i, n in enumerate(names)}
    order = np.argsort(-weight)[:10]
    result = {
        "real_slices": len(real),
        "phantom_slices": len(phantom),
        "patches": len(y),
        "auc": round(float(roc_auc_score(y, score)), 4),
        "accuracy": round(float(((score > 0.5) == y).mean()), 4),
        "features": [
            {
                "name": names[i],
                "importance": round(float(weight[i]), 4),
                "auc_alone": round(float(single[names[i]]), 3),
                "real_mean": round(float(x[~y, i].mean()), 4),
                "phantom_mean": round(float(x[y, i].mean()), 4),
            }
            for i in order
        ],
    }
    text = json.dumps(result, indent=1)
    print(text)
    if options.json:
        pathlib.Path(options.json).write_text(text + "\n")


def tissue(pixels, spacing):
    """Brightness of tissues in one slice against the cord, found by their place about the canal, the same way in both kinds."""
    row, column = canal_middle(pixels, spacing)
    r, c = np.indices(pixels.shape)
    back, left = (r - row) * spacing, (c - column) * spacing
    far = np.hypot(back, left)
    cord = np.percentile(pixels[far < 4], 15)
    fluid = np.percentile(pixels[far < 9], 97)
    muscle = np.median(pixels[(np.abs(np.abs(left) - 19) < 6) & (np.abs(back - 24) < 8)])
    body = np.median(pixels[(np.abs(left) < 6) & (np.abs(back + 17) < 3)])
    fat = np.percentile(pixels, 99)
    edge = np.percentile(ndimage.gaussian_gradient_magnitude(pixels, 0.5 / spacing)[far < 11], 99) / spacing
    side = max(6, pixels.shape[0] // 14)
    corners = [pixels[i, j].std() for i in (slice(0, side), slice(-side, None)) for j in (slice(0, side), slice(-side, None))]
    return {
        "fluid : cord": fluid / cord,
        "muscle : cord": muscle / cord,
        "vertebral body : cord": body / cord,
        "brightest fat : cord": fat / cord,
        "edge of the canal, share of fluid - cord per mm": edge / (fluid - cord),
        "noise of air, share of brightest fat": min(corners) / fat,
    }


def measure(options):
    rng = np.random.default_rng(options.seed)
    real = axial_slices(options.real)
    phantom = draw(axial_slices(options.phantom), options.count, rng)
    table = {}
    for kind, slices in (("real", real), ("phantom", phantom)):
        rows = [tissue(pixels, spacing) for _, pixels, spacing in slices]
        for name in rows[0]:
            quartiles = np.percentile([r[name] for r in rows], (25, 50, 75))
            table.setdefault(name, {})[kind] = [round(float(q), 4) for q in quartiles]
    print(f"lower quartile, median, upper quartile of {len(real)} real and {len(phantom)} phantom slices")
    for name, kinds in table.items():
        print(f"{name:50s} real {kinds['real']}  phantom {kinds['phantom']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("sheet", "patches", "measure"):
        command = commands.add_parser(name)
        command.add_argument("real")
        command.add_argument("phantom")
        command.add_argument("--seed", type=int, default=1)
        command.add_argument("--resolution-mm", type=float, default=1.0, help="both kinds are blurred to it")
        command.add_argument("--canal", action="store_true", help="about the spinal canal alone")
        if name == "measure":
            command.add_argument("--count", type=int, default=200, help="phantom slices")
        elif name == "sheet":
            command.add_argument("--count", type=int, default=20, help="real slices, and as many of the phantom")
            command.add_argument("--side-mm", type=float, default=150)
            command.add_argument("--tile", type=int, default=240)
            command.add_argument("--columns", type=int, default=8)
            command.add_argument("--out", required=True)
            command.add_argument("--key", required=True)
        else:
            command.add_argument("--patch-mm", type=float, default=32)
            command.add_argument("--per-slice", type=int, default=12)
            command.add_argument("--json")
    options = parser.parse_args()
    {"sheet": sheet, "patches": patches, "measure": measure}[options.command](options)


if __name__ == "__main__":
    main()
