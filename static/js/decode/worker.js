/**
 * The inside of a decoding worker: one question at a time, each answered once.
 * @typedef {{id: number, frame: import("./pixels.js").Frame, sides?: number[], attempt?: number}} Question
 *   a photo is tried by every attempt at the first of `sides`, as it is at the others; a camera frame by one
 *   attempt, the next frame by the next
 */
import { tryEach } from "./attempts.js";
import { lumaOf } from "./pixels.js";
import { warmUp } from "./warm-up.js";

/** @param {import("./attempts.js").Reader} read @param {import("./attempts.js").Attempt[]} attempts */
export function answerWith(read, attempts) {
  let asked = false;
  warmUp(read, () => asked);
  self.addEventListener("message", async ({ data: question }) => {
    asked = true;
    const answer = { id: question.id, text: /** @type {string | null} */ (null), unreadable: false };
    try {
      answer.text = await find(read, attempts, question);
    } catch {
      answer.unreadable = true;
    }
    if ("close" in question.frame) question.frame.close();
    self.postMessage(answer);
  });
}

/** @param {import("./attempts.js").Reader} read @param {import("./attempts.js").Attempt[]} attempts
 * @param {Question} question @returns {Promise<string | null>} */
async function find(read, attempts, { frame, sides, attempt = 0 }) {
  if (!sides) return tryEach(read, [attempts[attempt % attempts.length]], await lumaOf(frame));
  const [first, ...others] = "rgba" in frame ? sides.slice(0, 1) : sides;
  let text = await tryEach(read, attempts, await lumaOf(frame, first));
  for (const side of others) text ??= await read(await lumaOf(frame, side));
  return text;
}
