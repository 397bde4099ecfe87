"""Sends many studies to the HTTP API at once and kills it meanwhile: nothing that was acknowledged may be lost.

Needs a built Cordscope and Python only:

    ./cordscope phantom --patients 4 --matrix 128 --seed 7 --out /tmp/phantom
    python3 scripts/load_api.py /tmp/phantom/dicom --clients 100 --kills 5

Each client sends one study of its own (a study of the input without one or two of its files, as multipart/related or ZIP), tries
again after as long as a 429 says or when the connection breaks, and waits for its results. At the end every job that was ever
acknowledged must be coded, with its files, or ineligible for a reason, and a second submission of everything must make no job.
"""

import argparse
import http.client
import io
import itertools
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

from kill_watch import HERE, free_port, of_model


class Api:
    def __init__(self, folder, model, queue):
        self.state, self.port = folder / "state", free_port()
        self.command = [str(HERE / "cordscope"), "api", *of_model(model), "--state", str(self.state)]
        self.command += ["--port", str(self.port), "--queue", str(queue), "--log", "json", "--no-maps"]
        self.log = folder / "api.log"
        self.peak = 0

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, start_new_session=True)
        for _ in range(600):
            try:
                self.request("GET", "/health/live")
                break
            except OSError:
                time.sleep(0.1)
        else:
            sys.exit("the API does not start; see " + str(self.log))
        self.token = (self.state / "token").read_text().strip()

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)

    def request(self, method, path, body=None, content_type=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Authorization": "Bearer " + getattr(self, "token", "")}
        if content_type:
            headers["Content-Type"] = content_type
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except http.client.HTTPException as e:
            raise OSError(str(e)) from e
        finally:
            connection.close()

    def memory(self):
        """Peak resident memory of the process that now runs, in MB."""
        try:
            text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
            peak = int(next(line for line in text.splitlines() if line.startswith("VmHWM")).split()[1]) >> 10
            self.peak = max(self.peak, peak)
        except (OSError, StopIteration):
            pass


def bodies(folder, number):
    """So many bodies, each of other files; of every study in turn."""
    studies = [sorted(p for p in d.rglob("*") if p.is_file()) for d in sorted(folder.iterdir())]
    studies = [files for files in studies if len(files) >= 10]  # not those that are one file of many frames
    left_out = [itertools.chain([()], itertools.combinations(range(len(f)), 1), itertools.combinations(range(len(f)), 2))
                for f in studies]
    for i in range(number):
        files = studies[i % len(studies)]
        without = next(left_out[i % len(studies)])
        sent = [f for j, f in enumerate(files) if j not in without]
        body = io.BytesIO()
        if i % 3 == 0:
            with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
                for f in sent:
                    archive.write(f, f.name)
            yield body.getvalue(), "application/zip"
        else:
            for f in sent:
                body.write(b"--cordscope-load\r\nContent-Type: application/dicom\r\n\r\n" + f.read_bytes() + b"\r\n")
            body.write(b"--cordscope-load--\r\n")
            yield body.getvalue(), 'multipart/related; type="application/dicom"; boundary=cordscope-load'


class Tally:
    def __init__(self):
        self.lock = threading.Lock()
        self.ids, self.statuses, self.broken, self.seconds = {}, {}, 0, []

    def count(self, status):
        with self.lock:
            self.statuses[status] = self.statuses.get(status, 0) + 1


def client(api, number, body, content_type, tally, draw):
    begun = time.monotonic()
    while True:
        try:
            status, headers, text = api.request("POST", "/v1/jobs", body, content_type)
        except OSError:
            with tally.lock:
                tally.broken += 1
            time.sleep(draw.uniform(0.5, 1.5))
            continue
        tally.count(status)
        if status in (200, 202):
            with tally.lock:
                tally.ids[number] = json.loads(text)["id"]
            break
        if status not in (429, 503):
            raise SystemExit(f"client {number}: {status} {text.decode()}")
        wait = int(headers["Retry-After"])
        time.sleep(wait * draw.uniform(0.5, 1.5))
    while True:
        try:
            status, _, text = api.request("GET", "/v1/jobs/" + tally.ids[number])
            if status != 200:
                raise SystemExit(f"client {number}: acknowledged, and then {status} {text.decode()}")
            if json.loads(text)["status"] not in ("queued", "running"):
                break
        except OSError:
            pass
        time.sleep(draw.uniform(0.5, 1.5))
    with tally.lock:
        tally.seconds.append(time.monotonic() - begun)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("--model", type=pathlib.Path, help="instead of the one that ships")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--queue", type=int, default=25)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    draw = random.Random(a.seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="load-api-"))
    sent = list(bodies(a.input, a.clients))
    api = Api(work, a.model, a.queue)
    api.start()
    tally = Tally()
    begun = time.monotonic()
    threads = [
        threading.Thread(target=client, args=(api, i, *sent[i], tally, random.Random(a.seed + i)), daemon=True)
        for i in range(a.clients)
    ]
    for t in threads:
        t.start()
    kills, next_kill = 0, time.monotonic() + draw.uniform(2, 10)
    while any(t.is_alive() for t in threads):
        time.sleep(0.2)
        api.memory()
        if kills < a.kills and time.monotonic() > next_kill:
            api.kill()
            kills += 1
            api.start()
            next_kill = time.monotonic() + draw.uniform(2, 10)
    seconds = time.monotonic() - begun
    if len(tally.ids) != a.clients or len(set(tally.ids.values())) != a.clients:
        sys.exit(f"{len(set(tally.ids.values()))} jobs of {a.clients} clients; all is kept in {work}")
    coded = ineligible = 0
    for number, job in sorted(tally.ids.items()):
        shown = json.loads(api.request("GET", "/v1/jobs/" + job)[2])
        results = api.request("GET", f"/v1/jobs/{job}/results")
        ineligible += shown["status"] == "ineligible" and bool(shown["reason"])  # the file left out was the scan
        coded += shown["status"] == "coded" and results[0] == 200 and len(json.loads(results[2])["scans"]) == 1
        if coded + ineligible != number + 1:
            sys.exit(f"client {number}: {shown}; all is kept in {work}")
    again = [api.request("POST", "/v1/jobs", *sent[i])[0] for i in range(a.clients)]
    jobs = len(json.loads(api.request("GET", "/v1/jobs?limit=1000")[2])["jobs"])
    if set(again) != {200} or jobs != a.clients:
        sys.exit(f"a second submission made jobs: {jobs}, {again}; all is kept in {work}")
    api.memory()
    code = api.stop()
    audit = subprocess.run([str(HERE / "cordscope"), "api", "audit", "--state", str(api.state), "--json"], capture_output=True)
    if audit.returncode != 0:
        sys.exit(audit.stderr.decode())
    shutil.rmtree(work)
    tally.seconds.sort()
    megabytes = sum(len(body) for body, _ in sent) / 2**20
    print(f"{a.clients} clients at once, {megabytes:.0f} MB, {kills} kills: {coded} jobs coded, {ineligible} ineligible, in {seconds:.0f} s")
    print(f"answers to submissions {dict(sorted(tally.statuses.items()))}, connections broken {tally.broken}")
    middle, last = tally.seconds[len(tally.seconds) // 2], tally.seconds[-1]
    print(f"from the first try to the results: median {middle:.0f} s, longest {last:.0f} s")
    print(f"peak memory {api.peak} MB; sent again: 0 jobs; audit log of {json.loads(audit.stdout)['lines']} lines whole;"
          f" SIGTERM ended it with {code}")


if __name__ == "__main__":
    main()
