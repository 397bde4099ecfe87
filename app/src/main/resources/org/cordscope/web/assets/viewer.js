// One slice on a canvas: 16-bit pixels through a window, zoom, pan, scale bar. It knows what has been painted.

const SMALLEST_ZOOM = 0.2;
const LARGEST_ZOOM = 20;
const BAR_LENGTHS_MM = [1, 2, 5, 10, 20, 50, 100];

const LINE_PIXELS = 1.5;

const matrix = ({ a, b, c, d, e, f }) => [a, b, c, d, e, f];

/** Fills grey pixels from 16-bit ones. window: {center, width} in modality units. */
export function grey(slice, window, inverted, out) {
  const low = (window.center - window.width / 2 - slice.intercept) / slice.slope;
  const step = (255 * slice.slope) / Math.max(window.width, 1e-9);
  const { pixels } = slice;
  for (let i = 0; i < pixels.length; i++) {
    let value = (pixels[i] - low) * step;
    value = value < 0 ? 0 : value > 255 ? 255 : value | 0;
    if (inverted) value = 255 - value;
    out[i] = 0xff000000 | (value << 16) | (value << 8) | value;
  }
}

/** Does something when the coming frame has been given to the screen: a message sent from within a frame arrives behind it. */
export function afterFrame(action) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      action();
    };
    port2.postMessage(undefined);
  });
}

export class Viewer {
  /** Called with the slice's id when its image stands on the screen. */
  onPainted = () => {};
  onChanged = () => {};
  onScroll = () => {};

  #canvas;
  #context;
  #source = document.createElement("canvas");
  #slice;
  #defaults = { center: 128, width: 256 };
  #scheduled = false;
  #stale = true;
  #drag;
  #overlay;
  #lines;
  #opacity = 0;

  window = { center: 128, width: 256 };
  zoom = 1;
  pan = { x: 0, y: 0 };
  inverted = false;
  /** Id of the slice that stands on the screen; undefined while it is another than the one asked for. */
  painted = undefined;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false });
    new ResizeObserver(() => this.#draw()).observe(canvas);
    canvas.addEventListener("pointerdown", (e) => this.#down(e));
    canvas.addEventListener("pointermove", (e) => this.#move(e));
    canvas.addEventListener("pointerup", () => (this.#drag = undefined));
    canvas.addEventListener("pointercancel", () => (this.#drag = undefined));
    canvas.addEventListener("contextmenu", (e) => e.preventDefault());
    canvas.addEventListener("wheel", (e) => this.#wheel(e), { passive: false });
  }

  /** The window that a scan begins with. */
  begin(window) {
    this.#defaults = window;
    this.window = { ...window };
    this.#changed(true);
  }

  /** Nothing is shown, so nothing is painted. */
  clear() {
    this.#slice = undefined;
    this.painted = undefined;
    delete this.#canvas.dataset.painted;
    this.#changed(true);
  }

  show(slice) {
    if (this.#slice?.id !== slice.id) {
      this.painted = undefined;
      delete this.#canvas.dataset.painted;
    }
    this.#slice = slice;
    this.#changed(true);
    // At once, so that the coming frame has it: a key must not wait for the frame after.
    this.#draw();
  }

  preset(number) {
    const { center, width } = this.#defaults;
    const low = center - width / 2;
    const factors = [[1, 1], [0.62, 1], [1.6, 1], [1, 0.72], [1, 1.35]];
    const [wide, level] = factors[number - 1];
    this.window = { center: low + (center - low) * level, width: width * wide };
    this.#changed(true);
  }

  invert() {
    this.inverted = !this.inverted;
    this.#changed(true);
  }

  fit() {
    this.zoom = 1;
    this.pan = { x: 0, y: 0 };
    this.#changed(false);
  }

  reset() {
    this.inverted = false;
    this.window = { ...this.#defaults };
    this.fit();
    this.#changed(true);
  }

  zoomBy(factor) {
    this.zoom = Math.min(LARGEST_ZOOM, Math.max(SMALLEST_ZOOM, this.zoom * factor));
    this.#changed(false);
  }

  #changed(pixels) {
    this.#stale ||= pixels;
    this.onChanged();
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => this.#scheduled && this.#draw());
    }
  }

  #down(event) {
    event.preventDefault();
    this.#canvas.focus({ preventScroll: true });
    this.#canvas.setPointerCapture(event.pointerId);
    const what = event.button === 2 ? "zoom" : event.button === 1 || event.shiftKey ? "pan" : "window";
    this.#drag = { what, x: event.clientX, y: event.clientY };
  }

  #move(event) {
    if (!this.#drag) return;
    const dx = event.clientX - this.#drag.x;
    const dy = event.clientY - this.#drag.y;
    this.#drag.x = event.clientX;
    this.#drag.y = event.clientY;
    if (this.#drag.what === "window") {
      const step = this.#defaults.width / 400;
      this.window = {
        width: Math.max(step, this.window.width + dx * step),
        center: this.window.center + dy * step,
      };
      this.#changed(true);
    } else if (this.#drag.what === "pan") {
      this.pan = { x: this.pan.x + dx, y: this.pan.y + dy };
      this.#changed(false);
    } else {
      this.zoomBy(Math.exp(-dy / 150));
    }
  }

  #wheel(event) {
    event.preventDefault();
    if (event.ctrlKey) this.zoomBy(Math.exp(-event.deltaY / 300));
    else if (event.deltaY !== 0) this.onScroll(Math.sign(event.deltaY));
  }

  #draw() {
    this.#scheduled = false;
    const ratio = devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.#canvas;
    const width = Math.round(clientWidth * ratio);
    const height = Math.round(clientHeight * ratio);
    if (width === 0 || height === 0) return;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = "#000";
    context.fillRect(0, 0, width, height);
    const slice = this.#slice;
    if (!slice) return;
    if (this.#stale) this.#fill(slice);
    const wideMm = slice.columns * slice.columnSpacingMm;
    const highMm = slice.rows * slice.rowSpacingMm;
    const scale = Math.min(clientWidth / wideMm, clientHeight / highMm) * this.zoom;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    const left = (clientWidth - wideMm * scale) / 2 + this.pan.x;
    const top = (clientHeight - highMm * scale) / 2 + this.pan.y;
    context.drawImage(this.#source, left, top, wideMm * scale, highMm * scale);
    this.#drawOverlay(context, left + (wideMm * scale) / 2, top + (highMm * scale) / 2, scale);
    this.#bar(context, clientWidth, clientHeight, scale);
    this.#announce(slice.id);
  }

  /** Colours and lines about the middle of the slice, which lies at x, y. */
  #drawOverlay(context, x, y, scale) {
    if (this.#opacity === 0) return;
    context.save();
    context.globalAlpha = this.#opacity;
    context.translate(x, y);
    context.scale(scale, scale);
    const map = this.#overlay;
    if (map?.id === this.#slice.id) {
      context.save();
      if (map.turn) context.transform(...matrix(map.turn));
      context.drawImage(map.canvas, (map.xMm ?? 0) - map.wideMm / 2, (map.yMm ?? 0) - map.highMm / 2, map.wideMm, map.highMm);
      context.restore();
    }
    if (this.#lines?.id === this.#slice.id) {
      context.transform(...matrix(this.#lines.turn));
      context.lineWidth = LINE_PIXELS / scale;
      context.lineCap = "round";
      for (const { path, colour, dashed } of this.#lines.lines) {
        context.strokeStyle = colour;
        context.setLineDash(dashed ? [4 / scale, 4 / scale] : []);
        context.stroke(path);
      }
    }
    context.restore();
  }

  /**
   * Over a slice, opacity 0 to 1. Colours: {id, canvas, wideMm, highMm}, and {xMm, yMm, turn} where they do not lie about its
   * middle. Lines: {id, lines: [{path, colour, dashed}], turn} in mm. Undefined for none.
   */
  overlay(map, lines, opacity) {
    this.#overlay = map;
    this.#lines = lines;
    this.#opacity = opacity;
    this.#changed(false);
  }

  #fill(slice) {
    const source = this.#source;
    if (source.width !== slice.columns || source.height !== slice.rows) {
      source.width = slice.columns;
      source.height = slice.rows;
    }
    const context = source.getContext("2d");
    const image = context.createImageData(slice.columns, slice.rows);
    grey(slice, this.window, this.inverted, new Uint32Array(image.data.buffer));
    context.putImageData(image, 0, 0);
    this.#stale = false;
  }

  #announce(id) {
    if (this.painted === id) return;
    afterFrame(() => {
      if (this.#slice?.id === id && this.painted !== id) {
        this.painted = id;
        this.#canvas.dataset.painted = id;
        this.onPainted(id);
      }
    });
  }

  #bar(context, width, height, scale) {
    const length = BAR_LENGTHS_MM.filter((mm) => mm * scale <= width / 4).pop() ?? 1;
    const right = width - 14;
    const left = right - length * scale;
    const y = height - 16;
    context.strokeStyle = "#c3ced8";
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(left, y - 5);
    context.lineTo(left, y);
    context.lineTo(right, y);
    context.lineTo(right, y - 5);
    context.stroke();
    context.fillStyle = "#c3ced8";
    context.font = "12.5px system-ui, sans-serif";
    context.textAlign = "right";
    context.fillText(length + " mm", right, y - 10);
  }
}
