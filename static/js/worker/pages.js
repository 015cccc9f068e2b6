// What a navigation is answered with: the network's answer when it comes soon, else what is kept, else that it is not.
import { expect } from "./newest.js";
import { keep, keptCopy, purgeCount } from "./kept.js";
import { offlinePage } from "./shell.js";
import { tiePage } from "./tie-page.js";

const AT_ONCE = /^\/(badges\/\d+|scan)$/; // held out to somebody: never waited for
const GRACE = 300; // milliseconds in which the network may answer before what is kept is shown...
const PATIENCE = 4000; // ...and in which it may after a form was sent, or where nothing is kept
const WROTE = 10_000;
const LATE = 60_000; // how long an answer is waited for behind the page that says that there is none
const LATER = "later"; // what is still to be told to the server: a sign-out without a network
const NO_PHOTO = '<svg xmlns="http://www.w3.org/2000/svg"/>';

const distrusted = new Map(); // pages of which the network said that they are not what is kept, and when
let wroteAt = -Infinity;
let late = null; // the last such answer: {href, answer, purges, at}

export function wroteJustNow() {
  wroteAt = Date.now();
}

export async function page(event, url) {
  if (await caches.match("/sign-out", { cacheName: LATER })) {
    if (!(await Promise.race([signOut(), after(PATIENCE)]))) return offlinePage();
    return inTime(event, url, fetch(event.request));
  }
  const answer = load(event, url);
  const kept = isDistrusted(url) ? null : await newestKept(url);
  if (!kept) return inTime(event, url, answer);
  const usable = answer.then((response) => (response.status < 500 ? response : null)).catch(() => null);
  event.waitUntil(usable.then((response) => response && !response.ok && distrusted.set(url.pathname, Date.now())));
  const shown = await Promise.race([usable, after(graceFor(url))]);
  if (shown) return shown;
  expect(event.resultingClientId, usable);
  return kept;
}

// The photo, or nothing to see: the initials lie beneath.
export async function picture(event, url) {
  const nothing = () => new Response(NO_PHOTO, { headers: { "Content-Type": "image/svg+xml" } });
  return load(event, url).catch(async () => (await keptCopy(url)) ?? nothing());
}

// Nobody is left with nothing: an answer that comes too late is told to the page that is shown instead, which then asks
// again and gets it.
async function inTime(event, url, answer) {
  const first = Promise.any([answer, lateAnswer(url)]).catch(() => null);
  const shown = await Promise.race([first, after(PATIENCE)]);
  if (shown) return shown;
  const answered = first.then(whole);
  late = { href: url.href, answer: answered, purges: purgeCount(), at: Date.now() };
  event.waitUntil(answered.then((response) => response && tellAnswered(event.resultingClientId)));
  return offlinePage();
}

// What is not read until the event is over cannot be read any more.
async function whole(response) {
  return response?.type === "basic" ? new Response(await response.blob(), response) : response;
}

async function lateAnswer(url) {
  const { href, answer, purges, at } = late ?? {};
  if (href !== url.href || purges !== purgeCount() || Date.now() - at > LATE) throw new Error("none");
  late = null; // it can be shown once
  return (await answer) ?? Promise.reject(new Error("none"));
}

async function tellAnswered(clientId) {
  (await self.clients.get(clientId))?.postMessage("answered");
}

// A page that was refused is asked for again at once, so this time the network decides.
const isDistrusted = ({ pathname }) => Date.now() - (distrusted.get(pathname) ?? -Infinity) < WROTE;

function graceFor({ pathname }) {
  if (AT_ONCE.test(pathname) || !navigator.onLine) return 0;
  return Date.now() - wroteAt < WROTE ? PATIENCE : GRACE;
}

// What was synced of a tie is newer than its page as it was last visited, or the other way round.
async function newestKept(url) {
  const [copy, synced] = await Promise.all([keptCopy(url), tiePage(url)]);
  const at = (kept) => kept?.headers.get("X-Kept-At") ?? "";
  return at(synced) > at(copy) ? synced : copy;
}

// The answer of the network; what may be kept of it is kept behind.
export async function load(event, url) {
  const before = purgeCount();
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  event.waitUntil(keep(url, response.clone(), before));
  return response;
}

async function signOut() {
  const answer = await fetch("/sign-out", { method: "POST" }).catch(() => null);
  if (answer) await caches.delete(LATER);
  return answer !== null;
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}
