// The one script of every page: what all of them do, and of the elements those that stand on it.
import "./elements/toasts.js";
import "./offline.js";

const ELEMENTS = {
  "copy-text:not(details:not([open]) *)": "./elements/copy-text.js",
  "time-zone": "./elements/time-zone.js",
  "live-search": "./elements/live-search.js",
  "kept-search": "./elements/kept-search.js",
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
  "network-picture": "./network/network-picture.js",
  "draft-preview": "./elements/draft-preview.js",
  // Many of them stand on a page, and few are opened.
  ":not(details:not([open])) > message-draft": "./elements/message-draft.js",
};

// Again when the page was made new in place.
function bringElements() {
  for (const [name, file] of Object.entries(ELEMENTS)) {
    if (document.querySelector(name)) import(file);
  }
}
bringElements();
document.addEventListener("refreshed", bringElements);
document.addEventListener("toggle", bringElements, true);

// What is sent before the outbox listens waits for it.
let listens = !document.querySelector("meta[name=user]");
const started = listens ? null : import("./outbox/start.js").catch(() => {}).then(() => { listens = true; });
document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (listens || event.defaultPrevented || !(form.dataset.outbox || form.action.endsWith("/sign-out"))) return;
  event.preventDefault();
  started.then(() => form.requestSubmit(submitter));
});

// While the event goes down: whoever else hears of it then knows the answer.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset?.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
}, true);
