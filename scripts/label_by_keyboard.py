"""Two raters label a whole study by keyboard in a real Chromium, lock, settle what they disagree on, freeze and export; then R
computes the kappa of the exported labels, which must be the one that Cordscope prints.

Needs a built Cordscope, Debian's chromium and Rscript. Make a study for this: it gets accounts and answers.

    ./cordscope phantom --patients 8 --no-masks --out /tmp/phantom
    ./cordscope init /tmp/study && ./cordscope import --study /tmp/study /tmp/phantom/dicom
    python3 scripts/label_by_keyboard.py /tmp/study
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import tempfile

from load_labels import HERE, PASSWORD, Page, Rater, Server, prepare

PAINTED = "document.getElementById('canvas').dataset.painted"
SAVED = "document.getElementById('saved').textContent.startsWith('All')"

KAPPA = """
long <- read.csv(file("stdin")); long <- long[long$reading == 1 & long$rater != "consensus", ]
by <- split(long, long$rater); stopifnot(length(by) == 2)
both <- merge(by[[1]], by[[2]], by = c("sop_instance_uid", "frame"))
counts <- table(factor(both$label.x, 0:1), factor(both$label.y, 0:1))
agreed <- sum(diag(counts)) / sum(counts)
chance <- sum(rowSums(counts) * colSums(counts)) / sum(counts)^2
cat(nrow(both), sprintf("%.12f", (agreed - chance) / (1 - chance)))
"""


def enter(page, base, name):
    page.ask("Network.clearBrowserCookies")
    page.ask("Page.navigate", url=base + "/login")
    page.until("document.querySelector('input[name=password]')")
    page.value(
        f"document.querySelector('input[name=name]').value = '{name}';"
        f"document.querySelector('input[name=password]').value = '{PASSWORD}'; document.querySelector('form').requestSubmit()"
    )
    page.until("document.querySelector('.tiles')")


def label(page, base, name, calls):
    enter(page, base, name)
    page.ask("Page.navigate", url=base + "/label")
    page.until(PAINTED)
    total = int(page.value("document.getElementById('count').textContent").split()[-1])
    for n in range(total):
        page.until(f"{PAINTED} && document.getElementById('count').textContent.startsWith('{n} ')")
        page.press(calls(n))
    page.until("!document.querySelector('#lock button').disabled && " + SAVED)
    page.value("window.confirm = () => true; document.querySelector('#lock').requestSubmit()")
    page.until("document.querySelector('p.lock')")
    return total


def settle(page, base):
    enter(page, base, "judge")
    page.ask("Page.navigate", url=base + "/adjudicate")
    page.until(PAINTED)
    openly = "document.getElementById('open').textContent"
    left = first = int(page.value(openly).split()[0])
    while left > 0:
        page.until(PAINTED)
        page.press("1" if left % 2 else "0")
        page.ask("Input.insertText", text="looked at again")
        for kind in ("keyDown", "keyUp"):
            page.ask("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13)
        left -= 1
        page.until(f"{openly}.startsWith('{left} ')")
    return first


def cordscope(*arguments, stdin=None):
    done = subprocess.run([str(HERE / "cordscope"), *arguments], input=stdin, text=True, capture_output=True, check=True)
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    server = Server(a.study)
    prepare(server, ["anna", "bert"])
    chief = Rater(server, "chief").enter()
    chief.form("/accounts", name="judge", role="ADJUDICATOR", password=PASSWORD)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="label-by-keyboard-"))
    page = Page(folder)
    base = f"http://127.0.0.1:{server.port}"
    draw = random.Random(a.seed)
    slices = 0
    for name, share in (("anna", 0.3), ("bert", 0.35)):
        slices = label(page, base, name, lambda n, p=share: "1" if draw.random() < (0.9 if n % 31 in range(12, 20) else p / 4) else "0")
    disagreements = settle(page, base)
    status, _ = Rater(server, "chief").enter().form("/labels/freeze")
    page.process.terminate()
    page.process.wait()
    shutil.rmtree(folder, ignore_errors=True)
    server.kill()
    long = cordscope("labels", "export", "--form", "long", "--study", str(a.study))
    mine = json.loads(cordscope("labels", "agreement", "--json", "--study", str(a.study)))
    theirs = subprocess.run(["Rscript", "-e", KAPPA], input=long, text=True, capture_output=True, check=True).stdout
    print(json.dumps({"slices": slices, "disagreements": disagreements, "freeze": status, "r": theirs, "cordscope": mine}))


if __name__ == "__main__":
    main()
