// The static files, by the version in their address: those of a page that was kept stay as long as it does.
import { keptShapes } from "./kept.js";

const SHELL = "shell-";
const VERSION = /^\/static\/([^/]+)\//;
const COMPLETE = "/complete"; // marks a version of which everything is here
const AT_ONCE = 4;

export async function precache(version, files) {
  const shell = await caches.open(SHELL + version);
  await shell.addAll(files);
  // Without cookies: the page for everybody.
  const offline = await fetch("/offline", { credentials: "omit", cache: "reload" });
  if (!offline.ok) throw new Error("no offline page");
  await shell.put("/offline", offline);
}

export async function takeOver(version) {
  const needed = new Set([version, ...(await keptShapes())].map((shape) => SHELL + shape));
  const old = (await shells()).filter((name) => !needed.has(name));
  // The one before stays as well: a page that is open asks for its files.
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
  await preload();
  await self.clients.claim();
}

// Firefox and WebKit give up a navigation whose preload fails, whatever it is answered with here; Chromium does not.
function preload() {
  const { navigationPreload } = self.registration;
  return navigator.userAgentData ? navigationPreload?.enable() : navigationPreload?.disable();
}

export async function asset(event, url) {
  const found = await caches.match(event.request);
  if (found) return found;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(put(url.pathname, event.request, response.clone()));
  return response;
}

export async function offlinePage() {
  return (await caches.match("/offline")) ?? Response.error();
}

export async function complete() {
  const there = await Promise.all((await shells()).map(async (name) => (await caches.match(COMPLETE, { cacheName: name })) && name));
  return there.filter(Boolean).map((name) => name.slice(SHELL.length));
}

// Fetches what is missing of a version, a few at a time.
export async function completeShell(version, files) {
  const left = [...files];
  const fetchRest = async () => {
    while (left.length) {
      const path = left.shift();
      if (await caches.match(path, { cacheName: SHELL + version })) continue;
      const response = await fetch(path);
      if (!response.ok) throw new Error(`no ${path}`);
      await put(path, path, response);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchRest));
  await (await caches.open(SHELL + version)).put(COMPLETE, new Response());
}

async function shells() {
  return (await caches.keys()).filter((name) => name.startsWith(SHELL));
}

async function put(path, key, response) {
  await (await caches.open(SHELL + VERSION.exec(path)[1])).put(key, response);
}
