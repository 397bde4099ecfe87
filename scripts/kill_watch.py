"""Kills the watch of an Orthanc at random moments, and Orthanc itself: every study must end with its results there once.

Needs a built Cordscope, Orthanc with its DICOMweb plugin and dcmtk (scripts/test-peers installs them), and Python only:

    ./cordscope phantom --patients 3 --matrix 64 --out /tmp/phantom
    python3 scripts/kill_watch.py /tmp/phantom/dicom --kills 100

Each round begins with an archive without results and an empty ledger. The watch is started a few times; each time SIGKILL ends
the watch at one random moment and Orthanc, which is started again, at another. Then the watch is left to end. The results in the
archive must be those of a watch that nobody disturbed, by their UIDs, and the ledger must have each study once.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent.parent
PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so"
DONE = {"returned", "ineligible"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Archive:
    def __init__(self, folder):
        self.http, self.dicom = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.http}"
        self.settings = folder / "orthanc.json"
        self.log = folder / "orthanc.log"
        self.settings.write_text(
            json.dumps(
                {
                    "StorageDirectory": str(folder / "db"),
                    "IndexDirectory": str(folder / "db"),
                    "HttpPort": self.http,
                    "DicomPort": self.dicom,
                    "DicomAet": "ORTHANC",
                    "RemoteAccessAllowed": False,
                    "StableAge": 1,
                    "Plugins": [PLUGIN],
                    "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
                }
            )
        )
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(["Orthanc", str(self.settings)], stdout=log, stderr=log)
        for _ in range(600):
            try:
                return self.get("/system")
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        sys.exit("Orthanc does not start; see " + str(self.log))

    def kill(self):
        self.process.kill()
        self.process.wait()

    def get(self, path):
        return json.load(urllib.request.urlopen(self.url + path, timeout=30))

    def results(self):
        """SOP Instance UID of every instance that Cordscope made, by Orthanc's name of it."""
        query = json.dumps({"Level": "Series", "Query": {"Manufacturer": "Cordscope"}, "Expand": False}).encode()
        series = json.load(urllib.request.urlopen(self.url + "/tools/find", query, timeout=30))
        return {
            i["ID"]: i["MainDicomTags"]["SOPInstanceUID"] for s in series for i in self.get(f"/series/{s}/instances")
        }

    def forget_results(self):
        for name in self.results():
            request = urllib.request.Request(f"{self.url}/instances/{name}", method="DELETE")
            urllib.request.urlopen(request, timeout=30).read()


def of_model(model):
    """Options that name a model; none for the one that ships."""
    return ["--model", str(model)] if model else []


def watch(archive, model, state, *options, environment=None):
    command = [str(HERE / "cordscope"), "watch", archive.url, *of_model(model), "--state", str(state), *options]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **quiet, start_new_session=True, env={**os.environ, **(environment or {})})


def ledger(state):
    command = [str(HERE / "cordscope"), "watch", "ledger", "--state", str(state), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["entries"]


def finish(archive, model, state, *options):
    """Runs the watch until nothing is left; what waits for its next try is waited for."""
    for _ in range(60):
        process = watch(archive, model, state, "--once", *options)
        _, err = process.communicate()
        if process.returncode != 0:
            sys.exit(f"the watch failed: {err.decode()}")
        entries = ledger(state)
        if all(e["status"] in DONE for e in entries):
            return entries
        time.sleep(3)
    sys.exit(f"studies are left: {entries}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("--model", type=pathlib.Path, help="instead of the one that ships")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--kills-per-round", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    draw = random.Random(a.seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="kill-watch-"))
    archive = Archive(work)
    archive.start()
    send = ["storescu", "-aec", "ORTHANC", "+sd", "+r", "127.0.0.1", str(archive.dicom), str(a.input)]
    subprocess.run(send, check=True, capture_output=True)
    time.sleep(3)
    start = time.monotonic()
    reference = finish(archive, a.model, work / "reference")
    whole = time.monotonic() - start
    expected = sorted(archive.results().values())
    if not expected:
        sys.exit("the watch found nothing to code in the input")
    kills = orthanc_kills = rounds = 0
    while kills < a.kills:
        rounds += 1
        archive.forget_results()
        state = work / "torn"
        shutil.rmtree(state, ignore_errors=True)
        for _ in range(min(a.kills_per_round, a.kills - kills)):
            process = watch(archive, a.model, state, "--every", "1")
            begun = time.monotonic()
            moments = sorted([(draw.uniform(0.2, 1) * whole, "watch"), (draw.uniform(0, 1) * whole, "orthanc")])
            for moment, victim in moments:
                time.sleep(max(0, begun + moment - time.monotonic()))
                if victim == "watch":
                    os.killpg(process.pid, 9)
                    process.communicate()
                    kills += 1
                else:
                    archive.kill()
                    orthanc_kills += 1
                    time.sleep(draw.uniform(0, 1))
                    archive.start()
        entries = finish(archive, a.model, state)
        got = sorted(archive.results().values())
        studies = sorted(e["study_uid"] for e in entries)
        if got != expected or studies != sorted(e["study_uid"] for e in reference):
            archive.kill()
            sys.exit(f"round {rounds}: {len(got)} results, not {len(expected)}; {entries}; all is kept in {work}")
        print(f"{kills} kills, {rounds} rounds, all the same", file=sys.stderr, flush=True)
    archive.kill()
    shutil.rmtree(work)
    print(
        f"{kills} watches killed at random moments of {whole:.1f} s and Orthanc {orthanc_kills} times, in {rounds} rounds:"
        f" each ended with the same {len(expected)} results of {len(reference)} studies, once"
    )


if __name__ == "__main__":
    main()
