/**
 * A first frame takes an engine several times as long as a later one: the browser has yet to compile its code.
 * So it reads a code of ours while the camera opens.
 */

const SIZE = 25;
const ROWS = // "HTTPS://KNOWNBY/C/WARMING-UP", one number of base 36 a row
  "jw4u7 a5dmp ejhi5 ekva5 el3rx a7vb5 jvfy7 203k ax8mx 9h594 40s78 5radj ebxow d4smw 13oaj 125ss jxkot 1u72 jvcd2 " +
  "a5btf ekjju eizox ejkya a64vv jvgx5";
const TIMES = 4;

/** The code as a camera would show it.
 * @param {number} width @param {number} height @returns {import("./luma.js").Luma} */
export function sample(width = 1280, height = 720) {
  const bits = ROWS.split(" ").map((row) => parseInt(row, 36).toString(2).padStart(SIZE, "0"));
  const module = Math.floor(height / (SIZE + 20));
  const left = (width - SIZE * module) >> 1, top = (height - SIZE * module) >> 1;
  const data = new Uint8Array(width * height).fill(220);
  for (let y = 0; y < SIZE * module; y++) {
    const row = bits[Math.floor(y / module)], at = (top + y) * width + left;
    for (let x = 0; x < SIZE * module; x++) if (row[Math.floor(x / module)] === "1") data[at + x] = 40;
  }
  return { data, width, height };
}

/** Reads the sample a few times, and stops as soon as there is something real to read.
 * @param {import("./attempts.js").Reader} read @param {() => boolean} wanted whether a frame has come */
export async function warmUp(read, wanted) {
  const image = sample();
  for (let time = 0; time < TIMES && !wanted(); time++) {
    await read(image);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
