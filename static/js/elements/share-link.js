// <share-link data-url data-title data-copied><button>…</button></share-link>: the phone's own sharing, else the clipboard.
import { toast } from "./toasts.js";

class ShareLink extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.share && !navigator.clipboard;
    this.addEventListener("click", this.#share);
  }

  #share = async () => {
    const { url, title, copied } = this.dataset;
    if (!navigator.share) {
      await navigator.clipboard.writeText(url);
      toast(copied);
      return;
    }
    await navigator.share({ title, url }).catch((error) => {
      if (error.name !== "AbortError") throw error; // closed without choosing anybody
    });
  };
}

customElements.define("share-link", ShareLink);
