// When the ties on this phone are brought up to date: after a page, after something was sent, on coming back.
import { CHANNEL } from "./forgetting.js";
import { sync } from "./syncing.js";
import { Ties } from "./ties.js";

const OFTEN = 60_000; // milliseconds in which coming back to the app asks for nothing
const SELDOM = 600_000; // ...and a page asks for nothing, unless it knows of a change
const AFTER_SENDING = 1000;

// `sent` says that the server has just got something that the page does not know of.
export function keepTies(owner, sent) {
  const ties = new Ties(owner);
  const channel = new BroadcastChannel(CHANNEL);
  let halted = false;
  let timer = 0;
  channel.onmessage = ({ data }) => { if ("keep" in data && data.keep !== owner) halted = true; };

  const run = () => navigator.locks.request(`ties-${owner}`, async () => {
    const brought = await sync(ties, { halted: () => halted });
    if (brought !== null) channel.postMessage({ synced: brought });
  }).catch(() => {}); // no room, or a database that broke: the next time begins anew
  const soon = (pause = 0) => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!halted && !navigator.connection?.saveData) run(); }, pause);
  };
  const unless = async (fresh) => { if (!fresh(await ties.extent().catch(() => null))) soon(); };
  const younger = (extent, most) => extent && Date.now() - Date.parse(extent.synced_at) < most;

  // The page says up to which change its person's data went when it was made.
  const look = () => unless((extent) => younger(extent, SELDOM) && extent.version >= Number(latest()));
  for (const name of ["refreshed", "overtaken"]) document.addEventListener(name, look);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") unless((extent) => younger(extent, OFTEN));
  });
  new BroadcastChannel("outbox").onmessage = ({ data }) => {
    if (data?.owner === owner && data.type === "answered") soon(AFTER_SENDING);
  };
  if (sent) soon(AFTER_SENDING);
  else look();
}

function latest() {
  return document.querySelector('meta[name="user"]')?.dataset.changes ?? 0;
}
