// Labelling: one slice, one key. An answer is taken only for the slice that stands on the screen.

import { askBefore, byId, get, text } from "./base.js";
import { Outbox } from "./outbox.js";
import { Room } from "./room.js";

const VERSION = "web 1";
const LONGEST_LOOK_MS = 600000;
const PACE_OF = 101;
const LEVELS = ["C2_3", "C3_4", "C4_5", "C5_6", "C6_7", "C7_T1"];
const CONFIDENCES = ["SURE", "LIKELY", "UNSURE"];

const state = await (await get("/api/label")).json();
const graded = state.mode === "GRADED";
const scans = state.scans.map((s) => ({ scan: s.scan, suffix: s.suffix, ids: s.slices.map((x) => x.id).reverse() }));
const order = scans.flatMap((s, scan) => s.ids.map((id, index) => ({ id, scan, index })));
const placeOf = new Map(order.map((place, i) => [place.id, i]));
const answers = new Map(state.scans.flatMap((s) => s.slices).filter((s) => s.answer).map((s) => [s.id, s.answer]));
const done = [];
const times = [];
let scan = 0;
let confidence = "SURE";
let level = null;
let shownSince = 0;

const outbox = new Outbox(state.rater);
const room = new Room({
  no: (repeated) => answer("0", repeated),
  one: (repeated) => answer("1", repeated),
  two: (repeated) => graded && answer("2", repeated),
  three: (repeated) => graded && answer("3", repeated),
  unreadable: (repeated) => answer("x", repeated),
  partial: () => graded && extent("PARTIAL"),
  circumferential: () => graded && extent("CIRCUMFERENTIAL"),
  levelup: () => graded && at(LEVELS[Math.max(0, LEVELS.indexOf(level) - 1)]),
  leveldown: () => graded && at(LEVELS[Math.min(LEVELS.length - 1, LEVELS.indexOf(level) + 1)]),
  confidence: () => graded && sure(CONFIDENCES[(CONFIDENCES.indexOf(confidence) + 1) % 3]),
  undo,
  next: () => nextUnlabelled(),
  nextscan: () => open(scan + 1, 0),
  previousscan: () => open(scan - 1, 0),
});
room.title = () => text("scan", { n: scan + 1, of: scans.length });
room.badge = (id) => ({ mark: markOf(answers.get(id)), answer: answers.get(id)?.kind ?? "" });
room.onShown = () => {
  const given = answers.get(room.current.id);
  confidence = given?.confidence ?? "SURE";
  // Slices go from head to foot: the level stays until the next is chosen.
  if (given) level = given.level ?? null;
  panel();
};
room.after = () => (scans[scan + 1]?.ids ?? []).slice(0, 8);
room.viewer.onPainted = () => (shownSince = performance.now());
outbox.onState = (sentence, waiting) => {
  byId("saved").textContent = sentence;
  byId("saved").classList.toggle("waiting", waiting);
  lockable();
};
outbox.onRefused = (sentence, refused) => {
  answers.delete(refused.slice);
  room.say(sentence, true);
  panel();
};

function markOf(given) {
  if (!given) return "";
  if (given.kind === "UNREADABLE") return "x";
  if (given.kangGrade !== null && given.kangGrade !== undefined) return String(given.kangGrade);
  return given.kind === "COMPRESSED" ? "1" : "0";
}

/** From the pressed value to the answer as it is stored. */
function meaning(value) {
  if (value === "x") return { kind: "UNREADABLE", kangGrade: null, extent: null };
  const number = Number(value);
  const compressed = graded ? number >= 2 : number === 1;
  return { kind: compressed ? "COMPRESSED" : "NOT_COMPRESSED", kangGrade: graded ? number : null, extent: null };
}

function answer(value, repeated) {
  if (repeated || !mayAnswer()) return;
  give({ ...meaning(value), level: value === "x" ? null : level, confidence });
  const asksForExtent = graded && (value === "2" || value === "3");
  if (asksForExtent) room.say(text("extent"));
  else advance();
}

function mayAnswer() {
  if (state.locked) room.say(text("locked"), true);
  else if (!room.visible) room.say(text("notyet"), true);
  return !state.locked && room.visible;
}

/** What was answered, without what a sent answer carries besides. */
const bare = ({ kind, kangGrade, extent, level, confidence }) => ({ kind, kangGrade, extent, level: level ?? null, confidence });

/** Stores an answer for the slice on the screen. */
function give(given) {
  const { id } = room.current;
  done.push({ id, before: answers.get(id) });
  send(id, given);
}

function send(id, given) {
  const ms = Math.round(Math.min(LONGEST_LOOK_MS, performance.now() - shownSince));
  if (given.kind === "WITHDRAWN") answers.delete(id);
  else answers.set(id, given);
  outbox.put({ slice: id, ...given, ms, version: VERSION });
  if (given.kind !== "WITHDRAWN") times.push(ms);
  room.mark(id);
  panel();
}

function extent(value) {
  const given = answers.get(room.current?.id);
  if (!mayAnswer() || given?.kind !== "COMPRESSED") return;
  give({ ...given, extent: value });
  advance();
}

function sure(value) {
  confidence = value;
  const given = answers.get(room.current?.id);
  if (given && mayAnswer()) give({ ...given, confidence });
  panel();
}

/** Sets the level; of a slice that has an answer, in the answer too. */
function at(value) {
  level = value;
  const given = answers.get(room.current?.id);
  if (given && given.kind !== "UNREADABLE" && mayAnswer()) give({ ...given, level });
  panel();
}

function advance() {
  if (room.index + 1 < room.slices.length) room.step(1);
  else if (scan + 1 < scans.length) open(scan + 1, 0);
  else nextUnlabelled();
}

function undo() {
  const last = done.pop();
  if (!last) {
    room.say(text("nothing"));
    return;
  }
  const place = order[placeOf.get(last.id)];
  const nothing = { kind: "WITHDRAWN", kangGrade: null, extent: null, level: null, confidence: "SURE" };
  send(last.id, last.before ?? nothing);
  open(place.scan, place.index);
}

/** Goes to the next slice without an answer after this one, around the end; false where there is none. */
function nextUnlabelled(from = placeOf.get(room.current?.id) ?? -1) {
  for (let step = 1; step <= order.length; step++) {
    const place = order[(from + step) % order.length];
    if (!answers.has(place.id)) {
      open(place.scan, place.index);
      return true;
    }
  }
  room.say(text("alldone"));
  panel();
  return false;
}

function open(number, index) {
  if (number < 0 || number >= scans.length) return;
  if (number !== scan) level = null;
  scan = number;
  room.open(scans[scan].scan, index, scans[scan].suffix);
}

function panel() {
  const given = answers.get(room.current?.id);
  for (const button of document.querySelectorAll("[data-answer].answer")) {
    button.setAttribute("aria-pressed", String(markOf(given) === button.dataset.answer));
  }
  for (const button of document.querySelectorAll("[data-extent]")) {
    button.setAttribute("aria-pressed", String(given?.extent === button.dataset.extent));
  }
  for (const button of document.querySelectorAll("[data-confidence]")) {
    button.setAttribute("aria-pressed", String(confidence === button.dataset.confidence));
  }
  for (const button of document.querySelectorAll("[data-level]")) {
    button.setAttribute("aria-pressed", String(level === button.dataset.level));
  }
  byId("progress").max = order.length;
  byId("progress").value = answers.size;
  byId("count").textContent = text("count", { n: answers.size, of: order.length });
  const recent = times.slice(-PACE_OF).sort((a, b) => a - b);
  const middle = recent[recent.length >> 1];
  byId("pace").textContent = middle === undefined ? "" : text("pace", { s: (middle / 1000).toFixed(1) });
  lockable();
}

/** Only what is complete, and stored, can be locked. */
function lockable() {
  const lock = document.querySelector("#lock button");
  if (lock) lock.disabled = answers.size < order.length || !outbox.isEmpty;
}

for (const button of document.querySelectorAll(".answer")) {
  button.addEventListener("click", () => answer(button.dataset.answer, false));
}
for (const button of document.querySelectorAll("[data-extent]")) {
  button.addEventListener("click", () => extent(button.dataset.extent));
}
for (const button of document.querySelectorAll("[data-confidence]")) {
  button.addEventListener("click", () => sure(button.dataset.confidence));
}
for (const button of document.querySelectorAll("[data-level]")) {
  button.addEventListener("click", () => at(level === button.dataset.level ? null : button.dataset.level));
}
askBefore();

// What an earlier visit could not send counts as answered, and goes out now.
for (const kept of outbox.unsent()) {
  if (kept.kind === "WITHDRAWN") answers.delete(kept.slice);
  else answers.set(kept.slice, bare(kept));
}
outbox.flush();
if (order.length > 0 && !nextUnlabelled(placeOf.get(state.last) ?? -1)) open(0, 0);
