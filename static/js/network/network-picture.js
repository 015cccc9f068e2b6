// <network-picture>: puts the people of a network where a worker says, and lets one walk among them by keys.
import { Look } from "./looking.js";
import { Names } from "./names.js";
import { nextBy, showing } from "./walking.js";

const KEYS = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"];

class NetworkPicture extends HTMLElement {
  #people = [];
  #links = [];
  #lines = [];
  #points = [];
  #names = null;
  #em = 0;
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
    // Not on the drawing itself: Chromium would make it a stop of the Tab key.
    this.addEventListener("focusin", ({ target }) => this.#arrive(this.#links.indexOf(target)));
    svg.addEventListener("look", ({ detail }) => this.#name(detail));
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
    // The table says all of it.
    this.#worker.addEventListener("error", () => this.remove());
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

  // Once they stand still they have names.
  #finish() {
    this.#worker.terminate();
    this.#names = new Names(this.#people);
    this.#look.over(this.#points);
    this.setAttribute("aria-busy", "false");
    this.#links[0].setAttribute("tabindex", "0");
  }

  // Anew only when the letters have another height: a picture that is moved keeps its names.
  #name(em) {
    if (!this.#names || em === this.#em) return;
    this.#em = em;
    this.#names.show(this.#points, em, this.#look.whole);
  }

  #walk(event) {
    const from = this.#links.indexOf(document.activeElement);
    if (!KEYS.includes(event.key) || from < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#links[nextBy(this.#points, from, event.key)].focus({ preventScroll: true });
  }

  // One person at a time is on the way of the Tab key.
  #arrive(place) {
    if (place < 0 || !this.#points.length) return;
    this.querySelector("a[tabindex='0']")?.setAttribute("tabindex", "-1");
    this.#links[place].setAttribute("tabindex", "0");
    this.#look.see(showing(this.#look.box, this.#points[place], this.#look.whole));
  }
}

customElements.define("network-picture", NetworkPicture);
