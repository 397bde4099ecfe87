"""Sends phantom studies, and real ones, to an Orthanc by storescu and lets the watch code them: each result must come back once.

Needs a built Cordscope, a model, Orthanc with its DICOMweb plugin and dcmtk (scripts/test-peers installs them), dciodvfy and
dsrdump for --check, and Python only:

    ./cordscope phantom --patients 200 --matrix 64 --no-masks --no-decoys --out /tmp/phantom
    python3 scripts/watch_cohort.py /tmp/phantom/dicom ../shared/data/dicom --model model.safetensors --check 20

Prints one JSON object: studies, what became of them, results by modality, what a second run changed in the archive, and what the
validators said. Exit 1 where a study is not in the ledger, a result is there twice or not at all, or the
second run sent anything.
"""

import argparse
import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

from kill_watch import Archive, finish, watch


def rows(archive, level):
    return archive.get(f"/{level}?expand")


def studies(archive):
    return {s["MainDicomTags"]["StudyInstanceUID"] for s in rows(archive, "studies")}


def results(archive):
    """Modality and SOP Instance UID of every instance that Cordscope made."""
    found = []
    for series in rows(archive, "series"):
        if series["MainDicomTags"].get("Manufacturer") == "Cordscope":
            modality = series["MainDicomTags"]["Modality"]
            found += [
                (modality, i["MainDicomTags"]["SOPInstanceUID"], i["ID"], series["ParentStudy"])
                for i in archive.get(f"/series/{series['ID']}/instances")
            ]
    return found


def stored(archive):
    """How often something was stored, by the archive's own count of changes."""
    return archive.get("/changes?last")["Last"]


def validate(archive, found, count, work):
    """Errors of dciodvfy, and reports that dsrdump cannot read, among some results of each modality."""
    said = []
    checked = 0
    by_modality = collections.defaultdict(list)
    for modality, _, name, _ in found:
        by_modality[modality].append(name)
    for modality, names in by_modality.items():
        for name in names[:: max(1, len(names) // count)][:count]:
            file = work / "result.dcm"
            file.write_bytes(urllib.request.urlopen(f"{archive.url}/instances/{name}/file", timeout=60).read())
            tools = ["dciodvfy"] if modality == "OT" else ["dciodvfy", "dsrdump"]
            for tool in tools:
                run = subprocess.run([tool, str(file)], capture_output=True, text=True, errors="replace")
                errors = [line for line in (run.stdout + run.stderr).splitlines() if line.startswith(("Error", "E:"))]
                said += [f"{tool} {modality}: {line}" for line in errors]
            checked += 1
    return checked, said


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=pathlib.Path, nargs="+")
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--check", type=int, default=10, help="results of each modality that the validators see")
    a = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="watch-cohort-"))
    archive = Archive(work)
    archive.start()
    for folder in a.input:
        # files that are no DICOM, or that an archive refuses, do not stop the others
        send = ["storescu", "-aec", "ORTHANC", "+sd", "+r", "-nh", "127.0.0.1", str(archive.dicom), str(folder)]
        subprocess.run(send, capture_output=True)
        print(f"{folder.name}: {len(studies(archive))} studies in the archive", file=sys.stderr, flush=True)
    time.sleep(5)
    sent = studies(archive)
    begun = time.monotonic()
    process = watch(archive, a.model, work / "state", "--once", "--parametric-map")
    for line in process.stderr:
        sys.stderr.write(line.decode())
    process.wait()
    entries = finish(archive, a.model, work / "state")
    seconds = time.monotonic() - begun
    found = results(archive)
    before = stored(archive)
    finish(archive, a.model, work / "state")
    again = sorted(r[1] for r in results(archive))
    after = stored(archive)
    summary = collections.Counter(e["status"] for e in entries)
    per_study = collections.Counter(r[3] for r in found)
    checked, said = validate(archive, found, a.check, work)
    problems = []
    if {e["study_uid"] for e in entries} != sent or len(entries) != len(sent):
        problems.append(f"{len(sent)} studies were sent, the ledger has {len(entries)}")
    if len({r[1] for r in found}) != len(found):
        problems.append("a result is there twice")
    if len(per_study) != summary["returned"]:
        problems.append(f"{summary['returned']} studies were answered, {len(per_study)} have results")
    if again != sorted(r[1] for r in found) or after != before:
        problems.append("the second run sent something")
    print(
        json.dumps(
            {
                "studies": len(sent),
                "ledger": summary,
                "reasons": collections.Counter(e["reason"] for e in entries if e["status"] != "returned"),
                "results": collections.Counter(r[0] for r in found),
                "seconds": round(seconds, 1),
                "changes_by_second_run": after - before,
                "validated": checked,
                "validators": said,
                "problems": problems,
            },
            indent=1,
        )
    )
    archive.kill()
    shutil.rmtree(work)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
