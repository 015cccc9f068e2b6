// What a row of an outbox is.

const CLIENT_ID = /^[A-Za-z0-9-]{8,64}$/;
const NAMED = ["tie", "note", "interaction", "owed"];

// Whether that is a row of an outbox at all; what is not is set aside, never sent.
export function isWhole(row) {
  const fields = row?.fields;
  return CLIENT_ID.test(row?.id) && typeof row.kind === "string" && !Number.isNaN(Date.parse(row.made_at)) &&
    typeof fields === "object" && fields !== null && !Array.isArray(fields);
}

// The client ids of the rows that this one builds on, as in `scan:<id>`.
export function parents(row) {
  const names = NAMED.map((field) => String(row.fields?.[field] ?? ""));
  return names.filter((name) => name.includes(":")).map((name) => name.slice(name.indexOf(":") + 1));
}
