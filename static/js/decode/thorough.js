// The second opinion: larger and WebAssembly, better at tilted, dim and tiny codes.
import { prepareZXingModule, readBarcodes } from "../../vendor/zxing/reader.js";
import { toRgba } from "./luma.js";

const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 1 };

/** Loads the decoder; where nothing is given it fetches the one file its glue was built for.
 * @param {{wasmBinary?: ArrayBuffer}} given */
export function prepare(given = {}) {
  const locateFile = () => new URL("../../vendor/zxing/zxing_reader.wasm", import.meta.url).href;
  return prepareZXingModule({ overrides: { locateFile, ...given }, fireImmediately: true });
}

/** The text of the code in an image, or null.
 * @param {import("./luma.js").Luma} image @returns {Promise<string | null>} */
export async function readThoroughly(image) {
  const [found] = await readBarcodes({ data: toRgba(image), width: image.width, height: image.height }, OPTIONS);
  return found?.text || null;
}
