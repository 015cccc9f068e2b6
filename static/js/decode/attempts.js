/**
 * What each engine makes of one frame, in the order that pays: measured by bench/decoder, not guessed.
 * @typedef {import("./luma.js").Luma} Luma
 * @typedef {(image: Luma) => Luma} Attempt
 * @typedef {(image: Luma) => string | null | Promise<string | null>} Reader
 */
import { atMost, blur, even, sharpen } from "./luma.js";

/** @type {Attempt} */
const asSeen = (image) => image;
/** @type {Attempt} for dim screens and lamps that shine on the badge */
const evened = (image) => even(blur(atMost(image, 480), 1), 16);

/** @type {Attempt[]} */
export const QUICK = [asSeen, evened];

/** @type {Attempt[]} */
export const THOROUGH = [
  asSeen,
  evened,
  (image) => sharpen(atMost(image, 240), 3, 20), // held too close to be in focus
  (image) => sharpen(atMost(image, 360), 3, 8),
  (image) => even(blur(atMost(image, 480), 1), 10),
];

/** The text that `read` finds by the first attempt that shows it one, or null.
 * @param {Reader} read @param {Attempt[]} attempts @param {Luma} image @returns {Promise<string | null>} */
export async function tryEach(read, attempts, image) {
  for (const attempt of attempts) {
    const text = await read(attempt(image));
    if (text) return text;
  }
  return null;
}
