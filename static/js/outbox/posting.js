// One request to the server, and what its answer says of the whole batch.
import { itemOf } from "./choosing.js";

const PATIENCE = 20_000; // milliseconds; people are told after four seconds, the request may take longer
const OUTLIVING = 60_000; // bytes of a request that may outlive its page; browsers refuse to send more than 64 kB so
const TOO_MUCH = [400, 413, 422]; // something in the batch cannot be read: smaller ones find out what

// {results} | {halve: true} | {pause: "sign-in" | "busy" | "network", seconds?}
export async function post(owner, rows, { fetch, now }) {
  const body = JSON.stringify({ owner, sent_at: new Date(now()).toISOString(), items: rows.map(itemOf) });
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const signal = AbortSignal.timeout(PATIENCE);
  const keepalive = new TextEncoder().encode(body).length < OUTLIVING;
  try {
    // A redirect is no answer of ours: a venue's sign-in page sends one.
    const answer = await fetch("/outbox", { method: "POST", body, headers, signal, keepalive, redirect: "manual" });
    return await understood(answer, rows.length);
  } catch {
    return { pause: "network" };
  }
}

async function understood(answer, count) {
  if (answer.status === 200) {
    const { results } = await answer.json();
    return Array.isArray(results) ? { results } : { pause: "network" };
  }
  if (answer.status === 401) return { pause: "sign-in" };
  if (TOO_MUCH.includes(answer.status) && count > 1) return { halve: true };
  if (TOO_MUCH.includes(answer.status) && isOurs(answer)) return { results: [await refusal(answer)] };
  const seconds = Number(answer.headers.get("Retry-After"));
  return seconds > 0 ? { pause: "busy", seconds } : { pause: "network" };
}

// Said by the application, not by something on the way to it.
function isOurs(answer) {
  return answer.headers.get("Content-Type")?.startsWith("application/problem+json") ?? false;
}

async function refusal(answer) {
  const body = await answer.json().catch(() => ({}));
  return { status: answer.status, body };
}
