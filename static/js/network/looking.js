// What part of the picture is seen: by its buttons, by dragging, by two fingers, by the wheel with Ctrl.
import { around, closer, moved } from "./walking.js";

const STEP = 0.3, TIMES = 1.5, DRAGGED = 6;
const BUTTONS = {
  closer: (look) => look.closer(TIMES), further: (look) => look.closer(1 / TIMES), whole: (look) => look.showAll(),
  left: (look) => look.move(-STEP, 0), right: (look) => look.move(STEP, 0),
  up: (look) => look.move(0, -STEP), down: (look) => look.move(0, STEP),
};

export class Look {
  #svg;
  #points = [];
  #whole = null;
  #box = null;
  #fingers = new Map();
  #dragged = 0;

  /** @param {SVGSVGElement} svg @param {HTMLElement} tools whose buttons say what to do in data-look */
  constructor(svg, tools) {
    this.#svg = svg;
    tools.addEventListener("click", ({ target }) => BUTTONS[target.closest("[data-look]")?.dataset.look]?.(this));
    new ResizeObserver(() => this.over(this.#points)).observe(svg);
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.#touch(event));
    svg.addEventListener("pointermove", (event) => this.#drag(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(name, (event) => this.#fingers.delete(event.pointerId));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("click", (event) => { if (this.#dragged > DRAGGED) event.preventDefault(); }, true);
  }

  get box() {
    return this.#box;
  }

  get whole() {
    return this.#whole;
  }

  // The points have moved: who saw them all still does.
  over(points) {
    this.#points = points;
    if (!points.length) return;
    const all = !this.#box || this.#box.width >= this.#whole.width;
    this.#whole = around(points, this.#svg.clientWidth / this.#svg.clientHeight || 1);
    this.see(all ? this.#whole : closer(this.#box, 1, this.#whole));
  }

  see(box) {
    this.#box = box;
    const pixel = box.width / (this.#svg.clientWidth || box.width);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
    this.#svg.setAttribute("font-size", Math.min(0.8 * rem * pixel, 40));
    this.#svg.classList.toggle("network-part", box.width < this.#whole.width);
    this.#svg.dispatchEvent(new Event("look"));
  }

  closer(times) {
    if (this.#box) this.see(closer(this.#box, times, this.#whole));
  }

  move(right, down) {
    if (this.#box) this.see(moved(this.#box, right, down, this.#whole));
  }

  showAll() {
    if (this.#box) this.see(this.#whole);
  }

  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.closer(2 ** (-event.deltaY / 200));
  }

  #touch(event) {
    this.#fingers.set(event.pointerId, event);
    this.#dragged = 0;
  }

  #drag(event) {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const apart = this.#apart();
    this.#fingers.set(event.pointerId, event);
    const x = event.clientX - before.clientX, y = event.clientY - before.clientY;
    this.#dragged += Math.abs(x) + Math.abs(y);
    if (this.#fingers.size > 1) this.closer(this.#apart() / apart);
    else this.move(-x / this.#svg.clientWidth, -y / this.#svg.clientHeight);
  }

  #apart() {
    const [one, other = one] = this.#fingers.values();
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
  }
}
