// <form data-outbox="kind">: what it says goes through the outbox, so it works with and without a network. Without this
// script the same form is sent to the server as any other.
import { toast } from "../elements/toasts.js";
import { outbox, send } from "./here.js";

const IDS = {
  tie: "tie", note: "noteId", interaction: "interaction", follow_up: "followUp", owed: "owed", n: "n", answer: "answer",
  event: "event", target: "target", born: "born", person: "person", text: "text", found: "found",
};
const LISTS = ["tags"];
const UNDONE_BY = {
  complete: "reopen", skip: "reopen", snooze: "unsnooze", talked: "untalked", promise: "promise", owed: "unowed",
  edit_owed: "edit_owed", closing: "closing", no_answer: "unowed", finding: "finding", unwant: "want",
};
const words = document.querySelector("template#pending-words")?.dataset ?? {};

document.addEventListener("submit", submitted);

function submitted(event) {
  const form = event.target;
  if (event.defaultPrevented || !form.dataset.outbox || !outbox) return;
  event.preventDefault();
  act(form).catch((error) => toast(error.name === "QuotaExceededError" ? words.full : words.failed, true));
}

export function fieldsOf(form) {
  const typed = new FormData(form);
  const fields = {};
  for (const name of new Set(typed.keys())) fields[name] = LISTS.includes(name) ? typed.getAll(name) : typed.get(name);
  for (const [name, key] of Object.entries(IDS)) if (form.dataset[key]) fields[name] = form.dataset[key];
  return fields;
}

async function act(form) {
  const { outbox: kind, about: name = "" } = form.dataset;
  const typed = JSON.stringify(fieldsOf(form));
  const { client_id: id, ...fields } = fieldsOf(form);
  const was = changed(form, fields);
  if (was && !Object.keys(was).length) return put(form);
  const buttons = [...form.elements].filter(({ type }) => type === "submit");
  const disable = (is) => buttons.forEach((button) => (button.disabled = is));
  disable(true);
  const { row, answer, why } = await takenBack(kind, fields)
    .then((is) => (is ? {} : send(kind, fields, { name, ...(was && { was }) }, { ...(id && { id }) })))
    .finally(() => disable(false));
  if (!row) return;
  if (answer?.status >= 400 && answer.status !== 429) await refused(form, row, answer);
  else await accepted(form, { answer, why, typed, was });
}

// What a form that says something anew said before, where it says otherwise now; only that is left to be sent.
function changed(form, fields) {
  if (!("changes" in form.dataset)) return null;
  const before = form.cloneNode(true);
  before.reset();
  const same = ([name, value]) => fields[name] === value && delete fields[name];
  return Object.fromEntries([...new FormData(before)].filter((field) => !same(field)));
}

// Puts away what was opened for it, also where the page was made new meanwhile.
function put(form) {
  const old = form.closest(".edit, .note-edit")?.firstElementChild;
  const summary = old && (document.getElementById(old.id) ?? old);
  const opened = [form.closest(".menu"), form.querySelector(".menu"), summary?.parentElement];
  opened.forEach((details) => details?.removeAttribute("open"));
  summary?.focus();
}

// It stays in the form, where it can be mended at once.
async function refused(form, row, answer) {
  await outbox.discard([row.order]);
  toast(answer.body?.title ?? words.failed, true);
  for (const [name, message] of Object.entries(answer.body?.fields ?? {})) {
    const field = form.elements[name];
    field?.setCustomValidity?.(message);
    field?.addEventListener("input", () => field.setCustomValidity(""), { once: true });
  }
  form.reportValidity();
}

async function accepted(form, { answer, why, typed, was }) {
  const { then } = form.dataset;
  if (then) return location.assign(answer?.body?.url ?? then);
  // What was typed meanwhile is the next one.
  if (JSON.stringify(fieldsOf(form)) === typed) form.reset();
  put(form);
  const id = form.elements.client_id;
  if (id) id.value = crypto.randomUUID();
  form.closest(".toast")?.remove(); // it is undone
  if (!answer) return toast(why === "sign-in" ? words.signedOut : words.kept);
  if (!document.querySelector("scan-station")) await remade(); // whose camera stays on
  const said = answer.body.both_kept ? words.bothKept : answer.body.said;
  if (said) toast(said, false, undo(form, answer.body, was));
}

const remade = () => import("../page.js").then(({ refresh }) => refresh()).catch(() => {});

function undo({ dataset }, { interaction_id: interaction, owed_id: owed }, was) {
  const kind = UNDONE_BY[dataset.outbox];
  if (!kind || dataset.answer === "undo") return null;
  const form = document.querySelector("template#pending-undo").content.firstElementChild.cloneNode(true);
  Object.assign(form.dataset, dataset, { outbox: kind, answer: "undo" }, interaction && { interaction }, owed && { owed });
  delete form.dataset.changes;
  delete form.dataset.pendingSaid;
  return withFields(form, was);
}

export function withFields(form, fields) {
  const hidden = ([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(...Object.entries(fields ?? {}).map(hidden));
  return form;
}

// What was never sent is taken back here, and the server hears of neither.
async function takenBack(kind, fields) {
  if (!Object.values(UNDONE_BY).includes(kind) || (fields.answer ?? "undo") !== "undo") return false;
  const same = (row) => ["follow_up", "note", "n", "owed", "target"].every((name) => row.fields?.[name] === fields[name]);
  const made = (fields.interaction ?? fields.owed)?.split(":")[1]; // by that row of this phone
  const isOfIt = ["untalked", "unowed"].includes(kind) ? (row) => row.id === made : same;
  const last = (await outbox.rows()).filter(isOfIt).at(-1);
  if (!last || last.tries > 0 || UNDONE_BY[last.kind] !== kind) return false;
  await outbox.discard([last.order]);
  return true;
}
