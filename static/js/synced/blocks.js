// Pages are alike: kept ten together as one gzip they take a quarter of the room that they take alone.
import { promised } from "../indexed.js";
import { packed, unpacked } from "./packing.js";

const MOST = 10; // pages of a block, all of which are unpacked to read one

// The blocks in which those ties stand, as they are kept, and the one that is being filled.
export async function blocksOf({ pages, blocks }, ids) {
  const rows = await Promise.all(ids.map((id) => promised(pages.get(id))));
  const last = (await promised(blocks.openKeyCursor(null, "prev")))?.key;
  const numbers = new Set([...rows.map((row) => row?.block), last].filter((number) => number !== undefined));
  return Promise.all([...numbers].map((number) => promised(blocks.get(number))));
}

// The same blocks without the pages of those that are `gone` and with the new `html` of others, by the ids of their ties.
export async function rewritten(kept, html, gone) {
  const blocks = new Map(await Promise.all(kept.filter(Boolean).map(async (block) => [block.number, await texts(block)])));
  for (const block of blocks.values()) for (const id of gone) block.delete(id);
  let number = Math.max(0, ...blocks.keys());
  for (const [id, page] of html) {
    let block = [...blocks.values()].find((one) => one.has(id)) ?? blocks.get(number);
    if (!block?.has(id) && (block?.size ?? MOST) >= MOST) blocks.set((number += 1), (block = new Map()));
    block.set(id, page);
  }
  return Promise.all([...blocks].map(async ([number, block]) => (
    { number, ids: [...block.keys()], pages: await packed(JSON.stringify([...block.values()])) })));
}

export async function textOf(block, id) {
  return (await texts(block)).get(id);
}

async function texts({ ids, pages }) {
  const all = JSON.parse(await unpacked(pages));
  return new Map(ids.map((id, place) => [id, all[place]]));
}
