// A scan that was kept at once, without an answer: its sheet, and what becomes of it while the sheet is open.
import { keep, outbox } from "../outbox/here.js";

export class KeptScan {
  static async begin(scan, station) {
    const kept = new KeptScan(scan, station);
    kept.row = await keep("scan", { code: scan.code, via: scan.via, name: scan.name, note: "", tags: [] },
      { name: scan.name, event: kept.event?.summary }, { at: scan.at.getTime() });
    return kept;
  }

  constructor(scan, station) {
    this.scan = scan;
    this.event = runningAt(scan.at, JSON.parse(station.dataset.events ?? "[]"));
    this.name = scan.name || station.dataset.somebody;
    this.sheet = station.querySelector("template[data-part=kept]").content.firstElementChild.cloneNode(true);
    const heading = this.sheet.querySelector("h2");
    heading.textContent = heading.dataset.named.replace("{name}", this.name);
    this.sheet.querySelector("[data-name-field]").hidden = Boolean(scan.name);
    const place = this.sheet.querySelector(".scan-event");
    place.hidden = !this.event;
    if (this.event) {
      place.classList.add(`cover-${this.event.cover}`);
      place.lastElementChild.textContent = place.dataset.words.replace("{event}", this.event.summary);
    }
    document.addEventListener("outbox", this.#heard);
  }

  // What a late look-up says: who it is, or why it is nobody.
  learn(html) {
    if (!html || !this.sheet.isConnected) return;
    const late = new DOMParser().parseFromString(html, "text/html");
    const who = late.querySelector(".scan-who");
    if (!who) return this.#tell(late.querySelector("h2")?.textContent ?? "");
    this.name = who.querySelector("h2").textContent;
    this.sheet.querySelector(".avatar").replaceWith(who.querySelector(".avatar"));
    const heading = this.sheet.querySelector("h2");
    heading.textContent = this.name;
    this.sheet.querySelector("[data-name-field]").hidden = true;
  }

  #heard = ({ detail }) => {
    const answer = detail.results?.find(({ id }) => id === this.row?.id);
    if (!this.sheet.isConnected && this.shown) return document.removeEventListener("outbox", this.#heard);
    this.shown ||= this.sheet.isConnected;
    if (!answer) return;
    if (answer.status >= 400) this.#tell(answer.body?.title ?? "");
    else for (const part of this.sheet.querySelectorAll(".pending-mark, [data-take-back]")) part.hidden = true;
  };

  #tell(words) {
    const told = this.sheet.querySelector("[data-told]");
    told.textContent = words;
    told.hidden = !words;
  }

  // Adds what was written to the scan; where it may have been sent already, as notes and tags of their own.
  async complete(form) {
    const typed = new FormData(form);
    const name = this.scan.name || typed.get("name").trim();
    const fields = { note: typed.get("note"), tags: typed.getAll("tags"), name };
    this.name = name || this.name;
    if (await outbox.amend(this.row.id, fields, "scan", { name: this.name })) return void outbox.flush().catch(() => {});
    const tie = `scan:${this.row.id}`;
    if (fields.note) await keep("note", { tie, text: fields.note }, { name: this.name });
    for (const tag of fields.tags) await keep("tag", { tie, name: tag }, { name: this.name });
  }

  // As long as the server has not said that it has it.
  takeBack() {
    return outbox.discard([this.row.order]);
  }
}

// The event one is at then: the one that runs, of several the last to begin, else one around that time.
export function runningAt(at, events) {
  const around = 12 * 3_600_000;
  const near = (slack) => events.filter(({ starts, ends }) => at >= Date.parse(starts) - slack && at <= Date.parse(ends) + slack);
  const [found] = [...near(0), ...near(around)].sort((one, other) => near(0).includes(other) - near(0).includes(one) || Date.parse(other.starts) - Date.parse(one.starts));
  return found ?? null;
}
