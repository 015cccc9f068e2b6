// <draft-preview>: shows beside a template how it reads, and puts a word in where the cursor is.
const WORD = /\{[a-z_]+\}/g;

class DraftPreview extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.#show);
    this.addEventListener("click", (event) => this.#insert(event.target.closest("[data-word]")));
    this.#show();
  }

  #show = () => {
    const words = new Map([...this.querySelectorAll("[data-word]")].map(({ dataset }) => [dataset.word, dataset.means]));
    const { value } = this.querySelector("textarea");
    this.querySelector("[data-preview]").textContent = value.replace(WORD, (word) => words.get(word) ?? word);
  };

  #insert(button) {
    if (!button) return;
    const area = this.querySelector("textarea");
    area.setRangeText(button.dataset.word, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    this.#show();
  }
}

customElements.define("draft-preview", DraftPreview);
