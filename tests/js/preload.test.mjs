import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { modulesOf } from "../../bench/decoder/modules.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STATIC = `${ROOT}static`;

async function named(template) {
  const text = await readFile(`${ROOT}networking_app/templates/${template}`, "utf8");
  return [...text.split("%}")[0].matchAll(/"([a-z-]+(?:\/[a-z-]+)?)"/g)].map(([, file]) => `js/${file}.js`);
}

async function needed(...entries) {
  const all = await Promise.all(entries.map((entry) => modulesOf(`${STATIC}/js/${entry}.js`)));
  return new Set(all.flatMap((modules) => [...modules.keys()]).map((file) => relative(STATIC, file)));
}

test("every page of a signed-in person names the modules it runs, so that none waits for another", async () => {
  const files = await named("_modules.html");
  assert.deepEqual(files.toSorted(), [...(await needed("app", "outbox/start"))].toSorted());
});

test("the scan page names every further module of the camera", async () => {
  const everywhere = await needed("app", "outbox/start");
  const further = [...(await needed("elements/scan-station", "decode/quick-worker"))].filter((file) => !everywhere.has(file));
  assert.deepEqual([...(await named("ties/_camera_modules.html")), "vendor/qr/decode.js"].toSorted(), further.toSorted());
});
