const QUIET = 3000;

/** Tells a new code from the one just read, which stays in view for a while. */
export class Repeats {
  #text = "";
  #until = 0;

  /** Whether to act on a text that was read at `now`, in milliseconds.
   * @param {string} text @param {number} now */
  isNew(text, now) {
    if (text === this.#text && now < this.#until) return false;
    this.#text = text;
    this.#until = now + QUIET;
    return true;
  }

  /** Begins the quiet time anew: the person comes back to the camera, the same code before it.
   * @param {number} now */
  goOn(now) {
    this.#until = now + QUIET;
  }
}
