// What a message may open, when it makes no sound, and which key a subscription was made with.
import assert from "node:assert/strict";
import test from "node:test";

import { bytesOf, isSame } from "../../static/js/push.js";
import { inside, isQuiet } from "../../static/js/worker/push.js";

const HERE = "https://knownby.example";

test("a message opens pages of this site alone", () => {
  assert.equal(inside(`${HERE}/events/3/follow-ups`, HERE), `${HERE}/events/3/follow-ups`);
  assert.equal(inside("/events/3", HERE), `${HERE}/events/3`);
  const elsewhere = ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "http://knownby.example/", "data:,x",
    "https://knownby.example.evil.example/", "blob:https://knownby.example/1", "https://[", 5, null, undefined, ""];
  for (const address of elsewhere) assert.match(inside(address, HERE), /^https:\/\/knownby\.example(\/5)?\/?$/, String(address));
});

test("in the quiet hours it makes no sound", () => {
  const quiet = (hours) => Array.from({ length: 24 }, (_hour, hour) => hour).filter((hour) => isQuiet(hours, hour));
  assert.deepEqual(quiet([21, 8]), [0, 1, 2, 3, 4, 5, 6, 7, 21, 22, 23]);
  assert.deepEqual(quiet([1, 3]), [1, 2]);
  assert.deepEqual(quiet([7, 7]), []);
  assert.deepEqual(quiet(undefined), []);
});

test("a key is told from another one, and from none", () => {
  const key = bytesOf("BP4z9KsN-_8");
  assert.deepEqual([...key], [4, 254, 51, 244, 171, 13, 251, 255]);
  assert.ok(isSame(key.buffer, key));
  assert.ok(!isSame(bytesOf("BP4z9KsN-_0").buffer, key));
  assert.ok(!isSame(new Uint8Array(3).buffer, key));
  assert.ok(!isSame(undefined, key) && !isSame(null, key));
});
