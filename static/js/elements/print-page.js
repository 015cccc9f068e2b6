// <print-page hidden><button>…</button></print-page>: the browser's print dialogue.
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", () => window.print());
  }
}

customElements.define("print-page", PrintPage);
