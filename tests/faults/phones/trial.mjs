// One trial: a person writes on one or two devices while something breaks, until everything has arrived or is refused.
import { setTimeout as after } from "node:timers/promises";
import { IDBFactory } from "fake-indexeddb";
import { choose } from "../../../static/js/outbox/choosing.js";
import { Proxy } from "./proxy.mjs";
import { Locks, Tab } from "./tab.mjs";

const LONGEST = 90_000; // milliseconds that a trial may take on a busy machine

export class Trial {
  told = {};
  whys = {};
  #deadline = Date.now() + LONGEST;

  // `ask(question)` reaches those who run the server; `together(barrier)` waits for the other phones of a group.
  constructor(terms, { ask, together, leave }) {
    Object.assign(this, { terms, ask, together, leave });
  }

  async run() {
    const devices = await Promise.all(this.terms.devices.map((plan) => this.#device(plan)));
    try {
      await Promise.all(devices.map((device) => this.#live(device)));
      return await this.#report(devices);
    } finally {
      devices.flatMap(({ proxy }) => proxy.script).forEach(({ then }) => then?.barrier && this.leave(then));
      await Promise.all(devices.map(({ proxy }) => proxy.close()));
    }
  }

  async #device(plan) {
    const { owner, cookie, port, origin, patience } = this.terms;
    const proxy = await new Proxy(port).open();
    proxy.script = [...plan.script];
    const device = { plan, owner, cookie, origin, patience, proxy, factory: new IDBFactory(), locks: new Locks(),
                     now: () => Date.now() + plan.skew };
    proxy.before = (step) => this.#break(step);
    device.tabs = Array.from({ length: plan.tabs }, () => this.#tab(device));
    return device;
  }

  #tab(device) {
    const own = device.plan.locked ? device : { ...device, locks: new Locks() };
    // A later cookie is everybody's.
    Object.defineProperty(own, "cookie", { get: () => this.terms.cookie, configurable: true });
    return new Tab(own, (message) => this.#hear(message));
  }

  #hear({ type, results }) {
    if (type !== "answered") return;
    for (const { id, status = 0, body } of results) (this.told[id] ??= []).push([status, body]);
  }

  // What is not the network's doing happens while a request is on its way.
  async #break({ then }) {
    if (!then) return;
    if (then.barrier) await this.together(then);
    else this.terms.cookie = (await this.ask({ ...then, trial: this.terms.number })).cookie ?? this.terms.cookie;
  }

  async #live(device) {
    const { plan, tabs } = device;
    await this.#write(tabs[0], plan.writes.filter(({ wave }) => !wave));
    const first = tabs.map((tab) => tab.outbox.flush(true));
    if (plan.close) await this.#reopen(device, plan.close);
    await this.#write(device.tabs[0], plan.writes.filter(({ wave }) => wave));
    if (!plan.close) await Promise.all(first.map((flush) => this.#ended(flush)));
    while (!(await this.#arrived(device.tabs[0].outbox))) await this.#again(device);
  }

  async #write({ outbox, device }, writes) {
    for (const { id, kind, fields, ago } of writes) await outbox.add(kind, fields, {}, { id, at: device.now() - ago });
  }

  async #reopen(device, { ms, abrupt }) {
    await after(ms);
    device.tabs[0].close(abrupt);
    device.tabs[0] = this.#tab(device);
  }

  async #again(device) {
    const flushes = device.tabs.map((tab) => tab.outbox.flush(true));
    const whys = await Promise.all(flushes.map((flush) => this.#ended(flush)));
    if (whys.includes("sign-in")) await this.#signIn();
    else if (whys.some(Boolean)) await after(20);
    if (whys.includes("busy")) await after(200);
    // Nobody waits for minutes here: what was put off is sent at once.
    for (const { id, not_before } of await device.tabs[0].outbox.rows()) {
      if (not_before) await device.tabs[0].outbox.retry(id);
    }
    if (whys.includes("busy")) await device.tabs[0].outbox.retry("none");
  }

  async #signIn() {
    this.terms.cookie = (await this.ask({ do: "sign in", trial: this.terms.number })).cookie;
  }

  async #ended(flush) {
    const { why } = await flush;
    if (why) this.whys[why] = (this.whys[why] ?? 0) + 1;
    return why;
  }

  async #arrived(outbox) {
    if (Date.now() > this.#deadline) throw new Error(`not everything has arrived: ${JSON.stringify(this.whys)}`);
    return choose(await outbox.rows(), Infinity).length === 0;
  }

  async #report(devices) {
    const rows = (await Promise.all(devices.map(({ tabs }) => tabs[0].outbox.rows()))).flat();
    const sum = (name) => devices.reduce((total, { proxy }) => total + proxy[name], 0);
    const left = rows.map(({ id, state, error }) => ({ id, state, error }));
    return { number: this.terms.number, told: this.told, left, whys: this.whys, requests: sum("requests"), hits: sum("hits") };
  }
}
