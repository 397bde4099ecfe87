"""Throughput, latency and memory of `cordscope watch`, or of its Python peer, behind an Orthanc on this machine.

Needs a built Cordscope, or torch for the peer; Orthanc with its DICOMweb plugin (scripts/test-peers); numpy and pydicom. FOLDER
holds DICOM studies; they are sent again under new UIDs until there are as many as asked for. On a quiet machine:

    ./cordscope phantom --patients 20 --no-masks --no-decoys --out /tmp/phantom
    python3 scripts/bench_service.py /tmp/phantom/dicom --service cordscope --studies 100
    python3 scripts/bench_service.py /tmp/phantom/dicom --service python --studies 100
    python3 scripts/bench_service.py /tmp/phantom/dicom --service cordscope --studies 60 --per-minute 6
    python3 scripts/bench_service.py /tmp/phantom/dicom --service cordscope --studies 2000 --sample-memory

The same with a ResNet-50: --service cordscope --model MODEL --option=--no-maps, and --service python --option=--network=resnet50
(whose weights are drawn at random; it draws no maps). The peer reads images of one frame only, so that studies with others are
left out for both.

Without --per-minute all studies are there before the service starts: studies a minute is then its throughput. With it they
arrive at that rate, and latency, from the archive's word that a study is stable to the report in the archive, means something.
Both read the same Orthanc, and take the machine's processors from it. Prints one JSON object.
"""

import argparse
import collections
import io
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import pydicom
from pydicom.uid import generate_uid

from kill_watch import HERE, Archive, of_model

MAKERS = {"cordscope": "Cordscope", "python": "PeerService"}


def load(folder):
    """Files of each study of images of one frame."""
    studies = collections.defaultdict(list)
    for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
        data = pydicom.dcmread(path, force=False)
        studies[data.StudyInstanceUID].append(data)
    return [files for files in studies.values() if all(int(f.get("NumberOfFrames", 1)) == 1 for f in files)]


def send(archive, files, number):
    """A study under new UIDs, the same for the same number."""

    def new(uid):
        return generate_uid(entropy_srcs=[str(uid), str(number)])

    for data in files:
        copy = pydicom.Dataset({element.tag: element for element in data})
        copy.file_meta = pydicom.dataset.FileMetaDataset(data.file_meta)
        copy.is_little_endian, copy.is_implicit_VR = data.is_little_endian, data.is_implicit_VR
        copy.preamble = b"\0" * 128
        for name in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
            copy.add_new(name, "UI", new(data[name].value))  # not the one of the original
        copy.file_meta.MediaStorageSOPInstanceUID = copy.SOPInstanceUID
        copy.add_new("PatientID", "LO", f"{data.PatientID}-{number}")
        out = io.BytesIO()
        pydicom.dcmwrite(out, copy, write_like_original=False)
        urllib.request.urlopen(urllib.request.Request(archive.url + "/instances", out.getvalue()), timeout=60).read()


class Observer(threading.Thread):
    """When each study became stable, and when its report was there, by the archive's changes."""

    def __init__(self, archive, maker, since):
        super().__init__(daemon=True)
        self.archive, self.maker, self.last = archive, maker, since
        self.stable, self.reported = {}, {}

    def run(self):
        while True:
            try:
                page = self.archive.get(f"/changes?limit=100&since={self.last}")
            except OSError:
                return  # the archive has been stopped
            for change in page["Changes"]:
                if change["ChangeType"] == "StableStudy":
                    self.stable.setdefault(change["ID"], time.monotonic())
                elif change["ChangeType"] == "NewSeries":
                    series = self.archive.get(f"/series/{change['ID']}")
                    tags = series["MainDicomTags"]
                    if tags.get("Manufacturer") == self.maker and tags.get("Modality") == "SR":
                        self.reported.setdefault(series["ParentStudy"], time.monotonic())
            self.last = page["Last"]
            if page["Done"]:
                time.sleep(0.1)


def tree(pid):
    """A process and all below it."""
    found = [pid]
    for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += tree(int(child))
    return found


def memory(pid):
    """Resident memory of a process and all below it, MB."""
    total = 0
    for process in tree(pid):
        for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                total += int(line.split()[1])
    return total / 1024


def runs(pid):
    """Whether the launcher, which may have to build first, has become the service."""
    return pathlib.Path(f"/proc/{pid}/comm").read_text().strip() != "cordscope"


def processor_seconds(pid):
    """Processor time of a process and all below it so far."""
    total = 0
    for process in tree(pid):
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def start(a, archive, work):
    if a.service == "cordscope":
        command = [str(HERE / "cordscope"), "watch", archive.url, *of_model(a.model), "--state", str(work / "state")]
        command += ["--every", "1", *a.option]
    else:
        (work / "state").mkdir()
        command = [sys.executable, str(HERE / "scripts/service_pydicom.py"), archive.url, "--state", str(work / "state")]
        command += a.option
    log = open(work / "service.log", "wb")
    return subprocess.Popen(command, stdout=log, stderr=log)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--service", choices=MAKERS, required=True)
    parser.add_argument("--model", type=pathlib.Path, help="of Cordscope, instead of the one that ships")
    parser.add_argument("--studies", type=int, default=100)
    parser.add_argument("--per-minute", type=float, default=0)
    parser.add_argument("--sample-memory", action="store_true", help="memory after each tenth of the studies, and as it goes")
    parser.add_argument("--patience", type=float, default=120, help="seconds without a report after which the run ends")
    parser.add_argument("--option", action="append", default=[], help="handed on to the service")
    a = parser.parse_args()
    studies = load(a.folder)
    work = pathlib.Path(tempfile.mkdtemp(prefix="bench-service-"))
    archive = Archive(work)
    archive.start()
    observer = Observer(archive, MAKERS[a.service], 0)
    if not a.per_minute:
        for number in range(a.studies):
            send(archive, studies[number % len(studies)], number)
        time.sleep(3)
    observer.start()
    service = start(a, archive, work)
    begun = time.monotonic()
    samples = []
    sent = 0 if a.per_minute else a.studies
    quiet = begun
    done = 0
    while time.monotonic() - quiet < a.patience and done < a.studies:
        if sent < a.studies and time.monotonic() - begun >= sent * 60 / a.per_minute:
            send(archive, studies[sent % len(studies)], sent)
            sent += 1
            quiet = time.monotonic()
        if service.poll() is not None:
            sys.exit(f"the service has ended; see {work}/service.log")
        if len(observer.reported) > done:
            before, done, quiet = done, len(observer.reported), time.monotonic()
            if a.sample_memory and done // 100 > before // 100:
                print(f"{done} studies: {memory(service.pid):.0f} MB", file=sys.stderr, flush=True)
        if runs(service.pid):
            samples.append((done, memory(service.pid)))
        time.sleep(0.2)
    seconds = max(observer.reported.values(), default=begun) - begun
    waits = sorted(
        when - observer.stable[study] for study, when in observer.reported.items() if study in observer.stable
    )
    used = processor_seconds(service.pid)
    service.terminate()
    service.wait()
    archive.kill()
    summary = {
        "service": a.service,
        "studies": a.studies,
        "reported": done,
        "seconds": round(seconds, 1),
        "studies_per_minute": round(60 * done / seconds, 2) if seconds else None,
        "processor_seconds": round(used, 1),
        "memory_peak_mb": round(max(m for _, m in samples)),
    }
    if a.per_minute:
        summary |= {
            "per_minute": a.per_minute,
            "latency_median_s": round(statistics.median(waits), 2),
            "latency_95th_s": round(waits[min(len(waits) - 1, int(0.95 * len(waits)))], 2),
            "latency_max_s": round(waits[-1], 2),
        }
    if a.sample_memory:
        tenths = [int(a.studies * t / 10) for t in range(1, 11)]
        summary["memory_mb_by_studies"] = {t: round(max((m for d, m in samples if d <= t), default=0)) for t in tenths}
        summary["memory_mb_at_studies"] = {t: round(next((m for d, m in samples if d >= t), 0)) for t in tenths}
    print(json.dumps(summary, indent=1))
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
