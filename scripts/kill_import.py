"""Kills imports at random moments and resumes them: each must end as an import that nobody disturbed.

Needs a built Cordscope and Python only. For each kill a new study gets the reference's key, its import dies by SIGKILL at a
random moment, what is left must be consistent, and a second import must give the same rows, images and linking table:

    ./cordscope phantom --patients 2 --matrix 64 --out /tmp/phantom
    python3 scripts/kill_import.py /tmp/phantom/dicom --kills 200
"""

import argparse
import csv
import hashlib
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
TABLES = ["subjects", "scans", "slices", "excluded_series", "sources", "import_rules", "settings", "chosen_series"]


def cordscope(*arguments, **options):
    command = [str(HERE / "cordscope"), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, **options)


def run(*arguments):
    process = cordscope(*arguments)
    _, err = process.communicate()
    if process.returncode != 0:
        sys.exit(f"cordscope {' '.join(map(str, arguments))} failed: {err.decode()}")


def empty_study(folder, key):
    run("init", folder)
    (folder / "private").mkdir(mode=0o700)
    shutil.copy(key, folder / "private" / "key")
    return folder


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def rows(study, table):
    database = sqlite3.connect(study / "study.db")
    try:
        return sorted(map(repr, database.execute(f"SELECT * FROM {table}")))
    finally:
        database.close()


def linking(study):
    with open(study / "private" / "linking.csv", newline="", encoding="utf-8") as file:
        return sorted(repr({k: v for k, v in row.items() if k != "created_utc"}) for row in csv.DictReader(file))


def ledger(study):
    return sorted((study / "private" / "files.csv").read_text(encoding="utf-8").splitlines())


def state(study):
    content = {table: rows(study, table) for table in TABLES}
    content["linking"] = linking(study)
    content["ledger"] = ledger(study)
    for file in sorted(study.joinpath("images").rglob("*")):
        if file.is_file():
            content[str(file.relative_to(study))] = sha256(file)
    return content


def inconsistent(study):
    """What is wrong with a study right after a kill; nothing where it is sound."""
    if not (study / "study.db").exists():
        return ""
    database = sqlite3.connect(study / "study.db")
    try:
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "the database is damaged"
        if database.execute("PRAGMA foreign_key_check").fetchall():
            return "a row refers to nothing"
        for path, expected in database.execute("SELECT path, file_sha256 FROM slices"):
            if not (study / path).is_file() or sha256(study / path) != expected:
                return "a slice has no file, or another one"
    finally:
        database.close()
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    draw = random.Random(a.seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="kill-import-"))
    reference = work / "reference"
    run("init", reference)
    start = time.monotonic()
    run("import", a.input, "--study", reference)
    whole = time.monotonic() - start
    expected = state(reference)
    empty = empty_study(work / "empty", reference / "private" / "key")
    late = found_scans = 0
    for kill in range(a.kills):
        study = work / "torn"
        shutil.rmtree(study, ignore_errors=True)
        shutil.copytree(empty, study)
        process = cordscope("import", a.input, "--study", study)
        time.sleep(draw.uniform(0.4, 1) * whole)
        late += process.poll() is not None
        try:
            os.killpg(process.pid, 9)
        except ProcessLookupError:
            pass
        process.communicate()
        wrong = inconsistent(study)
        found_scans += len(rows(study, "scans"))
        run("import", a.input, "--study", study)
        got = state(study)
        different = [key for key in expected.keys() | got.keys() if expected.get(key) != got.get(key)]
        if wrong or different:
            sys.exit(f"kill {kill + 1}: {wrong} {different[:5]}; the study is kept in {study}")
        if (kill + 1) % 10 == 0:
            print(f"{kill + 1} kills, all resumed to the same end", file=sys.stderr, flush=True)
    shutil.rmtree(work)
    print(
        f"{a.kills} imports killed at random moments of {whole:.1f} s ({late} had ended before), "
        f"{found_scans / a.kills:.1f} scans stored on average by then; every one resumed to the uninterrupted end state"
    )


if __name__ == "__main__":
    main()
