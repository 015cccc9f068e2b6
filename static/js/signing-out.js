// Signing out where there are scripts: nothing of the person stays in this browser, with and without a network.
import { forget } from "./push.js";
import { forgetAllBut } from "./synced/forgetting.js";

export async function signOut(path) {
  navigator.serviceWorker.controller?.postMessage("forget");
  await forget().catch(() => {});
  await forgetAllBut(null);
  const answer = await fetch(path, { method: "POST" }).catch(() => null);
  if (!answer) await (await caches.open("later")).put(path, new Response());
  location.replace("/");
}
