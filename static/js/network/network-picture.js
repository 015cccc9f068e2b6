// <network-picture>: puts the people of a network where a worker says, and lets one walk among them by keys.
import { Look } from "./looking.js";
import { readable } from "./names.js";
import { nextBy, showing } from "./walking.js";

const KEYS = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"];

class NetworkPicture extends HTMLElement {
  #people = [];
  #links = [];
  #lines = [];
  #points = [];
  #look = null;
  #worker = null;

  connectedCallback() {
    const template = this.querySelector("template");
    if (!template || this.#look) return;
    this.append(template.content);
    const svg = this.querySelector("svg");
    this.#people = [...svg.querySelectorAll(".network-person")];
    this.#links = [...svg.querySelectorAll("a")];
    this.#lines = [...svg.querySelectorAll("line")];
    this.#look = new Look(svg, this.querySelector(".network-tools"));
    svg.addEventListener("keydown", (event) => this.#walk(event));
    svg.addEventListener("focusin", ({ target }) => this.#arrive(this.#links.indexOf(target)));
    svg.addEventListener("look", () => this.#name());
    this.#layOut(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  disconnectedCallback() {
    this.#worker?.terminate();
  }

  #layOut(moving) {
    this.setAttribute("aria-busy", "true");
    this.#worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data: { points, done } }) => {
      this.#place(points);
      if (done) this.#finish();
    });
    this.#worker.postMessage({ graph: this.#graph(), moving });
  }

  #graph() {
    const radius = (person) => Number(person.querySelector(".network-dot").getAttribute("r"));
    return {
      radii: this.#people.map(radius), groups: this.#people.map(({ dataset }) => Number(dataset.group)),
      edges: this.#lines.map(({ dataset: { one, other } }) => [Number(one), Number(other)]),
    };
  }

  #place(points) {
    this.#points = points;
    this.#people.forEach((person, i) => person.setAttribute("transform", `translate(${points[i].x} ${points[i].y})`));
    for (const line of this.#lines) {
      const ends = { 1: points[line.dataset.one], 2: points[line.dataset.other] };
      for (const [end, { x, y }] of Object.entries(ends)) {
        line.setAttribute(`x${end}`, x);
        line.setAttribute(`y${end}`, y);
      }
    }
    this.#look.over(points);
  }

  #finish() {
    this.#worker.terminate();
    this.setAttribute("aria-busy", "false");
    this.#links[0].setAttribute("tabindex", "0");
    this.#name();
  }

  // Once they stand still, as many names as can be read, those of the best known first.
  #name() {
    if (this.getAttribute("aria-busy") !== "false") return;
    const radii = this.#graph().radii, em = Number(this.querySelector("svg").getAttribute("font-size"));
    const order = radii.map((_radius, i) => i).sort((one, other) => radii[other] - radii[one]);
    const dots = order.map((i) => ({ ...this.#points[i], width: 2 * radii[i], height: 2 * radii[i] }));
    const names = order.map((i) => this.#nameOf(i, radii[i], em));
    readable(names, dots).forEach((free, at) => this.#people[order[at]].classList.toggle("network-unnamed", !free));
  }

  #nameOf(i, radius, em) {
    const width = [...this.#people[i].lastElementChild.textContent].length * em * 0.62;
    return { x: this.#points[i].x, y: this.#points[i].y + radius + 0.8 * em, width, height: 1.2 * em };
  }

  #walk(event) {
    const from = this.#links.indexOf(document.activeElement);
    if (!KEYS.includes(event.key) || from < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#links[nextBy(this.#points, from, event.key)].focus({ preventScroll: true });
  }

  // One person at a time is on the way of the Tab key.
  #arrive(place) {
    if (place < 0) return;
    this.querySelector("a[tabindex='0']")?.setAttribute("tabindex", "-1");
    this.#links[place].setAttribute("tabindex", "0");
    this.#look.see(showing(this.#look.box, this.#points[place], this.#look.whole));
  }
}

customElements.define("network-picture", NetworkPicture);
