// A sagittal cut through the middle of the axial stack, with a line at the slice.

import { sliceNow } from "./slices.js";
import { grey } from "./viewer.js";

export class Locator {
  onPick = () => {};

  #canvas;
  #ids = [];
  #positions = [];
  #window;
  #index = 0;
  #place;
  #scheduled = false;

  constructor(canvas) {
    this.#canvas = canvas;
    canvas.addEventListener("click", (event) => this.#click(event));
  }

  /** Slices from head to foot with their positions in mm. */
  open(ids, positions, window) {
    this.#ids = ids;
    this.#positions = positions;
    this.#window = window;
    this.refresh();
  }

  at(index) {
    this.#index = index;
    this.refresh();
  }

  /** Draws anew, once for however many slices have arrived. */
  refresh() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#draw();
    }, 60);
  }

  #draw() {
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    this.#canvas.width = width * ratio;
    this.#canvas.height = height * ratio;
    const context = this.#canvas.getContext("2d");
    context.scale(ratio, ratio);
    const cut = this.#cut();
    if (!cut) return;
    const mm = Math.min(width / cut.wideMm, height / cut.highMm);
    const wide = cut.wideMm * mm;
    const high = cut.highMm * mm;
    this.#place = { left: (width - wide) / 2, top: (height - high) / 2, high };
    context.imageSmoothingQuality = "high";
    context.drawImage(cut.image, this.#place.left, this.#place.top, wide, high);
    const y = this.#place.top + ((this.#index + 0.5) / this.#ids.length) * high;
    context.strokeStyle = "#56b4e9";
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(this.#place.left, y);
    context.lineTo(this.#place.left + wide, y);
    context.stroke();
  }

  #cut() {
    const first = this.#ids.map(sliceNow).find(Boolean);
    if (!first || this.#ids.length < 2) return undefined;
    const depth = first.rows;
    const image = document.createElement("canvas");
    image.width = depth;
    image.height = this.#ids.length;
    const context = image.getContext("2d");
    const data = context.createImageData(depth, this.#ids.length);
    const out = new Uint32Array(data.data.buffer);
    this.#ids.forEach((id, line) => {
      const slice = sliceNow(id);
      if (!slice || slice.rows !== depth) return;
      const column = slice.columns >> 1;
      const pixels = new Uint16Array(depth);
      for (let r = 0; r < depth; r++) pixels[r] = slice.pixels[r * slice.columns + column];
      grey({ ...slice, pixels }, this.#window, false, out.subarray(line * depth, (line + 1) * depth));
    });
    context.putImageData(data, 0, 0);
    const ends = Math.abs(this.#positions[0] - this.#positions[this.#positions.length - 1]);
    const highMm = (ends * this.#ids.length) / (this.#ids.length - 1);
    return { image, wideMm: depth * first.rowSpacingMm, highMm: Math.max(highMm, 1) };
  }

  #click(event) {
    if (!this.#place) return;
    const share = (event.offsetY - this.#place.top) / this.#place.high;
    const index = Math.floor(share * this.#ids.length);
    this.onPick(Math.min(this.#ids.length - 1, Math.max(0, index)));
  }
}
