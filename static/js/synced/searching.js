// Finding ties in the list that the phone keeps, as networking_app/ties/searching.py finds them on the server.
import { fold } from "./folding.js";

const WORDS_READ = 8;

// The one met last first; of what is kept, only what is whole.
export function inOrder(list) {
  const whole = list.filter(({ row, text, met }) => [row, text, met].every((part) => typeof part === "string"));
  return whole.sort((one, other) => (one.met < other.met ? 1 : one.met > other.met ? -1 : other.id - one.id));
}

// `quiet` is the day on which only those are asked for whose time to be in touch has come.
export function search(list, { q = "", event = "", tag = "", quiet = "" }) {
  const words = fold(q.slice(0, 200)).split(" ").slice(0, WORDS_READ);
  const at = Number(event);
  return list.filter(
    (tie) =>
      words.every((word) => tie.text.includes(word)) && (!at || tie.events?.includes(at)) && (!tag || tie.tags?.includes(tag)) &&
      (!quiet || (tie.quiet_on && tie.quiet_on <= quiet)),
  );
}
