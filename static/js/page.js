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

// Puts the main part of that page in the place of the one that is shown.
export function replaceMain(html) {
  const main = document.querySelector("main");
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!fresh) return;
  const focused = document.activeElement?.closest("[id]")?.id;
  main.replaceChildren(...fresh.childNodes);
  const again = focused && document.getElementById(focused);
  (again || main).focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("refreshed"));
}

// In the middle of something: words typed, a choice made, a dialog or details open.
export function isBusy() {
  const fields = [...document.querySelectorAll("main input:not([type=hidden]), main textarea")];
  const isChoice = ({ type }) => type === "radio" || type === "checkbox";
  const changed = (field) =>
    isChoice(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  return fields.some(changed) || document.querySelector("dialog[open], main details[open]") !== null;
}
