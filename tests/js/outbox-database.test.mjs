import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { promised } from "../../static/js/indexed.js";
import { phone } from "./phone.mjs";

async function left(indexedDB, version, stores) {
  const request = indexedDB.open("outbox-alice", version);
  request.onupgradeneeded = () => stores.forEach(([name, options]) => request.result.createObjectStore(name, options));
  return promised(request);
}

test("a database that was half written gets what is missing, and keeps what is there", async () => {
  const indexedDB = new IDBFactory();
  const database = await left(indexedDB, 1, [["rows", { keyPath: "order", autoIncrement: true }]]);
  const row = { id: "11111111-1", kind: "note", fields: { tie: "7", text: "tea" }, made_at: "2027-01-01T00:00:00Z", state: "waiting", tries: 0 };
  await promised(database.transaction("rows", "readwrite").objectStore("rows").add(row));
  database.close();
  const { outbox, server } = phone({ indexedDB });
  assert.equal((await outbox.flush()).sent, 1);
  assert.equal(server.arrived.size, 1);
});

test("an empty database left by an upgrade that was cut off works", async () => {
  const indexedDB = new IDBFactory();
  (await left(indexedDB, 3, [])).close();
  const { outbox } = phone({ indexedDB });
  await outbox.add("note", { tie: "7", text: "tea" });
  assert.equal((await outbox.rows()).length, 1);
});

test("after a rollback the database of the newer version is read", async () => {
  const indexedDB = new IDBFactory();
  const stores = [["rows", { keyPath: "order", autoIncrement: true }], ["state", { keyPath: "key" }], ["newer", {}]];
  (await left(indexedDB, 9, stores)).close();
  const { outbox } = phone({ indexedDB });
  await outbox.add("note", { tie: "7", text: "tea" });
  assert.equal((await outbox.flush()).sent, 1);
});

test("a connection that the system dropped is opened again", async () => {
  const indexedDB = new IDBFactory();
  const { outbox } = phone({ indexedDB });
  let dropped = 0;
  await outbox.database.write((rows) => {
    dropped += 1;
    if (dropped === 1) throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
    return promised(rows.add({ id: "x" }));
  });
  assert.equal((await outbox.rows()).length, 1);
});

test("a full phone says so and nothing is half there", async () => {
  const { outbox } = phone();
  const full = () => { throw new DOMException("full", "QuotaExceededError"); };
  await assert.rejects(outbox.database.write(full), { name: "QuotaExceededError" });
  assert.deepEqual(await outbox.rows(), []);
});

test("what is erased is gone", async () => {
  const indexedDB = new IDBFactory();
  const { outbox } = phone({ indexedDB });
  await outbox.add("note", { tie: "7", text: "tea" });
  await outbox.erase();
  assert.deepEqual(await indexedDB.databases(), []);
  await assert.rejects(outbox.pause()); // what was under way finds nothing, and leaves nothing
  assert.deepEqual(await indexedDB.databases(), []);
});
