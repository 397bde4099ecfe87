// Where a model looks, as colours over a slice: fetched once, blue for little to red for most, as the paper's Figure 5.

import { get } from "./base.js";

const known = new Map();
const KEPT = 60;

/** One channel of the scale blue, cyan, yellow, red. */
const ramp = (distance) => Math.min(1, Math.max(0, 1.5 - 4 * Math.abs(distance)));

async function load(address, id) {
  const response = await get(address + "/maps/" + id);
  const facts = JSON.parse(response.headers.get("Cordscope-Map"));
  const strength = new Uint8Array(await response.arrayBuffer());
  const canvas = document.createElement("canvas");
  canvas.width = facts.columns;
  canvas.height = facts.rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(facts.columns, facts.rows);
  strength.forEach((value, i) => {
    const s = value / 255;
    image.data[4 * i] = 255 * ramp(Math.min(0, s - 0.75));
    image.data[4 * i + 1] = 255 * ramp(s - 0.5);
    image.data[4 * i + 2] = 255 * ramp(Math.max(0, s - 0.25));
    // What is of no weight hides nothing.
    image.data[4 * i + 3] = 255 * Math.min(1, s * 2);
  });
  context.putImageData(image, 0, 0);
  return { id, canvas, ...facts };
}

/** A promise of the map of a slice; the address is that of the run, or of the scan as the model reads it. */
export function map(address, id) {
  let promise = known.get(id);
  if (!promise) {
    promise = load(address, id);
    promise.catch(() => known.delete(id));
    while (known.size >= KEPT) known.delete(known.keys().next().value);
    known.set(id, promise);
  }
  return promise;
}
