// <badge-screen>: keeps the screen awake while the badge is seen; shares and copies its link.
import { toast } from "./toasts.js";

class BadgeScreen extends HTMLElement {
  #lock = null;

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#stayAwake);
    this.#stayAwake();
    this.#offer("[data-share]", navigator.share, this.#share);
    this.#offer("[data-copy]", navigator.clipboard, this.#copy);
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#stayAwake);
    this.#lock?.release();
  }

  // The system takes the lock away whenever the page is hidden.
  #stayAwake = async () => {
    if (document.visibilityState !== "visible" || !navigator.wakeLock) return;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
      this.dataset.awake = "";
    } catch {
      delete this.dataset.awake; // refused on low battery: the badge works all the same
    }
  };

  #offer(selector, able, act) {
    const button = this.querySelector(selector);
    if (!button || !able) return;
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }

  #share = async ({ dataset }) => {
    try {
      await navigator.share({ title: dataset.title, url: dataset.share });
    } catch (error) {
      if (error.name !== "AbortError") this.#copy(this.querySelector("[data-copy]"));
    }
  };

  #copy = async ({ dataset }) => {
    await navigator.clipboard.writeText(dataset.copy);
    toast(dataset.done);
  };
}

customElements.define("badge-screen", BadgeScreen);
