import assert from "node:assert/strict";
import { test } from "node:test";
import { Decoder } from "../../static/js/decode/decoder.js";
import { Repeats } from "../../static/js/decode/repeats.js";

const VIDEO = {};

/** An engine that gives these answers one after the other, then null; an answer may be an Error. */
function engine(...answers) {
  const made = { asked: 0, closed: false, close: () => (made.closed = true) };
  made.read = async () => {
    made.asked++;
    const answer = answers.shift() ?? null;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return made;
}

function decoder({ first = engine(), spare = engine(), second = engine() }) {
  const time = { now: 0 };
  const makers = { first: async () => first, spare: () => spare, second: () => second };
  return { time, first, spare, second, decoder: new Decoder({ ...makers, clock: () => time.now }) };
}

test("what the first engine reads is the answer, and nobody else is asked", async () => {
  const { decoder: reader, second } = decoder({ first: engine("A") });
  assert.equal(await reader.read(VIDEO), "A");
  assert.equal(second.asked, 0);
});

/** An engine that answers when told to. */
function slowEngine() {
  const made = engine();
  made.read = () => (made.asked++, new Promise((resolve) => (made.answer = resolve)));
  return made;
}

test("the second opinion is asked after a second without a read, and its text given with the next frame", async () => {
  const { decoder: reader, time, second } = decoder({ second: slowEngine() });
  time.now = 1000;
  await reader.read(VIDEO);
  assert.equal(second.asked, 0);
  time.now = 1001;
  assert.equal(await reader.read(VIDEO), null);
  second.answer("B");
  await new Promise(setImmediate);
  assert.equal(await reader.read(VIDEO), "B");
});

test("a read starts the second's patience anew", async () => {
  const { decoder: reader, time, second } = decoder({ first: engine(null, "A") });
  time.now = 990;
  await reader.read(VIDEO);
  await reader.read(VIDEO);
  time.now = 1900;
  await reader.read(VIDEO);
  assert.equal(second.asked, 0);
});

test("a second opinion that comes after the person went on is dropped", async () => {
  const { decoder: reader, time, second } = decoder({ second: slowEngine() });
  time.now = 1001;
  await reader.read(VIDEO);
  time.now = 1500;
  reader.begin();
  second.answer("late");
  await new Promise(setImmediate);
  assert.equal(await reader.read(VIDEO), null);
});

test("the second opinion is asked about one frame at a time", async () => {
  const { decoder: reader, time, second } = decoder({ second: slowEngine() });
  time.now = 2000;
  for (let frame = 0; frame < 5; frame++) await reader.read(VIDEO);
  assert.equal(second.asked, 1);
});

test("an engine that fails is replaced by the spare one", async () => {
  const { decoder: reader } = decoder({ first: engine(new Error("service unavailable")), spare: engine("A") });
  assert.equal(await reader.read(VIDEO), null);
  assert.equal(await reader.read(VIDEO), "A");
});

test("a second opinion that fails leaves the first one working", async () => {
  const { decoder: reader, time } = decoder({ first: engine(null, null, "A"), second: engine(new Error("no network")) });
  time.now = 1001;
  assert.deepEqual([await reader.read(VIDEO), await reader.read(VIDEO), await reader.read(VIDEO)], [null, null, "A"]);
});

test("closing ends both engines", async () => {
  const { decoder: reader, first, second, time } = decoder({});
  time.now = 1001;
  await reader.read(VIDEO);
  await reader.close();
  assert.deepEqual([first.closed, second.closed], [true, true]);
});

test("the same text is left alone for three seconds, another one is not", () => {
  const repeats = new Repeats();
  const said = [["A", 0], ["A", 2999], ["B", 2999], ["B", 3500], ["A", 3600], ["A", 6600]];
  assert.deepEqual(said.map(([text, now]) => repeats.isNew(text, now)), [true, false, true, false, true, true]);
});

test("going on begins the three seconds anew", () => {
  const repeats = new Repeats();
  repeats.isNew("A", 0);
  repeats.goOn(10_000);
  assert.equal(repeats.isNew("A", 12_999), false);
  assert.equal(repeats.isNew("A", 13_000), true);
});
