/**
 * How many hard frames the scanner's engines read, and how long that takes:
 * `node bench/decoder/read_frames.mjs FOLDER...`, folders with NNN.gray and manifest.json as make_frames.py writes them.
 */
import { readFile } from "node:fs/promises";
import { QUICK, THOROUGH, tryEach } from "../../static/js/decode/attempts.js";
import { readQuickly } from "../../static/js/decode/quick.js";
import { prepare, readThoroughly } from "../../static/js/decode/thorough.js";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const wasm = new URL("../../static/vendor/zxing/zxing_reader.wasm", import.meta.url);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

async function load(folder) {
  const manifest = JSON.parse(await readFile(`${folder}/manifest.json`, "utf8"));
  return Promise.all(manifest.map(async ({ i, cond, w, h, url }) => {
    const data = new Uint8Array(await readFile(`${folder}/${String(i).padStart(3, "0")}.gray`));
    return { cond, url, image: { data, width: w, height: h } };
  }));
}

async function timed(work, times) {
  const begun = performance.now();
  const text = await work();
  times.push(performance.now() - begun);
  return text;
}

async function readAll(frames) {
  const seen = { quick: 0, read: 0, wrong: 0, missed: {}, hit: [], miss: [], second: [] };
  for (const { cond, url, image } of frames) {
    const spent = [];
    const quick = await timed(() => tryEach(readQuickly, QUICK, image), spent);
    (quick ? seen.hit : seen.miss).push(...spent);
    const text = quick ?? (await timed(() => tryEach(readThoroughly, THOROUGH, image), seen.second));
    if (text && text !== url) seen.wrong++;
    else if (text) seen.read++, (seen.quick += Number(quick !== null));
    else if (url) seen.missed[cond] = (seen.missed[cond] ?? 0) + 1;
  }
  return seen;
}

await prepare({ wasmBinary: await readFile(wasm) });
for (const folder of process.argv.slice(2)) {
  const frames = await load(folder);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await readAll(frames));
  const { quick, read, wrong, missed } = rounds[0];
  const codes = frames.filter(({ url }) => url).length;
  const share = (count) => `${count} of ${codes} (${((100 * count) / codes).toFixed(1)} %)`;
  const ms = (name) => `${median(rounds.map((seen) => median(seen[name]))).toFixed(1)} ms`;
  console.log(`${folder}: quick engine ${share(quick)}, with the second opinion ${share(read)}, wrong texts ${wrong}`);
  console.log(`  medians of ${ROUNDS} rounds: quick hit ${ms("hit")}, quick miss ${ms("miss")}, second opinion ${ms("second")}`);
  console.log(`  missed: ${Object.entries(missed).map(([kind, count]) => `${kind} ${count}`).join(", ") || "none"}`);
}
