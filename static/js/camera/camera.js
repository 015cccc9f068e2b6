// The phone's camera: opened, closed, and what it can do besides.

const EASY_TO_FOCUS = 2; // lenses of many phones are sharp at the distance that this zoom suggests

/** The reason of a failed opening, as the page's messages name it.
 * @param {unknown} error @returns {"denied" | "missing" | "busy" | "insecure" | "unknown"} */
export function whyNot(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (["NotAllowedError", "SecurityError"].includes(name)) return "denied";
  if (["NotFoundError", "OverconstrainedError"].includes(name)) return "missing";
  if (["NotReadableError", "AbortError"].includes(name)) return "busy";
  return name === "NotSupportedError" ? "insecure" : "unknown";
}

export class Camera {
  /** @type {MediaStreamTrack | undefined} */
  #track;
  /** @type {Promise<WakeLockSentinel | null> | undefined} */
  #awake;
  #turn = 0;

  get isOpen() {
    return this.#track?.readyState === "live";
  }

  get openedBefore() {
    return recall("camera-opened") !== null;
  }

  /** Shows the camera in a video; false where it was closed again before it opened.
   * @param {HTMLVideoElement} video @param {() => void} lost called when the device takes it away */
  async open(video, lost) {
    this.close(video);
    const turn = this.#turn;
    const stream = await chosenOrBack().catch((error) => (turn === this.#turn ? Promise.reject(error) : null));
    if (!stream || turn !== this.#turn) return stop(stream);
    [this.#track] = stream.getVideoTracks();
    this.#track.addEventListener("ended", lost);
    this.#awake = navigator.wakeLock?.request("screen").catch(() => null);
    remember("camera-opened", "yes");
    video.srcObject = stream;
    await this.#focus();
    return turn === this.#turn;
  }

  /** @param {HTMLVideoElement} video */
  close(video) {
    this.#turn++;
    this.#track?.stop();
    this.#track = undefined;
    this.#awake?.then((lock) => lock?.release());
    video.srcObject = null;
  }

  /** @returns {{torch: boolean, zoom: {min: number, max: number, step: number, now: number} | null}} */
  get abilities() {
    const able = /** @type {any} */ (this.#track?.getCapabilities?.() ?? {});
    const now = /** @type {any} */ (this.#track?.getSettings() ?? {}).zoom;
    const zoom = able.zoom && able.zoom.max > able.zoom.min ? { ...range(able.zoom), now } : null;
    return { torch: Boolean(able.torch), zoom };
  }

  /** @param {boolean} on @returns {Promise<boolean>} whether it shines now */
  async setTorch(on) {
    return (await this.#apply({ torch: on })) ? on : !on;
  }

  /** @param {number} zoom */
  setZoom(zoom) {
    remember("camera-zoom", String(zoom));
    return this.#apply({ zoom });
  }

  /** @returns {Promise<{id: string, label: string, now: boolean}[]>} all cameras, this one among them */
  async all() {
    const now = this.#track?.getSettings().deviceId;
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
    return cameras.map(({ deviceId, label }) => ({ id: deviceId, label, now: deviceId === now }));
  }

  /** Takes effect, and is remembered, from the next opening.
   * @param {string} id */
  choose(id) {
    remember("camera", id);
  }

  async #focus() {
    const { zoom } = this.abilities;
    const wanted = Number(recall("camera-zoom") ?? EASY_TO_FOCUS);
    const modes = /** @type {any} */ (this.#track?.getCapabilities?.())?.focusMode ?? [];
    if (modes.includes("continuous")) await this.#apply({ focusMode: "continuous" });
    if (zoom && zoom.min <= 1 && wanted >= zoom.min && wanted <= zoom.max) await this.#apply({ zoom: wanted });
  }

  /** @param {object} setting @returns {Promise<boolean>} whether the camera took it */
  async #apply(setting) {
    const done = this.#track?.applyConstraints({ advanced: [setting] });
    return done ? done.then(() => true, () => false) : false;
  }
}

/** @returns {Promise<MediaStream>} */
async function chosenOrBack() {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new DOMException("", "NotSupportedError");
  const ask = (/** @type {MediaTrackConstraints} */ which) =>
    navigator.mediaDevices.getUserMedia({ audio: false, video: { width: { ideal: 1280 }, ...which } });
  const back = { facingMode: { ideal: "environment" } };
  const chosen = recall("camera");
  if (!chosen) return ask(back);
  return ask({ deviceId: { exact: chosen } }).catch((error) => {
    if (whyNot(error) === "missing") return ask(back);
    throw error;
  });
}

/** @param {MediaStream | null} stream */
function stop(stream) {
  stream?.getTracks().forEach((track) => track.stop());
  return false;
}

/** @param {{min: number, max: number, step: number}} numbers */
const range = ({ min, max, step }) => ({ min, max, step });

// Storage may be switched off; a forgotten choice is no reason to fail.
/** @param {string} name @param {string} value */
function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    return;
  }
}

/** @param {string} name @returns {string | null} */
function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
