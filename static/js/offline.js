// The page's side of the service worker: registering, kept copies, new versions, and nothing left after signing out.
import { toast } from "./elements/toasts.js";

const said = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
const user = said("user");
const keptAt = said("kept-at");
const worker = navigator.serviceWorker;

function cloned(id) {
  return document.querySelector(`template#${id}`)?.content.cloneNode(true).firstElementChild;
}

async function forgetAllBut(owner) {
  if (!owner) worker?.controller?.postMessage("forget");
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("kept-") && name !== `kept-${owner}`);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function register() {
  const registration = await worker.register("/service-worker.js", { updateViaCache: "none" });
  const offer = () => registration.waiting && worker.controller && offerVersion(registration.waiting);
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {}); // no network
    else warm();
  });
  offer();
  await worker.ready;
  if (!keptAt) setTimeout(warm, 1500);
}

// Also when the phone goes into the pocket: what was scanned since is then kept as well.
async function warm() {
  if (!navigator.connection?.saveData) (await worker.ready).active.postMessage("warm");
}

function offerVersion(waiting) {
  const offered = cloned("new-version");
  if (!offered || document.querySelector("#toasts .new-version")) return;
  offered.querySelector("button").addEventListener("click", () => {
    worker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("skip-waiting");
  });
  document.querySelector("#toasts").append(offered);
}

function markKept() {
  document.querySelectorAll("#toasts .toast").forEach((old) => old.remove());
  const note = cloned("kept-note");
  if (!note || document.body.classList.contains("badge-page")) return;
  const at = new Date(keptAt);
  const today = at.toDateString() === new Date().toDateString();
  note.querySelector("time").textContent = today
    ? at.toLocaleTimeString([], { timeStyle: "short" })
    : at.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  note.querySelector("time").dateTime = keptAt;
  note.querySelector("button").addEventListener("click", () => location.reload());
  document.querySelector("main").prepend(note);
}

function hear({ data }) {
  const newest = document.querySelector(".kept-note button");
  if (data === "gone") location.reload();
  if (data === "newer" && newest) newest.hidden = false;
}

async function signOut(path) {
  await forgetAllBut(null);
  const answer = await fetch(path, { method: "POST" }).catch(() => null);
  if (!answer) await (await caches.open("later")).put(path, new Response());
  location.replace("/");
}

function submit(event) {
  const form = event.target;
  const path = new URL(form.action).pathname;
  if (event.defaultPrevented || form.method !== "post") return;
  if (path === "/sign-out") {
    event.preventDefault();
    signOut(path);
  } else if (keptAt && !navigator.onLine) {
    event.preventDefault();
    if (form.dataset.withoutNetwork) location.assign(form.dataset.withoutNetwork);
    else toast(document.querySelector("template#kept-note").dataset.unsent, true);
  }
}

if (worker && window.caches) {
  if (keptAt) markKept();
  else if (!document.querySelector("[data-offline-page]")) forgetAllBut(user);
  worker.addEventListener("message", hear);
  document.addEventListener("submit", submit);
  if (user) register();
}
