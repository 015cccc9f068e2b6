/**
 * One picture out of a video or bitmap, in a form that travels to a worker without copying on the main thread.
 * @typedef {HTMLVideoElement | ImageBitmap} Source
 * @typedef {{frame: import("./pixels.js").Frame, transfer: Transferable[]}} Captured
 */

const LARGEST = 640; // the shorter side, where this thread has to draw

/** @type {((source: Source) => Promise<Captured>)[]} from the cheapest to the one that works everywhere */
export const WAYS = [asVideoFrame, asBitmap, asPixels];

/** Where to begin among the ways on this device.
 * @returns {number} */
export function firstWay() {
  if (typeof OffscreenCanvas === "undefined") return WAYS.indexOf(asPixels);
  return typeof VideoFrame === "undefined" ? WAYS.indexOf(asBitmap) : WAYS.indexOf(asVideoFrame);
}

/** @param {Source} source @returns {Promise<Captured>} */
async function asVideoFrame(source) {
  if (!(source instanceof HTMLVideoElement)) return asBitmap(source);
  const frame = new VideoFrame(source);
  return { frame, transfer: [frame] };
}

/** @param {Source} source @returns {Promise<Captured>} */
async function asBitmap(source) {
  const frame = source instanceof ImageBitmap ? source : await createImageBitmap(source);
  return { frame, transfer: [frame] };
}

/** @param {Source} source @returns {Promise<Captured>} */
async function asPixels(source) {
  const full = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
  const factor = Math.min(1, LARGEST / Math.min(...full));
  const [width, height] = full.map((length) => Math.round(length * factor));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.drawImage(source, 0, 0, width, height);
  const rgba = context.getImageData(0, 0, width, height).data;
  return { frame: { rgba, width, height }, transfer: [rgba.buffer] };
}
