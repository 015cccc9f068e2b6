// What every page of a signed-in person does for their outbox; the rest is fetched once it is needed.
import "./count.js";
import "./forms.js";
import { outbox, shownRows } from "./here.js";

function signsOut(event) {
  const form = event.target;
  if (new URL(form.action).pathname !== "/sign-out" || form.dataset.asked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  import("./leaving.js").then(({ leave }) => leave(form));
}

// On the very first page the network may go before all is here; what was written is kept all the same.
const pending = (told) => import("./pending.js").then(told, () => {});

if (outbox) {
  document.addEventListener("submit", signsOut, true);
  document.addEventListener("outbox", (event) => pending(({ heard }) => heard(event)));
  shownRows().then((rows) => rows.length && pending());
}
