// One open tab of a phone, with the real outbox in it; closing it drops whatever it was doing.
import { Outbox } from "../../../static/js/outbox/outbox.js";

const never = new Promise(() => {});

// Web Locks as browsers have them: what a closed tab held or waited for is free.
export class Locks {
  #held = new Map();
  #waiting = [];

  of(tab) {
    return { request: (name, work) => new Promise((resolve, reject) => {
      this.#waiting.push({ tab, name, run: () => Promise.resolve().then(work), resolve, reject });
      this.#next();
    }) };
  }

  drop(tab) {
    this.#waiting = this.#waiting.filter((turn) => turn.tab !== tab);
    for (const [name, turn] of this.#held) if (turn.tab === tab) this.#held.delete(name);
    this.#next();
  }

  #next() {
    const turn = this.#waiting.find(({ name }) => !this.#held.has(name));
    if (!turn) return;
    this.#waiting.splice(this.#waiting.indexOf(turn), 1);
    this.#held.set(turn.name, turn);
    turn.run().then(turn.resolve, turn.reject).finally(() => {
      if (this.#held.get(turn.name) === turn) this.#held.delete(turn.name);
      this.#next();
    });
  }
}

export class Tab {
  #cut = new AbortController();
  #open = new Set();
  closed = false;

  // `device`: {owner, cookie, factory, locks, now, proxy, patience}, shared by its tabs.
  constructor(device, hear) {
    this.device = device;
    const parts = { indexedDB: this.#disk(), locks: device.locks.of(this), now: device.now, fetch: this.#fetch.bind(this) };
    this.outbox = new Outbox(device.owner, parts);
    this.outbox.listener = hear;
  }

  // `abrupt`: requests and transactions under way are cut; else they end as a browser may let them.
  close(abrupt) {
    this.closed = true;
    if (abrupt) this.#cut.abort();
    if (abrupt) this.#open.forEach(abort);
    this.device.locks.drop(this);
  }

  #disk() {
    const { factory } = this.device;
    return {
      open: (name, version) => {
        if (this.closed) return {}; // nothing in a closed tab hears of anything
        const request = factory.open(name, version);
        request.addEventListener("success", () => this.#watch(request.result));
        return request;
      },
      deleteDatabase: (name) => factory.deleteDatabase(name),
    };
  }

  #watch(database) {
    const begin = database.transaction.bind(database);
    database.transaction = (...terms) => {
      if (this.closed) throw new DOMException("closed", "InvalidStateError");
      const transaction = begin(...terms);
      this.#open.add(transaction);
      transaction.addEventListener("complete", () => this.#open.delete(transaction));
      return transaction;
    };
  }

  async #fetch(path, { headers, signal, ...options }) {
    const { proxy, cookie, patience, origin } = this.device;
    await proxy.dial();
    const signals = [signal, this.#cut.signal, ...(patience ? [AbortSignal.timeout(patience)] : [])];
    const request = { ...options, headers: { ...headers, Cookie: cookie, Origin: origin }, signal: AbortSignal.any(signals) };
    try {
      const answer = await fetch(`http://127.0.0.1:${proxy.port}${path}`, request);
      return this.closed ? never : answer;
    } catch (error) {
      if (this.closed) return never;
      throw error;
    }
  }
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}
