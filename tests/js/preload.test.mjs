import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { modulesOf } from "../../bench/decoder/modules.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("the scan page names every module of the camera, so that none waits for another", async () => {
  const template = await readFile(`${ROOT}networking_app/templates/ties/_camera_modules.html`, "utf8");
  const named = [...template.matchAll(/"([a-z]+\/[a-z-]+)"/g)].map(([, file]) => `js/${file}.js`);
  const needed = new Map([
    ...(await modulesOf(`${ROOT}static/js/elements/qr-scanner.js`)),
    ...(await modulesOf(`${ROOT}static/js/decode/quick-worker.js`)),
  ]);
  const ours = [...needed.keys()].map((file) => relative(`${ROOT}static`, file));
  assert.deepEqual(
    [...named, "vendor/qr/decode.js"].filter((file) => file !== "js/elements/scan-station.js").toSorted(),
    ours.toSorted(),
  );
});
