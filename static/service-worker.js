// Keeps what a person needs at a meetup without a network: the shell for everybody, private pages for their owner.
// The server puts VERSION and SHELL_FILES before this line.

const SHELL = `shell-${VERSION}`;
const KEPT = "kept-";
const LATER = "later"; // what is still to be told to the server: a sign-out without a network
const PATIENCE = 4000; // milliseconds until a kept copy is shown instead
const FRESH = 3_600_000; // milliseconds in which a copy is not fetched again unasked...
const BRIEFLY = 300_000; // ...and in which that holds although something of its person's has changed
const MOST_KEPT = 200;
const BADGE = /^\/badges\/\d+$/;
const PART = /^\?show=[a-z]+$/; // a page of tabs is kept tab by tab; other questions are not kept

// Grows with every purge: an answer that was asked for before it is no longer welcome.
let purges = 0;

self.addEventListener("install", (event) => event.waitUntil(precache()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // Writes pass untouched: sent from here, the server could not tell which site they come from.
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(event));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (request.destination === "image") event.respondWith(picture(event, url));
});

const TASKS = { "skip-waiting": () => self.skipWaiting(), forget, warm };
self.addEventListener("message", (event) => event.waitUntil(Promise.resolve(TASKS[event.data]?.())));

async function precache() {
  const shell = await caches.open(SHELL);
  await shell.addAll(SHELL_FILES);
  // Without cookies: the page for everybody.
  const offline = await fetch("/offline", { credentials: "omit", cache: "reload" });
  if (!offline.ok) throw new Error("no offline page");
  await shell.put("/offline", offline);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  // The one before stays: pages kept under it ask for its files.
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function asset(event) {
  const found = await caches.match(event.request);
  if (found) return found;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(put(SHELL, event.request, response.clone()));
  return response;
}

async function page(event, url) {
  if (await caches.match("/sign-out", { cacheName: LATER })) {
    if (!(await signOut())) return offlinePage();
    return fetch(event.request).catch(offlinePage);
  }
  const network = load(event, url);
  const kept = await keptCopy(url);
  if (!kept) return network.catch(offlinePage);
  const usable = network.then((response) => (response.status < 500 ? response : null)).catch(() => null);
  event.waitUntil(usable);
  const shown = BADGE.test(url.pathname) ? null : await Promise.race([usable, after(PATIENCE)]);
  if (shown) return shown;
  event.waitUntil(usable.then((response) => response && tell(event.resultingClientId, response)));
  return kept;
}

async function picture(event, url) {
  return load(event, url).catch(async () => (await keptCopy(url)) ?? Response.error());
}

// The answer of the network; what may be kept of it is kept behind.
async function load(event, url) {
  const before = purges;
  const response = (await event.preloadResponse) ?? (await fetch(event.request));
  event.waitUntil(keep(url, response.clone(), before));
  return response;
}

async function keep(url, response, before, version = "") {
  const owner = response.headers.get("X-Keep-Offline");
  if ([404, 410].includes(response.status)) return drop(url);
  if (!owner || response.status !== 200 || response.redirected || before !== purges) return;
  if (url.search && !PART.test(url.search)) return;
  await forgetBut(KEPT + owner);
  await put(KEPT + owner, url.pathname + url.search, await dated(response, version));
  if (before !== purges) await forget();
  else await trim(KEPT + owner);
}

async function dated(response, version) {
  const at = new Date().toISOString();
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("X-Kept-At", at);
  headers.set("X-Kept-Version", version);
  if (!headers.get("Content-Type")?.startsWith("text/html")) return new Response(await response.blob(), { headers });
  const text = await response.text();
  return new Response(text.replace("<head>", `<head><meta name="kept-at" content="${at}">`), { headers });
}

async function keptName() {
  return (await caches.keys()).find((name) => name.startsWith(KEPT));
}

async function keptCopy(url) {
  return (await exactCopy(url)) ?? exactCopy(new URL(url.pathname, url));
}

async function exactCopy(url) {
  const name = await keptName();
  return name && caches.match(url.pathname + url.search, { cacheName: name });
}

async function isFresh(url, version) {
  const copy = await exactCopy(url);
  const unchanged = copy?.headers.get("X-Kept-Version") === version;
  return copy && Date.now() - Date.parse(copy.headers.get("X-Kept-At")) < (unchanged ? FRESH : BRIEFLY);
}

async function drop(url) {
  const name = await keptName();
  if (name) await (await caches.open(name)).delete(url.pathname, { ignoreSearch: true });
}

async function trim(name) {
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_KEPT)).map((key) => cache.delete(key)));
}

async function forget() {
  purges += 1;
  await forgetBut(null);
}

async function forgetBut(kept) {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== kept);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// Fetches the pages that should open without a network although they have not been visited lately.
async function warm() {
  const list = await fetch("/offline-pages", { headers: { Accept: "application/json" } }).catch(() => null);
  if (!list?.ok || list.redirected) return;
  const { pages, version } = await list.json();
  for (const path of pages) {
    const url = new URL(path, location.origin);
    if (await isFresh(url, version)) continue;
    const before = purges;
    const response = await fetch(url, { headers: { "X-Warming": "1" } }).catch(() => null);
    if (!response) return;
    await keep(url, response, before, version);
  }
}

async function signOut() {
  const answer = await fetch("/sign-out", { method: "POST" }).catch(() => null);
  if (answer) await caches.delete(LATER);
  return answer !== null;
}

async function offlinePage() {
  return (await caches.match("/offline")) ?? Response.error();
}

async function put(name, key, response) {
  await (await caches.open(name)).put(key, response);
}

async function tell(clientId, response) {
  const client = await self.clients.get(clientId);
  client?.postMessage(response.ok ? "newer" : "gone");
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, null));
}
