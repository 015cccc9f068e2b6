// What a push service delivers (declarative JSON, W3C Push API) becomes a notification: always, since a push that shows
// nothing costs the subscription on some phones.
import { showBadge } from "../app-badge.js";
import * as flushing from "../outbox/flushing.js";
import { Outbox } from "../outbox/outbox.js";
import { offer } from "../push.js";
import { keptOwner } from "./kept.js";

const ICON = new URL("../../icons/icon-192.png", import.meta.url).href;
const BADGE = new URL("../../icons/badge-96.png", import.meta.url).href;

// `words`: {title, body, talked, kept, undo, undone}, since there is no page to take them from.
export function wake({ words }) {
  const show = (title, options) => self.registration.showNotification(title, { icon: ICON, badge: BADGE, ...options });
  self.addEventListener("push", (event) => event.waitUntil(pushed(event.data, words, show)));
  self.addEventListener("notificationclick", (event) => event.waitUntil(clicked(event, words, show)));
  self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
}

async function pushed(data, words, show) {
  const { notification, app_badge: badge } = read(data);
  if (badge !== undefined) showBadge(Number(badge));
  if (!notification?.title) return show(words.title, { body: words.body, data: {} });
  const { title, body, tag, lang, dir, navigate } = notification;
  const more = notification.data ?? {};
  const actions = more.tie ? [{ action: "talked", title: words.talked }] : [];
  const options = { body, lang, dir, actions, silent: isQuiet(more.quiet), data: { ...more, navigate, tag } };
  return show(title, { ...options, ...(tag && { tag, renotify: true }) });
}

function read(data) {
  try {
    return data.json() ?? {};
  } catch {
    return {}; // nothing in it, or not for us to read
  }
}

// It was sent by day, but the phone may have been off until the night.
export function isQuiet([from, until] = [0, 0], hour = new Date().getHours()) {
  return from <= until ? from <= hour && hour < until : hour >= from || hour < until;
}

async function clicked({ action, notification }, words, show) {
  const about = notification.data ?? {};
  notification.close();
  const owner = action && (await keptOwner());
  if (!owner) return open(about.navigate);
  const outbox = new Outbox(owner, { flushing });
  if (action === "talked") {
    const row = await outbox.add("talked", { tie: about.tie, follow_up: about.follow_up }, {});
    const undo = { ...about, contact: `talked:${row.id}` };
    const actions = [{ action: "undo", title: words.undo }];
    await show(words.kept, { tag: about.tag, silent: true, actions, data: undo });
  } else {
    await outbox.add("untalked", { tie: about.tie, interaction: about.contact }, {});
    await show(words.undone, { tag: about.tag, silent: true, data: about });
  }
  await outbox.flush();
}

async function open(navigate) {
  const url = inside(navigate);
  const windows = await self.clients.matchAll({ type: "window" });
  const there = windows.find((one) => one.url === url) ?? windows[0];
  if (!there) return self.clients.openWindow(url);
  if (there.url !== url) await there.navigate(url);
  return there.focus();
}

// Never anywhere else, whatever the message says.
export function inside(navigate, here = self.location.origin) {
  const start = `${here}/`;
  const url = URL.canParse(navigate ?? "", start) ? new URL(navigate ?? "", start) : new URL(start);
  return url.href.startsWith(start) ? url.href : start;
}

async function renew({ oldSubscription, newSubscription }) {
  const key = oldSubscription?.options?.applicationServerKey;
  const again = () => key && self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const subscription = newSubscription ?? (await again());
  if (subscription) await offer(subscription, false);
}
