// What a scanned, photographed or typed text is, told without the server: the twin of formats/codes.py.

const MOST_TYPED = 200; // characters; so much for a code with separators
const MOST_IN_FRAGMENT = 500; // UTF-16 units; a longer one is none of our names
const MOST_IN_NAME = 40; // characters
const SPACE = /(?!\ufeff)[\s\x1c-\x1f\x85]/;
const SEPARATORS = /[\s\x1c-\x1f\x85\p{Cf}\p{Pd}]/gu;
const LONG_CODE_END = /^([0-9A-Za-z]{26})(?:#([^\n]*))?$/;
// Marks that turn the direction of what follows, and what is not seen at all.
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?!\s)[\p{Cc}\p{Cs}]/gu;

const KINDS = [
  { code: /^[0-9A-HJKMNP-TV-Z]{26}$/, readAs: { O: "0", I: "1", L: "1", U: "V" } },
  { code: /^[BCDFGHJKMNP-TV-XZ]{8}$/, readAs: { 0: "Q", O: "Q", 2: "Z", 5: "S", 6: "G", 8: "B", U: "V", Y: "V" } },
];

// {kind: "card", code, name}, {kind: "join", code} or {kind: "unknown", text}; `code` is what the server is sent.
export function readScanned(text, origin) {
  const stripped = strip(text);
  const join = rest(stripped, `${origin}/join/`)?.replace(/[?#][^]*$/, "").replace(/^\/+|\/+$/g, "");
  if (join && /^[0-9A-Za-z]+$/.test(join)) return { kind: "join", code: join };
  const [, code, fragment] = LONG_CODE_END.exec(rest(stripped, `${origin}/c/`) ?? "") ?? [];
  if (code) return { kind: "card", code: stripped.split("#", 1)[0], name: nameIn(fragment ?? "") };
  const typed = readTyped(text);
  return typed ? { kind: "card", code: typed, name: "" } : { kind: "unknown", text };
}

function rest(text, start) {
  const head = text.slice(0, start.length);
  return /^[\x00-\x7f]*$/.test(head) && head.toLowerCase() === start.toLowerCase() ? text.slice(start.length) : null;
}

function readTyped(text) {
  if (text.length > 2 * MOST_TYPED || [...text].length > MOST_TYPED) return null;
  const bare = text.normalize("NFKC").replace(SEPARATORS, "");
  if (!/^[0-9A-Za-z]+$/.test(bare)) return null;
  const read = KINDS.map(({ code, readAs }) => {
    const letters = bare.toUpperCase().replace(/./g, (letter) => readAs[letter] ?? letter);
    return code.test(letters) ? letters : null;
  });
  return read[0] ?? read[1];
}

function nameIn(fragment) {
  if (fragment.length > MOST_IN_FRAGMENT) return "";
  try {
    const name = decodeURIComponent(fragment).replace(UNSEEN, "").normalize("NFC").replace(/\s+/g, " ").trim();
    return [...name].length > MOST_IN_NAME ? "" : name;
  } catch {
    return ""; // a "%" that encodes nothing
  }
}

function strip(text) {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text[start])) start += 1;
  while (end > start && SPACE.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}
