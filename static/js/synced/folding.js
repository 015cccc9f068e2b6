// Text as it is searched; the twin of networking_app/formats/folding.py, which folds what is searched in.

// Letters whose fold is not their capital's small letter: Turkish and Cherokee ones.
const AS_THEY_ARE = /[ı\u13a0-\u13f5]/u;
const CHEROKEE = /[\uab70-\uabbf\u13f8-\u13fd]/u;
const SPACE = /(?:[\x1c-\x1f\x85]|(?!\ufeff)\s)+/u;
const marks = new Map();

export function fold(text) {
  const decomposed = Array.from(text, folded).join("").normalize("NFKD");
  const letters = Array.from(decomposed).filter((letter) => letter < "\u0300" || !isMark(letter));
  return letters.join("").split(SPACE).filter(Boolean).join(" ");
}

function folded(letter) {
  if (AS_THEY_ARE.test(letter)) return letter;
  const capital = letter.toLowerCase().toUpperCase();
  return CHEROKEE.test(letter) ? capital : capital.toLowerCase().replace("ς", "σ");
}

// Whether it has a combining class: then normalising moves it past a mark of a lower one, or one of a higher past it.
function isMark(letter) {
  if (!marks.has(letter)) marks.set(letter, moves(letter, "\u0334") || moves("\u0345", letter));
  return marks.get(letter);
}

function moves(first, second) {
  return (first + second).normalize("NFD") !== first + second;
}
