// The ties that this phone keeps for one person: the page of each, and what is searched and listed of it.
import { promised } from "../indexed.js";
import { blocksOf, rewritten, textOf } from "./blocks.js";
import { PREFIX, use } from "./database.js";

export class Ties {
  #factory;

  constructor(owner, factory = globalThis.indexedDB) {
    this.owner = owner;
    this.#factory = factory;
  }

  // How far they go: {version, at, shape, synced_at}; null before the first time they were all there.
  async extent() {
    return (await this.#use("readonly", ({ meta }) => promised(meta.get("extent")))) ?? null;
  }

  async reaches(extent) {
    await this.#use("readwrite", ({ meta }) => promised(meta.put({ ...extent, key: "extent" })));
  }

  async list() {
    return this.#use("readonly", ({ index }) => promised(index.getAll()));
  }

  // {title, html} of a tie by its id, or by that of a tie that was merged into it; null when it is not here.
  async page(id) {
    const [found, block] = await this.#use("readonly", async ({ pages, blocks }) => {
      const kept = await promised(pages.get(id));
      const page = kept?.merged_into ? await promised(pages.get(kept.merged_into)) : kept;
      return [page, page && (await promised(blocks.get(page.block)))];
    });
    const html = block && (await textOf(block, found.id));
    return html ? { title: found.title, html } : null;
  }

  async take(entries, gone = []) {
    const html = new Map(entries.map(({ id, page }) => [id, page]));
    const without = [...gone, ...entries.flatMap(({ aliases }) => aliases)];
    const kept = await this.#use("readonly", (stores) => blocksOf(stores, [...html.keys(), ...without]));
    const blocks = await rewritten(kept, html, without);
    const placed = new Map(blocks.flatMap(({ number, ids }) => ids.map((id) => [id, number])));
    await this.#use("readwrite", async (stores) => {
      for (const id of gone) [stores.pages, stores.index].forEach((store) => store.delete(id));
      for (const block of blocks) if (block.ids.length) stores.blocks.put(block); else stores.blocks.delete(block.number);
      for (const { id, title, aliases, page, has_card, mutual, ...listed } of entries) {
        stores.pages.put({ id, title, block: placed.get(id) });
        for (const alias of aliases) stores.pages.put({ id: alias, merged_into: id });
        stores.index.put({ id, ...listed, has_card: Number(has_card), mutual: Number(mutual) });
      }
    });
  }

  async keepOnly(ids) {
    const rows = await this.#use("readonly", ({ pages }) => promised(pages.getAll()));
    await this.take([], rows.filter(({ id, merged_into }) => !ids.has(merged_into ?? id)).map(({ id }) => id));
  }

  async counts() {
    return this.#use("readonly", async ({ index }) => {
      const asked = [index.count(), index.index("has_card").count(1), index.index("mutual").count(1)];
      const [ties, cards, mutual] = await Promise.all(asked.map(promised));
      return { ties, cards, mutual };
    });
  }

  async erase() {
    await promised(this.#factory.deleteDatabase(PREFIX + this.owner));
  }

  #use(mode, work) {
    return use(this.#factory, PREFIX + this.owner, mode, work);
  }
}
