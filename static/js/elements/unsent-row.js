// One row of <unsent-list>, cloned from its template: what it is, since when it waits and why.
import { isWhole, parents } from "../outbox/row.js";

const EDITABLE = ["scan", "by_hand", "note", "edit_note", "talked", "tag"];

export function rowOf(row, pause, rows, list) {
  const item = list.querySelector("template[data-part=row]").content.firstElementChild.cloneNode(true);
  const part = (name) => item.querySelector(`[data-part="${name}"]`);
  const whole = isWhole(row);
  item.dataset.order = row?.order;
  if (whole) item.id = row.id;
  part("what").textContent = whole ? whatOf(row, list.dataset) : list.dataset.other;
  part("text").textContent = whole ? textOf(row) : "";
  part("event").textContent = (whole && row.about?.event) || "";
  part("why").textContent = whyOf(row, whole, pause, rows, list.dataset);
  part("raw").hidden = whole && known(row, list.dataset) !== undefined;
  part("raw").textContent = part("raw").hidden ? "" : JSON.stringify(row, null, 1).slice(0, 2000);
  item.toggleAttribute("data-refused", row?.state === "refused" || !whole);
  since(part("since"), row?.made_at);
  offer(item, row, whole);
  return item;
}

const known = ({ kind, fields }, words) => words[`${kind}_${fields.answer}`] ?? words[kind];

function whatOf(row, words) {
  const { kind, about, fields } = row;
  const name = about?.name || (kind === "scan" || kind === "by_hand" ? fields.name : "") || words.nobody;
  return (known(row, words) ?? words.other).replace("{name}", name);
}

// What names a note is not the words of one.
function textOf({ kind, fields: { text, note, name } }) {
  if (kind === "unwant") return ""; // it is named already
  return (["promise", "owed"].includes(kind) ? text : text ?? note ?? name) ?? "";
}

function whyOf(row, whole, pause, rows, words) {
  if (!whole) return words.broken;
  if (row.state === "refused") return row.error?.title ?? "";
  const behind = parents(row).some((id) => rows.some((each) => each?.id === id && each.state === "refused"));
  if (behind) return words.behind;
  return pause ? words[pause.why === "sign-in" ? "signIn" : pause.why] : navigator.onLine ? words.waits : words.network;
}

function since(time, at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return;
  time.dateTime = at;
  const today = date.toDateString() === new Date().toDateString();
  time.textContent = date.toLocaleString([], today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}

function offer(item, row, whole) {
  const offered = {
    retry: whole && row.state === "refused",
    byHand: whole && row.state === "refused" && row.kind === "scan",
    edit: whole && EDITABLE.includes(row.kind),
    discard: true,
  };
  for (const [name, shown] of Object.entries(offered)) item.querySelector(`[data-do=${name}]`).hidden = !shown;
}
