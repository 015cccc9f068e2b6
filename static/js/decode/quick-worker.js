// Deeper modules are named here too, so that all are fetched at once: the first frame is on its way.
import "./luma.js";
import "./pixels.js";
import "./warm-up.js";
import "../../vendor/qr/decode.js";
import { QUICK } from "./attempts.js";
import { readQuickly } from "./quick.js";
import { answerWith } from "./worker.js";

answerWith(readQuickly, QUICK);
