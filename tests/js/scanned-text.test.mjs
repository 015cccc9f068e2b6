import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { readScanned } from "../../static/js/scanned-text.js";

// tests/ties/test_reading_what_phones_read.py holds the server to the same table.
const cases = JSON.parse(await readFile(new URL("../formats/scanned_texts.json", import.meta.url)));
const LINK = "HTTPS://TIES.EXAMPLE/C/7Q2K9F4MZP7Q2K9F4MZP7Q2K9F";
const shortened = (text) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}… (${text.length})` : text);

for (const { base, text, kind, code, name } of cases) {
  test(`${shortened(text)} is read as ${kind}`, () => {
    const expected = { card: { kind, code, name }, join: { kind, code }, unknown: { kind, text } }[kind];
    assert.deepEqual(readScanned(text, base), expected);
  });
}

test("no fragment makes the reading slow, throw, or be sent", () => {
  const seeds = ["%", "<b>", "\u202e", "\u0000", "e\u0301", "\u{1f9d1}", "\ud800", "%F0%9F", " ", "#", "\u2067"];
  for (let round = 0; round < 2_000; round += 1) {
    const parts = Array.from({ length: round % 50 }, (_, i) => seeds[(i * 7 + round * 3) % seeds.length]);
    const read = readScanned(`${LINK}#${parts.join("").repeat(round % 9)}`, "https://ties.example");
    assert.equal(read.code, LINK);
    assert.ok([...read.name].length <= 40);
    assert.doesNotMatch(read.name, /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
  }
});

test("a megabyte of anything is read at once", () => {
  const begun = process.cpuUsage(); // of this process alone: others may keep it waiting
  for (const text of [`${LINK}#${"a".repeat(1e6)}`, " ".repeat(1e6), `${" a".repeat(5e5)}`, "9".repeat(1e6)]) {
    readScanned(text, "https://ties.example");
  }
  const { user, system } = process.cpuUsage(begun);
  assert.ok(user + system < 1e6);
});
