// The page's side of the service worker: registering, kept copies, new versions, and nothing left after signing out.
import { toast } from "./elements/toasts.js";
import { offerVersion } from "./new-version.js";
import { forgetAllBut } from "./synced/forgetting.js";

const said = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
const user = said("user");
const keptAt = said("kept-at");
const worker = navigator.serviceWorker;

async function register() {
  const registration = await worker.register("/service-worker.js", { type: "module", updateViaCache: "none" });
  const offer = () => registration.waiting && worker.controller && offerVersion(registration.waiting);
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {}); // no network
    else warm();
  });
  offer();
  await worker.ready;
  if (!keptAt) warmSoon();
}

// Also when the phone goes into the pocket: what was scanned since is then kept as well.
async function warm() {
  if (!navigator.connection?.saveData) (await worker.ready).active?.postMessage("warm");
}

const warmSoon = () => setTimeout(warm, 1500);

// What was sent changes pages that are not on screen.
function warmAfterSending() {
  let timer;
  document.addEventListener("outbox", ({ detail }) => {
    clearTimeout(timer);
    if (detail.type === "answered") timer = setTimeout(warm, 2000);
  });
}

// Not beside the picture of a network, which has enough to do.
async function keepTies() {
  if (navigator.connection?.saveData || document.querySelector("network-picture")) return;
  let sent = false;
  document.addEventListener("outbox", ({ detail }) => { sent ||= detail.type === "answered"; });
  await new Promise((resolve) => setTimeout(resolve, 1000)); // first what the page itself needs
  const { keepTies: begin } = await import("./synced/keeping.js");
  begin(user, sent);
}

const mayBeWoken = () => globalThis.Notification?.permission === "granted";

function keepPush() {
  if (!said("push-key") || !mayBeWoken()) return;
  import("./push.js").then(({ offerAgain }) => offerAgain()).catch(() => {}); // no network, or no push service
}

function submit(event) {
  const form = event.target;
  const path = new URL(form.action).pathname;
  if (event.defaultPrevented || form.method !== "post") return;
  if (path === "/sign-out") {
    event.preventDefault();
    import("./signing-out.js").then(({ signOut }) => signOut(path), () => form.submit());
  } else if (said("kept-at") && !navigator.onLine) {
    event.preventDefault();
    if (form.dataset.withoutNetwork) location.assign(form.dataset.withoutNetwork);
    else toast(document.querySelector("template#kept-note").dataset.unsent, true);
  }
}

if (worker && window.caches) {
  if (keptAt) {
    document.querySelectorAll("#toasts .toast").forEach((old) => old.remove()); // before there are new ones
    document.addEventListener("overtaken", warmSoon);
    import("./synced/kept-page.js").then(({ showKept }) => showKept(keptAt));
  } else if (!document.querySelector("[data-offline-page]")) {
    if (!user) {
      worker.controller?.postMessage("forget");
      if (mayBeWoken()) import("./push.js").then(({ forget }) => forget()).catch(() => {});
    }
    forgetAllBut(user ?? null);
  }
  window.addEventListener("submit", submit); // after those of the document: what the outbox takes is no loss
  if (user) {
    register().catch(() => {}); // the network went before all of it was here: the next page tries again
    keepTies().catch(() => {}); // the same
    warmAfterSending();
    keepPush();
  }
}
