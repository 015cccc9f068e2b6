// <live-search><form method="get">…</form></live-search>: shows what is found while one types: at once what the phone
// has, then what the server finds.

const PAUSE = 150;

class LiveSearch extends HTMLElement {
  #timer = 0;
  #request = null;
  #local = null;

  connectedCallback() {
    this.addEventListener("focusin", () => this.#bringLocal(), { once: true });
    this.addEventListener("input", () => this.#typed());
    if (document.querySelector('meta[name="kept-at"]')) this.#bringLocal();
  }

  disconnectedCallback() {
    this.#local?.end();
  }

  async #bringLocal() {
    const { LocalSearch } = await import("../synced/local-search.js");
    if (!this.isConnected || this.#local) return;
    this.#local = new LocalSearch(this);
    await this.#local.begin();
  }

  #typed() {
    const url = new URL(location.pathname, location.href);
    url.search = new URLSearchParams(new FormData(this.querySelector("form")));
    this.#local?.show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(url), PAUSE);
  }

  async #ask(url) {
    history.replaceState(null, "", url);
    this.#request?.abort();
    this.#request = new AbortController();
    try {
      const answer = await fetch(url, { signal: this.#request.signal });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("#found").replaceChildren(...page.querySelector("#found").childNodes);
    } catch {
      // Typed on, or no network: what is on screen stays.
    }
  }
}

customElements.define("live-search", LiveSearch);
