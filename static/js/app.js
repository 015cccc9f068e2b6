// The one script of every page: small behaviours at once, larger ones only where their element stands.
import "./elements/copy-text.js";
import "./elements/time-zone.js";
import "./elements/toasts.js";
import "./offline.js";

const LARGER = {
  "live-search": "./elements/live-search.js",
  "scan-station": "./elements/scan-station.js",
  "badge-screen": "./elements/badge-screen.js",
  "way-rows": "./elements/way-rows.js",
  "install-help": "./elements/install-help.js",
  "share-link": "./elements/share-link.js",
  "print-page": "./elements/print-page.js",
  "unsent-list": "./elements/unsent-list.js",
  "plan-editor": "./elements/plan-editor.js",
  [`travel-offer:not([zone="${Intl.DateTimeFormat().resolvedOptions().timeZone}"])`]: "./elements/travel-offer.js",
  "push-switch": "./elements/push-switch.js",
  "[data-today]": "./today-badge.js",
  "draft-preview": "./elements/draft-preview.js",
  // Many of them stand on a page, and few are opened.
  ":not(details:not([open])) > message-draft": "./elements/message-draft.js",
};

// Again when the page was made new in place.
function bringLarger() {
  for (const [name, file] of Object.entries(LARGER)) {
    if (document.querySelector(name)) import(file);
  }
}
bringLarger();
document.addEventListener("refreshed", bringLarger);
document.addEventListener("toggle", bringLarger, true);

// What is sent before the outbox listens waits for it.
let listens = !document.querySelector("meta[name=user]");
const started = listens ? null : import("./outbox/start.js").catch(() => {}).then(() => { listens = true; });
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (listens || event.defaultPrevented || !form.dataset.outbox) return;
  event.preventDefault();
  started.then(() => form.requestSubmit(submitter));
});

// While the event goes down: whoever else hears of it then knows the answer.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset?.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
}, true);
