// Short messages at the foot of the screen, made from the same markup as the server's own.

/** Say `text` to everybody, also to a screen reader; `problem` stays until the next page. */
export function toast(text, problem = false) {
  const box = document.querySelector("#toasts");
  if (!box) return;
  const item = document.createElement("div");
  item.className = problem ? "toast toast-error" : "toast";
  const words = document.createElement("p");
  words.dir = "auto";
  words.textContent = text;
  item.append(words);
  box.append(item);
  if (!problem) setTimeout(() => item.remove(), 4000);
}
