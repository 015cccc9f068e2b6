// What one person wrote on this phone and the server has not said yes to. Nothing leaves it but by the server's word or
// the person's own.
import { isWhole } from "./row.js";
import { promised } from "../indexed.js";
import { Database } from "./database.js";

export const CHANNEL = "outbox";

export class Outbox {
  #flusher = null;
  #parts;
  // Hears what every other tab is told, at once.
  listener = () => {};

  // `parts` are those of the surroundings that a test brings itself, and the module `flushing` where none can be fetched.
  constructor(owner, parts = {}) {
    const { indexedDB, now } = { indexedDB: globalThis.indexedDB, now: Date.now, ...parts };
    this.owner = owner;
    this.now = now;
    this.database = new Database(indexedDB, `outbox-${owner}`);
    this.#parts = parts;
  }

  // Resolves once it is on the disk; rejects (QuotaExceededError) when there is no room.
  async add(kind, fields, about = {}, { id = crypto.randomUUID(), at = this.now() } = {}) {
    const made_at = new Date(at).toISOString();
    const row = { id, kind, fields, about, made_at, tries: 0, state: "waiting", error: null };
    const order = await this.database.write((rows) => promised(rows.add(row)));
    this.tell({ type: "added", ids: [id] });
    return { ...row, order };
  }

  async rows() {
    return this.database.read((rows) => promised(rows.getAll()));
  }

  // Changes what was never sent or was refused; false when the server may have it already. What is only for showing
  // changes in any case.
  async amend(id, fields, kind, about) {
    const amended = await this.database.write(async (rows) => {
      const row = (await promised(rows.getAll())).find((each) => each.id === id);
      if (!row) return false;
      const shown = { ...row, about: { ...row.about, ...about } };
      const free = row.state === "refused" || row.tries === 0;
      const changed = { kind: kind ?? row.kind, fields: { ...row.fields, ...fields }, state: "waiting", error: null };
      rows.put(free ? { ...shown, ...changed } : shown);
      return free;
    });
    this.tell({ type: "changed", ids: [id] });
    return amended;
  }

  // Takes rows out for good: by their `order`, which the unreadable ones have too.
  async discard(orders) {
    await this.database.write((rows) => orders.forEach((order) => rows.delete(order)));
    this.tell({ type: "discarded" });
  }

  // Makes one row, or all, ready to be sent again.
  async retry(id) {
    await this.database.write(async (rows, state) => {
      state.delete("pause");
      for (const row of await promised(rows.getAll())) {
        if (isWhole(row) && (!id || row.id === id)) rows.put({ ...row, state: "waiting", error: null, not_before: 0 });
      }
    });
    this.tell({ type: "changed" });
  }

  // Since when and why nothing is sent: {why: "network" | "busy" | "sign-in", until} or null.
  async pause() {
    return (await this.database.read((_, state) => promised(state.get("pause")))) ?? null;
  }

  // Sends what can be sent; {sent, why}, where `why` says what came in between.
  async flush(urgent = true) {
    const { Flusher } = this.#parts.flushing ?? (await import("./flushing.js"));
    this.#flusher ??= new Flusher(this, this.#parts);
    return this.#flusher.flush(urgent);
  }

  async erase() {
    await this.database.erase();
    this.tell({ type: "erased" });
  }

  tell(message) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ owner: this.owner, ...message });
    channel.close();
    this.listener(message);
  }
}
