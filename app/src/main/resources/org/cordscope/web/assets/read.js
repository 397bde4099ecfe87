// Reading what a model says: a strip of probabilities over the slices of each scan.

import { byId, element, get, svg, text } from "./base.js";
import { asStored, contours } from "./contours.js";
import { map } from "./maps.js";
import { Room } from "./room.js";
import { slice as pixels } from "./slices.js";

const UNSURE_WITHIN = 0.2;
const USUAL_OPACITY = { contours: 80, map: 45 };

const run = byId("run").value;
let threshold = null;
let scans = [];
let shown = [];
let at = 0;

const isRead = (s) => s.probability !== null;
const isJudged = (s) => isRead(s) && s.reason === "";
const isOver = (s) => isJudged(s) && s.probability >= threshold;
const isWrong = (s) => isJudged(s) && s.truth !== null && isOver(s) !== (s.truth === 1);
const isUnsure = (s) => isRead(s) && (!isJudged(s) || Math.abs(s.probability - threshold) < UNSURE_WITHIN);
const FILTERS = { all: () => true, errors: isWrong, uncertain: isUnsure };
let filter = "all";
/** What is laid over a slice: the activation map, or what the model took for cord and canal. */
let laid = document.querySelector("[data-overlay]") ? "contours" : "map";

const room = new Room({
  nextscan: () => open(at + 1),
  previousscan: () => open(at - 1),
  next: () => nextOfFilter(),
  map: () => {
    const slider = byId("opacity");
    slider.value = Number(slider.value) > 0 ? 0 : USUAL_OPACITY[laid];
    overlay();
  },
});
room.title = () => text("scan", { n: at + 1, of: shown.length });
room.badge = (id) => {
  const found = shown[at]?.slices.find((s) => s.id === id);
  if (!found || !isRead(found)) return { mark: "", answer: "" };
  return isJudged(found)
    ? { mark: found.probability.toFixed(2), answer: isOver(found) ? "COMPRESSED" : "" }
    : { mark: "\u2013", answer: "" };
};
room.onShown = () => {
  facts();
  strip();
  overlay();
};
byId("opacity").addEventListener("input", () => overlay());
for (const button of document.querySelectorAll("[data-overlay]")) {
  button.addEventListener("click", () => {
    laid = button.dataset.overlay;
    press("overlay", laid);
    byId("opacity").value = USUAL_OPACITY[laid];
    overlay();
  });
}

/** Takes over what the server says of scans, of which slices come from foot to head. */
function take(reading) {
  if (reading.threshold !== null) threshold = reading.threshold;
  for (const scan of reading.scans) {
    scan.slices.reverse();
    const place = scans.findIndex((s) => s.scan === scan.scan);
    if (place < 0) scans.push(scan);
    else Object.assign(scans[place], scan);
  }
  byId("legend").textContent = threshold === null ? "" : text("legend", { t: Number(threshold.toFixed(2)) });
}

let reading = false;

/** Has the model read the scan that is open, then the others in their order: one at a time. */
async function readOn() {
  if (reading) return;
  reading = true;
  for (let next = unread(); next; next = unread()) {
    say(text(next === shown[at] ? "readingthis" : "readingothers", { n: scans.filter((s) => s.read).length, of: scans.length }));
    try {
      take(await (await get("/api/model/scans/" + encodeURIComponent(next.scan))).json());
    } catch (problem) {
      next.problem = problem.message;
    }
    if (next === shown[at]) renew();
    list();
  }
  const failed = scans.find((s) => s.problem);
  say(failed ? failed.problem : "");
  reading = false;
}

const unread = () => [shown[at], ...scans].find((s) => s && !s.read && !s.problem);

/** The open scan, once the model has read it. */
function renew() {
  facts();
  strip();
  stretches();
  overlay();
  room.badges();
}

function say(sentence) {
  byId("under").textContent = sentence;
}

/** What the model saw, over the slice, where it is wanted. */
async function overlay() {
  const id = room.current?.id;
  byId("method").textContent = "";
  if (Number(byId("opacity").value) === 0 || !id) {
    room.viewer.overlay(undefined, undefined, 0);
    return;
  }
  const wanted = () => room.current?.id === id && Number(byId("opacity").value) > 0;
  try {
    const shown = await (laid === "map" ? activation(id) : lines(id));
    if (!wanted()) return;
    byId("method").textContent = shown.method;
    room.viewer.overlay(shown.map, shown.lines, Number(byId("opacity").value) / 100);
  } catch (problem) {
    if (wanted()) byId("method").textContent = problem.message;
  }
}

async function activation(id) {
  byId("method").textContent = text("mapping");
  const address = run === "" ? "/api/model/scans/" + encodeURIComponent(shown[at].scan) : "/api/runs/" + encodeURIComponent(run);
  const found = await map(address, id);
  if (found.xMm !== undefined) found.turn = asStored(await pixels(id));
  return { map: found, method: found.method };
}

/** Nothing where the model has not read the scan. */
async function lines(id) {
  const scan = shown[at];
  if (!scan.read || !isJudged(current() ?? {})) return { method: "" };
  const found = (await contours(scan.scan)).get(id);
  if (!found) return { method: text("nocontours") };
  return { lines: { id, lines: found, turn: asStored(await pixels(id)) }, method: text("contours") };
}

/** Marks the one of several buttons that holds. */
function press(group, value) {
  for (const button of document.querySelectorAll("[data-" + group + "]")) {
    button.setAttribute("aria-pressed", String(button.dataset[group] === value));
  }
}

function open(index, slice = 0) {
  if (index < 0 || index >= shown.length) return;
  at = index;
  room.open(shown[at].scan, slice);
  const series = byId("series");
  if (series) series.href = "/series?scan=" + encodeURIComponent(shown[at].scan);
  stretches();
  list();
  if (run === "") readOn();
}

/** The next slice that the filter looks for. */
function nextOfFilter() {
  const fits = FILTERS[filter];
  for (let step = 0; step <= shown.length; step++) {
    const number = (at + step) % shown.length;
    const from = step === 0 ? room.index + 1 : 0;
    const slice = shown[number]?.slices.findIndex((s) => fits(s) && placeOf(number, s) >= from) ?? -1;
    if (slice >= 0) {
      open(number, placeOf(number, shown[number].slices[slice]));
      return;
    }
  }
}

/** Where a slice stands from the head: scans may hold slices that were not scored. */
function placeOf(number, slice) {
  if (number === at && room.slices.length > 0) return room.slices.findIndex((s) => s.id === slice.id);
  return shown[number].slices.indexOf(slice);
}

function current() {
  return shown[at]?.slices.find((s) => s.id === room.current?.id);
}

function facts() {
  const slice = current();
  byId("slice").replaceChildren();
  if (!slice) return;
  const rows = isRead(slice) ? modelSays(slice) : [[text("model"), text("notread"), "muted"]];
  if (slice.found) rows.push(...measures(slice.found));
  if (slice.truth !== null) rows.push([text("truth"), word(slice.truth === 1), ""]);
  for (const { name, words } of slice.raters) rows.push([name.length === 1 ? text("sidename", { name }) : name, words, ""]);
  byId("slice").append(
    element(
      "dl",
      { class: "facts" },
      ...rows.flatMap(([name, what, kind]) => [element("dt", {}, name), element("dd", { class: kind }, what)]),
    ),
  );
}

const word = (yes) => text(yes ? "compressed" : "notcompressed");

function modelSays(slice) {
  if (!isJudged(slice)) return [[text("model"), text("notjudged", { reason: slice.reason }), "differs"]];
  const rows = [[text("probability"), slice.probability.toFixed(3), ""]];
  const grade = slice.grade === null ? "" : ", Kang\u00a0" + slice.grade;
  const wrong = isWrong(slice);
  return [...rows, [text("model"), word(isOver(slice)) + grade + (wrong ? ", " + text("error") : ""), wrong ? "differs" : ""]];
}

function measures({ apMm, rlMm, areaMm2, canalApMm }) {
  const cord = text("cordmm", { ap: apMm.toFixed(1), rl: rlMm.toFixed(1), area: areaMm2.toFixed(0) });
  const rows = [[text("cord"), cord, ""]];
  if (canalApMm !== null) rows.push([text("canal"), text("canalmm", { ap: canalApMm.toFixed(1) }), ""]);
  return rows;
}

/** Bars of probability with the label below each, from head (left) to foot. */
function bars(slices, width, height, label) {
  const step = width / slices.length;
  const top = height - label;
  return slices.flatMap((s, i) => {
    const high = isRead(s) ? Math.max(1, s.probability * top) : 0;
    const cssClass = "s-bar" + (isWrong(s) ? " wrong" : isOver(s) ? " over" : isJudged(s) ? "" : " unjudged");
    const gap = Math.min(2, step / 5);
    const made = [svg("rect", { class: cssClass, x: i * step, y: top - high, width: step - gap, height: high })];
    if (s.truth === 1) {
      made.push(svg("rect", { class: "s-truth", x: i * step, y: height - label + 2, width: step - gap, height: label - 2 }));
    }
    return made;
  });
}

function strip() {
  const scan = shown[at];
  if (!scan) return;
  const [width, height, label] = [1000, 80, 8];
  const step = width / scan.slices.length;
  const drawn = svg("svg", { viewBox: "0 0 " + width + " " + height, preserveAspectRatio: "none" });
  const here = scan.slices.indexOf(current());
  if (here >= 0) drawn.append(svg("rect", { class: "s-here", x: here * step, y: 0, width: step, height }));
  drawn.append(...bars(scan.slices, width, height, label));
  const line = (height - label) * (1 - (threshold ?? 1));
  if (threshold !== null) drawn.append(svg("line", { class: "s-line", x1: 0, x2: width, y1: line, y2: line, "vector-effect": "non-scaling-stroke" }));
  scan.slices.forEach((s, i) => {
    const hit = svg("rect", { class: "s-hit", x: i * step, y: 0, width: step, height }, svg("title", {}, said(s)));
    hit.addEventListener("click", () => room.go(placeOf(at, s)));
    drawn.append(hit);
  });
  byId("strip").replaceChildren(drawn);
}

const said = (s) => (isJudged(s) ? s.probability.toFixed(2) : isRead(s) ? text("notjudged", { reason: s.reason }) : text("notread"));

/** Runs of slices that the model calls compressed, neighbours in the scan. */
function stretches() {
  const found = [];
  let open;
  shown[at].slices.forEach((s, i) => {
    if (!isOver(s)) {
      open = undefined;
      return;
    }
    if (open) open.to = i;
    else found.push((open = { from: i, to: i }));
  });
  const slices = shown[at].slices;
  const items = found.map(({ from, to }) => {
    const mm = Math.abs(slices[from].positionMm - slices[to].positionMm).toFixed(0);
    const words = from === to ? text("single", { from: from + 1 }) : text("stretch", { from: from + 1, to: to + 1, mm });
    const button = element("button", { type: "button", class: "quiet" }, words);
    button.addEventListener("click", () => room.go(placeOf(at, slices[from])));
    return element("li", {}, button);
  });
  const none = text(shown[at].read ? (slices.some(isJudged) ? "nostretch" : "noneasked") : "notread");
  byId("compressed").replaceChildren(...(items.length > 0 ? items : [element("li", { class: "muted" }, none)]));
}

/** What the list says of a scan: errors, else slices that were not judged. */
function remark(scan) {
  if (!scan.read) return "\u2026";
  const wrong = scan.slices.filter(isWrong).length;
  if (wrong > 0) return text(wrong === 1 ? "differingone" : "differing", { n: wrong });
  const [n, of] = [scan.slices.filter((s) => !isJudged(s)).length, scan.slices.length];
  return n > 0 ? text("unjudged", { n, of }) : "";
}

function list() {
  const items = shown.map((scan, i) => {
    const drawn = svg("svg", { viewBox: "0 0 200 12", preserveAspectRatio: "none" });
    drawn.append(...bars(scan.slices, 200, 12, 3));
    const button = element(
      "button",
      { type: "button", ...(i === at ? { "aria-current": "true" } : {}) },
      element("span", {}, scan.scan),
      element("span", { class: "small" }, remark(scan)),
      drawn,
    );
    button.addEventListener("click", () => open(i));
    return element("li", {}, button);
  });
  const kept = byId("list").scrollTop;
  byId("list").replaceChildren(...(items.length > 0 ? items : [element("li", { class: "muted" }, text("noscans"))]));
  byId("list").scrollTop = kept;
}

for (const button of document.querySelectorAll("[data-filter]")) {
  button.addEventListener("click", () => {
    filter = button.dataset.filter;
    press("filter", filter);
    shown = scans.filter((scan) => scan.slices.some(FILTERS[filter]));
    if (shown.length > 0) {
      const first = shown[0].slices.findIndex(FILTERS[filter]);
      open(0, filter === "all" ? 0 : first);
    } else list();
  });
}
byId("run").addEventListener("change", (event) => {
  location.href = "/read?run=" + encodeURIComponent(event.target.value);
});

try {
  take(await (await get(run === "" ? "/api/model/reading" : "/api/runs/" + encodeURIComponent(run) + "/reading")).json());
  shown = scans;
  if (scans.length > 0) open(0);
} catch (problem) {
  say(problem.message);
}
