// <copy-text for="id" data-done="Copied"><button>…</button></copy-text>: copies the text of another element.
import { toast } from "./toasts.js";

class CopyText extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard;
    this.addEventListener("click", this.#copy);
  }

  #copy = async () => {
    const source = document.getElementById(this.getAttribute("for"));
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    toast(this.dataset.done);
  };
}

customElements.define("copy-text", CopyText);
