/** What the scanner's JavaScript weighs, in bytes of brotli: `node bench/decoder/sizes.mjs`. */
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { modulesOf } from "./modules.mjs";

const STATIC = fileURLToPath(new URL("../../static/", import.meta.url));
const PARTS = {
  "Element and camera": "js/elements/qr-scanner.js",
  "First decoder": "js/decode/quick-worker.js",
  "Second opinion": "js/decode/second-opinion-worker.js",
};

const counted = new Set();
for (const [name, entry] of Object.entries(PARTS)) {
  const files = [...(await modulesOf(STATIC + entry))].filter(([file]) => !counted.has(file));
  const sizes = files.map(([file, text]) => [relative(STATIC, file), brotliCompressSync(text).length]);
  files.forEach(([file]) => counted.add(file));
  console.log(`${name}: ${sizes.reduce((sum, [, size]) => sum + size, 0)}`);
  for (const [file, size] of sizes) console.log(`  ${String(size).padStart(6)} ${file}`);
}
const wasm = await readFile(`${STATIC}vendor/zxing/zxing_reader.wasm`);
console.log(`  ${String(brotliCompressSync(wasm).length).padStart(6)} vendor/zxing/zxing_reader.wasm`);
