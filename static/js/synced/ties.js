// The ties that this phone keeps for one person: the page of each, and what is searched and listed of it.
import { promised } from "../indexed.js";
import { PREFIX, use } from "./database.js";
import { packed, unpacked } from "./packing.js";

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
    const found = await this.#use("readonly", async ({ pages }) => {
      const kept = await promised(pages.get(id));
      return kept?.merged_into ? promised(pages.get(kept.merged_into)) : kept;
    });
    return found?.page ? { title: found.title, html: await unpacked(found.page) } : null;
  }

  async take(entries, gone = []) {
    const pages = await Promise.all(entries.map(({ page }) => packed(page)));
    await this.#use("readwrite", async (stores) => {
      for (const id of gone) [stores.pages, stores.index].forEach((store) => store.delete(id));
      entries.forEach(({ id, title, aliases, page, has_card, mutual, ...listed }, place) => {
        stores.pages.put({ id, title, page: pages[place] });
        for (const alias of aliases) stores.pages.put({ id: alias, merged_into: id });
        stores.index.put({ id, ...listed, has_card: Number(has_card), mutual: Number(mutual) });
      });
    });
  }

  async keepOnly(ids) {
    await this.#use("readwrite", async ({ pages, index }) => {
      for (const id of await promised(index.getAllKeys())) if (!ids.has(id)) index.delete(id);
      for (const { id, merged_into } of await promised(pages.getAll())) if (!ids.has(merged_into ?? id)) pages.delete(id);
    });
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
