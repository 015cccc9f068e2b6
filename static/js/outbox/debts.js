// What is owed, as this phone has it: opened, said anew, closed.
import { rewordNow } from "../synced/days.js";

const debtOf = (name) => document.getElementById(`owed-${name}`);
const sentences = () => document.querySelector("template#pending-owed").dataset;
const shown = (item, selector) => item.querySelector(`${selector}:not([data-pending])`);

// By kind of row how it is shown, with the means of the page: `at`, `filled` and `marked`.
export function debts({ at, filled, marked }) {
  function opened(list, { id, about, fields }) {
    const { tie, side = "mine", what = "", due_on = "" } = fields;
    const named = { tie, side, owed: `owed:${id}`, about: about?.name ?? "" };
    const item = debtOf(named.owed) ?? made(id, named, { what, due_on, text: wordsOf(fields) }); // or it is being changed
    if (!item.isConnected) list.append(item);
    show(item, { what, due_on });
  }

  function made(id, named, said) {
    const item = filled("pending-owed", { text: said.text });
    const form = item.querySelector("form");
    item.id = `owed-${named.owed}`;
    item.querySelector(`[data-acts]:not([data-acts=${named.side}])`).remove();
    for (const each of item.querySelectorAll("form")) Object.assign(each.dataset, named);
    for (const name of ["id", "for"]) {
      for (const part of item.querySelectorAll(`[${name}]`)) part.setAttribute(name, `${part.getAttribute(name)}-${id}`);
    }
    if (said.what) form.elements.what.options[0].remove();
    restate(form, said);
    return item;
  }

  // Its sentence and its day, of which those that are not there stay.
  function show(item, { what, text, due_on }) {
    const form = item.querySelector("form[data-changes]");
    if (what !== undefined) instead(shown(item, ".follow-up-who > b"), sentence(what, form.dataset));
    if (text !== undefined) instead(shown(item, ".follow-up-step"), text);
    if (due_on !== undefined) due(item.querySelector(".follow-up-due"), due_on);
  }

  function sentence(what, { side, about }) {
    const said = filled("pending-owed-said", {});
    const [before, after] = (sentences()[what ? `${what}_${side}` : side] ?? "{name}").split("{name}");
    const name = said.querySelector("bdi");
    name.textContent = about;
    name.before(before);
    name.after(after);
    return said;
  }

  function due(place, day) {
    for (const tag of place.children) tag.toggleAttribute("data-pending", true);
    if (!day) return;
    const tag = filled("pending-due", {});
    tag.dataset.due = day;
    place.append(tag);
    rewordNow(place);
  }

  function changed({ fields, about }) {
    const item = debtOf(fields.owed);
    if (!item) return;
    const { tie, owed, born, answer, ...said } = fields;
    const undo = { outbox: "edit_owed", tie, owed, ...(born && { born }), answer: "undo", about: about?.name ?? "" };
    marked(item, answer === "undo" ? answer : "edit_owed", answer === "undo" ? null : undo, about?.was);
    item.removeAttribute("data-pending"); // it can be closed all the same
    show(item, said);
    const form = item.querySelector("form[data-changes]");
    form.dataset.pendingSaid ??= JSON.stringify(saidBy(form));
    restate(form, said);
  }

  function closed({ fields }) {
    const item = debtOf(fields.owed);
    const undone = fields.answer === "undo";
    if (item) marked(item, undone ? "reopen" : fields.answer, undone ? null : { ...fields, outbox: "closing", answer: "undo" });
  }

  // What it became stands in the place of the button that was tapped.
  function said(form) {
    form.after(filled("pending-tag", { text: form.dataset.kept }));
    form.toggleAttribute("data-pending", true);
  }

  return {
    owed: (row) => {
      for (const list of [...at("pending-owed", row.fields.tie), ...at("pending-owed", "all")]) opened(list, row);
      document.querySelectorAll("form[data-kept]").forEach((form) => isSaidBy(form, row.fields) && said(form));
    },
    edit_owed: changed,
    closing: closed,
  };
}

const isSaidBy = (form, { note, follow_up: row, side }) =>
  form.dataset.noteId === note && form.dataset.followUp === row && form.elements.side?.value === side;

// As they were typed, or those of the note or step of which it is said.
function wordsOf({ text, note, follow_up: row }) {
  const words = document.querySelector(row ? `#follow-up-${row} .row-name` : `[data-note="${CSS.escape(note ?? "")}"]`);
  return words?.textContent ?? text ?? "";
}

// That text, or that element, in its place.
function instead(old, made) {
  const fresh = typeof made === "string" ? old.cloneNode() : made;
  if (fresh !== made) fresh.textContent = made;
  fresh.dataset.pendingMade = "";
  old.toggleAttribute("data-pending", true);
  old.after(fresh);
}

const NAMES = ["what", "text", "due_on"];
const chosen = ({ options }) => ([...options].find((option) => option.defaultSelected) ?? options[0]).value;
const saidBy = ({ elements }) => Object.fromEntries(
  NAMES.map((name) => [name, elements[name].options ? chosen(elements[name]) : elements[name].defaultValue]));

// What the form says where nothing else is typed or chosen there: a browser may take a choice for undone with its default.
function restate({ elements }, said) {
  for (const [name, value] of Object.entries(said)) {
    const field = elements[name];
    const stays = field.options && field.value !== chosen(field) ? field.value : value;
    for (const option of field.options ?? []) option.defaultSelected = option.value === value;
    field.defaultValue = value;
    if (field.options) field.value = stays;
  }
}

export function asBefore() {
  for (const form of document.querySelectorAll("form[data-pending-said]")) {
    restate(form, JSON.parse(form.dataset.pendingSaid));
    delete form.dataset.pendingSaid;
  }
}
