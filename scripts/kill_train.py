"""Kills trainings at random moments and resumes them: each must end with the weights of one that nobody disturbed.

Needs a built Cordscope, Python only, and a study that is ready to train. A training runs undisturbed for reference. Then, for
each kill, the same training dies by SIGKILL at a random moment after its run has begun and is resumed, sometimes killed and
resumed once more:

    python3 scripts/kill_train.py my-study --kills 20 --train "--preset quick --max-epochs 4"
"""

import argparse
import csv
import hashlib
import os
import pathlib
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
FILES = [
    "checkpoints/best/model.safetensors",
    "checkpoints/last/model.safetensors",
    "checkpoints/last/optimizer.safetensors",
]


def runs(study):
    return set((study / "runs").glob("*"))


def train(study, *arguments):
    command = [str(HERE / "cordscope"), "train", "--study", str(study), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def finish(process):
    _, err = process.communicate()
    if process.returncode != 0:
        sys.exit(f"training failed: {err.decode()}")


def begin(study, *arguments):
    """A training, its run as soon as that is on the disk, and the time then."""
    before = runs(study)
    process = train(study, *arguments)
    while process.poll() is None:
        for run in runs(study) - before:
            if (run / "config.yaml").exists():
                return process, run, time.monotonic()
        time.sleep(0.02)
    sys.exit(f"training failed: {process.communicate()[1].decode()}")


def kill_after(process, seconds):
    """Whether the process was still alive then."""
    try:
        process.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


def state(run):
    content = {file: hashlib.sha256((run / file).read_bytes()).hexdigest() for file in FILES}
    with open(run / "metrics.csv", newline="", encoding="utf-8") as file:
        content["metrics.csv"] = [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)]
    return content


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--train", default="--preset quick", help="options of cordscope train")
    chosen = parser.parse_args()
    options = shlex.split(chosen.train)
    draw = random.Random(chosen.seed)
    process, run, start = begin(chosen.study, "--name", "undisturbed", *options)
    finish(process)
    whole = time.monotonic() - start
    reference = state(run)
    print(f"undisturbed: {whole:.1f} s after its begin, {len(reference['metrics.csv'])} epochs")
    done = 0
    while done < chosen.kills:
        moment = draw.uniform(0, 1) * whole
        process, run, _ = begin(chosen.study, "--name", f"killed-{done + 1}", *options)
        if not kill_after(process, moment):
            print(f"ended before {moment:.1f} s; drawn anew")
            shutil.rmtree(run)
            continue
        again = draw.random() < 0.5 and kill_after(
            train(chosen.study, "--resume", run.name), draw.uniform(0.2, 1.5) * whole
        )
        finish(train(chosen.study, "--resume", run.name))
        done += 1
        if state(run) != reference:
            sys.exit(f"killed at {moment:.1f} s{' and once more' if again else ''}: another result in {run}")
        print(f"killed at {moment:.1f} s{' and once more' if again else ''}: the same")
        shutil.rmtree(run)
    print(f"{done} kills: each ended with the same weights, moments and metrics")


if __name__ == "__main__":
    main()
