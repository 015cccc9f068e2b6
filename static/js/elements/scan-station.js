// <scan-station>: the evening's loop. A code is read, a sheet says who it is, Save keeps it, scanning goes on.
import "./qr-scanner.js";
import { toast } from "./toasts.js";

class ScanStation extends HTMLElement {
  connectedCallback() {
    this.addEventListener("scan", (event) => this.#lookUp(event.detail.text, event.detail.via));
    this.addEventListener("submit", this.#submitted);
    this.addEventListener("click", this.#clicked);
    this.addEventListener("keydown", this.#pressed);
    this.#typing.addEventListener("close", () => this.#result.firstElementChild || this.#scanner.resume());
  }

  get #scanner() {
    return this.querySelector("qr-scanner");
  }

  get #result() {
    return this.querySelector("[data-part=result]");
  }

  get #typing() {
    return this.querySelector("[data-part=typing]");
  }

  async #lookUp(code, via) {
    this.scannedAt = new Date();
    this.#scanner.pause();
    navigator.vibrate?.(30);
    const body = new FormData();
    body.set("code", code);
    body.set("via", via);
    try {
      const answer = await fetch("/look-ups", { method: "POST", body, headers: { "X-Partial": "sheet" } });
      this.#show(await answer.text());
    } catch {
      toast(this.dataset.failed, true);
      this.#scanner.resume();
    }
  }

  #show(html) {
    this.#result.innerHTML = html;
    this.#typing.close();
    this.#cover(true);
    this.#result.firstElementChild.classList.add("sheet", "scan-sheet");
    const heading = this.#result.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  #submitted = (event) => {
    const form = event.target;
    const isTyped = form.matches("[data-part=typed-form]");
    if (!isTyped && !this.#result.contains(form)) return;
    event.preventDefault();
    if (isTyped) this.#lookUp(form.elements.code.value, "typed");
    else this.#save(form);
  };

  async #save(form) {
    const button = form.querySelector("button:not([type=button])");
    button.disabled = true;
    const body = new FormData(form);
    body.set("scanned_at", this.scannedAt.toISOString());
    body.set("sent_at", new Date().toISOString());
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.title);
      toast(`${said.name} ${this.dataset.saved}`);
      this.#goOn();
    } catch (error) {
      toast(error instanceof TypeError ? this.dataset.failed : error.message, true);
      button.disabled = false;
    }
  }

  #clicked = (event) => {
    if (event.target.closest("[data-type-code]")) {
      event.preventDefault();
      this.#scanner.pause();
      this.#typing.showModal();
    } else if (event.target.closest("[data-close]")) {
      this.#typing.close();
    } else if (event.target.closest("[data-again]")) {
      event.preventDefault();
      this.#goOn();
    }
  };

  // What somebody wrote is not thrown away by one key.
  #pressed = ({ key }) => {
    if (key === "Escape" && this.#result.firstElementChild && !this.#result.querySelector("textarea")?.value) this.#goOn();
  };

  #goOn() {
    this.#result.replaceChildren();
    this.#cover(false);
    this.querySelector("[data-type-code]").focus({ preventScroll: true });
    this.#scanner.resume();
  }

  // Nothing behind the sheet can be reached while it lies there.
  #cover(covered) {
    for (const part of this.#scanner.children) part.inert = covered && part !== this.#result;
  }
}

customElements.define("scan-station", ScanStation);
