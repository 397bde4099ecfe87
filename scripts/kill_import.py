"""Kills imports at random moments and resumes them: each must end as an import that nobody disturbed.

Needs a built Cordscope and Python only. For each kill a new study gets the reference's key, its import dies by SIGKILL at a
random moment, what is left must be consistent, and a second import must give the same rows, images and linking table:

    ./cordscope phantom --patients 2 --matrix 64 --out /tmp/phantom
    python3 scripts/kill_import.py /tmp/phantom/dicom --kills 200

With --postgres the catalogue lies in a PostgreSQL server that this script starts (run it as root, who becomes the user postgres
for that); with --kill-server it is the server that dies, and is started again before the second import.
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


class Postgres:
    """A server of its own, whose one schema is made anew for each study."""

    def __init__(self, folder):
        self.folder, self.port = folder / "postgres", 40000 + random.randrange(20000)
        self.programs = max(pathlib.Path("/usr/lib/postgresql").iterdir(), key=lambda path: int(path.name)) / "bin"
        self.folder.mkdir()
        folder.chmod(0o755)
        shutil.chown(self.folder, "postgres", "postgres")
        self.program("initdb", "--auth=trust", "--username=postgres", "-D", self.folder / "data")
        self.start()

    def program(self, name, *arguments):
        command = ["runuser", "-u", "postgres", "--", str(self.programs / name), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self):
        options = f"-p {self.port} -k {self.folder}"
        self.program("pg_ctl", "-s", "-D", self.folder / "data", "-l", self.folder / "log", "-o", options, "-w", "start")

    def kill(self):
        server = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True).stdout.split()
        for process in [server, *map(int, children)]:
            try:
                os.kill(process, 9)
            except ProcessLookupError:
                pass
        while pathlib.Path(f"/proc/{server}").exists():
            time.sleep(0.1)

    def start_again(self):
        """Waits until what the dead server held of shared memory is free."""
        for _ in range(20):
            time.sleep(0.5)
            try:
                return self.start()
            except subprocess.CalledProcessError:
                pass
        sys.exit((self.folder / "log").read_text()[-2000:])

    def ask(self, sql):
        command = ["psql", "-h", "localhost", "-p", str(self.port), "-U", "postgres", "-AtqF", "\x1f", "-R", "\x1e", "-c", sql]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [line.split("\x1f") for line in answer.rstrip("\n").split("\x1e") if line]

    def init(self, study):
        self.ask("DROP SCHEMA IF EXISTS study CASCADE")
        self.ask("CREATE SCHEMA study")
        url = f"jdbc:postgresql://localhost:{self.port}/postgres?user=postgres&currentSchema=study"
        run("init", study, "--database", url)

    def rows(self, study, table):
        return sorted(map(repr, self.ask(f"SELECT * FROM study.{table}")))

    def inconsistent(self, study):
        for path, expected in self.ask("SELECT path, file_sha256 FROM study.slices"):
            if not (study / path).is_file() or sha256(study / path) != expected:
                return "a slice has no file, or another one"
        return ""

    def close(self):
        self.program("pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")


class Sqlite:
    """The catalogue in the study's own folder."""

    def init(self, study):
        run("init", study)

    def rows(self, study, table):
        database = sqlite3.connect(study / "study.db")
        try:
            return sorted(map(repr, database.execute(f"SELECT * FROM {table}")))
        finally:
            database.close()

    def inconsistent(self, study):
        """What is wrong with a study right after a kill; nothing where it is sound."""
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

    def close(self):
        pass


def cordscope(*arguments, **options):
    command = [str(HERE / "cordscope"), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, **options)


def run(*arguments):
    process = cordscope(*arguments)
    _, err = process.communicate()
    if process.returncode != 0:
        sys.exit(f"cordscope {' '.join(map(str, arguments))} failed: {err.decode()}")


def empty_study(catalogue, folder, key):
    catalogue.init(folder)
    (folder / "private").mkdir(mode=0o700)
    shutil.copy(key, folder / "private" / "key")
    return folder


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def linking(study):
    with open(study / "private" / "linking.csv", newline="", encoding="utf-8") as file:
        return sorted(repr({k: v for k, v in row.items() if k != "created_utc"}) for row in csv.DictReader(file))


def ledger(study):
    return sorted((study / "private" / "files.csv").read_text(encoding="utf-8").splitlines())


def state(catalogue, study):
    content = {table: catalogue.rows(study, table) for table in TABLES}
    content["linking"] = linking(study)
    content["ledger"] = ledger(study)
    for file in sorted(study.joinpath("images").rglob("*")):
        if file.is_file():
            content[str(file.relative_to(study))] = sha256(file)
    return content


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--kill-server", action="store_true")
    a = parser.parse_args()
    draw = random.Random(a.seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="kill-import-"))
    catalogue = Postgres(work) if a.postgres or a.kill_server else Sqlite()
    reference = work / "reference"
    for study in [work / "warm", reference]:  # the first import after a build also makes ready for quick starts
        catalogue.init(study)
        start = time.monotonic()
        run("import", a.input, "--study", study)
        whole = time.monotonic() - start
    expected = state(catalogue, reference)
    late = found_scans = 0
    for kill in range(a.kills):
        study = work / "torn"
        shutil.rmtree(study, ignore_errors=True)
        empty_study(catalogue, study, reference / "private" / "key")
        process = cordscope("import", a.input, "--study", study)
        time.sleep(draw.uniform(0.4, 1) * whole)
        late += process.poll() is not None
        if a.kill_server:
            catalogue.kill()
            _, said = process.communicate()
            if process.returncode not in (0, 1) or b"unexpected" in said:
                sys.exit(f"kill {kill + 1}: exit {process.returncode}: {said.decode()}")
            catalogue.start_again()
        else:
            try:
                os.killpg(process.pid, 9)
            except ProcessLookupError:
                pass
            process.communicate()
        wrong = catalogue.inconsistent(study)
        found_scans += len(catalogue.rows(study, "scans"))
        run("import", a.input, "--study", study)
        got = state(catalogue, study)
        different = [key for key in expected.keys() | got.keys() if expected.get(key) != got.get(key)]
        if wrong or different:
            sys.exit(f"kill {kill + 1}: {wrong} {different[:5]}; the study is kept in {study}")
        if (kill + 1) % 10 == 0:
            print(f"{kill + 1} kills, all resumed to the same end", file=sys.stderr, flush=True)
    catalogue.close()
    shutil.rmtree(work)
    what = "imports whose database server was killed" if a.kill_server else "imports killed"
    print(
        f"{a.kills} {what} at random moments of {whole:.1f} s ({late} had ended before), "
        f"{found_scans / a.kills:.1f} scans stored on average by then; every one resumed to the uninterrupted end state"
    )


if __name__ == "__main__":
    main()
