// Today, kept yesterday: what has come due since moves into the list, and the page says the right date.
import { longDate } from "./days.js";

export function catchUp(root, from, language) {
  const day = root.querySelector("[data-today]");
  if (!day || day.dataset.today === from) return;
  day.textContent = longDate(from, language);
  for (const part of root.querySelectorAll("[data-until]")) part.hidden = Date.parse(part.dataset.until) < Date.now();
  const due = [...root.querySelectorAll("template[data-due-on]")].filter((later) => later.dataset.dueOn <= from);
  if (!due.length) return;
  const list = root.querySelector("#due-list") ?? begun(root);
  for (const later of due) {
    list.append(later.content);
    later.remove();
  }
}

// The list in the place of the words that nothing is due.
function begun(root) {
  const section = root.querySelector("template#due-section").content.cloneNode(true);
  const list = section.querySelector("#due-list");
  root.querySelector("#due-here").replaceChildren(section);
  return list;
}
