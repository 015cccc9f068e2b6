// <way-rows>: adds and removes rows of the card editor without a round trip; the server does the same without it.
class WayRows extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[name]");
      if (!button) return;
      event.preventDefault();
      if (button.name === "add") this.#add(button.value);
      else this.#remove(button.closest("li"));
    });
  }

  #add(kind) {
    const rows = this.querySelector("ul");
    const numbers = [...rows.querySelectorAll("[name=remove]")].map((button) => Number(button.value));
    const number = Math.max(-1, ...numbers) + 1;
    const html = this.querySelector(`template[data-kind=${kind}]`).innerHTML.replaceAll("NUMBER", number);
    rows.insertAdjacentHTML("beforeend", html);
    rows.lastElementChild.querySelector("input:not([type=hidden])").focus();
  }

  #remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next?.querySelector("input:not([type=hidden])") ?? this.querySelector("[name=add]")).focus();
  }
}

customElements.define("way-rows", WayRows);
