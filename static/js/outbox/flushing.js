// Sends the rows of an outbox batch by batch. One flusher at a time over all tabs and the worker.
import { choose, judge, MOST, pauseAfter } from "./choosing.js";
import { promised } from "../indexed.js";
import { post } from "./posting.js";
import { parents } from "./row.js";

const FIRST = 4 * MOST;

export class Flusher {
  #asked = null;

  constructor(outbox, { fetch, locks, random = Math.random } = {}) {
    this.outbox = outbox;
    this.fetch = fetch ?? ((...request) => globalThis.fetch(...request));
    this.locks = locks ?? globalThis.navigator?.locks ?? inTurn;
    this.random = random;
  }

  // What is asked for while one is running runs after it: it may bring what the running one did not see.
  flush(urgent) {
    this.#asked ??= this.locks.request(`outbox-${this.outbox.owner}`, () => {
      this.#asked = null;
      return this.#run(urgent);
    });
    return this.#asked;
  }

  get #now() {
    return this.outbox.now();
  }

  async #run(urgent) {
    const paused = await this.outbox.pause();
    if (paused?.until > this.#now && (paused.why === "busy" || !urgent)) return { sent: 0, why: paused.why };
    let sent = 0;
    let most = MOST;
    for (;;) {
      const batch = await this.#take(most);
      if (!batch.length) return { sent, why: "" };
      const answer = await post(this.outbox.owner, batch, { fetch: this.fetch, now: this.outbox.now });
      if (answer.pause) return { sent, why: await this.#hold(answer, paused) };
      if (answer.halve) most = Math.ceil(batch.length / 2);
      else {
        sent += await this.#settle(batch, answer.results);
        most = Math.min(MOST, most * 2);
      }
    }
  }

  // Counted before it is sent: what was sent once may have arrived. What a row builds on was written before it, so the
  // first rows are enough unless too few of them can be sent.
  #take(most) {
    return this.outbox.database.write(async (rows) => {
      let batch = choose(await promised(rows.getAll(null, FIRST)), this.#now, most);
      if (batch.length < most) batch = choose(await promised(rows.getAll()), this.#now, most);
      for (const row of batch) rows.put(Object.assign(row, { tries: (row.tries ?? 0) + 1 }));
      return batch;
    });
  }

  async #settle(batch, results) {
    const answers = new Map(results.map((result) => [result.client_id ?? batch[0].id, result]));
    const sent = await this.outbox.database.write(async (rows, state) => {
      state.delete("pause");
      const builtOn = batch.some((row) => parents(row).length) ? await promised(rows.getAll()) : [];
      const refused = new Set(builtOn.filter((each) => each.state === "refused").map((each) => each.id));
      const there = new Set(await Promise.all(batch.map((row) => promised(rows.getKey(row.order)))));
      return batch.filter((row) => !this.#mark(row, answers.get(row.id), rows, { there, refused })).length;
    });
    const told = batch.map(({ id, kind, fields, about }) => ({ id, kind, fields, about, ...answers.get(id) }));
    this.outbox.tell({ type: "answered", results: told });
    return sent;
  }

  // What is left of the row: nothing when the server has it, or when the person has discarded it meanwhile.
  #mark(row, answer, rows, { there, refused }) {
    const left = judge(row, answer, this.#now, refused);
    if (left?.state === "refused") refused.add(row.id);
    if (!left) rows.delete(row.order);
    else if (there.has(row.order)) rows.put(left);
    return left;
  }

  async #hold({ pause: why, seconds }, before) {
    const failures = (before?.failures ?? -1) + 1;
    const until = this.#now + (seconds ? 1000 * seconds : pauseAfter(failures, this.random));
    await this.outbox.database.write((_, state) => promised(state.put({ key: "pause", why, until, failures })));
    this.outbox.tell({ type: "paused", why, until });
    return why;
  }
}

// For browsers without Web Locks: in turn within this page; the server takes care of the rest.
const inTurn = {
  last: Promise.resolve(),
  request(_, work) {
    this.last = this.last.catch(() => {}).then(work);
    return this.last;
  },
};
