// <message-draft data-texts data-copied>: what is written in it is what is sent. Another tone takes its place, the note is
// put in at the cursor, and where a link cannot carry the words they are copied before it opens.
import { linkWith } from "../draft-links.js";
import { toast } from "./toasts.js";

const GAP = "[…]";

class MessageDraft extends HTMLElement {
  #texts = JSON.parse(this.dataset.texts);
  #wrote = false;

  connectedCallback() {
    this.addEventListener("input", this.#relink);
    this.addEventListener("click", this.#tapped);
    this.#area.addEventListener("focus", () => (this.#wrote = true));
    const note = this.querySelector("[data-words]");
    if (note) note.hidden = false;
    this.#relink(); // the browser may have kept what was typed before
  }

  get #area() {
    return this.querySelector("textarea");
  }

  #relink = () => {
    for (const way of this.querySelectorAll("[data-way]")) {
      const { link, copies } = linkWith(way.dataset.way, way.getAttribute("href"), this.#area.value);
      way.setAttribute("href", link);
      way.toggleAttribute("data-copies", copies);
    }
  };

  #tapped = (event) => {
    const { tone, words, way } = event.target.closest("[data-tone], [data-words], [data-way]")?.dataset ?? {};
    if (tone) event.preventDefault();
    if (tone) this.#speak(tone);
    if (words) this.#insert(document.querySelector(words).textContent);
    if (way) this.#leave(event.target.closest("[data-way]"));
  };

  // What was written in the tone before is there again when it is chosen again.
  #speak(tone) {
    const before = this.querySelector("[data-tone][aria-current]");
    if (before.dataset.tone === tone) return;
    this.#texts[before.dataset.tone] = this.#area.value;
    this.#area.value = this.#texts[tone];
    before.removeAttribute("aria-current");
    this.querySelector(`[data-tone=${tone}]`).setAttribute("aria-current", "true");
    this.#relink();
  }

  #insert(words) {
    const area = this.#area;
    area.setRangeText(...this.#place(words), "end");
    area.focus();
    this.#relink();
  }

  // In the gap that a template left, else at the cursor; where there was none yet, above the name at the end.
  #place(words) {
    const { value, selectionStart, selectionEnd } = this.#area;
    const gap = value.indexOf(GAP);
    if (gap >= 0) return [words, gap, gap + GAP.length];
    if (this.#wrote) return [words, selectionStart, selectionEnd];
    const end = value.trimEnd().lastIndexOf("\n\n");
    return end < 0 ? [`\n\n${words}`, value.length, value.length] : [`\n\n${words}`, end, end];
  }

  // The copy is under way when the link opens by itself: only the tap's own link opens an app everywhere.
  #leave(way) {
    this.setAttribute("data-left", "");
    if (!way.hasAttribute("data-copies")) return;
    navigator.clipboard?.writeText(this.#area.value).then(() => toast(this.dataset.copied));
  }
}

customElements.define("message-draft", MessageDraft);
