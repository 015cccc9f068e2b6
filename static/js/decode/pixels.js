/**
 * Frames as they arrive in a worker, turned into brightness.
 * @typedef {import("./luma.js").Luma} Luma
 * @typedef {{rgba: Uint8ClampedArray, width: number, height: number}} Pixels
 * @typedef {VideoFrame | ImageBitmap | Pixels} Frame
 */
import { fromRgba } from "./luma.js";

const BRIGHTNESS_FIRST = ["I420", "I420A", "I422", "I444", "NV12"];
let room = new Uint8Array(0);
/** @type {OffscreenCanvas | undefined} */
let canvas;

/** The frame, made smaller until its shorter side is no longer than `side`.
 * @param {Frame} frame @param {number} side in pixels @returns {Promise<Luma>} */
export async function lumaOf(frame, side = Infinity) {
  if ("rgba" in frame) return fromRgba(frame.rgba, frame.width, frame.height);
  if ("format" in frame && BRIGHTNESS_FIRST.includes(frame.format ?? "")) return firstPlane(frame);
  return drawn(frame, side);
}

/** @param {VideoFrame} frame @returns {Promise<Luma>} */
async function firstPlane(frame) {
  const { width, height } = /** @type {DOMRectReadOnly} */ (frame.visibleRect);
  const size = frame.allocationSize();
  if (room.length !== size) room = new Uint8Array(size);
  const [{ offset, stride }] = await frame.copyTo(room);
  if (stride === width) return { data: room.subarray(offset, offset + width * height), width, height };
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) data.set(room.subarray(offset + y * stride, offset + y * stride + width), y * width);
  return { data, width, height };
}

/** @param {VideoFrame | ImageBitmap} frame @param {number} side @returns {Luma} */
function drawn(frame, side) {
  const full = "displayWidth" in frame ? [frame.displayWidth, frame.displayHeight] : [frame.width, frame.height];
  const factor = Math.min(1, side / Math.min(...full));
  const [width, height] = full.map((length) => Math.max(1, Math.round(length * factor)));
  canvas ??= new OffscreenCanvas(width, height);
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new TypeError("no canvas to draw on");
  context.drawImage(frame, 0, 0, width, height);
  return fromRgba(context.getImageData(0, 0, width, height).data, width, height);
}
