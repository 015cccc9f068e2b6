import assert from "node:assert/strict";
import { test } from "node:test";
import { atMost, blur, even, fromRgba, sharpen, stretch, toRgba } from "../../static/js/decode/luma.js";

const image = (width, height, value) => ({
  data: Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))), width, height,
});
const stripes = (width, height, low, high, size = 8) =>
  image(width, height, (x) => (Math.floor(x / size) % 2 ? high : low));
const spread = ({ data }) => Math.max(...data) - Math.min(...data);

test("white, black and green have the brightness that an eye gives them", () => {
  const rgba = Uint8ClampedArray.of(255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255);
  assert.deepEqual([...fromRgba(rgba, 3, 1).data], [255, 0, 150]);
});

test("a gray image survives the way through RGBA", () => {
  const seen = image(4, 3, (x, y) => x * 60 + y);
  assert.deepEqual(fromRgba(toRgba(seen), 4, 3), seen);
});

test("blur keeps an even wall even, at its borders too", () => {
  assert.ok(blur(image(9, 7, () => 77), 3).data.every((value) => Math.abs(value - 77) < 0.01));
});

test("blur spreads a dot over its square and loses nothing of it", () => {
  const { data } = blur(image(9, 9, (x, y) => (x === 4 && y === 4 ? 225 : 0)), 1);
  assert.equal(data.filter((value) => Math.abs(value - 25) < 0.01).length, 9);
  assert.ok(Math.abs(data[4 * 9 + 4] - 25) < 0.01);
  assert.ok(Math.abs(data.reduce((sum, value) => sum + value) - 225) < 0.01);
});

test("stretch gives a faint picture the whole range", () => {
  assert.equal(spread(stretch(stripes(64, 16, 118, 131))), 255);
});

test("stretch leaves a picture of one gray as calm as it was", () => {
  assert.equal(spread(stretch(image(8, 8, () => 90))), 0);
});

test("even makes the stripes in the shade as strong as those in the light", () => {
  const half = (x) => (x < 64 ? 1 : 8);
  const evened = even(image(128, 64, (x) => (Math.floor(x / 8) % 2 ? 30 : 12) * half(x)), 12);
  const contrast = (from) => {
    const row = [...evened.data.subarray(32 * 128 + from, 32 * 128 + from + 32)];
    return Math.max(...row) - Math.min(...row);
  };
  assert.ok(contrast(16) > 0.8 * contrast(80), `${contrast(16)} beside ${contrast(80)}`);
});

test("sharpen brings back stripes that a lens had washed out", () => {
  const washed = blur(blur(blur(stripes(96, 32, 60, 190), 3), 3), 3);
  const rounded = { ...washed, data: Uint8Array.from(washed.data) };
  const inside = ({ data }) => ({ data: data.subarray(16 * 96 + 24, 16 * 96 + 72) });
  assert.ok(spread(inside(rounded)) < 70);
  assert.ok(spread(inside(sharpen(rounded, 3.5, 12))) > 240);
});

test("atMost limits the shorter side, however the phone is held", () => {
  const size = ({ width, height }) => [width, height];
  assert.deepEqual(size(atMost(image(64, 36, () => 0), 18)), [32, 18]);
  assert.deepEqual(size(atMost(image(36, 64, () => 0), 18)), [18, 32]);
  const small = image(10, 10, () => 0);
  assert.equal(atMost(small, 18), small);
});

test("atMost keeps things where they were", () => {
  const { data, width } = atMost(image(80, 40, (x) => (x < 40 ? 20 : 220)), 10);
  assert.deepEqual([data[width * 5 + 3], data[width * 5 + 16]], [20, 220]);
});
