// A page as it was kept on this phone: says so where no answer comes, and gives way to the answer that does.
import { isBusy, replaceMain } from "../page.js";
import { rewordNow } from "./days.js";
import { catchUp } from "./today.js";

const PATIENCE = 4000; // milliseconds after which no answer counts as none
const IDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g; // made anew for each page
const worker = navigator.serviceWorker;

export function showKept(keptAt) {
  const main = document.querySelector("main");
  const before = main.innerHTML.replaceAll(IDS, "");
  bringUpToDate(main);
  const noted = setTimeout(() => note(keptAt), navigator.onLine ? PATIENCE : 0);
  worker.addEventListener("message", ({ data }) => {
    if (data === "none") note(keptAt);
    if (data === "gone") location.reload();
    if (data === "newer") offer(keptAt, () => location.reload()); // by a worker of an older version
    if (typeof data?.newest !== "string") return;
    clearTimeout(noted);
    take(data.newest, before, keptAt);
  });
  worker.controller?.postMessage("newest");
}

// A form of a kept page is sent as one of its own, however often the page is shown.
function bringUpToDate(main) {
  for (const field of main.querySelectorAll("input[name=client_id]")) {
    field.value = field.value.replace(IDS, () => crypto.randomUUID());
  }
  catchUp(main, rewordNow(main), document.documentElement.lang);
  rewordNow(main); // what has moved up as well
}

function take(html, before, keptAt) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.querySelector("main");
  if (!main || user(fresh)?.content !== user(document).content) return location.reload();
  const take = (changed) => {
    tell(fresh);
    if (changed) replaceMain(html);
    else document.querySelector(".kept-note")?.remove();
    document.dispatchEvent(new CustomEvent("overtaken"));
  };
  const changed = !isCamera() && main.innerHTML.replaceAll(IDS, "") !== before;
  if (changed && isBusy()) offer(keptAt, () => take(true));
  else take(changed);
}

const user = (page) => page.querySelector('meta[name="user"]');

// What the fresh page brought besides: messages, and how far its person's data goes.
function tell(fresh) {
  document.title = fresh.title;
  document.querySelector('meta[name="kept-at"]')?.remove();
  user(document).dataset.changes = user(fresh).dataset.changes;
  document.querySelector("main").className = fresh.querySelector("main").className;
  document.querySelector("#toasts")?.append(...fresh.querySelectorAll("#toasts .toast"));
}

function isCamera() {
  return document.body.classList.contains("scan-page");
}

function offer(keptAt, take) {
  const button = note(keptAt)?.querySelector("button");
  if (!button) return;
  button.hidden = false;
  button.onclick = take;
}

function note(keptAt) {
  const there = document.querySelector(".kept-note");
  const template = document.querySelector("template#kept-note");
  const fresh = !document.querySelector('meta[name="kept-at"]');
  if (there || fresh || !template || isCamera() || document.body.classList.contains("badge-page")) return there;
  const made = template.content.cloneNode(true).firstElementChild;
  const at = new Date(keptAt);
  const isToday = at.toDateString() === new Date().toDateString();
  made.querySelector("time").textContent = isToday
    ? at.toLocaleTimeString([], { timeStyle: "short" })
    : at.toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  made.querySelector("time").dateTime = keptAt;
  document.querySelector("main").prepend(made);
  return made;
}
