// The page of a tie out of the kept frame and what was synced of the tie.
import { Ties } from "../synced/ties.js";
import { exactCopy, keptOwner } from "./kept.js";

const TIE = /^\/ties\/(\d+)$/;
const FRAME = "/ties/frame";
const NAME = "tie-name-goes-here";
const PLACE = '<template id="tie-page-goes-here"></template>';
const KEPT_AT = /(<meta name="kept-at" content=")[^"]*/;

// Null where the address is not a tie's, or the tie is not here.
export async function tiePage(url) {
  const [, id] = TIE.exec(url.pathname) ?? [];
  const owner = id && (await keptOwner());
  const frame = owner && (await exactCopy(new URL(FRAME, url)));
  return frame ? composed(frame, new Ties(owner), Number(id)).catch(() => null) : null;
}

async function composed(frame, ties, id) {
  const [page, extent] = await Promise.all([ties.page(id), ties.extent()]);
  if (!page || !extent) return null;
  const text = (await frame.text())
    .replace(NAME, () => page.title)
    .replace(PLACE, () => page.html)
    .replace(KEPT_AT, (_, before) => before + extent.synced_at);
  const headers = new Headers(frame.headers);
  headers.set("X-Kept-At", extent.synced_at);
  return new Response(text, { headers });
}
