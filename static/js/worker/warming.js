// Fetches the pages that should open without a network although they have not been visited lately, and their files.
import { exactCopy, keep, purgeCount } from "./kept.js";
import { complete, completeShell } from "./shell.js";

const FRESH = 3600; // seconds in which a copy is not fetched again unasked...
const BRIEFLY = 30; // ...and in which that holds although it has changed

let underWay = null;
let askedAgain = false; // while it is under way: what it fetched first may have changed since

export function warm() {
  askedAgain = underWay !== null;
  underWay ??= fetchAll().catch(() => {}).finally(ended); // no network: some other time
  return underWay;
}

function ended() {
  underWay = null;
  if (askedAgain) return warm();
}

async function fetchAll() {
  const before = purgeCount();
  const query = new URLSearchParams({ complete: (await complete()).join(" ") });
  const list = await fetch(`/offline-pages?${query}`, { headers: { Accept: "application/json" } });
  if (!list.ok || list.redirected) return;
  const { pages, version, details = {}, shape, files = [] } = await list.json();
  if (files.length) await completeShell(shape, files).catch(() => {}); // the pages are worth having all the same
  for (const path of pages) {
    const url = new URL(path, location.origin);
    const detail = { version, seconds: FRESH, ...details[path] };
    if (before !== purgeCount()) return; // signed out meanwhile
    if (await isFresh(url, detail, shape)) continue;
    const response = await fetch(url, { headers: { "X-Warming": "1" } });
    await keep(url, response, before, detail.version);
  }
}

// `warmed`: what is answered to a visit lacks what is only there to be kept.
async function isFresh(url, { version, seconds, warmed }, shape) {
  const copy = await exactCopy(url);
  if (!copy || copy.headers.get("X-Shape") !== (shape ?? null)) return false;
  if (warmed && !copy.headers.get("X-Kept-Version")) return false;
  const unchanged = copy.headers.get("X-Kept-Version") === version;
  return Date.now() - Date.parse(copy.headers.get("X-Kept-At")) < 1000 * (unchanged ? seconds : BRIEFLY);
}
