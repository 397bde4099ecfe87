// The reading room: a scan's slices, the one that is shown, thumbnails, position, tools and keys.

import { byId, element, get, text } from "./base.js";
import { actionOf, dialogIsOpen, toggleDirections, toggleKeys } from "./keys.js";
import { Locator } from "./locator.js";
import { ahead, slice, sliceNow } from "./slices.js";
import { afterFrame, grey, Viewer } from "./viewer.js";

const AHEAD = 6;
const CINE_MS = 140;
const ZOOM = 1.2;
const OF_DIALOGS = ["keys", "directions"];
const MESSAGE_MS = 1800;

export class Room {
  /** Slices from head to foot: {id, positionMm}. */
  slices = [];
  index = 0;
  viewer = new Viewer(byId("canvas"));
  /** What to write on a thumbnail: {mark, answer}. */
  badge = () => ({ mark: "", answer: "" });
  /** Lines for the upper left corner. */
  title = () => "";
  onShown = () => {};
  /** Ids of slices that will probably be wanted after this scan. */
  after = () => [];

  #actions;
  #locator = new Locator(byId("locator"));
  #cine;
  #messageTimer;
  #opening = 0;
  #scan;

  /** @param actions what keys and tools do, by name; those of the viewer are there already */
  constructor(actions) {
    const { viewer } = this;
    this.#actions = {
      down: () => this.step(1),
      up: () => this.step(-1),
      first: () => this.go(0),
      last: () => this.go(this.slices.length - 1),
      invert: () => viewer.invert(),
      fit: () => viewer.fit(),
      zoomin: () => viewer.zoomBy(ZOOM),
      zoomout: () => viewer.zoomBy(1 / ZOOM),
      reset: () => viewer.reset(),
      cine: () => this.#toggleCine(),
      keys: toggleKeys,
      directions: toggleDirections,
      ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => ["preset" + n, () => viewer.preset(n)])),
      ...actions,
    };
    viewer.onScroll = (by) => this.step(by);
    viewer.onChanged = () => this.#corners();
    this.#locator.onPick = (index) => this.go(index);
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("click", (event) => {
      const action = event.target.closest("[data-action]")?.dataset.action;
      if (action) this.#do(action);
    });
  }

  get current() {
    return this.slices[this.index];
  }

  /** True when the slice that is asked for stands on the screen: only then may it be judged. */
  get visible() {
    return this.current !== undefined && this.viewer.painted === this.current.id;
  }

  /** Opens a scan; index counts from the head. The suffix stands behind the names of its slices. */
  async open(scan, index = 0, suffix = "") {
    if (scan + suffix !== this.#scan) {
      const opening = ++this.#opening;
      this.viewer.clear();
      this.slices = [];
      const facts = await (await get("/api/scans/" + encodeURIComponent(scan))).json();
      if (opening !== this.#opening) return;
      this.#scan = scan + suffix;
      this.slices = facts.slices.map((s) => ({ id: s.sop + "/" + s.frame + suffix, positionMm: s.positionMm })).reverse();
      this.viewer.begin(facts.window);
      this.#locator.open(this.slices.map((s) => s.id), this.slices.map((s) => s.positionMm), facts.window);
      this.#film();
    }
    this.go(index);
  }

  step(by) {
    this.go(this.index + by);
  }

  /** Shows a slice of the scan. */
  async go(index) {
    if (index < 0 || index >= this.slices.length) return;
    this.index = index;
    const { id } = this.current;
    const ready = sliceNow(id);
    if (ready) this.viewer.show(ready);
    else this.viewer.clear();
    this.#corners();
    this.onShown();
    const loading = slice(id);
    // What is not the image comes after it.
    afterFrame(() => this.current?.id === id && this.#settle());
    try {
      const loaded = await loading;
      if (this.current?.id === id && !ready) this.viewer.show(loaded);
      this.#thumbnail(id);
    } catch (problem) {
      if (this.current?.id === id) this.say(text("noimage", { problem: problem.message }), true);
    }
    this.#corners();
  }

  #settle() {
    this.#mark();
    this.#locator.at(this.index);
    this.#prefetch();
  }

  #prefetch() {
    const ids = this.slices.map((s) => s.id);
    const near = [];
    for (let d = 1; d <= AHEAD; d++) near.push(ids[this.index + d], ids[this.index - d]);
    const wanted = [...near.filter(Boolean), ...this.after(), ...ids];
    ahead([...new Set(wanted)], (arrived) => {
      this.#thumbnail(arrived.id);
      this.#locator.refresh();
    });
  }

  /** A short message over the image. */
  say(message, problem = false) {
    const place = byId("message");
    place.textContent = message;
    place.className = "message shown" + (problem ? " problem" : "");
    clearTimeout(this.#messageTimer);
    this.#messageTimer = setTimeout(() => place.classList.remove("shown"), MESSAGE_MS);
  }

  #key(event) {
    const action = actionOf(event);
    if (dialogIsOpen() && !OF_DIALOGS.includes(action)) return;
    if (action && this.#actions[action]) {
      event.preventDefault();
      this.#do(action, event.repeat);
    }
  }

  #do(action, repeated = false) {
    if (action !== "cine" && this.#cine && action !== "keys") this.#toggleCine();
    this.#actions[action]?.(repeated);
  }

  #toggleCine() {
    if (this.#cine) {
      clearInterval(this.#cine);
      this.#cine = undefined;
    } else {
      this.#cine = setInterval(() => this.go((this.index + 1) % this.slices.length), CINE_MS);
    }
    document.querySelector('[data-action="cine"]').setAttribute("aria-pressed", this.#cine ? "true" : "false");
  }

  #film() {
    const film = byId("film");
    film.replaceChildren(
      ...this.slices.map((s, i) => {
        const button = element(
          "button",
          { type: "button", "aria-label": text("slice", { n: i + 1, of: this.slices.length }), tabindex: "-1" },
          element("canvas", {}),
          element("span", { class: "number" }, String(i + 1)),
          element("span", { class: "given" }),
        );
        button.addEventListener("click", () => this.go(i));
        return button;
      }),
    );
    this.slices.forEach((s) => this.#thumbnail(s.id));
    this.badges();
  }

  #thumbnail(id) {
    const index = this.slices.findIndex((s) => s.id === id);
    const loaded = sliceNow(id);
    const canvas = byId("film").children[index]?.firstChild;
    if (!loaded || !canvas || canvas.dataset.filled) return;
    canvas.dataset.filled = "yes";
    const whole = document.createElement("canvas");
    whole.width = loaded.columns;
    whole.height = loaded.rows;
    const image = new ImageData(loaded.columns, loaded.rows);
    grey(loaded, this.viewer.window, false, new Uint32Array(image.data.buffer));
    whole.getContext("2d").putImageData(image, 0, 0);
    canvas.width = 128;
    canvas.height = 116;
    // The middle of the image, where the spine is.
    const [w, h] = [loaded.columns * 0.62, loaded.rows * 0.56];
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(whole, (loaded.columns - w) / 2, (loaded.rows - h) / 2, w, h, 0, 0, 128, 116);
  }

  #mark() {
    const film = byId("film");
    film.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const button = film.children[this.index];
    button?.setAttribute("aria-current", "true");
    button?.scrollIntoView({ block: "nearest" });
  }

  /** Writes anew what stands on the thumbnails. */
  badges() {
    this.slices.forEach((s) => this.mark(s.id));
  }

  /** Writes anew what stands on the thumbnail of one slice. */
  mark(id) {
    const given = byId("film").children[this.slices.findIndex((s) => s.id === id)]?.querySelector(".given");
    if (!given) return;
    const { mark, answer } = this.badge(id);
    given.textContent = mark;
    given.dataset.answer = answer;
  }

  #corners() {
    const { current, viewer } = this;
    if (!current) return;
    const place = text("slice", { n: this.index + 1, of: this.slices.length });
    byId("topleft").textContent = this.title() + "\n" + place;
    byId("topright").textContent = current.positionMm.toFixed(1) + " mm";
    byId("bottomleft").textContent =
      text("window", { w: Math.round(viewer.window.width), l: Math.round(viewer.window.center) }) +
      "   " +
      Math.round(viewer.zoom * 100) +
      " %";
    const loaded = sliceNow(current.id);
    const edges = loaded?.rowDirection ? sides(loaded.rowDirection, loaded.columnDirection) : ["", "", "", ""];
    ["edgeleft", "edgeright", "edgetop", "edgebottom"].forEach((id, i) => (byId(id).textContent = edges[i]));
  }
}

/** Letters of the patient's sides at the left, right, top and bottom of the image. */
function sides(row, column) {
  const toward = (v) => {
    const axis = v.map(Math.abs).indexOf(Math.max(...v.map(Math.abs)));
    return [["R", "L"], ["A", "P"], ["F", "H"]][axis][v[axis] > 0 ? 1 : 0];
  };
  const away = (v) => toward(v.map((x) => -x));
  return [away(row), toward(row), away(column), toward(column)];
}
