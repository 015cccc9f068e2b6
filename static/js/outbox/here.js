// The outbox of whoever is signed in on this page: it is sent whenever there is a chance, and the page hears of it.
import { after } from "../waiting.js";
import { CHANNEL, Outbox } from "./outbox.js";

const PATIENCE = 4000; // milliseconds: no answer until then is none

const owner = document.querySelector("meta[name=user]")?.content;
export const outbox = owner && globalThis.indexedDB ? new Outbox(owner) : null;

// Everything that happens to the outbox, in this tab or another, is an event `outbox` of the document.
const hear = (detail) => document.dispatchEvent(new CustomEvent("outbox", { detail }));

// What is in it, for showing; nothing while the page is being left or the phone has no room for a database.
export const shownRows = () => outbox.rows().catch(() => []);

// Keeps it, then sends it: {row, answer, why}. The answer is null when none has come in time: then it is on this phone
// only, and `why` may say what came in between.
export async function send(kind, fields, about, { id = crypto.randomUUID(), at }) {
  // Heard from the beginning: another tab may send it at once.
  const answer = answerTo(id);
  const row = await keep(kind, fields, about, { id, at });
  return { row, ...(await Promise.race([answer, after(navigator.onLine ? PATIENCE : 0, { answer: null })])) };
}

// Keeps it; the rest happens by itself.
export async function keep(kind, fields, about, options) {
  const row = await outbox.add(kind, fields, about, options).catch(async (error) => {
    if (error.name !== "QuotaExceededError") throw error;
    await import("./making-room.js").then(({ makeRoom }) => makeRoom(owner));
    return outbox.add(kind, fields, about, options);
  });
  const registration = await navigator.serviceWorker?.getRegistration();
  registration?.sync?.register("outbox").catch(() => {}); // where the browser has it, also after the tab is closed
  navigator.storage?.persisted?.().then((kept) => kept || navigator.storage.persist());
  if (navigator.onLine) sendNow(row.id);
  return row;
}

async function sendNow(id) {
  const { why } = await outbox.flush().catch(() => ({ why: "network" }));
  if (why) hear({ type: "unanswered", ids: [id], why });
}

function answerTo(id) {
  return new Promise((resolve) => {
    const listen = ({ detail }) => {
      const answer = detail.results?.find((result) => result.id === id);
      if (!answer && !(detail.type === "unanswered" && detail.ids.includes(id))) return;
      document.removeEventListener("outbox", listen);
      resolve({ answer: answer ?? null, why: detail.why });
    };
    document.addEventListener("outbox", listen);
  });
}

let timer;

async function flush(urgent) {
  const rows = await shownRows();
  if (!rows.length) return;
  if (navigator.onLine) await outbox.flush(urgent);
  plan(await outbox.pause());
}

// A page that is being left cannot finish; the next one goes on.
const tryToFlush = (urgent) => flush(urgent).catch(() => {});

function plan(pause) {
  clearTimeout(timer);
  if (pause && pause.why !== "sign-in") timer = setTimeout(tryToFlush, Math.max(1000, pause.until - Date.now()), false);
}

if (outbox) {
  outbox.listener = hear;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }) => {
    if (data.owner !== owner) return;
    outbox.database.erased ||= data.type === "erased";
    hear(data);
  });
  document.addEventListener("outbox", ({ detail }) => detail.type === "paused" && plan(detail));
  window.addEventListener("online", () => tryToFlush(true));
  window.addEventListener("pageshow", ({ persisted }) => persisted && tryToFlush(true));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tryToFlush(true));
  tryToFlush(true);
}
