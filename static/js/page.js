// The page that is open, made new in place: what was scrolled to and written elsewhere on it stays.
import { after } from "./waiting.js";

const PATIENCE = 4000;

let underWay = null;
let asked = -Infinity; // when it was asked for last...
let shown = 0; // ...and when what is shown was: an older answer may come after a newer one

// Fetches this page again and shows it; does nothing without an answer. What happened before it was asked for is in it.
export function refresh(since = performance.now()) {
  if (since > asked) {
    asked = performance.now();
    underWay = fetchAgain(asked);
  }
  return underWay;
}

async function fetchAgain(at) {
  const before = opened();
  const answering = fetch(location.href, { headers: { "X-Refresh": "1" } });
  const answer = await Promise.race([answering, after(PATIENCE, null)]).catch(() => null);
  if (answer?.redirected) location.assign(answer.url);
  if (!answer?.ok || answer.redirected) return;
  const html = await answer.text().catch(() => ""); // the network went in the middle of it
  await released();
  // What somebody opened while it was under way stays open.
  const since = opened().filter((details) => !before.includes(details)).map(nameOf);
  replaceMain(html, since, at);
}

// Resolves once nothing on the page is pressed: a press that ends on something else is lost.
export async function released() {
  while (document.querySelector("main :active")) await after(50);
}

const opened = () => [...document.querySelectorAll("main details[open]")];
const nameOf = (details) =>
  [details.closest("[id]")?.id, details.querySelector("form")?.action, details.firstElementChild.textContent].join(" ");

// Puts the main part of that page in the place of the one that is shown, unless that was asked for later; what is being
// written on it stays, and details of those names are open.
export function replaceMain(html, open = [], at = 0) {
  const main = document.querySelector("main");
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!fresh || at < shown) return;
  shown = at;
  const active = document.activeElement;
  const focused = fields().includes(active) ? placeOf(active) : active?.closest("[id]")?.id;
  const isWritten = (field) => field.type !== "file" && isChanged(field);
  const written = new Map(fields().filter(isWritten).map((field) => [placeOf(field), field]));
  main.replaceChildren(...fresh.childNodes);
  for (const details of document.querySelectorAll("main details")) details.open ||= open.includes(nameOf(details));
  for (const field of fields()) if (written.has(placeOf(field))) rewrite(field, written.get(placeOf(field)));
  const again = fields().find((field) => placeOf(field) === focused) ?? document.getElementById(focused);
  (again || main).focus({ preventScroll: true });
  if (Number.isInteger(again?.selectionStart)) again.setSelectionRange(active.selectionStart, active.selectionEnd);
  document.dispatchEvent(new CustomEvent("refreshed", { detail: at }));
}

// In the middle of something: words typed, a choice made, a dialog or details open.
export function isBusy() {
  return fields().some(isChanged) || document.querySelector("dialog[open], main details[open]") !== null;
}

const fields = () => [...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea)")];
const isChoice = ({ type }) => type === "radio" || type === "checkbox";

function isChanged(field) {
  if (field.options) return field.value !== ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
  return isChoice(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

// The same for the field that comes in its place.
const placeOf = (field) => [field.form?.getAttribute("action"), field.id, field.name, isChoice(field) && field.value].join(" ");

function rewrite(field, old) {
  if (isChoice(field)) field.checked = old.checked;
  else field.value = old.value;
  const around = field.closest("details");
  if (around) around.open = Boolean(old.closest("details")?.open);
}
