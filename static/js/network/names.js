/**
 * The names beside the dots: each needs room that neither a name before it nor anybody's dot takes.
 * @typedef {import("./walking.js").Box} Box here of its middle and its size
 * @typedef {import("./layout.js").Point} Point
 */
// In letters' heights: how far its middle is from the dot, the foot of the letters from that, and a line from the next;
// and how wide a whole name may be.
const AWAY = 0.75, FOOT = 0.33, LINE = 1.2, WIDEST = 24;
const KEY = 8;
// How far below the middle of the dot: under it, above it, and on it under its key, where it is large enough.
const under = (radius, em) => radius + AWAY * em;
const PLACES = [
  under, (radius, em) => -under(radius, em),
  (radius, em) => (radius > KEY + LINE * em ? KEY + (LINE * em) / 2 : under(radius, em)),
];

/** For each name in turn the first of its places that is free, or -1. @param {Box[][]} names @param {Box[]} dots
 * @returns {number[]} */
export function readable(names, dots) {
  const taken = [];
  return names.map((places, i) => {
    const others = dots.filter((_dot, j) => j !== i);
    const free = places.findIndex((place) => isFree(place, taken) && isFree(place, others));
    if (free >= 0) taken.push(places[free]);
    return free;
  });
}

const isFree = (place, others) => !others.some((other) => meet(place, other));

function meet(one, other) {
  const isNear = (at, otherAt, size, otherSize) => Math.abs(at - otherAt) < (size + otherSize) / 2;
  return isNear(one.x, other.x, one.width, other.width) && isNear(one.y, other.y, one.height, other.height);
}

export class Names {
  #people;

  /** @param {Element[]} people each with a dot and a name */
  constructor(people) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `10px ${getComputedStyle(people[0]).fontFamily}`;
    const words = (text) => ({ text, ems: pen.measureText(text).width / 10 + 0.4 });
    this.#people = people.map((person, i) => {
      const name = person.querySelector(".network-name"), radius = Number(person.querySelector(".network-dot").getAttribute("r"));
      const whole = words(name.textContent), first = words(name.dataset.first);
      return { i, person, name, radius, whole: whole.ems > WIDEST ? first : whole, first };
    });
    // The best known are named first.
    this.#people.sort((one, other) => other.radius - one.radius || one.i - other.i);
  }

  /** As many first names as can be read when letters are so high, and whole ones where there is room for them.
   * @param {Point[]} points @param {number} em @param {Box} all where all names stay */
  show(points, em, all) {
    const people = this.#people;
    const dots = people.map(({ i, radius }) => ({ ...points[i], width: 2 * radius, height: 2 * radius }));
    const places = (length) => people.map((one) => PLACES.map((down) =>
      ({ ...points[one.i], y: points[one.i].y + down(one.radius, em), width: length(one) * em, height: LINE * em }))
      .map((box) => inside(box, all)));
    const firsts = places(({ first }) => first.ems), wholes = places(({ whole }) => whole.ems);
    const sides = readable(firsts, dots);
    roomy(firsts, wholes, sides, dots).forEach((isWhole, at) => {
      const { name, person, first, whole, i } = people[at], side = Math.max(sides[at], 0);
      const { x, y } = (isWhole ? wholes : firsts)[at][side];
      person.classList.toggle("network-unnamed", sides[at] < 0);
      name.textContent = (isWhole ? whole : first).text;
      name.setAttribute("font-size", em);
      name.setAttribute("x", x - points[i].x);
      name.setAttribute("y", y - points[i].y + FOOT * em);
    });
  }
}

// Which of the names that are read, on their sides, have room to be whole; those that are not are seen alone.
function roomy(firsts, wholes, sides, dots) {
  const taken = sides.map((side, i) => firsts[i][side]);
  return sides.map((side, i) => {
    if (side < 0) return true;
    const others = [...taken, ...dots].filter((box, j) => box && j % sides.length !== i);
    if (!isFree(wholes[i][side], others)) return false;
    taken[i] = wholes[i][side];
    return true;
  });
}

function inside(box, all) {
  const most = Math.max(0, (all.width - box.width) / 2), middle = all.x + all.width / 2;
  return { ...box, x: Math.min(Math.max(box.x, middle - most), middle + most) };
}
