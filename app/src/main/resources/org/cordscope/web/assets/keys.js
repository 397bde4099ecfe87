// Which key does what; every one can be changed, for this browser.

import { element, text } from "./base.js";

const STORED = "cordscope.keys";

const DEFAULTS = {
  no: ["0"],
  one: ["1"],
  two: ["2"],
  three: ["3"],
  unreadable: ["x"],
  partial: ["p"],
  circumferential: ["c"],
  levelup: [","],
  leveldown: ["."],
  confidence: ["v"],
  undo: ["u", "Ctrl+z"],
  next: ["g"],
  down: ["ArrowDown"],
  up: ["ArrowUp"],
  first: ["Home"],
  last: ["End"],
  nextscan: ["ArrowRight", "PageDown"],
  previousscan: ["ArrowLeft", "PageUp"],
  preset1: ["Shift+1"],
  preset2: ["Shift+2"],
  preset3: ["Shift+3"],
  preset4: ["Shift+4"],
  preset5: ["Shift+5"],
  invert: ["i"],
  fit: ["f"],
  zoomin: ["+", "="],
  zoomout: ["-"],
  reset: [" "],
  cine: ["k"],
  directions: ["h"],
  map: ["m"],
  keys: ["?"],
};

function changed() {
  try {
    return JSON.parse(localStorage.getItem(STORED)) ?? {};
  } catch {
    return {};
  }
}

let byKey = new Map();

function load() {
  const own = changed();
  byKey = new Map();
  for (const [action, keys] of Object.entries(DEFAULTS)) {
    for (const key of own[action] ?? keys) byKey.set(key, action);
  }
}
load();

/** Name of a pressed key: digits with Shift by their place, so that it holds on every keyboard. */
function nameOf(event) {
  const digit = /^Digit(\d)$/.exec(event.code);
  if (event.shiftKey && digit) return "Shift+" + digit[1];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + key;
}

/** The action of a pressed key; none while somebody types, or with Alt. */
export function actionOf(event) {
  const typing = event.target.matches?.("input:not([type=checkbox]), textarea, select");
  return typing || event.altKey || event.isComposing ? undefined : byKey.get(nameOf(event));
}

const shown = (key) => (key === " " ? "Space" : key.replace("Arrow", ""));

/** The list of keys, each of which can be changed. */
export function keyList() {
  const list = element("div", { class: "keylist" });
  const fill = () => {
    const own = changed();
    list.replaceChildren();
    for (const [action, keys] of Object.entries(DEFAULTS)) {
      const names = (own[action] ?? keys).map((key) => element("kbd", {}, shown(key)));
      const change = element("button", { type: "button" }, ...names);
      change.addEventListener("click", () => ask(change, action, fill));
      list.append(element("div", {}, element("span", {}, text("key." + action)), change));
    }
  };
  fill();
  const reset = element("button", { type: "button", class: "quiet" }, text("reset"));
  reset.addEventListener("click", () => {
    localStorage.removeItem(STORED);
    load();
    fill();
  });
  return element("div", {}, list, reset);
}

function ask(button, action, done) {
  button.textContent = text("press");
  button.addEventListener(
    "keydown",
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.key !== "Escape") store(action, nameOf(event));
      done();
    },
    { once: true },
  );
}

/** A key does one thing: whatever had it before loses it. */
function store(action, key) {
  const own = changed();
  for (const [other, keys] of Object.entries(DEFAULTS)) {
    own[other] = (own[other] ?? keys).filter((k) => k !== key);
  }
  own[action] = [key];
  localStorage.setItem(STORED, JSON.stringify(own));
  load();
}

let dialog;

/** Shows or hides the list of keys. */
export function toggleKeys() {
  if (!dialog) {
    const close = element("button", { type: "button", class: "quiet" }, text("close"));
    dialog = element("dialog", { "aria-label": text("keys") }, element("h2", {}, text("keys")), keyList(), close);
    close.addEventListener("click", () => dialog.close());
    document.body.append(dialog);
  }
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

let directions;

/** Shows or hides the written directions, large. */
export function toggleDirections() {
  const rules = document.getElementById("rules");
  if (!rules) return;
  if (!directions) {
    const close = element("button", { type: "button", class: "quiet" }, text("close"));
    const copy = rules.cloneNode(true);
    copy.removeAttribute("id");
    const head = element("h2", {}, text("directions"));
    directions = element("dialog", { "aria-label": text("directions"), class: "large" }, head, copy, close);
    close.addEventListener("click", () => directions.close());
    document.body.append(directions);
  }
  if (directions.open) directions.close();
  else directions.showModal();
}

/** True while a dialog lies over the image: then no key is an answer. */
export const dialogIsOpen = () => document.querySelector("dialog[open]") !== null;
