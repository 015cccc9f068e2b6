// <kept-search><form>…</form></kept-search>: only the server can answer it; where a kept page came instead, what stands on
// that is searched, and that is said.
import { fold } from "../synced/folding.js";

class KeptSearch extends HTMLElement {
  connectedCallback() {
    const words = new URLSearchParams(location.search).get("q") ?? "";
    if (!words || !document.querySelector('meta[name="kept-at"]')) return;
    this.querySelector("input[name=q]").defaultValue = words;
    this.querySelector("[data-here]").hidden = false;
    const wanted = fold(words).split(" ");
    for (const row of document.querySelectorAll("main .follow-up")) {
      const text = fold(row.querySelector(".follow-up-who").textContent);
      row.hidden = !wanted.every((word) => text.includes(word));
    }
    for (const section of document.querySelectorAll("main .section:has(.follow-up):not(:has(.follow-up:not([hidden])))")) {
      section.hidden = true;
    }
  }
}

customElements.define("kept-search", KeptSearch);
