// Which rows are sent next, and what an answer means for each of them. Pure: no database, no network.

import { isWhole, parents } from "./row.js";

export const MOST = 50;
const LATER = 30_000; // milliseconds until a row that was left without an answer is sent again

// The next batch, in the order of writing. A row waits for those it builds on, and for nothing else.
export function choose(rows, now, most = MOST) {
  const held = new Set();
  const chosen = [];
  for (const row of rows) {
    const free = isWhole(row) && row.state === "waiting" && !(row.not_before > now) &&
      !parents(row).some((id) => held.has(id));
    if (free && chosen.length < most) chosen.push(row);
    else held.add(row?.id);
  }
  return chosen;
}

export function itemOf(row) {
  return { ...row.fields, client_id: row.id, kind: row.kind, made_at: row.made_at };
}

// What the answer to one item means for its row: null when it may go, else what is written on it.
export function judge(row, answer, now, refusedIds = new Set()) {
  const status = answer?.status ?? 0;
  if (status >= 200 && status < 300) return null;
  if (status === 429) return { ...row, not_before: now + 1000 * (Number(answer.body?.retry_after) || 60) };
  if (status < 400 || status >= 500) return { ...row, not_before: now + LATER };
  if (parents(row).some((id) => refusedIds.has(id))) return row; // it waits for them to be mended
  return { ...row, state: "refused", error: { status, title: String(answer.body?.title ?? "") } };
}

// Milliseconds until the next try after that many in vain: doubling from 2 s to 5 min, spread over phones.
export function pauseAfter(failures, random) {
  return Math.min(300_000, 2000 * 2 ** Math.min(failures, 20)) * (0.5 + random() / 2);
}
