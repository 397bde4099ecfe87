"""An Orthanc that is killed whenever one particular study is asked for, and started again: the others must be coded, and that one
given up with its reason.

Needs a built Cordscope, Orthanc with its DICOMweb plugin, dcmtk and faketime (scripts/test-peers), and Python only:

    ./cordscope phantom --patients 6 --matrix 64 --no-masks --no-decoys --out /tmp/six
    python3 scripts/dying_archive.py /tmp/six/dicom

A proxy before Orthanc reads what is asked. First the watch runs until the other studies are returned; then it runs with --once,
each time with the clock some hours later, so that no wait is long, until the study is given up. In the end the archive is mended,
and --retry-given-up must bring the results of a watch that nobody disturbed.
"""

import argparse
import json
import pathlib
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from kill_watch import HERE, Archive, finish, ledger, watch

HOURS = 2


class Deadly(threading.Thread):
    """Before an archive: kills it when the study is asked for, as long as that is wanted."""

    def __init__(self, archive, study):
        super().__init__(daemon=True)
        self.archive, self.wanted = archive, True
        self.path = f"/studies/{study}".encode()
        self.deaths = 0
        self.lock = threading.Lock()
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}"

    def run(self):
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.join_ends, args=(client,), daemon=True).start()

    def kill(self):
        with self.lock:
            self.archive.kill()
            self.deaths += 1
            time.sleep(0.5)
            self.archive.start()

    def join_ends(self, client):
        try:
            upstream = socket.create_connection(("127.0.0.1", self.archive.http))
        except OSError:
            client.close()  # it is away
            return
        try:
            while True:
                for source in select.select([client, upstream], [], [])[0]:
                    chunk = source.recv(65536)
                    if not chunk:
                        return
                    if self.wanted and source is client and self.path in chunk:
                        self.kill()
                        return
                    (client if source is upstream else upstream).sendall(chunk)
        except OSError:
            pass
        finally:
            client.close()
            upstream.close()


def others_returned(state, study):
    try:
        entries = ledger(state)
    except subprocess.CalledProcessError:
        return False  # it has no ledger yet
    return len(entries) > 1 and all(e["status"] == "returned" for e in entries if e["study_uid"] != study)


def until_others_are_returned(deadly, state, study, limit):
    process = watch(deadly, None, state, "--every", "1")
    begun = time.monotonic()
    while not others_returned(state, study):
        if process.poll() is not None or time.monotonic() - begun > limit:
            sys.exit(f"the other studies were not returned: {ledger(state)}")
        time.sleep(2)
    deaths = deadly.deaths
    process.terminate()
    process.communicate()
    return deaths


def until_given_up(deadly, state, study):
    for run in range(1, 60):
        command = ["faketime", "-f", f"+{HOURS * run}h", str(HERE / "cordscope"), "watch", deadly.url]
        subprocess.run([*command, "--state", str(state), "--once"], capture_output=True)
        entry = next(e for e in ledger(state) if e["study_uid"] == study)
        print(f"{entry['failed_attempts']} attempts, {deadly.deaths} deaths: {entry['reason']}", file=sys.stderr, flush=True)
        if entry["status"] == "given_up":
            return entry
    sys.exit(f"the study was never given up: {entry}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("--limit", type=float, default=900, help="seconds for the other studies")
    a = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="dying-archive-"))
    archive = Archive(work)
    archive.start()
    problems = []
    try:
        send = ["storescu", "-aec", "ORTHANC", "+sd", "+r", "127.0.0.1", str(archive.dicom), str(a.input)]
        subprocess.run(send, check=True, capture_output=True)
        time.sleep(3)
        reference = finish(archive, None, work / "reference")
        expected = sorted(archive.results().values())
        study = reference[len(reference) // 2]["study_uid"]
        archive.forget_results()
        deadly = Deadly(archive, study)
        deadly.start()
        state = work / "dying"
        meanwhile = until_others_are_returned(deadly, state, study, a.limit)
        entry = until_given_up(deadly, state, study)
        given_up = sorted(archive.results().values())
        if not others_returned(state, study) or not set(given_up) < set(expected):
            problems.append("the other studies do not have their results")
        deadly.wanted = False
        subprocess.run(
            [str(HERE / "cordscope"), "watch", deadly.url, "--state", str(state), "--once", "--retry-given-up"],
            check=True,
            capture_output=True,
        )
        if sorted(archive.results().values()) != expected:
            problems.append("when the archive was mended, the results were not those of an undisturbed watch")
        report = {
            "studies": len(reference),
            "deaths before the others were returned": meanwhile,
            "deaths": deadly.deaths,
            "attempts": entry["failed_attempts"],
            "status": entry["status"],
            "reason": entry["reason"],
            "results without the study": len(given_up),
            "results after --retry-given-up": len(expected),
            "problems": problems,
        }
    finally:
        archive.kill()
    print(json.dumps(report, indent=1))
    if not problems:
        shutil.rmtree(work)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
