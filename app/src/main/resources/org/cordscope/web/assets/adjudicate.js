// Adjudication: what A and B say, the image, a decision with its reason.

import { byId, element, get, post, text } from "./base.js";
import { Room } from "./room.js";

let cases = [];
let at = 0;
let chosen;

const choose = (value) => {
  if (!room.visible) {
    room.say(text("notyet"), true);
    return;
  }
  chosen = value;
  panel();
  byId("reason").focus();
};
const room = new Room({
  no: () => choose("0"),
  one: () => choose("1"),
  two: () => cases[at]?.graded && choose("2"),
  three: () => cases[at]?.graded && choose("3"),
  unreadable: () => choose("x"),
  next: () => nextOpen(),
  nextscan: () => show(at + 1),
  previousscan: () => show(at - 1),
});
room.title = () => text("count", { n: at + 1, of: cases.length });
room.badge = (id) => {
  const found = cases.find((c) => c.id === id);
  return { mark: found ? markOf(found) : "", answer: found?.decision ?? "" };
};
room.onShown = () => {
  const here = cases.findIndex((c) => c.id === room.current.id);
  if (here >= 0 && here !== at) {
    at = here;
    forget();
  }
  panel();
};

const DEFORMED = 2;

/** What stands for a decision: its grade, or 0, 1 and x; a question mark while it is open. */
function markOf({ decision, kangGrade }) {
  if (!decision) return "?";
  if (kangGrade !== null) return String(kangGrade);
  return { COMPRESSED: "1", NOT_COMPRESSED: "0", UNREADABLE: "x" }[decision];
}

function meaning(mark, graded) {
  if (mark === "x") return { kind: "UNREADABLE", kangGrade: null };
  const number = Number(mark);
  const compressed = graded ? number >= DEFORMED : number === 1;
  return { kind: compressed ? "COMPRESSED" : "NOT_COMPRESSED", kangGrade: graded ? number : null };
}

async function load() {
  cases = (await (await get("/api/adjudicate")).json()).disagreements;
  list();
}

function forget() {
  chosen = undefined;
  byId("reason").value = "";
}

async function show(index) {
  if (index < 0 || index >= cases.length) return;
  at = index;
  forget();
  const ids = cases[at].id;
  await room.open(cases[at].scan, 0);
  room.go(room.slices.findIndex((s) => s.id === ids));
  panel();
}

function nextOpen() {
  for (let step = 1; step <= cases.length; step++) {
    const index = (at + step) % cases.length;
    if (!cases[index].decision) return show(index);
  }
  room.say(text("noopen"));
  return undefined;
}

function onCase() {
  return cases[at]?.id === room.current?.id;
}

function panel() {
  const here = onCase() ? cases[at] : undefined;
  byId("sides").replaceChildren(
    ...(here?.answers ?? []).map((answer, i) =>
      element(
        "div",
        { class: "side" + (answer.startsWith("compressed") ? " yes" : "") },
        element("b", {}, text("sidename", { name: String.fromCharCode(65 + i) })),
        element("span", {}, answer),
      ),
    ),
  );
  const mark = chosen ?? (here?.decision ? markOf(here) : undefined);
  byId("answers").hidden = here?.graded ?? false;
  byId("grades").hidden = !here?.graded;
  for (const button of document.querySelectorAll(".answer")) {
    button.setAttribute("aria-pressed", String(mark === button.dataset.answer));
  }
  if (here?.reason && !byId("reason").value && !chosen) byId("reason").value = here.reason;
  byId("decide").disabled = !here || !chosen || byId("reason").value.trim() === "";
  [...byId("list").children].forEach((item, i) => {
    if (i === at) {
      item.firstChild.setAttribute("aria-current", "true");
      inList(item);
    } else item.firstChild.removeAttribute("aria-current");
  });
}

/** Brings an entry into view within the list: the panel itself must not move, or the answers would be out of sight. */
function inList(item) {
  const scroller = byId("list");
  const top = item.offsetTop - scroller.offsetTop;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + item.offsetHeight > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = top + item.offsetHeight - scroller.clientHeight;
  }
}

function list() {
  byId("open").textContent = text("open", { n: cases.filter((c) => !c.decision).length });
  const kept = byId("list").scrollTop;
  byId("list").replaceChildren(
    ...cases.map((c, i) => {
      const button = element(
        "button",
        { type: "button" },
        element("span", {}, text("count", { n: i + 1, of: cases.length })),
        element("span", { class: "small" }, c.marks.join(" : ") + (c.decision ? " \u2192 " + markOf(c) : "")),
      );
      button.addEventListener("click", () => show(i));
      return element("li", {}, button);
    }),
  );
  byId("list").scrollTop = kept;
}

async function decide() {
  const reason = byId("reason").value.trim();
  if (!chosen || !onCase()) return;
  if (!reason) {
    room.say(text("noreason"), true);
    return;
  }
  try {
    const { kind, kangGrade } = meaning(chosen, cases[at].graded);
    await post("/api/adjudicate", { slice: cases[at].id, kind, kangGrade, reason });
    Object.assign(cases[at], { decision: kind, kangGrade, reason });
    byId("reason").blur();
    byId("canvas").focus({ preventScroll: true });
    list();
    room.badges();
    room.say(text("decided"));
    nextOpen();
    panel();
  } catch (problem) {
    room.say(text("refused", { problem: problem.message }), true);
  }
}

for (const button of document.querySelectorAll(".answer")) {
  button.addEventListener("click", () => choose(button.dataset.answer));
}
byId("reason").addEventListener("input", panel);
byId("reason").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    decide();
  }
});
byId("decide").addEventListener("click", decide);

await load();
if (cases.length > 0) {
  const first = cases.findIndex((c) => !c.decision);
  await show(first < 0 ? 0 : first);
} else {
  room.say(text("noopen"));
}
