import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { dueIn, daysUntil, longDate, today, warmthOn } from "../../static/js/synced/days.js";
import { packed, unpacked } from "../../static/js/synced/packing.js";
import { inOrder, search } from "../../static/js/synced/searching.js";
import { sync } from "../../static/js/synced/syncing.js";
import { Ties } from "../../static/js/synced/ties.js";

const entry = (id, more = {}) => ({
  id, title: `Person ${id}`, row: `<li>${id}</li>`, page: `<p>page of ${id}</p>`, text: `person ${id}`, tags: [], events: [],
  met: `2026-11-2${id}T10:00:00+00:00`, aliases: [], has_card: false, mutual: false, ...more,
});

// A server with some ties, which answers two at a time; `answer` may say something else.
class Server {
  ties = new Map([1, 2, 3].map((id) => [id, entry(id)]));
  version = 7;
  shape = "one";
  owner = "alice";
  changed = [];
  gone = [];
  asked = [];
  answer = () => undefined;

  fetch = async (url) => {
    const query = new URL(url, "http://localhost").searchParams;
    this.asked.push(Object.fromEntries(query));
    const said = await this.answer(this.asked.length);
    if (said !== undefined) return said;
    const since = query.get("shape") === this.shape ? Number(query.get("since")) : 0;
    const after = Number(query.get("after"));
    const ids = [...this.ties.keys()].filter((id) => id > after && (!since || this.changed.includes(id)));
    const ties = ids.slice(0, 2).map((id) => this.ties.get(id));
    const all = [...this.ties.values()];
    const counts = { ties: all.length, cards: all.filter((tie) => tie.has_card).length, mutual: all.filter((tie) => tie.mutual).length };
    return Response.json({
      owner: this.owner, shape: this.shape, since, version: this.version, at: "2026-11-22T10:00:00+00:00", ties, counts,
      gone: since && !after ? this.gone : [], next: ids.length > 2 ? ids[1] : null,
    });
  };
}

function phone(indexedDB = new IDBFactory()) {
  const server = new Server();
  const ties = new Ties("alice", indexedDB);
  const bring = (more = {}) => sync(ties, { fetch: server.fetch, now: () => 1_800_000_000_000, ...more });
  const ids = async () => (await ties.list()).map(({ id }) => id);
  return { server, ties, bring, ids, indexedDB };
}

test("the first time everything comes, page by page", async () => {
  const { server, ties, bring, ids } = phone();
  assert.equal(await ties.extent(), null);
  assert.equal(await bring(), 3);
  assert.deepEqual(await ids(), [1, 2, 3]);
  assert.deepEqual(await ties.page(3), { title: "Person 3", html: "<p>page of 3</p>" });
  assert.equal((await ties.extent()).synced_at, new Date(1_800_000_000_000).toISOString());
  assert.deepEqual(server.asked.map(({ since, after }) => [since, after]), [["0", "0"], ["0", "2"]]);
});

test("then only what has changed comes, and what is gone goes", async () => {
  const { server, ties, bring, ids } = phone();
  await bring();
  server.ties.set(2, entry(2, { page: "<p>new</p>", aliases: [3] }));
  server.ties.delete(3);
  Object.assign(server, { version: 9, changed: [2], gone: [3] });
  assert.equal(await bring(), 1);
  assert.deepEqual([server.asked.at(-1).since, server.asked.length], ["7", 3]);
  assert.deepEqual(await ids(), [1, 2]);
  assert.equal((await ties.page(2)).html, "<p>new</p>");
  assert.equal((await ties.page(3)).html, "<p>new</p>"); // by the id it had before two ties merged
  assert.equal((await ties.extent()).version, 9);
});

test("another shape begins anew and leaves nothing of before", async () => {
  const { server, bring, ids } = phone();
  await bring();
  server.ties.delete(1);
  server.shape = "two";
  assert.equal(await bring(), 2);
  assert.deepEqual(await ids(), [2, 3]);
});

test("a phone whose count differs begins anew, and not again and again", async () => {
  const { server, bring, ids } = phone();
  await bring();
  server.ties.set(2, entry(2, { has_card: true })); // nothing said so
  await bring();
  assert.deepEqual(server.asked.slice(2).map(({ since }) => since), ["7", "0", "0"]);
  assert.deepEqual(await ids(), [1, 2, 3]);
  const real = server.fetch;
  server.fetch = async (url) => {
    const body = await (await real(url)).json();
    return Response.json({ ...body, counts: { ...body.counts, ties: 99 } });
  };
  const before = server.asked.length;
  for (let times = 0; times < 4; times += 1) await bring({ fetch: server.fetch });
  assert.equal(server.asked.slice(before).filter(({ since, after }) => since === "0" && after === "0").length, 1);
});

test("broken off in the middle, what was complete stays as of then", async () => {
  const { server, ties, bring, ids } = phone();
  await bring();
  server.ties.set(4, entry(4));
  Object.assign(server, { changed: [1, 2, 4], version: 8 });
  server.answer = (times) => (times > 3 ? Promise.reject(new TypeError("network")) : undefined);
  assert.equal(await bring(), null);
  assert.equal((await ties.extent()).version, 7);
  server.answer = () => undefined;
  await bring();
  assert.deepEqual([await ids(), (await ties.extent()).version], [[1, 2, 3, 4], 8]);
});

for (const [what, said] of [
  ["a sign-in page", () => new Response("<html>", { headers: { "Content-Type": "text/html" } })],
  ["a refusal", () => new Response("{}", { status: 401 })],
  ["a server in trouble", () => new Response("", { status: 503 })],
]) {
  test(`${what} changes nothing`, async () => {
    const { server, bring, ids } = phone();
    await bring();
    server.answer = said;
    assert.equal(await bring(), null);
    assert.deepEqual(await ids(), [1, 2, 3]);
  });
}

test("nothing of another person is written, nor of one who signs out meanwhile", async () => {
  const { server, ties, bring } = phone();
  server.owner = "bob";
  assert.equal(await bring(), null);
  server.owner = "alice";
  assert.equal(await bring({ halted: () => true }), null);
  assert.deepEqual([await ties.list(), await ties.extent()], [[], null]);
});

const opened = (factory, name, version, upgrade) =>
  new Promise((resolve) => {
    const request = factory.open(name, version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result.close());
  });

test("a half-written database, and one of a later version, is begun anew", async () => {
  for (const [version, upgrade] of [[1, (database) => database.createObjectStore("pages")], [9, () => {}]]) {
    const { ties, bring, ids, indexedDB } = phone();
    await opened(indexedDB, "ties-alice", version, upgrade);
    assert.equal(await ties.extent(), null);
    assert.equal(await bring(), 3);
    assert.deepEqual(await ids(), [1, 2, 3]);
  }
});

test("what is kept of a person is erased as a whole", async () => {
  const { ties, bring, indexedDB } = phone();
  await bring();
  await ties.erase();
  assert.deepEqual(await indexedDB.databases(), []);
});

// What stands in the blocks, each as its ids and its pages.
async function blocks(factory) {
  const database = await new Promise((resolve) => {
    const request = factory.open("ties-alice");
    request.onsuccess = () => resolve(request.result);
  });
  const rows = await new Promise((resolve) => {
    const request = database.transaction("blocks").objectStore("blocks").getAll();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return Promise.all(rows.map(async ({ ids, pages }) => [ids, JSON.parse(await unpacked(pages))]));
}

const numbers = (from, to) => Array.from({ length: to - from + 1 }, (_, place) => from + place);

test("pages stand ten together; one that changes stays in its place, the next fills the last block", async () => {
  const { ties, indexedDB } = phone();
  await ties.take(numbers(1, 14).map((id) => entry(id)));
  await ties.take([entry(3, { page: "<p>new</p>" }), entry(15)]);
  await ties.take([entry(16)]);
  assert.deepEqual((await blocks(indexedDB)).map(([ids]) => ids), [numbers(1, 10), numbers(11, 16)]);
  const found = await Promise.all(numbers(1, 16).map(async (id) => (await ties.page(id)).html));
  assert.deepEqual(found, numbers(1, 16).map((id) => (id === 3 ? "<p>new</p>" : `<p>page of ${id}</p>`)));
});

test("of a tie that is gone, was merged or is no longer mine nothing stays in its block", async () => {
  const { ties, indexedDB } = phone();
  await ties.take(numbers(1, 14).map((id) => entry(id)));
  await ties.take([], [4]);
  await ties.take([entry(5, { aliases: [6] })]);
  await ties.keepOnly(new Set([5, 11, 12]));
  assert.deepEqual(await blocks(indexedDB), [[[5], ["<p>page of 5</p>"]], [[11, 12], ["<p>page of 11</p>", "<p>page of 12</p>"]]]);
  assert.equal((await ties.page(6)).html, "<p>page of 5</p>");
  await ties.take([], [5, 11, 12]);
  assert.deepEqual([await blocks(indexedDB), await ties.page(5), await ties.page(6)], [[], null, null]);
});

test("a page is packed small and comes back as it was", async () => {
  const text = "<p dir=auto>Łukasz Żółkiewski … 山田</p>".repeat(100);
  const small = await packed(text);
  assert.ok(small.byteLength * 10 < text.length);
  assert.equal(await unpacked(small), text);
  assert.equal(await unpacked(new TextEncoder().encode(text).buffer), text); // by a browser without gzip
});

test("every word must stand in it; an event and a tag narrow it; the one met last comes first", () => {
  const list = inOrder([
    entry(1, { text: "jose garcia acme sailing", events: [7] }),
    entry(2, { text: "山田 太郎 むすび", tags: ["boats"] }),
    entry(3, { text: "zoe quill nib & co sailing too", events: [7, 8], tags: ["boats"] }),
    { id: 4, text: "half written" },
  ]);
  const found = (asked) => search(list, asked).map(({ id }) => id);
  assert.deepEqual(found({}), [3, 2, 1]);
  assert.deepEqual(found({ q: "José GARCÍA" }), [1]);
  assert.deepEqual(found({ q: " sail  " }), [3, 1]);
  assert.deepEqual(found({ q: "太郎" }), [2]);
  assert.deepEqual(found({ q: "%" }), []);
  assert.deepEqual(found({ event: "7", q: "sailing" }), [3, 1]);
  assert.deepEqual(found({ tag: "boats", event: "8" }), [3]);
  list[0].quiet_on = "2026-12-11";
  list[1].quiet_on = null;
  assert.deepEqual(["2026-12-10", "2026-12-11", "2027-01-01"].map((quiet) => found({ quiet })), [[], [3], [3]]);
});

const WORDS = {
  today: "Today", tomorrow: "Tomorrow", late: { 1: "1 day late", 2: "2 days late", 20: "20 days late" },
  ahead: { 2: "in 2 days", 11: "in 11 days" },
};

test("days are counted in the words of the page", () => {
  const due = (days, day = "2026-11-22") => dueIn(days, WORDS, "en", day);
  assert.deepEqual([0, 1, 2, 14].map((days) => due(days)), ["Today", "Tomorrow", "in 2 days", "in 14 days"]);
  assert.deepEqual([-1, -2, -7, -31].map((days) => due(days)), ["1 day late", "2 days late", "7 days late", "31 days late"]);
  assert.equal(due(40, "2027-01-01"), "1 Jan 2027");
  assert.equal(daysUntil("2026-11-22", "2026-10-24"), 29); // over the end of summer time
});

test("a day is that of the person, not of the phone", () => {
  const late = new Date("2026-11-22T22:30:00Z");
  assert.deepEqual(["Asia/Tokyo", "UTC", "America/New_York"].map((zone) => today(zone, late)), ["2026-11-23", "2026-11-22", "2026-11-22"]);
  assert.match(today("No/Such_Zone", late), /^2026-11-2[23]$/);
  assert.equal(longDate("2026-11-22", "en"), "Sunday, 22 November");
});

test("a kept tie cools on the days that its page names", () => {
  const turns = ["2026-12-01", "2026-12-12", "2027-11-10"];
  const days = ["2026-11-30", "2026-12-01", "2026-12-11", "2026-12-12", "2027-11-09", "2027-11-10"];
  const states = ["warm", "cooling", "cooling", "cold", "cold", "dormant"];
  assert.deepEqual(days.map((day) => warmthOn(day, turns)), states);
});
