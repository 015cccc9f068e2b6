import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import { QUICK, THOROUGH, tryEach } from "../../static/js/decode/attempts.js";
import { blur } from "../../static/js/decode/luma.js";
import { readQuickly } from "../../static/js/decode/quick.js";
import { prepare, readThoroughly } from "../../static/js/decode/thorough.js";
import { sample, warmUp } from "../../static/js/decode/warm-up.js";

const WASM = new URL("../../static/vendor/zxing/zxing_reader.wasm", import.meta.url);
const TEXT = "HTTPS://KNOWNBY/C/WARMING-UP";
const changed = (image, change) => ({ ...image, data: Uint8Array.from(image.data, change) });
const washedOut = () => {
  const image = blur(blur(blur(sample(), 10), 10), 10);
  return { ...image, data: Uint8Array.from(image.data) };
};
const quickly = (image) => tryEach(readQuickly, QUICK, image);
const thoroughly = (image) => tryEach(readThoroughly, THOROUGH, image);

before(async () => prepare({ wasmBinary: await readFile(WASM) }));

for (const [name, read, grain] of [["small", quickly, 31], ["stronger", thoroughly, 21]]) {
  test(`the ${name} engine reads a clean code`, async () => assert.equal(await read(sample()), TEXT));

  test(`the ${name} engine reads a code that is light on dark`, async () =>
    assert.equal(await read(changed(sample(), (value) => 255 - value)), TEXT));

  test(`the ${name} engine reads a dim screen`, async () => {
    const noise = (i) => ((Math.imul(i, 2654435761) >>> 8) % grain) - (grain >> 1);
    assert.equal(await read(changed(sample(), (value, i) => Math.max(0, value / 18 + noise(i)))), TEXT);
  });

  test(`the ${name} engine says nothing where there is no code`, async () => {
    const striped = changed(sample(), (_, i) => (i % 97) * 2);
    assert.equal(await read(striped), null);
  });
}

test("a code out of focus is read by the stronger engine alone", async () => {
  assert.equal(await quickly(washedOut()), null);
  assert.equal(await thoroughly(washedOut()), TEXT);
});

test("attempts end with the first text", async () => {
  const seen = [];
  const read = (image) => (seen.push(image), image > 1 ? `text ${image}` : null);
  const times = (by) => (image) => image * by;
  assert.equal(await tryEach(read, [times(1), times(2), times(3)], 1), "text 2");
  assert.deepEqual(seen, [1, 2]);
});

test("warming up stops when a frame has come", async () => {
  let reads = 0;
  await warmUp(() => void reads++, () => reads >= 2);
  assert.equal(reads, 2);
});
