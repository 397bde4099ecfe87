// Slices with their pixels: fetched ahead of the reader, kept while they fit.

import { get } from "./base.js";

const KEPT = 200;
const AT_ONCE = 3;

/**
 * @typedef {object} Slice
 * @property {Uint16Array} pixels row by row
 * @property {number} rows
 * @property {number} columns
 * @property {number} slope modality units per step
 * @property {number} intercept modality value of 0
 */

const known = new Map();
let wanted = [];
let running = 0;

/** A name is UID/frame, with more behind it where the slice is read again: the pixels are the same. */
async function load(id) {
  const response = await get("/api/slices/" + id.split("/").slice(0, 2).join("/"));
  const facts = JSON.parse(response.headers.get("Cordscope-Slice"));
  return { id, ...facts, pixels: new Uint16Array(await response.arrayBuffer()) };
}

/** A promise of the slice; what failed is tried again at the next call. */
export function slice(id) {
  let entry = known.get(id);
  if (entry) {
    known.delete(id);
  } else {
    entry = { value: undefined };
    entry.promise = load(id).then(
      (value) => (entry.value = value),
      (problem) => {
        known.delete(id);
        throw problem;
      },
    );
    entry.promise.catch(() => {});
    while (known.size >= KEPT) known.delete(known.keys().next().value);
  }
  known.set(id, entry);
  return entry.promise;
}

/** The slice, where it is there already. */
export const sliceNow = (id) => known.get(id)?.value;

/** Fetches these in this order, a few at a time, instead of what was wished for before. */
export function ahead(ids, arrived = () => {}) {
  wanted = ids.filter((id) => !known.get(id)?.value).map((id) => ({ id, arrived }));
  pump();
}

function pump() {
  while (running < AT_ONCE && wanted.length > 0) {
    const { id, arrived } = wanted.shift();
    running++;
    slice(id)
      .then(arrived, () => {})
      .finally(() => {
        running--;
        pump();
      });
  }
}
