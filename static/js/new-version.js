// A version of the app that waits for its turn: it is offered, and taken when the person says so.

export function offerVersion(waiting) {
  const offered = document.querySelector("template#new-version")?.content.cloneNode(true).firstElementChild;
  if (!offered || document.querySelector("#toasts .new-version")) return;
  offered.querySelector("button").addEventListener("click", () => {
    if (waiting.state !== "installed") return location.reload(); // it took over in another tab
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("skip-waiting");
  });
  document.querySelector("#toasts").append(offered);
}
