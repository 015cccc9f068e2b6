// <unsent-list>: everything that waits on this phone, since when and why; to be sent, changed, saved to a file or discarded.
import { isWhole, parents } from "../outbox/row.js";
import { keep, outbox, shownRows } from "../outbox/here.js";
import { oneAtATime } from "../waiting.js";
import { rowOf } from "./unsent-row.js";

const MOST = 100; // rows on screen; the others follow when these are gone

const EDITED = {
  scan: ["name", "note"], by_hand: ["name", "email", "note"], note: ["text"], edit_note: ["text"], talked: ["note"],
  tag: ["name"],
};

class UnsentList extends HTMLElement {
  #most = 0;

  connectedCallback() {
    document.addEventListener("outbox", this.#show);
    this.addEventListener("click", this.#clicked);
    this.#dialog.addEventListener("submit", this.#edited);
    if (outbox) this.#show();
    else this.#part("none").hidden = false;
  }

  disconnectedCallback() {
    document.removeEventListener("outbox", this.#show);
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #show = oneAtATime(async () => {
    const [rows, pause] = await Promise.all([shownRows(), outbox.pause().catch(() => null)]);
    this.rows = rows;
    this.#part("some").hidden = !rows.length;
    this.#part("none").hidden = rows.length > 0;
    this.#part("sign-in").hidden = pause?.why !== "sign-in";
    this.#progress(rows.filter((row) => row?.state !== "refused").length);
    const made = rows.slice(0, MOST).map((row) => rowOf(row, pause, rows, this));
    this.#list(made);
    this.#more(rows.length - made.length);
  });

  // What is the same stays, with the focus and the finger on it.
  #list(made) {
    const list = this.#part("list");
    const there = new Map([...list.children].map((item) => [item.dataset.order, item]));
    const items = made.map((item) => (there.get(item.dataset.order)?.isEqualNode(item) ? there.get(item.dataset.order) : item));
    for (const item of there.values()) if (!items.includes(item)) item.remove();
    items.forEach((item, place) => item === list.children[place] || list.insertBefore(item, list.children[place] ?? null));
  }

  #more(number) {
    const more = this.#part("more");
    more.hidden = number === 0;
    more.textContent = more.dataset.words.replace("{n}", number);
  }

  #progress(left) {
    this.#most = left ? Math.max(this.#most, left) : 0;
    const done = this.#most - left;
    const part = this.#part("progress");
    const words = part.querySelector("b");
    part.hidden = done === 0;
    Object.assign(part.querySelector("progress"), { value: done, max: this.#most || 1 });
    words.textContent = words.dataset.words.replace("{done}", done).replace("{all}", this.#most);
  }

  #clicked = async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if ("cancel" in button.dataset) this.#dialog.close();
    if ("send" in button.dataset) await outbox.retry().then(() => outbox.flush());
    if ("export" in button.dataset) this.#export();
    const row = this.rows.find(({ order }) => String(order) === button.closest("li")?.dataset.order);
    if (row) this.#act(button.dataset.do, row);
  };

  #act(what, row) {
    if (what === "retry") outbox.retry(row.id).then(() => outbox.flush());
    if (what === "discard" && window.confirm(this.dataset.discard)) outbox.discard(this.#withChildren(row));
    if (what === "edit") this.#edit(row, row.kind);
    if (what === "byHand") this.#edit(row, "by_hand");
  }

  #withChildren(row) {
    const children = this.rows.filter((each) => isWhole(each) && parents(each).includes(row.id));
    return [row, ...children].map(({ order }) => order);
  }

  #edit(row, kind) {
    const form = this.#dialog.querySelector("form");
    this.edited = { row, kind };
    for (const name of ["name", "email", "text", "note"]) {
      const field = form.elements[name];
      field.closest(".field").hidden = !EDITED[kind].includes(name);
      field.value = row.fields[name] ?? (name === "name" ? row.about?.name : "") ?? "";
      field.required = name === "name" && kind === "by_hand";
    }
    this.#dialog.showModal();
  }

  #edited = async ({ target }) => {
    const { row, kind } = this.edited;
    const fields = Object.fromEntries(EDITED[kind].map((name) => [name, target.elements[name].value]));
    const amended = await outbox.amend(row.id, fields, kind);
    const tie = row.kind === "scan" || row.kind === "by_hand" ? `scan:${row.id}` : row.fields.tie;
    // It may have arrived although no answer did: then the change goes after it.
    if (!amended) await keep("edit_note", { tie, note: `note:${row.id}`, text: fields.text ?? fields.note }, row.about);
    else outbox.flush();
  };

  #export() {
    const text = JSON.stringify(this.rows, null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${this.dataset.file}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

customElements.define("unsent-list", UnsentList);
