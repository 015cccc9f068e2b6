// The page that is open, made new in place: what was scrolled to and written elsewhere on it stays.
import { after } from "./waiting.js";

const PATIENCE = 4000;

// Fetches this page again and shows it; does nothing without an answer.
export async function refresh() {
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
