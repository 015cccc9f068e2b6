// <push-switch>: shows the part of it that fits this browser, and asks to be allowed to wake it when its button is tapped.
// With `once` it is an offer that is made to each browser until it is answered, either way.
import { askFor, forget, state } from "../push.js";

const DECLINED = "push-declined";
const isApple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1);

class PushSwitch extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("click", this);
    document.addEventListener("submit", this, true);
    this.#show(await state());
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this, true);
  }

  handleEvent(event) {
    if (event.type === "submit") return this.#takesOff(event);
    if (event.target.closest("[data-ask]")) this.#ask(event.target.closest("[data-ask]"));
    else if (event.target.closest("[data-decline]")) this.#decline();
  }

  async #ask(button) {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    const answer = await askFor().catch(() => "failed");
    button.disabled = false;
    button.removeAttribute("aria-busy");
    if (answer === "on" && !this.#isOffer) location.reload(); // the list says it
    else this.#show(answer);
  }

  #decline() {
    localStorage.setItem(DECLINED, "yes");
    this.hidden = true;
  }

  // Off here as well, not at the server alone.
  #takesOff(event) {
    if (!event.target.matches("[data-this-device]") || event.target.dataset.off) return;
    event.preventDefault();
    event.target.dataset.off = "yes";
    forget().catch(() => {}).then(() => event.target.requestSubmit());
  }

  get #isOffer() {
    return this.hasAttribute("once");
  }

  #show(now) {
    const known = this.#isOffer || this.hasAttribute("data-here"); // the server may have lost it
    const shown = now === "missing" && isApple ? "install" : now === "on" && !known ? "off" : now;
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(shown);
    const isAnswered = now !== "off" || localStorage.getItem(DECLINED) !== null;
    this.hidden = this.#isOffer && this.hidden && isAnswered; // what comes of a tap is shown
  }
}

customElements.define("push-switch", PushSwitch);
