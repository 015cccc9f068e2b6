/**
 * Which names can be read: each needs room that neither a name before it nor anybody's dot takes.
 * @typedef {{x: number, y: number, width: number, height: number}} Box its middle and its size
 */

/** @param {Box[]} names in the order in which they are given room @param {Box[]} dots @returns {boolean[]} */
export function readable(names, dots) {
  const taken = [];
  return names.map((name, i) => {
    const free = !taken.some((other) => meet(name, other)) && !dots.some((dot, j) => i !== j && meet(name, dot));
    if (free) taken.push(name);
    return free;
  });
}

function meet(one, other) {
  const isNear = (at, otherAt, size, otherSize) => Math.abs(at - otherAt) < (size + otherSize) / 2;
  return isNear(one.x, other.x, one.width, other.width) && isNear(one.y, other.y, one.height, other.height);
}
