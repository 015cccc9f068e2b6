// The server lets this one worker, and no page, compile WebAssembly: see networking_app/assets.py.
import { THOROUGH } from "./attempts.js";
import { prepare, readThoroughly } from "./thorough.js";
import { answerWith } from "./worker.js";

const ready = prepare();
answerWith(async (image) => (await ready, readThoroughly(image)), THOROUGH);
