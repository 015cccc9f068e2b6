// Shows on the page what is on this phone only: every row of the outbox where it will stand, marked as not sent. Once it
// has arrived the page is made new; in the middle of something the row just loses its mark.
import { isBusy, refresh, released } from "../page.js";
import { today, zone } from "../synced/days.js";
import { oneAtATime } from "../waiting.js";
import { shownRows } from "./here.js";
import { asBefore, debts } from "./debts.js";
import { withFields } from "./forms.js";
import { countMet, wishes } from "./wishes.js";

const MOST = 100; // the newest; all of them stand on the page of what is not sent

const cloned = (id) => document.querySelector(`template#${id}`)?.content.firstElementChild.cloneNode(true);
const at = (name, id) => (id ? [...document.querySelectorAll(`[data-${name}="${CSS.escape(id)}"]`)] : []);

const SHOW = {
  complete: decided, skip: decided, snooze: decided, reopen: decided, unsnooze: decided,
  note: (row) => written(row, row.fields.text),
  talked: (row) => {
    const { id, fields } = row;
    for (const list of at("pending-talks", fields.tie)) list.prepend(filled("pending-talk", { text: fields.note }));
    if (fields.note) written(row, fields.note);
    at("quiet-of", fields.tie).forEach((mark) => mark.toggleAttribute("data-pending", true));
    answered(id, fields);
  },
  cadence: ({ fields }) => at("cadence", fields.tie).forEach((line) => rewritten(line, chosen(line.parentElement, fields))),
  promise: ({ fields }) => at("promise", `${fields.note}-${fields.n}`).forEach((item) => promised(item, fields)),
  edit_note: ({ fields }) => at("note", fields.note).forEach((note) => {
    rewritten(note, fields.text);
    restate(note, fields.text);
  }),
  tag: ({ fields }) => at("pending-tags", fields.tie).forEach((tags) => tags.append(filled("pending-tag", { text: fields.name }))),
  no_answer: ({ id, fields: { tie } }) => unanswered(document.getElementById(`reply-${tie}`), { tie, owed: `owed:${id}` }),
  ...debts({ at, filled, marked }),
  ...wishes({ at, filled, marked }),
  scan: met,
  by_hand: met,
};

function filled(id, texts, href) {
  const made = cloned(id);
  made.dataset.pendingMade = "";
  for (const [part, text] of Object.entries(texts)) {
    const place = made.querySelector(`[data-${part}]`);
    if (place) place.textContent = text ?? "";
  }
  return made;
}

// It can be owed already, by the name that it has on this phone.
function written({ id, about, fields: { tie } }, text) {
  for (const list of at("pending-notes", tie)) {
    const made = filled("pending-note", { text });
    const named = { tie, noteId: `note:${id}`, about: about?.name ?? "" };
    made.querySelector("[data-text]").dataset.note = named.noteId;
    made.querySelectorAll("form").forEach((form) => Object.assign(form.dataset, named));
    list.prepend(made);
  }
}

function rewritten(note, text) {
  if (!("pendingText" in note.dataset)) {
    note.dataset.pendingText = note.textContent;
    note.after(filled("pending-mark", {}));
  }
  note.textContent = text;
}

// Editing it again goes on from there.
function restate(note, text) {
  for (const field of note.parentElement.querySelectorAll("textarea[name=text]")) field.defaultValue = text;
}

// The words of the choice, as the form beside it has them.
function chosen(place, { every, number, unit }) {
  const words = (name, value) => place.querySelector(`[name=${name}] option[value="${CSS.escape(value)}"]`)?.textContent;
  return every === "other" ? `${number} ${words("unit", unit) ?? ""}` : words("every", every) ?? "";
}

function decided({ kind, fields }) {
  const item = document.getElementById(`follow-up-${fields.follow_up}`);
  const undone = kind === "reopen" || kind === "unsnooze";
  const undo = { outbox: kind === "snooze" ? "unsnooze" : "reopen", followUp: fields.follow_up };
  if (item) marked(item, kind, undone ? null : undo);
}

// A talk answers the row that it was said of, and what else is due of that person but promises.
function answered(id, { tie, follow_up: named }) {
  const due = at("answered-by", tie).filter((item) => !(item.querySelector("[data-due]")?.dataset.due > today(zone())));
  const said = [...document.querySelectorAll(".follow-up")].filter((item) => item.id === `follow-up-${named}`);
  const undo = { outbox: "untalked", tie, interaction: `talked:${id}` };
  for (const item of new Set([...due, ...said])) marked(item, "talked", undo);
}

function unanswered(item, undo) {
  if (item) marked(item, "no_answer", { ...undo, outbox: "unowed" });
}

function promised(item, { answer, tie, note: noteId, n }) {
  marked(item, answer, answer === "undo" ? null : { outbox: "promise", tie, noteId, n, answer: "undo" });
}

// What became of it on this phone, and the form that undoes it, if it was not an undoing: by saying those fields.
function marked(item, kind, undo, fields) {
  item.querySelectorAll(":scope > [data-pending-made]").forEach((old) => old.remove());
  item.toggleAttribute("data-pending", undo !== null || item.classList.contains("follow-up-closed"));
  const made = filled("pending-follow-up", {});
  made.querySelector("[data-text]").textContent = made.dataset[kind];
  made.dataset.answer = kind;
  const form = made.querySelector("form");
  if (undo) Object.assign(withFields(form, fields).dataset, undo);
  else form.remove();
  item.append(made);
}

function met(row) {
  for (const list of document.querySelectorAll("[data-pending-ties]")) {
    const line = [row.about?.event, row.fields.note].filter(Boolean).join(" · ");
    const made = filled("pending-tie", { name: row.about?.name || row.fields.name || list.dataset.pendingTies, line });
    made.querySelector("a").hash = row.id;
    list.append(made);
  }
}

const arrived = new Map(); // rows that the server has and the page, as it was made, does not
const known = new Set(); // names of all that have arrived: a page hears twice of what it has sent itself

const show = oneAtATime(async () => {
  const rows = await shownRows();
  await released();
  const focused = document.activeElement?.id;
  clear();
  for (const row of arrived.values()) SHOW[row.kind]?.(row);
  document.querySelectorAll("[data-pending-made] [data-mark]").forEach((mark) => mark.remove());
  const waiting = rows.filter((row) => row?.fields && row.state !== "refused");
  for (const row of waiting.slice(-MOST)) SHOW[row.kind]?.(row);
  countMet(waiting);
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
});

// What has arrived is shown before it is asked whether that made a difference: it may never have stood here as waiting.
export async function heard({ detail, timeStamp: since }) {
  if (detail.why) return; // nothing has changed
  const news = (detail.results ?? []).filter(({ id, status }) => status < 300 && !known.has(id));
  for (const row of news) {
    known.add(row.id);
    arrived.set(row.id, { ...row, since });
  }
  await show();
  if (!isShown()) arrived.clear();
  else if (news.length && !isBusy()) refresh(since);
}

const isShown = () => document.querySelector("[data-pending-made], [data-pending], [data-pending-text]") !== null;

function madeNew({ detail: at }) {
  for (const [id, { since }] of arrived) if (since <= at) arrived.delete(id);
  show();
}

function clear() {
  document.querySelectorAll("[data-pending-made]:not(:has(.edit[open]))").forEach((made) => made.remove());
  document.querySelectorAll("[data-pending]").forEach((item) => item.removeAttribute("data-pending"));
  for (const note of document.querySelectorAll("[data-pending-text]")) {
    note.textContent = note.dataset.pendingText;
    if (note.dataset.note) restate(note, note.textContent);
    delete note.dataset.pendingText;
  }
  asBefore();
}

document.addEventListener("refreshed", madeNew);
show();
