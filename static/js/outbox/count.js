// How much is not sent yet, in the bar of every page.
import { oneAtATime } from "../waiting.js";
import { outbox, shownRows } from "./here.js";

const link = document.querySelector(".bar-unsent");

const count = oneAtATime(async () => {
  const rows = await shownRows();
  const refused = rows.filter((row) => row?.state === "refused").length;
  const pause = rows.length ? await outbox.pause().catch(() => null) : null;
  const words = pause?.why === "sign-in" ? link.dataset.signIn : link.dataset.unsent;
  link.querySelector("[data-words]").textContent = words.replace("{n}", rows.length);
  link.toggleAttribute("data-refused", refused > 0);
  link.hidden = rows.length === 0;
});

if (outbox && link) {
  document.addEventListener("outbox", count);
  count();
}
