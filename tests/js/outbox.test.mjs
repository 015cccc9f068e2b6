import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../static/js/outbox/outbox.js";
import { answered, phone } from "./phone.mjs";

const OURS = { "Content-Type": "application/problem+json" };
const kinds = (rows) => rows.map((row) => row.kind);

test("what is written is there until the server has it, and is sent once", async () => {
  const { outbox, server } = phone();
  const row = await outbox.add("note", { tie: "7", text: "tea" }, { name: "Bob" });
  assert.deepEqual((await outbox.rows()).map(({ id, state }) => ({ id, state })), [{ id: row.id, state: "waiting" }]);
  assert.deepEqual(await outbox.flush(), { sent: 1, why: "" });
  await outbox.flush();
  assert.deepEqual(await outbox.rows(), []);
  assert.equal(server.requests.length, 1);
  const [item] = server.requests[0].items;
  assert.deepEqual(item, { tie: "7", text: "tea", kind: "note", client_id: row.id, made_at: row.made_at });
  assert.equal(server.requests[0].owner, "alice");
});

test("what is only for showing never leaves the phone", async () => {
  const { outbox, server } = phone();
  await outbox.add("note", { tie: "7", text: "tea" }, { name: "a secret name" });
  await outbox.flush();
  assert.ok(!JSON.stringify(server.requests).includes("secret"));
});

test("a request that may outlive its page is small in bytes, in any script", async () => {
  for (const [letter, number, outlives] of [["a", 50_000, true], ["a", 70_000, false], ["会", 15_000, true], ["会", 25_000, false]]) {
    const { parts } = phone();
    const asked = [];
    const outbox = new Outbox("alice", { ...parts, fetch: async (_, options) => asked.push(options.keepalive) && answered({ results: [] }) });
    await outbox.add("note", { tie: "7", text: letter.repeat(number) });
    await outbox.flush();
    assert.deepEqual(asked, [outlives], `${number} times ${letter}`);
  }
});

test("a lost reply sends it twice under one name", async () => {
  const { outbox, server } = phone();
  await outbox.add("note", { tie: "7", text: "tea" });
  server.say = (items) => {
    items.forEach((item) => server.take(item));
    throw new TypeError("network");
  };
  assert.deepEqual(await outbox.flush(), { sent: 0, why: "network" });
  server.say = () => null;
  assert.deepEqual(await outbox.flush(), { sent: 1, why: "" });
  assert.equal(server.arrived.size, 1);
  assert.equal(server.requests[0].items[0].client_id, server.requests[1].items[0].client_id);
});

test("batches have at most fifty, in the order of writing", async () => {
  const { outbox, server } = phone();
  for (let number = 0; number < 120; number += 1) await outbox.add("note", { tie: "7", text: String(number) });
  await outbox.flush();
  assert.deepEqual(server.requests.map(({ items }) => items.length), [50, 50, 20]);
  const texts = server.requests.flatMap(({ items }) => items.map((item) => Number(item.text)));
  assert.deepEqual(texts, [...Array(120).keys()]);
});

for (const [status, why] of [[500, "network"], [502, "network"], [404, "network"], [403, "network"], [302, "network"], [401, "sign-in"]]) {
  test(`an answer ${status} to the whole keeps everything`, async () => {
    const { outbox, server } = phone();
    await outbox.add("note", { tie: "7", text: "tea" });
    server.say = () => answered({ title: "no" }, status);
    assert.equal((await outbox.flush()).why, why);
    assert.deepEqual((await outbox.rows()).map((row) => row.state), ["waiting"]);
    server.say = () => null;
    assert.equal((await outbox.flush()).sent, 1);
  });
}

test("a page of the venue's network instead of an answer keeps everything", async () => {
  const { outbox, server } = phone();
  await outbox.add("note", { tie: "7", text: "tea" });
  server.say = () => new Response("<h1>Welcome to our free Wi-Fi</h1>", { status: 200 });
  assert.equal((await outbox.flush()).why, "network");
  assert.equal((await outbox.rows()).length, 1);
});

test("Retry-After is honoured, whoever asks", async () => {
  const { outbox, server, clock } = phone();
  await outbox.add("note", { tie: "7", text: "tea" });
  server.say = () => answered({}, 429, { "Retry-After": "60" });
  assert.equal((await outbox.flush()).why, "busy");
  server.say = () => null;
  assert.deepEqual(await outbox.flush(), { sent: 0, why: "busy" });
  assert.equal(server.requests.length, 1);
  clock.at += 60_001;
  assert.equal((await outbox.flush()).sent, 1);
});

test("without a network the next try is later each time, unless something says that it is back", async () => {
  const { outbox, server, clock } = phone();
  await outbox.add("note", { tie: "7", text: "tea" });
  server.say = () => { throw new TypeError("network"); };
  const pauses = [];
  for (let tries = 0; tries < 4; tries += 1) {
    await outbox.flush();
    const { until } = await outbox.pause();
    pauses.push(until - clock.at);
    assert.deepEqual(await outbox.flush(false), { sent: 0, why: "network" });
    clock.at = until + 1;
  }
  assert.equal(server.requests.length, 4);
  assert.deepEqual(pauses, [1500, 3000, 6000, 12000]);
});

test("a refused one is kept with the reason, the others arrive", async () => {
  const { outbox, server } = phone();
  const rows = [];
  for (const text of ["one", "bad", "three"]) rows.push(await outbox.add("note", { tie: "7", text }));
  server.say = (items) => answered({ results: items.map((item) => item.text === "bad"
    ? { client_id: item.client_id, status: 404, body: { status: 404, title: "Nobody here." } } : server.take(item)) });
  assert.equal((await outbox.flush()).sent, 2);
  const [left] = await outbox.rows();
  assert.deepEqual([left.id, left.state, left.error], [rows[1].id, "refused", { status: 404, title: "Nobody here." }]);
  assert.equal((await outbox.flush()).sent, 0);
  assert.equal(server.requests.length, 1);
});

test("one that the server cannot read is found out and set aside, the others arrive", async () => {
  const { outbox, server } = phone();
  for (let number = 0; number < 60; number += 1) await outbox.add("note", { tie: "7", text: number === 33 ? "poison" : "tea" });
  server.say = (items) => items.some((item) => item.text === "poison") ? answered({ title: "?" }, 422, OURS) : null;
  assert.equal((await outbox.flush()).sent, 59);
  assert.deepEqual((await outbox.rows()).map((row) => [row.fields.text, row.state]), [["poison", "refused"]]);
  assert.ok(server.requests.length < 20, `${server.requests.length} requests`);
});

for (const status of [400, 413, 422]) {
  test(`a ${status} that something on the way says refuses nothing`, async () => {
    const { outbox, server } = phone();
    await outbox.add("note", { tie: "7", text: "tea" });
    server.say = () => answered({}, status);
    assert.equal((await outbox.flush()).why, "network");
    assert.deepEqual((await outbox.rows()).map((row) => row.state), ["waiting"]);
  });
}

test("an item that is asked to wait waits, alone", async () => {
  const { outbox, server, clock } = phone();
  await outbox.add("scan", { code: "short" });
  await outbox.add("note", { tie: "7", text: "tea" });
  server.say = (items) => answered({ results: items.map((item) => item.kind === "scan"
    ? { client_id: item.client_id, status: 429, body: { retry_after: 600 } } : server.take(item)) });
  assert.equal((await outbox.flush()).sent, 1);
  assert.deepEqual((await outbox.rows()).map((row) => row.state), ["waiting"]);
  server.say = () => null;
  assert.equal((await outbox.flush()).sent, 0);
  clock.at += 600_001;
  assert.equal((await outbox.flush()).sent, 1);
});

test("a row without an answer of its own is sent again, not at once", async () => {
  const { outbox, server, clock } = phone();
  await outbox.add("note", { tie: "7", text: "tea" });
  server.say = () => answered({ results: [] });
  assert.equal((await outbox.flush()).sent, 0);
  assert.equal(server.requests.length, 1);
  server.say = () => null;
  clock.at += 30_001;
  assert.equal((await outbox.flush()).sent, 1);
});

test("what builds on a refused scan waits with it and arrives once it is mended", async () => {
  const { outbox, server } = phone();
  const scan = await outbox.add("scan", { code: "gone" }, { name: "Ada" });
  await outbox.add("note", { tie: `scan:${scan.id}`, text: "tea" });
  server.say = (items) => answered({ results: items.map((item) => item.kind === "by_hand"
    ? server.take(item) : item.kind === "note" && server.arrived.has(scan.id)
      ? server.take(item) : { client_id: item.client_id, status: 404, body: { title: "gone" } }) });
  await outbox.flush();
  assert.deepEqual((await outbox.rows()).map((row) => [row.kind, row.state]), [["scan", "refused"], ["note", "waiting"]]);
  assert.equal(await outbox.amend(scan.id, { name: "Ada" }, "by_hand"), true);
  await outbox.flush();
  assert.deepEqual(await outbox.rows(), []);
  assert.deepEqual([...server.arrived.values()].map((item) => item.kind), ["by_hand", "note"]);
});

test("what was sent once is not amended: the server may have it", async () => {
  const { outbox, server } = phone();
  const row = await outbox.add("note", { tie: "7", text: "tea" });
  assert.equal(await outbox.amend(row.id, { text: "milk" }), true);
  server.say = () => { throw new TypeError("network"); };
  await outbox.flush();
  assert.equal(await outbox.amend(row.id, { text: "coffee" }), false);
  assert.equal((await outbox.rows())[0].fields.text, "milk");
});

test("what is discarded while it is on its way does not come back", async () => {
  const { outbox, server } = phone();
  const row = await outbox.add("note", { tie: "7", text: "tea" });
  server.say = async (items) => {
    await outbox.discard((await outbox.rows()).map(({ order }) => order));
    return answered({ results: [{ client_id: items[0].client_id, status: 404, body: {} }] });
  };
  await outbox.flush();
  assert.deepEqual(await outbox.rows(), []);
  assert.ok(row);
});

test("two tabs and the worker flush one after the other, everything once", async () => {
  const { outbox, server, another } = phone();
  for (let number = 0; number < 20; number += 1) await outbox.add("note", { tie: "7", text: String(number) });
  await Promise.all([outbox.flush(), another().flush(), another().flush()]);
  assert.equal(server.requests.length, 1);
  assert.equal(server.arrived.size, 20);
});

test("what is written while a flush runs is sent by the flush that was asked for meanwhile", async () => {
  const { outbox, server } = phone();
  await outbox.add("note", { tie: "7", text: "one" });
  server.say = async (items) => {
    if (items[0].text !== "one") return null;
    server.say = () => null;
    await outbox.add("note", { tie: "7", text: "two" });
    void outbox.flush();
    return null;
  };
  await outbox.flush();
  await outbox.flush();
  assert.deepEqual(kinds([...server.arrived.values()]), ["note", "note"]);
  assert.deepEqual(await outbox.rows(), []);
});

test("a row that cannot be read is set aside and harms no other", async () => {
  const { outbox, server } = phone();
  const broken = [{ id: 5 }, { kind: "note" }, { id: "12345678", kind: "note", fields: "x", made_at: "never" }, {}];
  await outbox.database.write((rows) => broken.forEach((row) => rows.add(row)));
  await outbox.add("note", { tie: "7", text: "tea" });
  assert.equal((await outbox.flush()).sent, 1);
  assert.equal((await outbox.rows()).length, broken.length);
  await outbox.retry();
  assert.equal((await outbox.flush()).sent, 0);
  assert.equal(server.requests.length, 1);
});

test("a retry sends a refused one again", async () => {
  const { outbox, server } = phone();
  const row = await outbox.add("note", { tie: "7", text: "tea" });
  server.say = (items) => answered({ results: [{ client_id: items[0].client_id, status: 409, body: { title: "later" } }] });
  await outbox.flush();
  server.say = () => null;
  await outbox.retry(row.id);
  assert.equal((await outbox.flush()).sent, 1);
});

test("one person's outbox is not another's", async () => {
  const { outbox, parts } = phone();
  await outbox.add("note", { tie: "7", text: "tea" });
  const { outbox: bobs } = phone({ owner: "bob", indexedDB: parts.indexedDB });
  assert.deepEqual(await bobs.rows(), []);
});

test("every tab is told", async () => {
  const { outbox } = phone();
  const channel = new BroadcastChannel("outbox");
  const heard = new Promise((resolve) => {
    const types = [];
    channel.onmessage = ({ data }) => types.push(data.type) === 2 && resolve(types);
  });
  await outbox.add("note", { tie: "7", text: "tea" });
  await outbox.flush();
  assert.deepEqual(await heard, ["added", "answered"]);
  channel.close();
});
