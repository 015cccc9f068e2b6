/**
 * Engines look alike: `read` a camera frame or `readPhoto`, both give the text or null; `close` ends them.
 * @typedef {import("./capture.js").Source} Source
 * @typedef {{read(source: Source): Promise<string | null>, readPhoto(photo: ImageBitmap): Promise<string | null>,
 *   close(): void}} Engine
 */
import { WAYS, firstWay } from "./capture.js";

const PHOTO_SIDES = [1080, 540, 2160];

/** @implements {Engine} */
export class WorkerEngine {
  #worker;
  #waiting = new Map();
  #asked = 0;
  #attempt = 0;
  #way = firstWay();
  #broken = false;

  /** @param {string} file beside this module */
  constructor(file) {
    this.#worker = new Worker(new URL(file, import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data }) => this.#settle(data));
    this.#worker.addEventListener("error", () => this.#giveUp());
  }

  /** @param {Source} source */
  async read(source) {
    const { text, unreadable } = await this.#ask(source, { attempt: this.#attempt++ });
    if (unreadable) this.#way = Math.min(this.#way + 1, WAYS.length - 1);
    if (text || unreadable) this.#attempt = 0;
    return text;
  }

  /** @param {ImageBitmap} photo */
  async readPhoto(photo) {
    return (await this.#ask(photo, { sides: PHOTO_SIDES })).text;
  }

  close() {
    this.#worker.terminate();
    this.#giveUp();
  }

  /** @param {Source} source @param {{attempt?: number, sides?: number[]}} how
   * @returns {Promise<{text: string | null, unreadable: boolean}>} */
  async #ask(source, how) {
    const captured = await WAYS[this.#way](source).catch(() => null);
    if (!captured || this.#broken) return { text: null, unreadable: !captured };
    return new Promise((resolve) => {
      this.#waiting.set(++this.#asked, resolve);
      this.#worker.postMessage({ id: this.#asked, frame: captured.frame, ...how }, captured.transfer);
    });
  }

  /** @param {{id: number, text: string | null, unreadable: boolean}} answer */
  #settle(answer) {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  // A worker that could not start, say without a network, must not leave anybody waiting.
  #giveUp() {
    this.#broken = true;
    for (const id of this.#waiting.keys()) this.#settle({ id, text: null, unreadable: false });
  }
}

/** The device's own detector, or null where it has none for QR codes.
 * @returns {Promise<Engine | null>} */
export async function nativeEngine() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  const formats = await Detector?.getSupportedFormats?.().catch(() => []);
  if (!formats?.includes("qr_code")) return null;
  const detector = new Detector({ formats: ["qr_code"] });
  const read = async (/** @type {Source} */ source) => (await detector.detect(source))[0]?.rawValue || null;
  return { read, readPhoto: read, close() {} };
}
