// Brings what has changed since the last time, and everything where that is not known or does not add up.
import { showBadge } from "../app-badge.js";

const PATIENCE = 30_000; // milliseconds for one page of ties

// Resolves to how many ties came, or to null when the phone still has no more than before. `halted` says that their
// person is no longer signed in here.
export async function sync(ties, { fetch = globalThis.fetch, now = Date.now, halted = () => false } = {}) {
  const before = await ties.extent().catch(() => null);
  const done = await bring(ties, before, { fetch, now, halted });
  if (!done || (await addsUp(ties, done, before))) return done?.got.size ?? null;
  return (await bring(ties, null, { fetch, now, halted, odd: JSON.stringify(done.last.counts) }))?.got.size ?? null;
}

async function bring(ties, before, { fetch, now, halted, odd = before?.odd }) {
  const synced_at = new Date(now()).toISOString();
  const got = new Set();
  let first = null;
  let last = null;
  for (let answer = ask(fetch, before, 0); answer; ) {
    last = await answer;
    first ??= last;
    // Begun in one shape it must end in it; and nothing of one person is written while another is here.
    if (!last || last.owner !== ties.owner || last.shape !== first.shape || last.since !== first.since || halted()) return null;
    answer = last.next ? ask(fetch, before, last.next) : null; // comes while this page is written
    await ties.take(last.ties, last.gone);
    for (const { id } of last.ties) got.add(id);
  }
  showBadge(last.due);
  if (!first.since) await ties.keepOnly(got);
  await ties.reaches({ version: first.version, at: first.at, shape: first.shape, synced_at, odd });
  return { first, last, got };
}

async function ask(fetch, before, after) {
  const { version = 0, at = "", shape = "" } = before ?? {};
  const query = new URLSearchParams({ since: version, at, shape, after });
  const headers = { Accept: "application/json" };
  const answer = await fetch(`/sync?${query}`, { headers, redirect: "error", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  return answer?.ok ? answer.json().catch(() => null) : null;
}

// Counted only when nothing changed meanwhile; what did not add up once and was brought anew is not brought for ever.
async function addsUp(ties, { first, last }, before) {
  const wanted = JSON.stringify(last.counts);
  if (!first.since || last.version !== first.version || before?.odd === wanted) return true;
  const have = await ties.counts();
  return Object.entries(have).every(([name, count]) => last.counts[name] === count);
}
