"""Kills trainings at random moments and resumes them: each must end with the weights of one that nobody disturbed.

Needs a built Cordscope, Python only, and a study that is ready to train. A training runs undisturbed for reference. Then, for
each kill, the same training dies by SIGKILL at a random moment and is resumed, sometimes killed and resumed once more:

    python3 scripts/kill_train.py my-study --kills 20 --train "--preset quick --max-epochs 4"
"""

import argparse
import csv
import hashlib
import json
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


def train(study, *arguments):
    command = [str(HERE / "cordscope"), "train", "--study", str(study), "--json", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def finish(process):
    out, err = process.communicate()
    if process.returncode != 0:
        sys.exit(f"training failed: {err.decode()}")
    return json.loads(out)["models"][0]["run"]


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


def started(study, name):
    return [run for run in (study / "runs").iterdir() if run.name.endswith(name)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--train", default="--preset quick", help="options of cordscope train")
    chosen = parser.parse_args()
    options = shlex.split(chosen.train)
    draw = random.Random(chosen.seed)
    begun = time.monotonic()
    reference = state(chosen.study / "runs" / finish(train(chosen.study, "--name", "undisturbed", *options)))
    whole = time.monotonic() - begun
    print(f"undisturbed: {whole:.1f} s, {len(reference['metrics.csv'])} epochs")
    early = done = 0
    while done < chosen.kills:
        name = f"killed-{done}-{early}"
        moment = draw.uniform(0.05, 1) * whole
        if not kill_after(train(chosen.study, "--name", name, *options), moment):
            print(f"ended before {moment:.1f} s; drawn anew")
            early += 1
            continue
        runs = started(chosen.study, name)
        if not runs or not (runs[0] / "config.yaml").exists():
            print(f"killed at {moment:.1f} s, before the run began")
            early += 1
            continue
        again = draw.random() < 0.5 and kill_after(
            train(chosen.study, "--resume", runs[0].name), draw.uniform(0.05, 1) * whole
        )
        run = chosen.study / "runs" / finish(train(chosen.study, "--resume", runs[0].name))
        done += 1
        if state(run) != reference:
            sys.exit(f"killed at {moment:.1f} s{' and once more' if again else ''}: another result in {run}")
        print(f"killed at {moment:.1f} s{' and once more' if again else ''}: the same")
        shutil.rmtree(run)
    print(f"{done} kills: each ended with the same weights, moments and metrics")


if __name__ == "__main__":
    main()
