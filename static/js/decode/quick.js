// The first engine: small, plain JavaScript, allowed under the strictest policy.
import { decodeQR } from "../../vendor/qr/decode.js";

/** The text of the code in an image, or null.
 * @param {import("./luma.js").Luma} image @returns {string | null} */
export function readQuickly(image) {
  try {
    return decodeQR(image, { format: "I420" }) || null;
  } catch {
    return null; // its way to say that there is no code
  }
}
