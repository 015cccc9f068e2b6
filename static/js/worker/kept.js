// The copies of pages and photos that are kept for one person. An answer says itself whether it may be kept, and whose.
import { forgetAllBut } from "../synced/forgetting.js";

const KEPT = "kept-";
const PART = /^\?show=[a-z]+(&from=\d+)?$/; // a page of tabs is kept tab by tab; other questions are not kept
const PHOTO = /\/photo$/;
const MOST_PAGES = 400;
const MOST_PHOTOS = 300;

// Grows with every purge: an answer that was asked for before it is no longer welcome.
let purges = 0;
export const purgeCount = () => purges;

export async function keep(url, response, before, version = "") {
  const owner = response.headers.get("X-Keep-Offline");
  if ([404, 410].includes(response.status)) return drop(url);
  if (!owner || response.status !== 200 || response.redirected || before !== purges) return;
  if (url.search && !PART.test(url.search)) return;
  if ((await keptOwner()) !== owner) await forgetAllBut(owner);
  const cache = await caches.open(KEPT + owner);
  await cache.put(url.pathname + url.search, await dated(response, version));
  if (before !== purges) await forgetAll();
  else await trim(cache);
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

export async function keptOwner() {
  return (await keptName())?.slice(KEPT.length);
}

export async function keptCopy(url) {
  return (await exactCopy(url)) ?? exactCopy(new URL(url.pathname, url));
}

export async function exactCopy(url) {
  const name = await keptName();
  return name && caches.match(url.pathname + url.search, { cacheName: name });
}

// The versions of static files that the kept pages ask for.
export async function keptShapes() {
  const name = await keptName();
  const pages = name ? await (await caches.open(name)).matchAll() : [];
  return pages.map((page) => page.headers.get("X-Shape")).filter(Boolean);
}

export async function drop(url) {
  const name = await keptName();
  if (name) await (await caches.open(name)).delete(url.pathname, { ignoreSearch: true });
}

async function trim(cache) {
  const keys = await cache.keys();
  const isPhoto = (key) => PHOTO.test(new URL(key.url).pathname);
  const photos = keys.filter(isPhoto);
  const pages = keys.filter((key) => !isPhoto(key));
  const old = [...photos.slice(0, -MOST_PHOTOS), ...pages.slice(0, -MOST_PAGES)];
  await Promise.all(old.map((key) => cache.delete(key)));
}

export async function forgetAll() {
  purges += 1;
  await forgetAllBut(null);
}
