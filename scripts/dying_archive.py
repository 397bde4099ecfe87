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
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from kill_watch import HERE, Archive, finish, ledger, watch
from proxy import Proxy

HOURS = 2


class Deaths:
    """Kills the archive when the study is asked for, as long as that is wanted, and starts it again."""

    def __init__(self, archive, study):
        self.archive, self.wanted = archive, True
        self.path = f"/studies/{study}".encode()
        self.count = 0
        self.lock = threading.Lock()

    def look(self, from_archive, chunk):
        if not self.wanted or from_archive or self.path not in chunk:
            return chunk
        with self.lock:
            self.archive.kill()
            self.count += 1
            time.sleep(0.5)
            self.archive.start()
        return b""


def others_returned(state, study):
    try:
        entries = ledger(state)
    except subprocess.CalledProcessError:
        return False  # it has no ledger yet
    return len(entries) > 1 and all(e["status"] == "returned" for e in entries if e["study_uid"] != study)


def until_others_are_returned(through, deaths, state, study, limit):
    process = watch(through, None, state, "--every", "1")
    begun = time.monotonic()
    while not others_returned(state, study):
        if process.poll() is not None or time.monotonic() - begun > limit:
            sys.exit(f"the other studies were not returned: {ledger(state)}")
        time.sleep(2)
    count = deaths.count
    process.terminate()
    process.communicate()
    return count


def until_given_up(through, deaths, state, study):
    for run in range(1, 60):
        command = ["faketime", "-f", f"+{HOURS * run}h", str(HERE / "cordscope"), "watch", through.url]
        subprocess.run([*command, "--state", str(state), "--once"], capture_output=True)
        entry = next(e for e in ledger(state) if e["study_uid"] == study)
        print(f"{entry['failed_attempts']} attempts, {deaths.count} deaths: {entry['reason']}", file=sys.stderr, flush=True)
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
        deaths = Deaths(archive, study)
        through = Proxy(archive.http, lambda: deaths.look)
        state = work / "dying"
        meanwhile = until_others_are_returned(through, deaths, state, study, a.limit)
        entry = until_given_up(through, deaths, state, study)
        given_up = sorted(archive.results().values())
        if not others_returned(state, study) or not set(given_up) < set(expected):
            problems.append("the other studies do not have their results")
        deaths.wanted = False
        subprocess.run(
            [str(HERE / "cordscope"), "watch", through.url, "--state", str(state), "--once", "--retry-given-up"],
            check=True,
            capture_output=True,
        )
        if sorted(archive.results().values()) != expected:
            problems.append("when the archive was mended, the results were not those of an undisturbed watch")
        report = {
            "studies": len(reference),
            "deaths before the others were returned": meanwhile,
            "deaths": deaths.count,
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
