// The list of ties out of what the phone keeps: rows as the server rendered them, found and ordered here.
import { inOrder, search } from "./searching.js";
import { Ties } from "./ties.js";

export class LocalList {
  #ties;
  #list = null;

  constructor(owner) {
    this.#ties = new Ties(owner);
  }

  // False while this phone does not have all of them.
  async load() {
    const all = (await this.#ties.extent()) !== null;
    this.#list = all ? inOrder(await this.#ties.list()) : null;
    return all;
  }

  // {rows, total} of at most so many, or null before they are all there.
  find(asked, most) {
    if (!this.#list) return null;
    const found = search(this.#list, asked);
    const rows = document.createElement("template");
    rows.innerHTML = found.slice(0, most).map((tie) => tie.row).join("");
    return { rows: rows.content, shown: Math.min(most, found.length), total: found.length };
  }
}
