// What a model took for cord and canal, as lines over a slice: fetched once for each scan.

import { get } from "./base.js";

const LINES = [
  { name: "canal", colour: "#56b4e9" },
  { name: "cord", colour: "#f0e442" },
];
const BOX = { colour: "#95a3b0", dashed: true };

const known = new Map();

/** From places as radiologists look at a slice to places of the stored slice, both in mm from its middle. */
export function asStored(slice) {
  const { rowDirection: row, columnDirection: column } = slice;
  if (!row) return new DOMMatrix();
  const turned = Math.abs(row[0]) < Math.abs(row[1]);
  const right = (turned ? column[0] : row[0]) < 0 ? -1 : 1;
  const down = (turned ? row[1] : column[1]) < 0 ? -1 : 1;
  return new DOMMatrix(turned ? [0, right, down, 0, 0, 0] : [right, 0, 0, down, 0, 0]);
}

/** Lines in mm, as radiologists look at the slice. */
function lines(found) {
  const { xMm, yMm, side, pixelMm } = found;
  const middle = ((side - 1) / 2) * pixelMm;
  const placed = new DOMMatrix([pixelMm, 0, 0, pixelMm, xMm - middle, yMm - middle]);
  const box = new Path2D();
  box.rect(xMm - (side * pixelMm) / 2, yMm - (side * pixelMm) / 2, side * pixelMm, side * pixelMm);
  const drawn = LINES.map(({ name, colour }) => {
    const path = new Path2D();
    path.addPath(new Path2D(found[name]), placed);
    return { path, colour };
  });
  return [{ path: box, ...BOX }, ...drawn];
}

async function load(scan) {
  const found = await (await get("/api/model/scans/" + encodeURIComponent(scan) + "/contours")).json();
  return new Map(found.map((f) => [f.id, lines(f)]));
}

/** A promise of the lines of each slice of a scan that the model has read, by the slice's id. */
export function contours(scan) {
  let promise = known.get(scan);
  if (!promise) {
    promise = load(scan);
    promise.catch(() => known.delete(scan));
    known.set(scan, promise);
  }
  return promise;
}
