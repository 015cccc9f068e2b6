/**
 * From one point to the next by the keys of a keyboard, and what part of the picture is seen.
 * @typedef {import("./layout.js").Point} Point
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const MARGIN = 48;
const LEAST = 300;
const CLOSEST = 120;

/** The nearest point in the direction of that key: what lies straight ahead counts more than what lies aside.
 * @param {Point[]} points @param {number} from @param {string} key @returns {number} */
export function nextBy(points, from, key) {
  if (key === "Home" || key === "End") return key === "Home" ? 0 : points.length - 1;
  const [dx, dy] = WAYS[key] ?? [0, 0];
  let best = from, least = Infinity;
  points.forEach((point, i) => {
    const x = point.x - points[from].x, y = point.y - points[from].y;
    const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    const cost = ahead + 2 * aside;
    if (i !== from && ahead > 0 && aside <= 2 * ahead && cost < least) [best, least] = [i, cost];
  });
  return best;
}

/** What shows all points, in the shape of the screen they are seen on. @param {Point[]} points
 * @param {number} shape width by height @returns {Box} */
export function around(points, shape = 1) {
  const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)], [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  // Room for a name at the edge, whose letters are as high however many people there are.
  const margin = Math.max(MARGIN, (bottom - top) / 16);
  const height = Math.max(bottom - top + 2 * margin, (right - left + 2 * margin) / shape, LEAST / shape);
  const width = height * shape;
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

/** Seen closer (times above 1) or from further away, but never from further than the whole; what stands `at` those parts
 * of its width and height stays there. @param {Box} box @param {number} times @param {Box} whole @param {Point} at
 * @returns {Box} */
export function closer(box, times, whole, at = { x: 0.5, y: 0.5 }) {
  const width = Math.min(whole.width, Math.max(CLOSEST, box.width / times));
  const height = (width * whole.height) / whole.width;
  return within({ x: box.x + (box.width - width) * at.x, y: box.y + (box.height - height) * at.y, width, height }, whole);
}

/** Moved by parts of what is seen, as far as there is something to see.
 * @param {Box} box @param {number} right @param {number} down @param {Box} whole @returns {Box} */
export function moved(box, right, down, whole) {
  return within({ ...box, x: box.x + right * box.width, y: box.y + down * box.height }, whole);
}

/** Moved just so far that the point is seen. @param {Box} box @param {Point} point @param {Box} whole @returns {Box} */
export function showing(box, point, whole) {
  const seen = point.x > box.x && point.x < box.x + box.width && point.y > box.y && point.y < box.y + box.height;
  return seen ? box : within({ ...box, x: point.x - box.width / 2, y: point.y - box.height / 2 }, whole);
}

function within(box, whole) {
  const inside = (start, size, first, all) => Math.max(first, Math.min(start, first + all - size));
  return { ...box, x: inside(box.x, box.width, whole.x, whole.width), y: inside(box.y, box.height, whole.y, whole.height) };
}
