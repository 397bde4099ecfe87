"""Faults between the watch and an Orthanc: a network that is cut in mid-transfer, TLS, a full disk, a clock that jumps, a study
that grows after it was coded or for minutes while the watch is killed, corrupt and hostile studies.

Needs a built Cordscope, Orthanc with its DICOMweb plugin and dcmtk (scripts/test-peers), pydicom, and for the full disk
the right to mount a tmpfs (else that part says so and is left out); faketime for the clock, likewise:

    ./cordscope phantom --patients 2 --matrix 64 --no-masks --no-decoys --out /tmp/phantom
    /usr/bin/python3 scripts/fault_watch.py /tmp/phantom/dicom

After each fault the ledger must have every study once, answered or with its reason, and the archive every result once.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import pydicom
from pydicom.uid import generate_uid

from kill_watch import DONE, HERE, Archive, finish, ledger, of_model, watch
from hostile_studies import Spoilt, hostile, written
from proxy import Proxy


class Cuts:
    """Of the first connections some are cut after a random number of bytes, from the archive or to it."""

    def __init__(self, cuts, draw):
        self.cuts, self.draw = cuts, draw
        self.done, self.sending = 0, 0

    def new_look(self):
        limit, passed = None, 0
        to_be_cut = self.draw.random() < 0.5  # which way
        if self.done < self.cuts and self.draw.random() < 0.5:
            limit = int(10 ** self.draw.uniform(0, 5.5))

        def look(from_archive, chunk):
            nonlocal passed
            if limit is None or from_archive != to_be_cut:
                return chunk
            if passed + len(chunk) > limit:
                self.done += 1
                self.sending += not from_archive
                return chunk[: limit - passed]
            passed += len(chunk)
            return chunk

        return look


def tls(archive, model, state, work):
    """A certificate of one's own: refused where it is not trusted, in no doubt where it is."""
    key, certificate = work / "key.pem", work / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=archive"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    through = Proxy(archive.http, context=context)
    refused = watch(through, model, state, "--once")
    _, err = refused.communicate()
    if refused.returncode == 0 or archive.results():
        sys.exit("tls: a certificate that nobody trusts was accepted")
    entries = finish(through, model, state, "--trust", str(certificate))
    return "without --trust: " + err.decode().strip().splitlines()[-1], entries


def all_done(state):
    try:
        return all(e["status"] in DONE for e in ledger(state))
    except subprocess.CalledProcessError:
        return False  # it has no ledger yet


def cut(archive, model, state, draw, cuts):
    made = Cuts(cuts, draw)
    through = Proxy(archive.http, made.new_look)
    for _ in range(100):
        process = watch(through, model, state, "--once", "--patience", "20")
        process.communicate()
        if made.done >= cuts:
            break
        if process.returncode == 0 and all_done(state):
            archive.forget_results()
            shutil.rmtree(state)
    said = f"{made.done} connections cut, {made.sending} of them in what was sent to the archive"
    return said, finish(archive, model, state)


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
            if alive and all_done(state):
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
        command += [*of_model(model), "--state", str(state)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(draw.uniform(2, 15))
        os.killpg(process.pid, 9)
        process.wait()
    finish(archive, model, state)
    archive.forget_results()
    shutil.rmtree(state)
    return "6 runs with clocks years apart, killed; " + jumping(archive, model, state, draw), finish(archive, model, state)


def jumping(archive, model, state, draw):
    """One watch whose clock is set again every second or two, and whose archive dies now and then, so that something waits."""
    state.mkdir(mode=0o700)
    offset = state.parent / "offset of the clock"
    offset.write_text("+0d\n")
    faked = {
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
        "LD_PRELOAD": next(str(p) for p in pathlib.Path("/usr/lib").rglob("libfaketimeMT.so.1")),
    }
    process = watch(archive, model, state, "--every", "1", environment=faked)
    threading.Thread(target=process.stderr.read, daemon=True).start()
    jumps = deaths = 0
    try:
        while jumps < 300:
            time.sleep(draw.uniform(0.5, 2))
            offset.write_text(f"{draw.choice([-4000, -30, -1, 0, 1, 30, 4000]):+d}d\n")
            jumps += 1
            if jumps % 5 == 1 and deaths < 4:
                archive.kill()
                archive.start()
                deaths += 1
            if process.poll() is not None:
                sys.exit(f"clock: the watch ended with {process.returncode}")
            if jumps > 25 and all_done(state):
                return f"then {jumps} jumps under one watch, and {deaths} deaths of the archive"
        sys.exit("clock: studies are left")
    finally:
        process.terminate()
        process.wait()


def one_study(folder):
    studies = collections.defaultdict(list)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        studies[pydicom.dcmread(path).StudyInstanceUID].append(path)
    return next(iter(studies.values()))


def post(archive, images):
    for data in images:
        request = urllib.request.Request(archive.url + "/instances", written(data))
        urllib.request.urlopen(request, timeout=60).read()


def renamed(folder):
    """The images of one study under new UIDs, and its own."""
    images = [pydicom.dcmread(path) for path in one_study(folder)]
    study, series = generate_uid(), collections.defaultdict(generate_uid)
    for data in images:
        data.StudyInstanceUID, data.SeriesInstanceUID = study, series[data.SeriesInstanceUID]
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    return images, study


def trickling(archive, model, state, folder, draw):
    """A study whose images come one by one, some after it was called stable, while the watch is killed again and again."""
    images, study = renamed(folder)
    state.mkdir(mode=0o700)
    kills = 0
    process = watch(archive, model, state, "--every", "1")
    for data in images:
        post(archive, [data])
        time.sleep(draw.choice([0, 0, 0.3, 1.5, 3]))
        if draw.random() < 0.3:
            os.killpg(process.pid, 9)
            process.communicate()
            kills += 1
            process = watch(archive, model, state, "--every", "1")
    os.killpg(process.pid, 9)
    process.communicate()
    time.sleep(3)
    entries = [e for e in finish(archive, model, state) if e["study_uid"] == study]
    found = archive.results()
    problems = ["trickle: a result is there twice"] if len(set(found.values())) != len(found) else []
    slices = [e["slices"] for e in entries]
    if slices.count(len(images)) != 1:
        problems.append(f"trickle: {len(images)} images, and the ledger says {entries}")
    return f"{len(images)} images one by one, {kills + 1} kills: coded with {slices} slices", problems


def growing(archive, model, state, folder, kept_back):
    """A study whose last images come when it has been coded: coded anew, by a watch that was running all the time."""

    def entries_of():
        return [e for e in ledger(state) if e["study_uid"] == study]

    def wait_for(count):
        for _ in range(300):
            time.sleep(1)
            if [e["status"] for e in entries_of()] == ["returned"] * count:
                return
        sys.exit(f"grow: not {count} times returned: {entries_of()}")

    images, study = renamed(folder)
    state.mkdir(mode=0o700)
    process = watch(archive, model, state, "--every", "1")
    threading.Thread(target=process.stderr.read, daemon=True).start()
    try:
        post(archive, images[:-kept_back])
        wait_for(1)
        before = set(archive.results().values())
        post(archive, images[-kept_back:])
        wait_for(2)
    finally:
        process.terminate()
        process.wait()
    after = archive.results().values()
    slices = [e["slices"] for e in entries_of()]
    problems = [] if before < set(after) and len(after) == len(set(after)) else ["grow: results were lost or are there twice"]
    if slices[1] - slices[0] != kept_back:
        problems.append(f"grow: {slices[1]} slices after {slices[0]}, and {kept_back} came later")
    return f"{slices[0]} slices coded, then {slices[1]}; {len(before)} results in the archive, then {len(after)}", problems


def died(archive):
    """Whether Orthanc has ended by itself; it is started again."""
    time.sleep(0.05)
    if archive.process.poll() is None:
        return False
    archive.start()
    return True


def send_hostile(archive, folder):
    paths = one_study(folder)
    taken = {}
    for name, make in hostile():
        files = make([pydicom.dcmread(p) for p in paths])
        study, series = generate_uid(), generate_uid()
        accepted = 0
        for made in files:
            data = made.data if isinstance(made, Spoilt) else made
            data.StudyInstanceUID, data.SeriesInstanceUID, data.SOPInstanceUID = study, series, generate_uid()
            data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
            try:
                request = urllib.request.Request(archive.url + "/instances", written(made))
                urllib.request.urlopen(request, timeout=60).read()
                accepted += 1
            except (urllib.error.URLError, ValueError, OSError):
                pass
            if died(archive):
                name += ", of which Orthanc died"
                break
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
    parser.add_argument("--model", type=pathlib.Path, help="instead of the one that ships")
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--disk-mb", type=int, default=2)
    parser.add_argument("--only", choices=["cut", "tls", "disk", "clock", "grow", "trickle", "hostile"], action="append")
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
        "tls": lambda state: tls(archive, a.model, state, work),
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
        if not a.only or "grow" in a.only:
            report["grow"], wrong = growing(archive, a.model, work / "grow", a.input, 3)
            problems += wrong
            print("grow", report["grow"], file=sys.stderr, flush=True)
        if not a.only or "trickle" in a.only:
            report["trickle"], wrong = trickling(archive, a.model, work / "trickle", a.input, draw)
            problems += wrong
            print("trickle", report["trickle"], file=sys.stderr, flush=True)
        if not a.only or {"grow", "trickle"} & set(a.only):
            sent = {s["MainDicomTags"]["StudyInstanceUID"] for s in archive.get("/studies?expand")}
        if not a.only or "hostile" in a.only:
            taken = send_hostile(archive, a.input)
            time.sleep(3)
            deaths = 0
            for _ in range(5):
                process = watch(archive, a.model, work / "hostile", "--once")
                _, err = process.communicate()
                if not died(archive):
                    break
                deaths += 1
            entries = ledger(work / "hostile")
            report["hostile, Orthanc died while it was watched"] = deaths
            there = {s["MainDicomTags"]["StudyInstanceUID"] for s in archive.get("/studies?expand")}
            looked_at = {e["study_uid"] for e in entries}
            report["hostile, refused by Orthanc"] = [name for study, (name, _) in taken.items() if study not in looked_at]
            report["hostile"] = {
                taken[e["study_uid"]][0]: f"{taken[e['study_uid']][1]} files, {e['status']}: {e['reason']}"
                for e in entries
                if e["study_uid"] in taken
            }
            problems += [f"hostile: {e}" for e in entries if e["status"] not in DONE and not e["reason"]]
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
