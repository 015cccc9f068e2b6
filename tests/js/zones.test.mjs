import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, sameTime } from "../../static/js/zones.js";

const NOVEMBER = Date.parse("2026-11-22T12:00:00Z");

for (const [one, other, same] of [
  ["Europe/Berlin", "Europe/Lisbon", false],
  ["Europe/Berlin", "Europe/Vienna", true], // the same clocks under another name
  ["Asia/Calcutta", "Asia/Kolkata", true],
  ["Europe/London", "Africa/Abidjan", false], // the same now, not in summer
  ["Pacific/Kiritimati", "Pacific/Honolulu", false], // the same hour of another day
  ["Europe/Berlin", "Mars/Olympus", true], // nothing that can be said of it
  ["", "Europe/Berlin", true],
]) {
  test(`${one} and ${other} ${same ? "are one time" : "are two"}`, () => {
    assert.equal(sameTime(one, other, NOVEMBER), same);
    assert.equal(sameTime(other, one, NOVEMBER), same);
  });
}

test("a place is the last name of its zone, and UTC is none", () => {
  assert.equal(placeOf("America/Argentina/Buenos_Aires"), "Buenos Aires");
  assert.equal(placeOf("Europe/Lisbon"), "Lisbon");
  for (const nowhere of ["UTC", "", "Etc/GMT+3", "CET"]) assert.equal(placeOf(nowhere), "");
});
