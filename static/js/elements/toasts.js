// Short messages at the foot of the screen, made from the same markup as the server's own.

const SECONDS = 6;

/** Say `text` to everybody, also to a screen reader; `problem` stays until the next page. `more` stands beside it. */
export function toast(text, problem = false, more = null) {
  const box = document.querySelector("#toasts");
  if (!box) return;
  // Said again, it is the same news.
  for (const said of box.children) if (said.textContent.trim() === text) said.remove();
  const news = box.querySelectorAll(".toast:not(.toast-error)");
  if (news.length > 1) news[0].remove(); // more would hide what they are about
  const item = document.createElement("div");
  item.className = problem ? "toast toast-error" : "toast";
  const words = document.createElement("p");
  words.dir = "auto";
  words.textContent = text;
  item.append(words, ...(more ? [more] : []));
  box.append(item);
  if (!problem) leaveUnread(item);
}

// Whoever points at it or has the focus in it is still reading.
function leaveUnread(item) {
  let timer;
  const stay = () => clearTimeout(timer);
  const leave = () => (timer = setTimeout(() => item.remove(), SECONDS * 1000));
  for (const name of ["pointerenter", "focusin"]) item.addEventListener(name, stay);
  for (const name of ["pointerleave", "focusout"]) item.addEventListener(name, leave);
  leave();
}
