"""Resident memory of a training, epoch by epoch: is it flat?

Starts the command given after `--` (a `cordscope train` in a study), samples VmRSS of it and its children twice a second, and
prints for each epoch of the run's metrics.csv the largest sample taken while it ran, and the first epoch from which on no two
epochs are further apart than the limit. Ends with 1 where that lies in the second half of the run.

    cd my-study
    python3 ../scripts/memory_train.py --limit 0.05 -- ../cordscope train --preset quick \
        --min-epochs 50 --max-epochs 50 --name memory

Linux only. Needs only Python.
"""

import argparse
import csv
import json
import subprocess
import sys
import time
from pathlib import Path


def children(pid):
    """The process and what it has started, as far as they live."""
    found = [pid]
    for parent in found:
        try:
            tasks = list(Path(f"/proc/{parent}/task").iterdir())
            for task in tasks:
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def resident_kib(pid):
    total = 0
    for process in children(pid):
        try:
            for line in Path(f"/proc/{process}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1])
        except OSError:
            continue
    return total


def epochs_done(run):
    if run is None:
        return 0
    try:
        with (run / "metrics.csv").open() as lines:
            return sum(1 for _ in csv.DictReader(lines))
    except OSError:
        return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", type=Path, default=Path("."))
    parser.add_argument("--limit", type=float, default=0.05)
    parser.add_argument("command", nargs="+")
    a = parser.parse_args()

    runs = a.study / "runs"
    before = set(runs.iterdir()) if runs.is_dir() else set()
    largest = {}
    process = subprocess.Popen(a.command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        new = sorted(set(runs.iterdir()) - before) if runs.is_dir() else []
        epoch = epochs_done(new[-1] if new else None) + 1
        largest[epoch] = max(largest.get(epoch, 0), resident_kib(process.pid))
        time.sleep(0.5)
    if process.returncode != 0:
        sys.exit(f"the training ended with {process.returncode}")
    last = max(largest)  # after the last epoch: validation of the finished model
    finishing = largest.pop(last)
    kib = [value for _, value in sorted(largest.items())]
    if not kib:
        sys.exit("the training has no whole epoch")
    settled = next(i for i in range(len(kib)) if max(kib[i:]) <= (1 + a.limit) * min(kib[i:])) + 1
    print(
        json.dumps(
            {
                "mib_by_epoch": [round(value / 1024, 1) for value in kib],
                "mib_finishing": round(finishing / 1024, 1),
                "epochs": len(kib),
                "settled_from_epoch": settled,
                "limit": a.limit,
            }
        )
    )
    sys.exit(0 if settled <= (len(kib) + 1) // 2 else 1)


if __name__ == "__main__":
    main()
