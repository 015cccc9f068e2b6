// Whom and what one looks for at an event, as this phone has it: wished for, found or not, taken away, and counted.

// By kind of row how it is shown, with the means of the page: `at`, `filled` and `marked`.
export function wishes({ at, filled, marked }) {
  const show = (kind, undo) => {
    const item = document.getElementById(`target-${undo.target}`);
    if (item) marked(item, kind, undo);
    if (item) item.dataset.pending = kind;
    tell();
  };
  return {
    want: ({ fields }) => {
      for (const list of at("wanted", fields.event)) list.append(filled("pending-want", { text: fields.text }));
      tell();
    },
    unwant: ({ fields }) => show("unwant", { ...fields, outbox: "want" }),
    finding: ({ fields }) => {
      const found = fields.answer === "found";
      show(found ? "found" : "missed", { ...fields, outbox: "finding", answer: found ? "undo" : "found" });
    },
  };
}

// How many of them are found, with what is on this phone.
function tell() {
  const items = [...document.querySelectorAll("[data-wanted] > li")];
  const said = items.map((item) => (item.querySelector(":scope > [data-pending-made]") ?? item).dataset.answer);
  const part = said.filter((each) => each === "found").length;
  const whole = said.filter((each) => each !== "unwant").length;
  for (const number of document.querySelectorAll("[data-tally]")) {
    number.dataset.pendingText ??= number.textContent;
    number.textContent = number.dataset.tally.replace("{part}", part).replace("{whole}", whole);
  }
}

// Whom one met and the server has not heard of: they may be new or not, so they are counted apart.
export function countMet(rows) {
  const number = rows.filter(({ kind }) => kind === "scan" || kind === "by_hand").length;
  for (const line of document.querySelectorAll("[data-met]")) {
    line.hidden = number === 0;
    line.firstElementChild.textContent = number;
  }
}
