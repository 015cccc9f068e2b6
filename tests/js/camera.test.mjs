import assert from "node:assert/strict";
import { test } from "node:test";
import { whyNot } from "../../static/js/camera/camera.js";

const reasons = {
  NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing",
  NotReadableError: "busy", AbortError: "busy", NotSupportedError: "insecure", TypeError: "unknown",
};

for (const [name, reason] of Object.entries(reasons)) {
  test(`a camera that fails with ${name} is ${reason}`, () => assert.equal(whyNot(new DOMException("", name)), reason));
}
