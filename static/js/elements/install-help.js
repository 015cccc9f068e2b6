// <install-help>: the browser's own question where it has one, else the steps for this device first.
const isApple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1);
const platform = isApple ? "apple" : /Android/.test(navigator.userAgent) ? "android" : "computer";

class InstallHelp extends HTMLElement {
  connectedCallback() {
    const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
    this.querySelector("[data-installed]").hidden = !installed;
    for (const way of this.querySelectorAll("details")) way.open = way.dataset.platform === platform;
    window.addEventListener("beforeinstallprompt", this.#offer);
    window.addEventListener("appinstalled", this.#done);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeinstallprompt", this.#offer);
    window.removeEventListener("appinstalled", this.#done);
  }

  #offer = (event) => {
    event.preventDefault();
    const button = this.querySelector("[data-install]");
    button.hidden = false;
    button.onclick = () => event.prompt();
  };

  #done = () => {
    this.querySelector("[data-install]").hidden = true;
    this.querySelector("[data-installed]").hidden = false;
  };
}

customElements.define("install-help", InstallHelp);
