// Keeps what a person needs at a meetup without a network: the shell for everybody, private pages for their owner.
// networking_app/pwa.py writes the script that starts it.
import * as flushing from "../outbox/flushing.js";
import { Outbox } from "../outbox/outbox.js";
import { forgetAll, keptOwner } from "./kept.js";
import { tellNewest } from "./newest.js";
import { load, page, picture, wroteJustNow } from "./pages.js";
import { wake } from "./push.js";
import { asset, precache, takeOver } from "./shell.js";
import { warm } from "./warming.js";

const TASKS = {
  "skip-waiting": () => self.skipWaiting(),
  forget: forgetAll,
  warm,
  newest: tellNewest,
  flush,
};

// `version` is that of the static files, `files` are those that every page needs, `words` what a notification says.
export function serve({ version, files, words }) {
  wake({ words });
  self.addEventListener("install", (event) => event.waitUntil(precache(version, files)));
  self.addEventListener("activate", (event) => event.waitUntil(takeOver(version)));
  self.addEventListener("fetch", answer);
  self.addEventListener("message", (event) => event.waitUntil(Promise.resolve(TASKS[event.data]?.(event.source))));
  self.addEventListener("sync", (event) => {
    if (event.tag === "outbox") event.waitUntil(flush());
  });
}

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  // Writes pass untouched: sent from here, the server could not tell which site they come from.
  if (request.method !== "GET") return void (request.mode === "navigate" && wroteJustNow());
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(event, url));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (request.headers.has("X-Refresh")) event.respondWith(load(event, url)); // the page on screen, made new in place
  else if (request.destination === "image") event.respondWith(picture(event, url));
}

async function flush() {
  const owner = await keptOwner();
  if (owner) await new Outbox(owner, { flushing }).flush();
}
