import assert from "node:assert/strict";
import { test } from "node:test";
import { layout, settling } from "../../static/js/network/layout.js";
import { readable } from "../../static/js/network/names.js";
import { around, closer, moved, nextBy, showing } from "../../static/js/network/walking.js";

const graph = (number, edges = [], groups = null) => ({
  radii: Array.from({ length: number }, (_none, i) => 10 + (i % 5) * 2),
  groups: groups ?? Array.from({ length: number }, () => 0), edges,
});
const far = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
const ring = (number) => Array.from({ length: number }, (_none, i) => [i, (i + 1) % number]);

test("the same seed gives the same picture, another one another", () => {
  const people = graph(30, ring(30));
  assert.deepEqual(layout(people, 7), layout(people, 7));
  assert.notDeepEqual(layout(people, 7), layout(people, 8));
});

test("nobody stands on anybody, however many there are", () => {
  for (const number of [2, 7, 60, 300]) {
    const people = graph(number, ring(number), Array.from({ length: number }, (_none, i) => i % 8));
    const points = layout(people);
    for (let i = 0; i < number; i++) {
      for (let j = 0; j < i; j++) {
        assert.ok(far(points[i], points[j]) >= people.radii[i] + people.radii[j], `${i} and ${j} of ${number}`);
      }
    }
  }
});

test("who is joined stands nearer than who is not", () => {
  const points = layout(graph(12, [[0, 1], [2, 3], [4, 5]]));
  const mean = (pairs) => pairs.reduce((sum, [i, j]) => sum + far(points[i], points[j]), 0) / pairs.length;
  assert.ok(mean([[0, 1], [2, 3], [4, 5]]) < mean([[0, 3], [2, 5], [4, 1]]));
});

test("a group gathers", () => {
  const points = layout(graph(20, [], Array.from({ length: 20 }, (_none, i) => i % 2)));
  const mean = (pairs) => pairs.reduce((sum, [i, j]) => sum + far(points[i], points[j]), 0) / pairs.length;
  const all = points.flatMap((_point, i) => points.map((_other, j) => [i, j])).filter(([i, j]) => i < j);
  assert.ok(mean(all.filter(([i, j]) => (i - j) % 2 === 0)) < mean(all.filter(([i, j]) => (i - j) % 2)));
});

test("one alone, nobody, and two joined twice to each other are pictures too", () => {
  assert.deepEqual(layout(graph(0)), []);
  assert.equal(layout(graph(1)).length, 1);
  for (const points of settling(graph(2, [[0, 1], [1, 0]]))) {
    assert.ok(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
  }
});

const CROSS = [{ x: 0, y: 0 }, { x: 50, y: 5 }, { x: 90, y: 0 }, { x: -50, y: 0 }, { x: 0, y: -40 }, { x: 30, y: 60 }];

test("the arrows lead to the nearest in their direction, and nowhere where there is nobody", () => {
  const by = (from, key) => nextBy(CROSS, from, key);
  assert.deepEqual(["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"].map((key) => by(0, key)), [1, 3, 4, 5]);
  assert.deepEqual([by(2, "ArrowRight"), by(2, "Home"), by(2, "End"), by(2, "a")], [2, 0, 5, 2]);
});

test("everybody can be reached by the arrows from everywhere", () => {
  const points = layout(graph(40, ring(40)));
  const seen = new Set([0]), waiting = [0];
  while (waiting.length) {
    const from = waiting.pop();
    for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
      const next = nextBy(points, from, key);
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  assert.equal(seen.size, 40);
});

test("the whole shows everybody in the shape of the screen", () => {
  const whole = around(CROSS, 2);
  assert.ok(CROSS.every(({ x, y }) => x > whole.x && x < whole.x + whole.width && y > whole.y && y < whole.y + whole.height));
  assert.equal(whole.width, 2 * whole.height);
});

test("one looks closer, but never from further away than the whole, nor beside it", () => {
  const whole = around(CROSS);
  assert.equal(closer(whole, 2, whole).width, whole.width / 2);
  assert.deepEqual(closer(closer(whole, 2, whole), 0.1, whole), whole);
  const close = closer(whole, 2, whole);
  assert.equal(moved(close, 0.2, 0, whole).x, close.x + close.width / 5);
  assert.equal(moved(close, 99, 0, whole).x, whole.x + whole.width - close.width);
  assert.deepEqual(moved(whole, 0.5, -0.5, whole), whole);
  const shown = showing(closer(whole, 99, whole), CROSS[2], whole);
  assert.ok(shown.x < 90 && shown.x + shown.width > 90);
});

test("what is under the fingers stays there, however close one looks", () => {
  const whole = around(CROSS), at = { x: 0.25, y: 0.9 };
  const under = (box) => [box.x + at.x * box.width, box.y + at.y * box.height].map(Math.round);
  for (const times of [1.2, 2, 99]) assert.deepEqual(under(closer(whole, times, whole, at)), under(whole));
});

test("a name is read where neither a name before it nor another's dot is in its way", () => {
  const at = (x, y) => ({ x, y, width: 10, height: 4 });
  const only = (...boxes) => boxes.map((box) => [box]);
  const dots = [at(0, -5), at(4, -5), at(40, 1), at(90, -5)];
  assert.deepEqual(readable(only(at(0, 0), at(4, 0), at(40, 6), at(90, 0)), dots), [0, -1, 0, 0]);
  assert.deepEqual(readable(only(at(40, 3)), [at(0, 0), at(41, 0)]), [-1]);
});

test("a name without room in its first place is read in the next", () => {
  const at = (x, y) => ({ x, y, width: 10, height: 4 });
  assert.deepEqual(readable([[at(0, 0)], [at(4, 0), at(4, -10)], [at(8, 0), at(8, -10)]], []), [0, 1, -1]);
});
