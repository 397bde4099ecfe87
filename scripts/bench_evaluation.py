"""The main statistics of `./cordscope evaluate` with scikit-learn: area, average precision, threshold metrics, Brier score, and
2,000 bootstrap resamples of patients for each. Prints one JSON object.

    ./cordscope bench evaluation --keep million.csv --json
    /usr/bin/python3 scripts/bench_evaluation.py million.csv [resamples]

With fewer resamples than 2,000 the time of the bootstrap is scaled up, and the object says so.
"""
import json
import resource
import sys
import time

import numpy as np
from sklearn import metrics

WHOLE = 2000


def statistics(label, score, weight=None):
    called = score >= 0.5
    return [
        metrics.roc_auc_score(label, score, sample_weight=weight),
        metrics.average_precision_score(label, score, sample_weight=weight),
        metrics.balanced_accuracy_score(label, called, sample_weight=weight),
        metrics.f1_score(label, called, sample_weight=weight),
        metrics.matthews_corrcoef(label, called, sample_weight=weight),
        metrics.brier_score_loss(label, score, sample_weight=weight),
    ]


def main():
    start = time.time()
    used = time.process_time()
    table = np.genfromtxt(sys.argv[1], delimiter=",", names=True, dtype=None, encoding="utf-8")
    label = table["label"].astype(int)
    score = table["probability"].astype(float)
    names, patient = np.unique(table["patient_id"], return_inverse=True)
    values = statistics(label, score)
    false_rate, rate, _ = metrics.roc_curve(label, score)
    before = time.time()
    cpu_before = time.process_time()
    resamples = int(sys.argv[2]) if len(sys.argv) > 2 else WHOLE
    random = np.random.default_rng(1)
    grid = np.linspace(0, 1, 101)
    drawn = []
    curves = []
    for _ in range(resamples):
        times = np.bincount(random.integers(0, len(names), len(names)), minlength=len(names))
        weight = times[patient]
        drawn.append(statistics(label, score, weight))
        f, r, _ = metrics.roc_curve(label, score, sample_weight=weight)
        curves.append(np.interp(grid, f, r))
    low, high = np.quantile(np.array(drawn), [0.025, 0.975], axis=0)
    np.quantile(np.array(curves), [0.025, 0.975], axis=0)
    scale = WHOLE / resamples
    print(json.dumps({
        "seconds": before - start + (time.time() - before) * scale,
        "cpu_seconds": cpu_before - used + (time.process_time() - cpu_before) * scale,
        "bootstrap_resamples": resamples,
        "scaled_to": WHOLE,
        "auc": values[0],
        "average_precision": values[1],
        "intervals": [[float(a), float(b)] for a, b in zip(low, high)],
        "curve_points": len(false_rate),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }, indent=2))


main()
