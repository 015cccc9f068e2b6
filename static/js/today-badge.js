// Keeps the number on the icon that of the people on Today, also while what is done there has not been sent yet.
import { showBadge } from "./app-badge.js";

const main = document.querySelector("main");

function count() {
  if (!main.querySelector("[data-today]")) return;
  const due = main.querySelectorAll("#due-here .follow-up:not([data-pending]) .follow-up-who");
  showBadge(new Set([...due].map(({ href }) => href)).size);
}

new MutationObserver(count).observe(main, { subtree: true, childList: true, attributeFilter: ["data-pending"] });
count();
