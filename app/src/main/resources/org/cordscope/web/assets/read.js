// Reading what a model says: a strip of probabilities over the slices of each scan.

import { byId, element, get, svg, text } from "./base.js";
import { map } from "./maps.js";
import { Room } from "./room.js";

const THRESHOLD = 0.5;
const UNSURE_WITHIN = 0.2;
const USUAL_OPACITY = 45;

const run = byId("main").dataset.run;
const scans = (await (await get("/api/runs/" + run + "/reading")).json()).scans;
for (const scan of scans) scan.slices.reverse();
let shown = scans;
let at = 0;

const isOver = (s) => s.probability >= THRESHOLD;
const isWrong = (s) => isOver(s) !== (s.truth === 1);
const isUnsure = (s) => Math.abs(s.probability - THRESHOLD) < UNSURE_WITHIN;
const FILTERS = { all: () => true, errors: isWrong, uncertain: isUnsure };
let filter = "all";

const room = new Room({
  nextscan: () => open(at + 1),
  previousscan: () => open(at - 1),
  next: () => nextOfFilter(),
  map: () => {
    byId("opacity").value = Number(byId("opacity").value) > 0 ? 0 : USUAL_OPACITY;
    overlay();
  },
});
room.title = () => text("scan", { n: at + 1, of: shown.length });
room.badge = (id) => {
  const found = shown[at]?.slices.find((s) => s.id === id);
  return found
    ? { mark: found.probability.toFixed(2), answer: isOver(found) ? "COMPRESSED" : "" }
    : { mark: "", answer: "" };
};
room.onShown = () => {
  facts();
  strip();
  overlay();
};
byId("opacity").addEventListener("input", () => overlay());

/** The model's map over the slice, where it is wanted. */
async function overlay() {
  const opacity = Number(byId("opacity").value) / 100;
  const id = room.current?.id;
  byId("method").textContent = "";
  if (opacity === 0 || !id) {
    room.viewer.overlay(undefined, 0);
    return;
  }
  try {
    byId("method").textContent = text("mapping");
    const found = await map(run, id);
    if (room.current?.id !== id) return;
    byId("method").textContent = found.method;
    room.viewer.overlay(found, Number(byId("opacity").value) / 100);
  } catch (problem) {
    if (room.current?.id === id) byId("method").textContent = problem.message;
  }
}

function open(index, slice = 0) {
  if (index < 0 || index >= shown.length) return;
  at = index;
  room.open(shown[at].scan, slice);
  stretches();
  list();
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
  const word = (yes) => text(yes ? "compressed" : "notcompressed");
  byId("slice").replaceChildren();
  if (!slice) return;
  const wrong = isWrong(slice);
  byId("slice").append(
    element(
      "dl",
      { class: "facts" },
      element("dt", {}, text("probability")),
      element("dd", {}, slice.probability.toFixed(3)),
      element("dt", {}, text("model")),
      element("dd", wrong ? { class: "differs" } : {}, word(isOver(slice)) + (wrong ? ", " + text("error") : "")),
      element("dt", {}, text("truth")),
      element("dd", {}, word(slice.truth === 1)),
    ),
  );
}

/** Bars of probability with the label below each, from head (left) to foot. */
function bars(slices, width, height, label) {
  const step = width / slices.length;
  const top = height - label;
  return slices.flatMap((s, i) => {
    const high = Math.max(1, s.probability * top);
    const cssClass = "s-bar" + (isWrong(s) ? " wrong" : isOver(s) ? " over" : "");
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
  const line = (height - label) * (1 - THRESHOLD);
  drawn.append(svg("line", { class: "s-line", x1: 0, x2: width, y1: line, y2: line, "vector-effect": "non-scaling-stroke" }));
  scan.slices.forEach((s, i) => {
    const hit = svg("rect", { class: "s-hit", x: i * step, y: 0, width: step, height }, svg("title", {}, s.probability.toFixed(2)));
    hit.addEventListener("click", () => room.go(placeOf(at, s)));
    drawn.append(hit);
  });
  byId("strip").replaceChildren(drawn);
}

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
  byId("compressed").replaceChildren(...(items.length > 0 ? items : [element("li", { class: "muted" }, text("nostretch"))]));
}

function list() {
  const items = shown.map((scan, i) => {
    const drawn = svg("svg", { viewBox: "0 0 200 12", preserveAspectRatio: "none" });
    drawn.append(...bars(scan.slices, 200, 12, 3));
    const wrong = scan.slices.filter(isWrong).length;
    const button = element(
      "button",
      { type: "button", ...(i === at ? { "aria-current": "true" } : {}) },
      element("span", {}, scan.scan),
      element("span", { class: "small" }, wrong > 0 ? wrong + " \u2260" : ""),
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
    for (const other of document.querySelectorAll("[data-filter]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
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

if (scans.length > 0) open(0);
