// Leaves on this phone nothing of anybody but the person with that hash; with none, nothing of anybody.
import { PREFIX } from "./database.js";

export const CHANNEL = "ties"; // where a sync under way hears that it must stop
const KEPT = "kept-";

export async function forgetAllBut(owner) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ keep: owner });
  channel.close();
  await Promise.all([forgetCopies(owner), forgetTies(owner)]);
}

async function forgetCopies(owner) {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(KEPT) && name !== KEPT + owner);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function forgetTies(owner) {
  const there = (await indexedDB.databases?.().catch(() => [])) ?? [];
  const others = there.filter(({ name }) => name.startsWith(PREFIX) && name !== PREFIX + owner);
  await Promise.all(others.map(({ name }) => deleted(name)));
}

// Blocked is no failure: it goes as soon as the last operation on it has ended.
function deleted(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}
