// The page that is open, made new in place: what was scrolled to and written elsewhere on it stays.
import { after } from "./waiting.js";

const PATIENCE = 4000;

let soon = null;

// Fetches this page again and shows it; does nothing without an answer. What asks at the same moment gets the same.
export function refresh() {
  soon ??= after(0).then(() => {
    soon = null;
    return fetchAgain();
  });
  return soon;
}

async function fetchAgain() {
  const asked = fetch(location.href, { headers: { "X-Refresh": "1" } });
  const answer = await Promise.race([asked, after(PATIENCE, null)]).catch(() => null);
  if (answer?.redirected) location.assign(answer.url);
  else if (answer?.ok) replaceMain(await answer.text());
}

// Puts the main part of that page in the place of the one that is shown; what is being written on it stays.
export function replaceMain(html) {
  const main = document.querySelector("main");
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!fresh) return;
  const focused = document.activeElement?.closest("[id]")?.id;
  const isWritten = (field) => field.type !== "file" && isChanged(field);
  const written = new Map(fields().filter(isWritten).map((field) => [placeOf(field), field]));
  main.replaceChildren(...fresh.childNodes);
  for (const field of fields()) if (written.has(placeOf(field))) rewrite(field, written.get(placeOf(field)));
  const again = focused && document.getElementById(focused);
  (again || main).focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("refreshed"));
}

// In the middle of something: words typed, a choice made, a dialog or details open.
export function isBusy() {
  return fields().some(isChanged) || document.querySelector("dialog[open], main details[open]") !== null;
}

const fields = () => [...document.querySelectorAll("main :is(input:not([type=hidden]), textarea)")];
const isChoice = ({ type }) => type === "radio" || type === "checkbox";

function isChanged(field) {
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
