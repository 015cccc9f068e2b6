// <plan-editor><form>…</form></plan-editor>: rows are moved, added and removed without leaving the page.
class PlanEditor extends HTMLElement {
  #isPlain = false; // no answer came: the browser itself asks the server

  connectedCallback() {
    this.addEventListener("submit", this.#press);
  }

  #press = async (event) => {
    const { submitter, target: form } = event;
    if (submitter.value === "save" || this.#isPlain) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, submitter));
    form.inert = true; // what is typed or pressed before the answer would be lost with it
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    form.inert = false;
    this.#isPlain = !answer?.ok;
    if (this.#isPlain) return form.requestSubmit(submitter);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.replaceWith(page.querySelector("plan-editor form"));
    this.#focus(submitter.value);
  };

  // The focus goes along with the row: to the button that was pressed, or into the new row.
  #focus(pressed) {
    const [act, place] = pressed.split("-");
    const moved = { up: Number(place) - 1, down: Number(place) + 1 }[act];
    const button = this.querySelector(`button[value="${act}-${moved}"]:not([disabled])`);
    const rows = this.querySelectorAll(".plan-step");
    const row = act === "add" ? rows[rows.length - 1] : rows[Math.min(moved ?? Number(place), rows.length - 1)];
    (button ?? row.querySelector("input[type=number]")).focus();
  }
}

customElements.define("plan-editor", PlanEditor);
