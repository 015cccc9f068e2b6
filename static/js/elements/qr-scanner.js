// <qr-scanner>: camera or photo, until a code is read; then it says `scan` with {text, via}.
// Every word and control is the page's HTML, found by data-part and data-error.
import { Camera, whyNot } from "../camera/camera.js";
import { attachControls, part, show, showControls } from "../camera/controls.js";
import { Decoder } from "../decode/decoder.js";
import { Repeats } from "../decode/repeats.js";

class QrScanner extends HTMLElement {
  #camera = new Camera();
  #repeats = new Repeats();
  #decoder;
  #round = 0; // grows whenever looking begins or ends, so that a late answer is known as one
  #wanted = false;
  #paused = false;

  connectedCallback() {
    this.#decoder = new Decoder();
    part(this, "photo")?.addEventListener("change", this.#readPhoto);
    this.addEventListener("click", this.#clicked);
    attachControls(this, this.#camera, () => this.start());
    document.addEventListener("visibilitychange", this.#shownOrHidden);
    for (const name of ["pagehide", "pageshow"]) window.addEventListener(name, this.#shownOrHidden);
    this.#become("idle");
    this.#startIfAllowed();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#shownOrHidden);
    for (const name of ["pagehide", "pageshow"]) window.removeEventListener(name, this.#shownOrHidden);
    this.stop();
    this.#decoder.close();
  }

  /** Opens the camera; the browser asks the person where it has to. */
  async start() {
    this.#wanted = true;
    this.#round++;
    this.#become("starting");
    try {
      if (!(await this.#camera.open(this.#video, () => this.start()))) return;
      showControls(this, this.#camera);
      this.#paused ? this.pause() : this.resume();
    } catch (error) {
      this.#fail(whyNot(error));
    }
  }

  stop() {
    this.#wanted = false;
    this.#release();
  }

  /** Keeps the camera but looks at nothing, while a result is on the screen. */
  pause() {
    this.#paused = true;
    this.#round++;
    this.#video.pause();
    if (this.#camera.isOpen) this.#become("paused");
  }

  /** Looks again; the code just read is left alone for three seconds. */
  resume() {
    this.#paused = false;
    if (!this.#camera.isOpen) return;
    this.classList.remove("scan-found");
    this.#repeats.goOn(performance.now());
    this.#decoder.begin();
    this.#video.play().catch(() => {}); // interrupted by the next pause
    this.#become("looking");
    this.#look(++this.#round);
  }

  async #look(round) {
    while (round === this.#round) {
      await nextFrame(this.#video);
      if (round !== this.#round || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
      const text = await this.#decoder.read(this.#video);
      if (text && round === this.#round && this.#repeats.isNew(text, performance.now())) this.#found(text, "camera");
    }
  }

  #readPhoto = async ({ target: input }) => {
    const [photo] = input.files;
    if (!photo) return;
    this.#say("reading");
    const text = await this.#decoder.readPhoto(photo);
    input.value = "";
    if (text) this.#found(text, "photo");
    else this.#say("noCode");
  };

  #found(text, via) {
    this.classList.add("scan-found");
    this.#say("found");
    this.dispatchEvent(new CustomEvent("scan", { bubbles: true, detail: { text, via } }));
  }

  async #startIfAllowed() {
    const asked = await navigator.permissions?.query?.({ name: "camera" }).catch(() => null);
    if (!this.isConnected || this.#wanted) return;
    if (!window.isSecureContext || !navigator.mediaDevices) this.#fail("insecure");
    else if (asked?.state === "denied") this.#fail("denied");
    else if (asked?.state === "granted" || this.#camera.openedBefore) this.start();
  }

  // Left open, the camera is black on iOS when the app comes back, and its light stays on elsewhere.
  #shownOrHidden = ({ type }) => {
    if (type === "pagehide" || document.visibilityState === "hidden") this.#release();
    else if (this.#wanted && !this.#camera.isOpen) this.start();
  };

  #release() {
    this.#round++;
    this.#camera.close(this.#video);
    this.#become("idle");
  }

  #clicked = ({ target }) => {
    if (target.closest("[data-part=start], [data-start]")) this.start();
  };

  #fail(why) {
    this.stop();
    this.#become("failed");
    const message = this.querySelector(`[data-error=${why}]`) ?? this.querySelector("[data-error=unknown]");
    if (message) message.hidden = false;
  }

  #become(state) {
    this.dataset.state = state;
    for (const message of this.querySelectorAll("[data-error]")) message.hidden = true;
    show(this, "start", state === "idle");
    show(this, "frame", state === "looking" || state === "paused");
    this.#say(state);
  }

  #say(what) {
    const status = part(this, "status");
    if (status && what in status.dataset) status.textContent = status.dataset[what];
  }

  get #video() {
    return part(this, "video");
  }
}

/** Settles when the video shows another picture. */
const nextFrame = (video) =>
  new Promise((resolve) => {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(resolve);
    else setTimeout(resolve, 33);
  });

customElements.define("qr-scanner", QrScanner);
