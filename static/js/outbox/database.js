// The database of one person's outbox. Nothing in it is anywhere else, so whatever is found there stays.
import { opened, operate, promised } from "../indexed.js";

const STORES = { rows: { keyPath: "order", autoIncrement: true }, state: { keyPath: "key" } };
const NAMES = Object.keys(STORES);

export class Database {
  #factory;
  #name;
  // Whoever signs out leaves nothing, also not by looking whether there is something.
  erased = false;

  constructor(factory, name) {
    this.#factory = factory;
    this.#name = name;
  }

  // `work(rows, state)` is given the stores.
  read(work) {
    return operate(this.#open, NAMES, "readonly", ({ rows, state }) => work(rows, state));
  }

  // Resolves once it is on the disk.
  write(work) {
    return operate(this.#open, NAMES, "readwrite", ({ rows, state }) => work(rows, state));
  }

  async erase() {
    this.erased = true;
    await promised(this.#factory.deleteDatabase(this.#name));
  }

  #open = async () => {
    if (this.erased) throw new Error();
    const database = await this.#opened(1).catch((error) => {
      if (error.name !== "VersionError") throw error;
      return this.#opened(); // a newer version of the app has been here
    });
    if (NAMES.every((name) => database.objectStoreNames.contains(name))) return database;
    database.close();
    return this.#opened(database.version + 1); // half written: what is missing is made
  };

  #opened(version) {
    return opened(this.#factory, this.#name, version, (database) => {
      for (const name of NAMES) {
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, STORES[name]);
      }
    });
  }
}
