// <scan-station>: the evening's loop. A code is read, a sheet says who it is, Save keeps it, scanning goes on. Where the
// network is slow or gone, the scan is kept at once and the sheet is the phone's own.
import "./qr-scanner.js";
import { outbox, send } from "../outbox/here.js";
import { readScanned } from "../scanned-text.js";
import { after } from "../waiting.js";
import { KeptScan } from "./kept-scan.js";
import { toast } from "./toasts.js";

const SOON = 600; // milliseconds in which a look-up may still be the first to say who it is
const NEARLY_FULL = 0.95;

class ScanStation extends HTMLElement {
  connectedCallback() {
    this.addEventListener("scan", (event) => this.#read(event.detail.text, event.detail.via));
    this.addEventListener("submit", this.#submitted);
    this.addEventListener("click", this.#clicked);
    this.addEventListener("keydown", this.#pressed);
    this.#typing.addEventListener("close", () => this.#result.firstElementChild || this.#scanner.resume());
    this.#warnWhenFull();
  }

  get #scanner() {
    return this.querySelector("qr-scanner");
  }

  get #result() {
    return this.querySelector("[data-part=result]");
  }

  get #typing() {
    return this.querySelector("[data-part=typing]");
  }

  async #read(text, via) {
    const scan = { ...readScanned(text, location.origin), via, at: new Date(), text };
    this.#scanner.pause();
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(30); // else the browser refuses, and says so
    this.scan = scan;
    const asked = this.#ask(scan);
    const html = await Promise.race([asked, after(navigator.onLine ? SOON : 0, null)]);
    if (scan !== this.scan) return; // another was read since
    if (html) return this.#show(html);
    if (scan.kind !== "card") return this.#show(this.#template(scan.kind, text));
    scan.kept = await KeptScan.begin(scan, this).catch((error) => this.#refuse(error));
    if (!scan.kept) return;
    this.#show(scan.kept.sheet);
    scan.kept.learn(await asked);
  }

  // The server's sheet, or null without an answer. The fragment of a badge's address stays on this phone.
  async #ask({ code, text, kind, via }) {
    const body = new FormData();
    body.set("code", (kind === "card" ? code : text).slice(0, 3000));
    body.set("via", via);
    const headers = { "X-Partial": "sheet" };
    const asked = fetch("/look-ups", { method: "POST", body, headers, signal: AbortSignal.timeout(20_000) });
    const answer = await asked.catch(() => null);
    return answer?.ok && !answer.redirected ? answer.text().catch(() => null) : null;
  }

  #template(kind, text) {
    const sheet = this.querySelector(`template[data-part=${kind}]`).content.firstElementChild.cloneNode(true);
    const says = sheet.querySelector("[data-text]");
    if (says) says.textContent = text.slice(0, 300);
    return sheet;
  }

  #show(sheet) {
    if (typeof sheet === "string") this.#result.innerHTML = sheet;
    else this.#result.replaceChildren(sheet);
    this.#typing.close();
    this.#cover(true);
    this.#result.firstElementChild.classList.add("sheet", "scan-sheet");
    const heading = this.#result.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  #submitted = (event) => {
    const form = event.target;
    const isTyped = form.matches("[data-part=typed-form]");
    if (!isTyped && !this.#result.contains(form)) return;
    event.preventDefault();
    if (isTyped) this.#read(form.elements.code.value, "typed");
    else (this.scan.kept ? this.#complete(form) : this.#save(form)).catch((error) => this.#refuse(error));
  };

  async #save(form) {
    const button = form.querySelector("button:not([type=button])");
    button.disabled = true;
    const typed = new FormData(form);
    const name = form.closest("section").querySelector("h2").textContent;
    const event = form.closest("section").querySelector(".scan-event")?.textContent.trim();
    const { scan } = this, { code, name: called, via, at } = scan;
    const fields = { code, via, name: called, note: typed.get("note"), tags: typed.getAll("tags"), join: typed.has("join") };
    const sent = send("scan", fields, { name, event }, { id: typed.get("client_id"), at: at.getTime() });
    const { row, answer } = await sent.finally(() => (button.disabled = false));
    if (answer?.status >= 400 && answer.status !== 429) {
      await outbox.discard([row.order]);
      return toast(answer.body?.title ?? this.dataset.failed, true);
    }
    const { remark, promise } = answer?.body ?? {};
    const saved = answer ? [`${answer.body.name} ${this.dataset.saved}`, remark, promise?.words] : [this.dataset.kept.replace("{name}", name)];
    const keeps = promise && this.#template("promise"); // a note is known by the scan that brought it
    if (keeps) Object.assign(keeps.dataset, { tie: answer.body.tie_id, noteId: `note:${row.id}`, n: promise.n, about: name });
    toast(saved.filter(Boolean).join(" "), false, keeps);
    if (scan === this.scan) this.#goOn(); // else it was left, and the next is on the screen
  }

  async #complete(form) {
    await this.scan.kept.complete(form);
    toast(this.dataset.kept.replace("{name}", this.scan.kept.name));
    this.#goOn();
  }

  #refuse(error) {
    toast(error.name === "QuotaExceededError" ? this.dataset.full : this.dataset.failed, true);
    if (!this.#result.firstElementChild) this.#scanner.resume();
  }

  #clicked = async (event) => {
    if (event.target.closest("[data-type-code]")) {
      event.preventDefault();
      this.#scanner.pause();
      this.#typing.showModal();
    } else if (event.target.closest("[data-close]")) {
      this.#typing.close();
    } else if (event.target.closest("[data-again]")) {
      event.preventDefault();
      if (event.target.closest("[data-take-back]")) await this.scan.kept.takeBack();
      this.#goOn();
    }
  };

  // What somebody wrote is not thrown away by one key.
  #pressed = ({ key }) => {
    if (key === "Escape" && this.#result.firstElementChild && !this.#result.querySelector("textarea")?.value) this.#goOn();
  };

  #goOn() {
    this.#result.replaceChildren();
    this.#cover(false);
    this.querySelector("[data-type-code]").focus({ preventScroll: true });
    this.#scanner.resume();
  }

  // Nothing behind the sheet can be reached while it lies there.
  #cover(covered) {
    for (const part of this.#scanner.children) part.inert = covered && part !== this.#result;
  }

  async #warnWhenFull() {
    const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
    if (usage / quota > NEARLY_FULL) toast(this.dataset.nearlyFull, true);
  }
}

customElements.define("scan-station", ScanStation);
