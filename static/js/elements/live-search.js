// <live-search><form method="get">…</form></live-search>: shows what the server finds while one types.

const PAUSE = 150;

class LiveSearch extends HTMLElement {
  #timer = 0;
  #asked = null;

  connectedCallback() {
    this.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#search(), PAUSE);
    });
  }

  async #search() {
    this.#asked?.abort();
    this.#asked = new AbortController();
    const url = new URL(location.pathname, location.href);
    url.search = new URLSearchParams(new FormData(this.querySelector("form")));
    try {
      const answer = await fetch(url, { signal: this.#asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("#found").replaceChildren(...page.querySelector("#found").childNodes);
      history.replaceState(null, "", url);
    } catch {
      // Typed on, or no network: what is on screen stays.
    }
  }
}

customElements.define("live-search", LiveSearch);
