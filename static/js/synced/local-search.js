// What <live-search> shows out of what the phone keeps: rows as the server rendered them, found and ordered here.
import { rewordNow, today, zone } from "./days.js";
import { CHANNEL } from "./forgetting.js";
import { inOrder, search } from "./searching.js";
import { Ties } from "./ties.js";

const PAGE = 50;
const SEEN = 15; // rows that a screen holds at most: they come at once, the others when nobody types
const ASKED = ["q", "event", "tag", "quiet"];

export class LocalSearch {
  #form;
  #ties = new Ties(document.querySelector('meta[name="user"]')?.content);
  #channel = new BroadcastChannel(CHANNEL);
  #list = null; // until this phone has all of them

  constructor(element) {
    this.#form = element.querySelector("form");
    this.#channel.onmessage = ({ data }) => { if (data.synced) this.begin(); };
  }

  async begin() {
    const all = await this.#ties.extent().catch(() => null);
    this.#list = all && inOrder(await this.#ties.list());
    if (this.#list && document.querySelector('meta[name="kept-at"]')) this.#takeOver();
  }

  end() {
    this.#channel.close();
  }

  show(most = PAGE) {
    if (!this.#list) return;
    const asked = Object.fromEntries(new FormData(this.#form));
    const found = search(this.#list, { ...asked, quiet: asked.quiet && today(zone()) });
    const page = document.querySelector("template#found-here").content.cloneNode(true);
    const [rows, more, none] = ["rows", "more", "none"].map((part) => page.querySelector(`[data-part=${part}]`));
    const [seen, rest] = [found.slice(0, SEEN), found.slice(SEEN, most)].map((ties) => ties.map((tie) => tie.row).join(""));
    rows.innerHTML = seen;
    rewordNow(rows);
    setTimeout(() => {
      if (rows.isConnected) rows.insertAdjacentHTML("beforeend", rest);
      rewordNow(rows);
    }, 50);
    more.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      this.show(most + PAGE);
    });
    const parts = found.length > most ? [rows, more] : [found.length ? rows : none];
    document.querySelector("#found").replaceChildren(...parts);
  }

  // On a kept page: what the address asks for, and more of it, without the server.
  #takeOver() {
    const asked = new URLSearchParams(location.search);
    for (const name of ASKED.filter((name) => asked.has(name))) {
      const hidden = () => this.#form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
      (this.#form.elements[name] ?? hidden()).setAttribute("value", asked.get(name));
    }
    for (const chip of this.#form.querySelectorAll("a.chip")) mark(chip, asked);
    this.show(PAGE + (Number(asked.get("from")) || 0));
  }
}

function mark(chip, asked) {
  const url = new URL(chip.href);
  const isCurrent = ["event", "tag", "quiet"].every((name) => (url.searchParams.get(name) ?? "") === (asked.get(name) ?? ""));
  chip.removeAttribute("aria-current");
  if (isCurrent) chip.setAttribute("aria-current", "true");
  if (asked.get("q")) url.searchParams.set("q", asked.get("q"));
  chip.href = url;
}
