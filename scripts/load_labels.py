"""Many raters at once: how soon the next slice stands on the screen after a key, and whether a killed server loses an answer.

Needs a built Cordscope, Debian's chromium for `speed`, and Python only. Works on a study with slices; make one for this, since
it gets accounts and answers. For PostgreSQL, write `database: jdbc:postgresql://...` into study.yaml before the import.

    ./cordscope phantom --patients 8 --no-masks --no-decoys --out /tmp/phantom
    ./cordscope init /tmp/study && ./cordscope import --study /tmp/study /tmp/phantom/dicom
    python3 scripts/load_labels.py speed /tmp/study --raters 50 --keys 200
    python3 scripts/load_labels.py kill /tmp/study --raters 8 --kills 100

speed: the raters answer at exponential intervals and fetch a slice for each answer, while one more labels in a real Chromium by
keyboard. Printed: milliseconds from the key to the next slice on the screen, and from sending an answer to its acknowledgement.

kill: the raters answer while the server is killed by SIGKILL at random moments and started again. Some requests are dropped
before their answer is read, and every rater has two tabs. An answer that was not acknowledged is sent again, as the page does.
At the end every answer must be stored once, in each tab's order, and `labels verify` must find the chain whole.
"""

import argparse
import base64
import csv
import http.client
import io
import json
import os
import pathlib
import random
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import uuid

HERE = pathlib.Path(__file__).resolve().parent.parent
PASSWORD = "three quiet words"
PATIENCE_S = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, study):
        self.study, self.port, self.process = study, free_port(), None

    def start(self):
        command = [str(HERE / "cordscope"), "serve", str(self.study), "--team", "--no-browser", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if "Serving" not in self.process.stdout.readline():
            sys.exit("the server does not start")

    def kill(self):
        self.process.kill()
        self.process.wait()


class Rater:
    """One signed-in tab."""

    def __init__(self, server, name):
        self.server, self.name, self.connection, self.cookie, self.token = server, name, None, "", ""

    def send(self, method, path, body=None, kind="application/json", read=True):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_S)
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.server.port}", "X-CSRF-Token": self.token}
        if body is not None:
            headers["Content-Type"] = kind
        try:
            self.connection.request(method, path, body, headers)
            if not read:
                raise OSError("dropped")
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return answer.status, content

    def form(self, path, **fields):
        return self.send("POST", path, urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")

    def enter(self):
        status, _ = self.form("/login", name=self.name, password=PASSWORD)
        if status != 303:
            sys.exit(f"{self.name} cannot sign in: {status}")
        status, content = self.send("GET", "/")
        if status != 200:
            raise OSError(f"GET / is answered {status}")
        self.token = re.search(rb'name="csrf" content="([^"]+)"', content).group(1).decode()
        return self

    def slices(self):
        status, content = self.send("GET", "/api/label")
        if status != 200:
            raise OSError(f"GET /api/label is answered {status}")
        scans = json.loads(content)["scans"]
        return [s["id"] for scan in scans for s in scan["slices"]]

    def answer(self, sent, read=True):
        body = json.dumps({"rater": self.name, "answers": [sent]})
        return self.send("POST", "/api/label/answers", body, read=read)[0]


def made(slice_id, compressed):
    return {
        "id": str(uuid.uuid4()),
        "slice": slice_id,
        "kind": "COMPRESSED" if compressed else "NOT_COMPRESSED",
        "kangGrade": None,
        "extent": None,
        "level": None,
        "confidence": "SURE",
        "ms": 700,
        "version": "load",
    }


def prepare(server, names):
    add = [str(HERE / "cordscope"), "serve", "user", "add", "chief", "--role", "admin", "--study", str(server.study)]
    subprocess.run(add, input=PASSWORD + "\n", text=True, check=True, capture_output=True)
    server.start()
    chief = Rater(server, "chief").enter()
    for name in names:
        for path, fields in (
            ("/accounts", {"name": name, "role": "RATER", "password": PASSWORD}),
            ("/labels/assign", {"rater": name, "mode": "binary", "shuffle": "1"}),
        ):
            status, content = chief.form(path, **fields)
            if status != 303:
                sys.exit(f"{path} {name}: {status} {content.decode()}")


class Page:
    """A Chromium page over the DevTools protocol."""

    def __init__(self, folder):
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"]
        command = ["chromium", *flags, f"--user-data-dir={folder}", "--window-size=1440,900", "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port_file = folder / "DevToolsActivePort"
        while not port_file.exists() or len(port_file.read_text().split()) < 2:
            time.sleep(0.05)
        port = int(port_file.read_text().split()[0])
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list"))
        address = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
        self.socket = socket.create_connection(("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        path = urllib.parse.urlparse(address).path
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self.stream = self.socket.makefile("rb")
        while self.stream.readline().strip():
            pass
        self.last = 0
        self.ask("Page.enable")

    def ask(self, method, **parameters):
        self.last += 1
        text = json.dumps({"id": self.last, "method": method, "params": parameters}).encode()
        length = struct.pack("!BBH", 0x81, 0xFE, len(text)) if len(text) > 125 else bytes([0x81, 0x80 | len(text)])
        self.socket.sendall(length + bytes(4) + text)
        while True:
            first, size = self.stream.read(2)
            size &= 0x7F
            if size >= 126:
                size = int.from_bytes(self.stream.read(2 if size == 126 else 8), "big")
            content = self.stream.read(size)
            if first & 0x0F == 1:
                reply = json.loads(content)
                if reply.get("id") == self.last:
                    return reply.get("result", {})

    def value(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        return result.get("result", {}).get("value")

    def until(self, expression):
        end = time.monotonic() + PATIENCE_S
        while not self.value(f"(() => {{ try {{ return !!({expression}) }} catch {{ return false }} }})()"):
            if time.monotonic() > end:
                sys.exit("never true in the page: " + expression)
            time.sleep(0.02)

    def press(self, key):
        event = {"key": key, "code": "Digit" + key, "windowsVirtualKeyCode": ord(key)}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=key, **event)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **event)


WATCH = """
globalThis.took = []; globalThis.keyAt = 0;
document.addEventListener('keydown', (e) => { globalThis.keyAt = e.timeStamp; }, true);
new MutationObserver(() => {
  if (document.getElementById('canvas').dataset.painted && globalThis.keyAt) {
    took.push(performance.now() - keyAt); globalThis.keyAt = 0;
  }
}).observe(document.getElementById('canvas'), { attributeFilter: ['data-painted'] });
"""


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


def speed(a):
    server = Server(a.study)
    names = [f"load{i:02d}" for i in range(a.raters)] + ["screen"]
    prepare(server, names)
    stop = threading.Event()
    took, problems = [], []

    def label(name):
        draw = random.Random(name)
        try:
            rater = Rater(server, name).enter()
            ids = rater.slices()
            at = 0
            while not stop.wait(draw.expovariate(1 / a.pace)):
                slice_id = ids[at % len(ids)]
                at += 1
                start = time.monotonic()
                if rater.answer(made(slice_id, draw.random() < 0.2)) != 200:
                    raise OSError("not taken")
                took.append((time.monotonic() - start) * 1000)
                rater.send("GET", "/api/slices/" + slice_id)
        except (OSError, http.client.HTTPException) as problem:
            problems.append(f"{name}: {problem}")

    threads = [threading.Thread(target=label, args=(name,), daemon=True) for name in names[:-1]]
    for thread in threads:
        thread.start()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="load-labels-"))
    page = Page(folder)
    base = f"http://127.0.0.1:{server.port}"
    page.ask("Page.navigate", url=base + "/login")
    page.until("document.querySelector('input[name=password]')")
    page.value(
        "document.querySelector('input[name=name]').value = 'screen';"
        f"document.querySelector('input[name=password]').value = '{PASSWORD}'; document.querySelector('form').requestSubmit()"
    )
    page.until("document.querySelector('.tiles')")
    page.ask("Page.navigate", url=base + "/label")
    page.until("document.getElementById('canvas').dataset.painted")
    time.sleep(a.settle)
    took.clear()
    page.value(WATCH)
    for n in range(a.keys):
        page.press("1" if n % 5 == 0 else "0")
        page.until(f"took.length > {n}")
        time.sleep(a.think)
    keys = page.value("took")
    page.until("document.getElementById('saved').textContent.startsWith('All')")
    stop.set()
    for thread in threads:
        thread.join(10)
    page.process.terminate()
    page.process.wait()
    server.kill()
    shutil.rmtree(folder, ignore_errors=True)
    result = {
        "raters": a.raters,
        "keys": len(keys),
        "key_to_painted_ms": {q: round(quantile(keys, float(q)), 1) for q in ("0.5", "0.95", "0.99")},
        "answers": len(took),
        "answer_to_stored_ms": {q: round(quantile(took, float(q)), 1) for q in ("0.5", "0.95", "0.99")},
        "problems": problems,
        "load_average": os.getloadavg()[0],
    }
    print(json.dumps(result))
    sys.exit(1 if problems else 0)


def kill(a):
    server = Server(a.study)
    names = [f"kill{i:02d}" for i in range(a.raters)]
    prepare(server, names)
    stop = threading.Event()
    sent = {}
    counts = {"again": 0, "dropped": 0}

    def label(name, tab):
        draw = random.Random(f"{name}{tab}{a.seed}")
        rater = Rater(server, name)
        ids, mine = [], []
        sent[name, tab] = mine
        while not stop.is_set():
            answer = made(draw.choice(ids), draw.random() < 0.5) if ids else None
            first = True
            while True:
                try:
                    if not rater.cookie:
                        rater.enter()
                        ids = ids or rater.slices()
                    if answer is None:
                        break
                    counts["again"] += 0 if first else 1
                    drop = first and draw.random() < 0.05
                    counts["dropped"] += drop
                    first = False
                    status = rater.answer(answer, read=not drop)
                    if status == 200:
                        mine.append(answer)
                        break
                    if status not in (401, 403):
                        sys.exit(f"{name}: {status}")
                    rater.cookie = rater.token = ""
                except (OSError, http.client.HTTPException):
                    time.sleep(0.05)
            time.sleep(draw.expovariate(1 / a.pace))

    threads = [threading.Thread(target=label, args=(n, tab), daemon=True) for n in names for tab in (1, 2)]
    for thread in threads:
        thread.start()
    draw = random.Random(a.seed)
    for n in range(a.kills):
        before = sum(map(len, sent.values()))
        while sum(map(len, sent.values())) < before + a.raters:
            time.sleep(0.02)
        time.sleep(draw.uniform(0, 0.5))
        server.kill()
        server.start()
        if (n + 1) % 10 == 0:
            print(f"{n + 1} kills, {sum(map(len, sent.values()))} answers", file=sys.stderr, flush=True)
    stop.set()
    for thread in threads:
        thread.join(PATIENCE_S)
    server.kill()
    check(a.study, sent, counts, a.kills)


def check(study, sent, counts, kills):
    stored = subprocess.run(
        [str(HERE / "cordscope"), "labels", "export", "--form", "events", "--study", str(study)], check=True, capture_output=True, text=True
    ).stdout
    rows = [r for r in csv.DictReader(io.StringIO(stored)) if r["rater"].startswith("kill")]
    place = {}
    for i, row in enumerate(rows):
        if row["client_event"] in place:
            sys.exit(f"stored twice: {row}")
        place[row["client_event"]] = i
    total = 0
    for (name, _tab), answers in sent.items():
        order = [place.get(answer["id"], -1) for answer in answers]
        if -1 in order:
            sys.exit(f"lost: an acknowledged answer of {name}")
        if order != sorted(order):
            sys.exit(f"out of order: {name}")
        for answer in answers:
            row = rows[place[answer["id"]]]
            label = "1" if answer["kind"] == "COMPRESSED" else "0"
            if (row["sop_instance_uid"] + "/" + row["frame"], row["label"]) != (answer["slice"], label):
                sys.exit(f"stored wrong: {row}")
        total += len(answers)
    if total != len(rows):
        sys.exit(f"{len(rows)} events are stored, {total} were acknowledged")
    verify = subprocess.run([str(HERE / "cordscope"), "labels", "verify", "--study", str(study)], capture_output=True)
    if verify.returncode != 0:
        sys.exit(verify.stderr.decode())
    print(
        f"{kills} kills, {counts['dropped']} dropped connections, {len(sent)} tabs of {len(sent) // 2} raters: {total} answers"
        f" acknowledged ({counts['again']} sent again), {len(rows)} events stored, each once; the chain is whole"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run, raters in (("speed", speed, 50), ("kill", kill, 8)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument("study", type=pathlib.Path)
        command.add_argument("--raters", type=int, default=raters)
        command.add_argument("--pace", type=float, default=1.0 if name == "speed" else 0.2, help="mean seconds between answers")
    commands.choices["speed"].add_argument("--keys", type=int, default=200)
    commands.choices["speed"].add_argument("--think", type=float, default=0.4, help="seconds between two keys in the browser")
    commands.choices["speed"].add_argument("--settle", type=float, default=10, help="seconds before the first key")
    commands.choices["kill"].add_argument("--kills", type=int, default=100)
    commands.choices["kill"].add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    a.run(a)


if __name__ == "__main__":
    main()
