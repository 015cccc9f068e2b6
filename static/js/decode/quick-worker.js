import { QUICK } from "./attempts.js";
import { readQuickly } from "./quick.js";
import { answerWith } from "./worker.js";

answerWith(readQuickly, QUICK);
