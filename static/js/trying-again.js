// On the page that stands for one that is not here: opens that one as soon as the network answers.
import { after } from "./waiting.js";

const PAUSE = 5000; // milliseconds between two tries...
const PATIENCE = 10_000; // ...and that one of them may take

let opens = false;

// Once: what turns out to be a file to be saved leaves this page where it is.
function open() {
  if (!opens) location.reload();
  opens = true;
}

async function tryAgain() {
  if (document.hidden) return;
  const asked = fetch("/livez", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (await asked.then(({ ok }) => ok, () => false)) open();
}

async function keepTrying() {
  await after(PAUSE);
  await tryAgain();
  if (!opens) keepTrying();
}

if (location.pathname !== "/offline") {
  keepTrying();
  window.addEventListener("online", tryAgain);
  document.addEventListener("visibilitychange", tryAgain);
  navigator.serviceWorker.addEventListener("message", ({ data }) => data === "answered" && open());
}
