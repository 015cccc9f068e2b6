// Torch, zoom and the choice of a camera: shown only where this phone has them.

/** @param {HTMLElement} scanner @param {string} name @returns {any} */
export const part = (scanner, name) => scanner.querySelector(`[data-part=${name}]`);

/** @param {HTMLElement} scanner @param {string} name @param {boolean} visible */
export function show(scanner, name, visible) {
  const found = part(scanner, name);
  if (found) (found.closest("label") ?? found).hidden = !visible;
}

/** @param {HTMLElement} scanner @param {import("./camera.js").Camera} camera @param {() => void} reopen */
export function attachControls(scanner, camera, reopen) {
  part(scanner, "torch")?.addEventListener("click", async (/** @type {any} */ { currentTarget: torch }) => {
    torch.ariaPressed = String(await camera.setTorch(torch.ariaPressed !== "true"));
  });
  part(scanner, "zoom")?.addEventListener("input", (/** @type {any} */ { target }) => camera.setZoom(target.valueAsNumber));
  part(scanner, "camera-choice")?.addEventListener("change", (/** @type {any} */ { target }) => {
    camera.choose(target.value);
    reopen();
  });
}

/** @param {HTMLElement} scanner @param {import("./camera.js").Camera} camera */
export async function showControls(scanner, camera) {
  const { torch, zoom } = camera.abilities;
  const cameras = await camera.all();
  show(scanner, "torch", torch);
  show(scanner, "zoom", zoom !== null);
  show(scanner, "camera-choice", cameras.length > 1);
  const lamp = part(scanner, "torch"), slider = part(scanner, "zoom");
  if (lamp) lamp.ariaPressed = "false";
  if (slider && zoom) Object.assign(slider, { min: zoom.min, max: zoom.max, step: zoom.step || "any", value: zoom.now });
  const options = cameras.map(({ id, label, now }) => new Option(label, id, now, now));
  part(scanner, "camera-choice")?.replaceChildren(...options);
}
