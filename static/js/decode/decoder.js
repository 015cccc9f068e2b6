/**
 * One reader for the page: the device's own detector or a small one first, a stronger second opinion when
 * nothing was read for a while. @typedef {import("./engines.js").Engine} Engine
 */
import { WorkerEngine, nativeEngine } from "./engines.js";

const PATIENCE = 1000; // milliseconds without a read until the second opinion is asked

/** @returns {Promise<Engine>} */
const ownOrSmall = async () => (await nativeEngine()) ?? small();
const small = () => new WorkerEngine("./quick-worker.js");
const strong = () => new WorkerEngine("./second-opinion-worker.js");

export class Decoder {
  #makers;
  #clock;
  /** @type {Promise<Engine> | Engine} */
  #first;
  /** @type {Engine | undefined} */
  #second;
  #asking = false;
  /** @type {string | null} */
  #late = null;
  #lookingSince = 0;

  /** Begins to load the first engine at once. */
  constructor({ first = ownOrSmall, spare = small, second = strong, clock = () => performance.now() } = {}) {
    this.#makers = { spare, second };
    this.#clock = clock;
    this.#first = first();
    this.begin();
  }

  /** Counts the time without a read from now. */
  begin() {
    this.#lookingSince = this.#clock();
    this.#late = null;
  }

  /** The text in what the camera shows now, or null. Ask again when it has answered.
   * @param {HTMLVideoElement} video @returns {Promise<string | null>} */
  async read(video) {
    if (this.#clock() - this.#lookingSince > PATIENCE) this.#askForSecondOpinion(video);
    const text = (await this.#readFirst((engine) => engine.read(video))) ?? this.#late;
    if (text) this.begin();
    return text;
  }

  /** The text of a code in a picture file, or null; a file that is no picture has none.
   * @param {Blob} file @returns {Promise<string | null>} */
  async readPhoto(file) {
    try {
      const quick = await createImageBitmap(file);
      const text = await this.#readFirst((engine) => engine.readPhoto(quick));
      return text ?? (await this.#strong.readPhoto(await createImageBitmap(file)));
    } catch {
      return null;
    }
  }

  async close() {
    this.#second?.close();
    (await this.#first).close();
  }

  get #strong() {
    return (this.#second ??= this.#makers.second());
  }

  /** @param {(engine: Engine) => Promise<string | null>} ask */
  async #readFirst(ask) {
    try {
      return await ask(await this.#first);
    } catch {
      // Some phones announce a detector that then fails.
      this.#first = this.#makers.spare();
      return null;
    }
  }

  /** @param {HTMLVideoElement} video */
  async #askForSecondOpinion(video) {
    if (this.#asking) return;
    this.#asking = true;
    const since = this.#lookingSince;
    const text = await this.#strong.read(video).catch(() => null);
    if (text && since === this.#lookingSince) this.#late = text;
    this.#asking = false;
  }
}
