/**
 * Where the people of a network stand: whoever is joined draws together, each group gathers, and nobody overlaps.
 * The same graph and seed give the same picture each time.
 * @typedef {{x: number, y: number}} Point
 * @typedef {{radii: number[], groups: number[], edges: [number, number][]}} Graph
 */
const ROUNDS = 240;
const REPELLING = 0.06, PULLING = 0.35, GATHERING = 0.12, CENTRING = 0.14;
// In a crowd there is no room for names, and everybody stands closer.
const CROWD = 60;
const room = (number) => (number > CROWD ? { apart: 50, gap: 7 } : { apart: 92, gap: 30 });

/** @param {Graph} graph @param {number} [seed] @returns {Point[]} */
export function layout(graph, seed = 1) {
  let points = [];
  for (points of settling(graph, seed));
  return points;
}

/** The same, round by round. @param {Graph} graph @param {number} [seed] @returns {Generator<Point[]>} */
export function* settling(graph, seed = 1) {
  const { apart, gap } = room(graph.radii.length);
  const points = scattered(graph, apart, random(seed));
  for (let round = 0; round < ROUNDS && points.length > 1; round++) {
    step(points, forces(points, graph, apart), (apart * (ROUNDS - round)) / ROUNDS / 2);
    if (round > ROUNDS / 2) separate(points, graph.radii, gap);
    yield points;
  }
  for (let round = 0; round < 60 && separate(points, graph.radii, gap); round++);
  yield points;
}

// Mulberry32: small, and the same everywhere.
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function scattered({ radii, groups }, apart, next) {
  const side = apart * Math.sqrt(radii.length);
  const kinds = Math.max(1, ...groups.map((group) => group + 1));
  return radii.map((_radius, i) => {
    const angle = (2 * Math.PI * groups[i]) / kinds;
    return { x: (Math.cos(angle) + next() - 0.5) * side * 0.5, y: (Math.sin(angle) + next() - 0.5) * side * 0.5 };
  });
}

function forces(points, { groups, edges }, apart) {
  const moves = points.map(({ x, y }) => ({ x: -x * CENTRING, y: -y * CENTRING }));
  repel(points, moves, apart);
  for (const [one, other] of edges) pull(points[one], points[other], moves[one], moves[other], apart);
  gather(points, groups, moves);
  return moves;
}

function repel(points, moves, apart) {
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      const { x, y, length } = between(points[i], points[j], i - j);
      const force = (REPELLING * apart * apart) / (length * length);
      push(moves[i], x * force, y * force);
      push(moves[j], -x * force, -y * force);
    }
  }
}

function pull(one, other, move, otherMove, apart) {
  const { x, y, length } = between(one, other, 1);
  const force = (PULLING * (length - apart)) / length;
  push(move, -x * force, -y * force);
  push(otherMove, x * force, y * force);
}

function gather(points, groups, moves) {
  const sums = [];
  points.forEach(({ x, y }, i) => {
    const sum = (sums[groups[i]] ??= { x: 0, y: 0, number: 0 });
    push(sum, x, y);
    sum.number++;
  });
  points.forEach(({ x, y }, i) => {
    const { x: sumX, y: sumY, number } = sums[groups[i]];
    push(moves[i], (sumX / number - x) * GATHERING, (sumY / number - y) * GATHERING);
  });
}

// Two in the same place are taken to stand a little apart, so that they can part.
function between(one, other, place) {
  const x = one.x - other.x || 0.01 * place, y = one.y - other.y || 0.01;
  return { x, y, length: Math.hypot(x, y) };
}

function push(move, x, y) {
  move.x += x;
  move.y += y;
}

function step(points, moves, most) {
  points.forEach((point, i) => {
    const { x, y } = moves[i];
    const far = Math.max(1, Math.hypot(x, y) / most);
    push(point, x / far, y / far);
  });
}

// Moves apart who overlaps; says whether anybody did.
function separate(points, radii, gap) {
  let overlapped = false;
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      const { x, y, length } = between(points[i], points[j], i - j);
      const missing = radii[i] + radii[j] + gap - length;
      if (missing <= 0.01) continue;
      overlapped = true;
      const half = missing / 2 / length;
      push(points[i], x * half, y * half);
      push(points[j], -x * half, -y * half);
    }
  }
  return overlapped;
}
