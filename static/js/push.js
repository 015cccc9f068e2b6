// This browser's push subscription (RFC 8030), and what the server knows of it. Nothing here asks for a permission but
// `askFor`, which is called in a tap.

const TOLD = "push-told"; // what the server was told last: {user, endpoint, at}
const DAY = 86_400_000;
const PATIENCE = 20_000; // some push services cannot be reached, and never say so

const said = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
const told = () => JSON.parse(localStorage.getItem(TOLD) ?? "null");

// "on", "off", "denied", or "missing" where there is no way to be woken.
export async function state() {
  if (!navigator.serviceWorker || !globalThis.PushManager || !globalThis.Notification) return "missing";
  if (Notification.permission === "denied") return "denied";
  const subscription = await (await registered())?.pushManager.getSubscription();
  return subscription && told()?.user === said("user") ? "on" : "off";
}

// Asks the person and tells the server; resolves to the state it ends in, or "failed". It is only asked where the server
// has none from here: one that is here all the same is of no use to it.
export async function askFor() {
  if ((await Notification.requestPermission()) !== "granted") return Notification.permission === "denied" ? "denied" : "off";
  const { pushManager } = await navigator.serviceWorker.ready;
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await subscribed(pushManager, null).catch(() => null);
  return subscription && (await tell(subscription, true)) ? "on" : "failed";
}

// At the start of a page: what the server knows of this browser is kept right, at least once a day.
export async function offerAgain() {
  const before = told();
  const { pushManager } = await navigator.serviceWorker.ready;
  const there = await pushManager.getSubscription();
  if (!said("push-key") || (!there && before?.user !== said("user"))) return;
  const subscription = await subscribed(pushManager, there);
  const known = before?.user === said("user") && before.endpoint === subscription.endpoint;
  if (!known || Date.now() - before.at > DAY) await tell(subscription, false);
}

// Nobody is signed in here any more, or the person wants none.
export async function forget() {
  localStorage.removeItem(TOLD);
  await (await (await registered())?.pushManager?.getSubscription())?.unsubscribe();
}

// One made with another key than the server has now wakes nobody.
async function subscribed(pushManager, there) {
  const applicationServerKey = bytesOf(said("push-key"));
  if (there && isSame(there.options?.applicationServerKey, applicationServerKey)) return there;
  await there?.unsubscribe();
  const late = new Promise((_resolve, reject) => setTimeout(reject, PATIENCE, new Error("no push service")));
  return Promise.race([pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }), late]);
}

async function tell(subscription, asked) {
  const answer = await offer(subscription, asked);
  if (answer?.ok) localStorage.setItem(TOLD, JSON.stringify({ user: said("user"), endpoint: subscription.endpoint, at: Date.now() }));
  if (answer?.status === 410) await forget(); // taken off on another device
  return Boolean(answer?.ok);
}

export function offer(subscription, asked) {
  const body = JSON.stringify({ ...subscription.toJSON(), asked });
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  return fetch("/push-subscriptions", { method: "POST", headers, body, redirect: "error" }).catch(() => null);
}

const registered = () => navigator.serviceWorker?.getRegistration();

export function bytesOf(letters) {
  const text = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function isSame(key, bytes) {
  const own = key ? new Uint8Array(key) : [];
  return own.length === bytes.length && own.every((byte, place) => byte === bytes[place]);
}
