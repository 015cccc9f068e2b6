// Signing out throws away what was not sent, so it asks first; whatever the answer of the network, nothing stays here.
import { outbox, shownRows } from "./here.js";

export async function leave(form) {
  const rows = await shownRows();
  if (rows.length && !(await agreed(rows.length))) return;
  await outbox.erase().catch(() => {});
  form.dataset.asked = "yes";
  form.requestSubmit();
}

async function agreed(number) {
  const dialog = document.querySelector("dialog#leaving");
  const words = dialog.querySelector("[data-number]");
  words.textContent = words.dataset.number.replace("{n}", number);
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  return dialog.returnValue === "leave";
}
