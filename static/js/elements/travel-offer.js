// <travel-offer zone="Europe/Berlin" hidden>: the clocks here are not those by which its person is reminded. It says so,
// and offers to go by these; whoever leaves it is not asked again for that place. Without this script it stays hidden.
import { placeOf, sameTime } from "../zones.js";

const LEFT = "zone-left ";

class TravelOffer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    const zone = this.#here;
    const place = placeOf(zone);
    if (!place || localStorage.getItem(LEFT + zone) || sameTime(zone, this.getAttribute("zone"))) return;
    const question = this.querySelector("[data-words]");
    question.textContent = question.dataset.words.replace("{place}", place);
    this.querySelector("input[name=time_zone]").value = zone;
    this.hidden = false;
  }

  handleEvent(event) {
    if (!event.target.closest("[data-leave]")) return;
    localStorage.setItem(LEFT + this.#here, "yes");
    this.hidden = true;
  }

  get #here() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  }
}

customElements.define("travel-offer", TravelOffer);
