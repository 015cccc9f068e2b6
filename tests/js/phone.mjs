// A phone for the tests of the outbox: a real IndexedDB in memory, locks, and a server that answers as it is told.
import { IDBFactory } from "fake-indexeddb";
import { Outbox } from "../../static/js/outbox/outbox.js";

export class Locks {
  #lasts = new Map();

  request(name, work) {
    const next = (this.#lasts.get(name) ?? Promise.resolve()).catch(() => {}).then(work);
    this.#lasts.set(name, next);
    return next;
  }
}

export function answered(body, status = 200, headers = {}) {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

// A server with a ledger: 201 for what is new, 200 for what has arrived before; `say` may answer otherwise.
export class Ledger {
  arrived = new Map();
  requests = [];
  say = () => null;

  fetch = async (url, { body }) => {
    const { owner, items } = JSON.parse(body);
    this.requests.push({ url, owner, items });
    const other = await this.say(items, this);
    return other ?? answered({ results: items.map((item) => this.take(item)) });
  };

  take(item) {
    const known = this.arrived.has(item.client_id);
    this.arrived.set(item.client_id, item);
    return { client_id: item.client_id, status: known ? 200 : 201, body: { tie_id: this.arrived.size } };
  }
}

export function phone({ owner = "alice", indexedDB = new IDBFactory(), locks = new Locks(), at = 1_800_000_000_000 } = {}) {
  const server = new Ledger();
  const clock = { at };
  const parts = { indexedDB, locks, now: () => clock.at, random: () => 0.5, fetch: server.fetch };
  return { outbox: new Outbox(owner, parts), server, clock, parts, another: () => new Outbox(owner, parts) };
}
