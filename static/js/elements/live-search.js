// <live-search><form method="get">…</form></live-search>: shows what is found while one types: at once what the phone
// has, then what the server finds.

const PAUSE = 150;
const PAGE = 50;
const asked = (form) => Object.fromEntries(new FormData(form));

class LiveSearch extends HTMLElement {
  #timer = 0;
  #request = null;
  #local = null;
  #synced = null;

  connectedCallback() {
    this.addEventListener("input", () => {
      const url = this.#url();
      history.replaceState(null, "", url);
      this.#showLocal(PAGE);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(url), PAUSE);
    });
    this.#synced = new BroadcastChannel("ties");
    this.#synced.onmessage = ({ data }) => { if (data.synced) this.#begin(); };
    this.#begin();
  }

  disconnectedCallback() {
    this.#synced?.close();
  }

  async #begin() {
    const owner = document.querySelector('meta[name="user"]')?.content;
    const { LocalList } = await import("../synced/local-list.js");
    const local = new LocalList(owner);
    if (!this.isConnected || !(await local.load().catch(() => false))) return;
    this.#local = local;
    if (document.querySelector('meta[name="kept-at"]')) this.#takeOver();
  }

  // On a kept page: what the address asks for, and more of it, without the server.
  #takeOver() {
    const form = this.querySelector("form");
    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = form.elements[name] ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
      if (["q", "event", "tag"].includes(name)) field.setAttribute("value", value);
    }
    for (const chip of form.querySelectorAll("a.chip")) this.#mark(chip, asked(form));
    this.#showLocal(PAGE + (Number(new URLSearchParams(location.search).get("from")) || 0));
  }

  #mark(chip, { event = "", tag = "", q = "" }) {
    const url = new URL(chip.href);
    const its = url.searchParams;
    chip.removeAttribute("aria-current");
    if ((its.get("event") ?? "") === event && (its.get("tag") ?? "") === tag) chip.setAttribute("aria-current", "true");
    if (q) its.set("q", q);
    chip.href = url;
  }

  #showLocal(most) {
    const found = this.#local?.find(asked(this.querySelector("form")), most);
    if (!found) return;
    const page = document.querySelector("template#found-here").content.cloneNode(true);
    const [rows, more, none] = ["rows", "more", "none"].map((part) => page.querySelector(`[data-part=${part}]`));
    rows.append(found.rows);
    more.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      this.#showLocal(most + PAGE);
    });
    const parts = found.total ? [rows, ...(found.total > found.shown ? [more] : [])] : [none];
    this.#show(parts);
  }

  #url() {
    const url = new URL(location.pathname, location.href);
    url.search = new URLSearchParams(new FormData(this.querySelector("form")));
    return url;
  }

  async #search(url) {
    this.#request?.abort();
    this.#request = new AbortController();
    try {
      const answer = await fetch(url, { signal: this.#request.signal });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.#show(page.querySelector("#found").childNodes);
    } catch {
      // Typed on, or no network: what is on screen stays.
    }
  }

  #show(parts) {
    document.querySelector("#found").replaceChildren(...parts);
  }
}

customElements.define("live-search", LiveSearch);
