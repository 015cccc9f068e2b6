// What part of the picture is seen: by its buttons, by one finger or two, by a double tap, by the wheel with Ctrl.
import { around, closer, moved } from "./walking.js";

const TIMES = 1.5, STEP = 0.3, DRAGGED = 6, RESTED = 150;
const ARROWS = { left: [-STEP, 0], right: [STEP, 0], up: [0, -STEP], down: [0, STEP] };

export class Look {
  #svg;
  #arrows;
  #points = [];
  #whole = null;
  #box = null;
  #frame = null;
  #rem = 16;
  #fingers = new Map();
  #dragged = 0;
  #rests = 0;

  /** @param {SVGSVGElement} svg @param {HTMLElement} tools whose buttons say what to do in data-look */
  constructor(svg, tools) {
    this.#svg = svg;
    this.#arrows = [...tools.querySelectorAll("[data-look]")].filter(({ dataset }) => dataset.look in ARROWS);
    tools.addEventListener("click", ({ target }) => this.#press(target.closest("[data-look]")?.dataset.look));
    new ResizeObserver(() => this.over(this.#points)).observe(svg);
    const listen = (name, hear) => svg.addEventListener(name, (event) => { if (this.#box) hear.call(this, event); });
    listen("pointerdown", this.#touch);
    listen("pointermove", this.#drag);
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) listen(name, this.#lift);
    listen("dblclick", (event) => this.#closer(2, event));
    listen("dragstart", (event) => event.preventDefault());
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    // A click that no pointer made, by Enter, has no detail.
    svg.addEventListener("click", (event) => { if (event.detail && this.#dragged > DRAGGED) event.preventDefault(); }, true);
  }

  get box() {
    return this.#box;
  }

  get whole() {
    return this.#whole;
  }

  // The points have moved, or the screen: who saw them all still does.
  over(points) {
    this.#points = points;
    if (!points.length) return;
    this.#frame = this.#svg.getBoundingClientRect();
    this.#rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const all = !this.#box || this.#box.width >= this.#whole.width;
    this.#whole = around(points, this.#frame.width / this.#frame.height || 1);
    this.see(all ? this.#whole : closer(this.#box, 1, this.#whole));
  }

  see(box) {
    this.#show(box);
    this.#rest();
  }

  #show(box) {
    this.#box = box;
    this.#svg.setAttribute("viewBox", [box.x, box.y, box.width, box.height].join(" "));
  }

  // Letters are as high on every screen, however close one looks.
  #rest() {
    const { width } = this.#box, isPart = width < this.#whole.width;
    this.#svg.classList.toggle("network-part", isPart);
    for (const arrow of this.#arrows) arrow.disabled = !isPart;
    const em = (0.8 * this.#rem * width) / (this.#frame.width || width);
    this.#svg.dispatchEvent(new CustomEvent("look", { detail: em }));
  }

  // Letters grow with the picture until the fingers rest: to set them anew takes longer than a frame.
  #glance(box) {
    this.#show(box);
    clearTimeout(this.#rests);
    this.#rests = setTimeout(() => this.#rest(), RESTED);
  }

  #press(what) {
    if (!this.#box || !what) return;
    if (what in ARROWS) this.see(moved(this.#box, ...ARROWS[what], this.#whole));
    else if (what === "whole") this.see(this.#whole);
    else this.see(closer(this.#box, what === "closer" ? TIMES : 1 / TIMES, this.#whole));
  }

  // What is under the pointer stays there.
  #closer(times, { clientX, clientY }) {
    this.#frame = this.#svg.getBoundingClientRect();
    this.#glance(closer(this.#box, times, this.#whole, this.#place(clientX, clientY)));
  }

  #wheel(event) {
    if (!event.ctrlKey || !this.#box) return;
    event.preventDefault();
    this.#closer(2 ** (-event.deltaY / 200), event);
  }

  #touch(event) {
    if (event.button) return;
    this.#frame = this.#svg.getBoundingClientRect();
    this.#fingers.set(event.pointerId, event);
    this.#dragged = 0;
  }

  #drag(event) {
    if (!this.#fingers.has(event.pointerId)) return;
    const before = this.#grip();
    this.#fingers.set(event.pointerId, event);
    const now = this.#grip();
    this.#dragged += Math.hypot(now.x - before.x, now.y - before.y);
    const from = this.#place(before.x, before.y), to = this.#place(now.x, now.y);
    const near = closer(this.#box, now.apart / before.apart, this.#whole, from);
    this.#glance(moved(near, from.x - to.x, from.y - to.y, this.#whole));
    // At the end of the picture the finger takes the page along.
    const rest = near.y + (from.y - to.y) * near.height - this.#box.y;
    if (event.pointerType === "touch" && this.#fingers.size === 1) scrollBy({ top: (rest / near.height) * this.#frame.height, behavior: "instant" });
  }

  // The click that ends a dragging follows at once, in the same turn.
  #lift(event) {
    this.#fingers.delete(event.pointerId);
    setTimeout(() => { this.#dragged = 0; });
  }

  // The middle of the fingers, and how far they are apart.
  #grip() {
    const [one, other = one] = this.#fingers.values();
    const { clientX: x, clientY: y } = one, { clientX, clientY } = other;
    return { x: (x + clientX) / 2, y: (y + clientY) / 2, apart: Math.hypot(x - clientX, y - clientY) || 1 };
  }

  // In parts of what is seen.
  #place(x, y) {
    return { x: (x - this.#frame.left) / this.#frame.width, y: (y - this.#frame.top) / this.#frame.height };
  }
}
