"""Faults between the watch and an Orthanc: a network that is cut in mid-transfer, a full disk, hostile studies, a clock that jumps.

Needs a built Cordscope, a model, Orthanc with its DICOMweb plugin and dcmtk (scripts/test-peers), pydicom, and for the full disk
the right to mount a tmpfs (else that part says so and is left out); faketime for the clock, likewise:

    ./cordscope phantom --patients 2 --matrix 64 --no-masks --no-decoys --out /tmp/phantom
    /usr/bin/python3 scripts/fault_watch.py /tmp/phantom/dicom --model model.safetensors

After each fault the ledger must have every study once, answered or with its reason, and the archive every result once.
"""

import argparse
import collections
import io
import json
import os
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import pydicom
from pydicom.uid import generate_uid

from kill_watch import HERE, Archive, finish, ledger, watch


class Cutting(threading.Thread):
    """A proxy that cuts its first connections after a random number of bytes from the archive."""

    def __init__(self, port, cuts, draw):
        super().__init__(daemon=True)
        self.target, self.cuts, self.draw = port, cuts, draw
        self.done = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    def run(self):
        while True:
            client, _ = self.server.accept()
            limit = None
            if self.done < self.cuts and self.draw.random() < 0.5:
                limit = int(10 ** self.draw.uniform(0, 5.5))
            upstream = socket.create_connection(("127.0.0.1", self.target))
            threading.Thread(target=self.pump, args=(client, upstream, None), daemon=True).start()
            threading.Thread(target=self.pump, args=(upstream, client, limit), daemon=True).start()

    def pump(self, source, target, limit):
        passed = 0
        try:
            while chunk := source.recv(4096):
                if limit is not None and passed + len(chunk) > limit:
                    target.sendall(chunk[: limit - passed])
                    self.done += 1
                    break
                target.sendall(chunk)
                passed += len(chunk)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def cut(archive, model, state, draw, cuts):
    proxy = Cutting(archive.http, cuts, draw)
    proxy.start()
    through = type("Through", (), {"url": f"http://127.0.0.1:{proxy.port}"})
    for _ in range(100):
        process = watch(through, model, state, "--once", "--patience", "20")
        process.communicate()
        if proxy.done >= cuts:
            break
        if process.returncode == 0 and all(e["status"] in ("returned", "ineligible") for e in ledger(state)):
            archive.forget_results()
            shutil.rmtree(state)
    return f"{proxy.done} connections cut", finish(archive, model, state)


def full_disk(archive, model, state, megabytes):
    state.mkdir(mode=0o700)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(state)]).returncode:
        return "left out: no tmpfs can be mounted", None
    try:
        process = watch(archive, model, state, "--every", "1")
        said = []
        reader = threading.Thread(target=lambda: said.extend(process.stderr), daemon=True)
        reader.start()
        for _ in range(600):
            time.sleep(0.5)
            if any(b"disk full" in line for line in said) or process.poll() is not None:
                break
        full = sum(b"disk full" in line for line in said)
        alive = process.poll() is None
        subprocess.run(["mount", "-o", "remount,size=500m", str(state)], check=True)
        for _ in range(600):
            time.sleep(0.5)
            if alive and all(e["status"] in ("returned", "ineligible") for e in ledger(state)):
                break
        process.terminate()
        process.wait()
        entries = finish(archive, model, state)
        return f"said {full} times that the disk is full, {'went on by itself' if alive else 'ended'}", entries
    finally:
        subprocess.run(["umount", str(state)])


def clock(archive, model, state, draw):
    if not shutil.which("faketime"):
        return "left out: there is no faketime", None
    for _ in range(6):
        days = draw.choice([-4000, -1, 1, 4000])
        command = ["faketime", "-f", f"{days:+d}d", str(HERE / "cordscope"), "watch", archive.url]
        command += ["--model", str(model), "--state", str(state)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(draw.uniform(2, 15))
        os.killpg(process.pid, 9)
        process.wait()
    return "6 runs with clocks years apart, killed", finish(archive, model, state)


def hostile(files):
    """Studies that nobody should send, each from a phantom's files by one change to one or all of them."""

    def all_of(name, change):
        return name, [change(f) for f in files]

    def set_all(**values):
        def change(data):
            for keyword, value in values.items():
                setattr(data, keyword, value)
            return data

        return change

    def truncated(data):
        data.PixelData = data.PixelData[: len(data.PixelData) // 3]
        return data

    def nested(data):
        inner = pydicom.Dataset()
        for _ in range(400):
            outer = pydicom.Dataset()
            outer.RequestAttributesSequence = [inner]
            inner = outer
        data.RequestAttributesSequence = [inner]
        return data

    def garbage(data):
        data.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.4.80"
        data.PixelData = pydicom.encaps.encapsulate([bytes(range(256)) * 7])
        data["PixelData"].is_undefined_length = True
        return data

    yield all_of("huge rows", set_all(Rows=65535, Columns=65535))
    yield all_of("truncated pixels", truncated)
    yield all_of("no pixels", lambda d: (d.__delattr__("PixelData"), d)[1])
    yield all_of("many frames", set_all(NumberOfFrames=2147483647))
    yield all_of("odd bits", set_all(BitsAllocated=13, BitsStored=60))
    yield all_of("no orientation", set_all(ImageOrientationPatient=[0, 0, 0, 0, 0, 0]))
    yield all_of("one position", set_all(ImagePositionPatient=[1e30, -1e30, 0]))
    yield all_of("no spacing", set_all(PixelSpacing=[0, 0]))
    yield all_of("nested", nested)
    yield all_of("garbage codestream", garbage)
    yield all_of("control characters", set_all(PatientName="A\x1b$)C^\u202eB", SeriesDescription="\x07" * 60))
    yield all_of("black", lambda d: (setattr(d, "PixelData", bytes(len(d.PixelData))), d)[1])
    yield "one slice", [files[0]]


def send_hostile(archive, folder):
    studies = collections.defaultdict(list)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        studies[pydicom.dcmread(path).StudyInstanceUID].append(path)
    paths = next(iter(studies.values()))
    names = [name for name, _ in hostile([pydicom.dcmread(p) for p in paths])]
    taken = {}
    for wanted in names:
        for name, files in hostile([pydicom.dcmread(p) for p in paths]):
            if name != wanted:
                continue
            study, series = generate_uid(), generate_uid()
            accepted = 0
            for data in files:
                data.StudyInstanceUID, data.SeriesInstanceUID, data.SOPInstanceUID = study, series, generate_uid()
                data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
                out = io.BytesIO()
                try:
                    pydicom.dcmwrite(out, data, write_like_original=True)
                    request = urllib.request.Request(archive.url + "/instances", out.getvalue())
                    urllib.request.urlopen(request, timeout=60).read()
                    accepted += 1
                except (urllib.error.URLError, ValueError, OSError):
                    pass
            taken[study] = (name, accepted)
    return taken


def judge(what, entries, archive, sent):
    """What a fault left wrong; empty for nothing."""
    found = archive.results()
    problems = []
    if sorted(e["study_uid"] for e in entries) != sorted(sent):
        problems.append(f"{what}: the ledger has {len(entries)} studies of {len(sent)}")
    if len(set(found.values())) != len(found):
        problems.append(f"{what}: a result is there twice")
    if any(not e["reason"] for e in entries if e["status"] not in ("returned", "coded", "received")):
        problems.append(f"{what}: a study has no reason")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=pathlib.Path)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--disk-mb", type=int, default=2)
    parser.add_argument("--only", choices=["cut", "disk", "clock", "hostile"], action="append")
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    draw = random.Random(a.seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="fault-watch-"))
    archive = Archive(work)
    archive.start()
    send = ["storescu", "-aec", "ORTHANC", "+sd", "+r", "127.0.0.1", str(archive.dicom), str(a.input)]
    subprocess.run(send, check=True, capture_output=True)
    time.sleep(3)
    sent = {s["MainDicomTags"]["StudyInstanceUID"] for s in archive.get("/studies?expand")}
    expected, problems, report = None, [], {}
    faults = {
        "cut": lambda state: cut(archive, a.model, state, draw, a.cuts),
        "disk": lambda state: full_disk(archive, a.model, state, a.disk_mb),
        "clock": lambda state: clock(archive, a.model, state, draw),
    }
    try:
        finish(archive, a.model, work / "reference")
        expected = sorted(archive.results().values())
        for name, fault in faults.items():
            if a.only and name not in a.only:
                continue
            archive.forget_results()
            said, entries = fault(work / name)
            report[name] = said
            if entries is not None:
                problems += judge(name, entries, archive, sent)
                if sorted(archive.results().values()) != expected:
                    problems.append(f"{name}: the results are not those of a watch that nobody disturbed")
            print(name, said, file=sys.stderr, flush=True)
        if not a.only or "hostile" in a.only:
            taken = send_hostile(archive, a.input)
            time.sleep(3)
            process = watch(archive, a.model, work / "hostile", "--once")
            _, err = process.communicate()
            entries = ledger(work / "hostile")
            there = {s["MainDicomTags"]["StudyInstanceUID"] for s in archive.get("/studies?expand")}
            report["hostile"] = {
                taken[e["study_uid"]][0]: f"{taken[e['study_uid']][1]} files, {e['status']}: {e['reason']}"
                for e in entries
                if e["study_uid"] in taken
            }
            if process.returncode != 0:
                problems.append("hostile: the watch ended: " + err.decode()[-500:])
            if {e["study_uid"] for e in entries} != there:
                problems.append(f"hostile: the ledger has {len(entries)} studies of {len(there)}")
            good = [e for e in entries if e["study_uid"] in sent]
            if sorted(e["status"] for e in good) != ["returned"] * len(sent):
                problems.append("hostile: the good studies were held up")
    finally:
        archive.kill()
    report["problems"] = problems
    print(json.dumps(report, indent=1))
    if not problems:
        shutil.rmtree(work)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
