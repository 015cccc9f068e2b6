// The database of one person's outbox. It is opened for each operation: iOS drops connections in the background.

const STORES = { rows: { keyPath: "order", autoIncrement: true }, state: { keyPath: "key" } };
const LOST = ["InvalidStateError", "UnknownError", "AbortError"]; // what a dropped connection is reported as

export class Database {
  #factory;
  #name;

  constructor(factory, name) {
    this.#factory = factory;
    this.#name = name;
  }

  read(work) {
    return this.#twice("readonly", work);
  }

  // Resolves once it is on the disk.
  write(work) {
    return this.#twice("readwrite", work);
  }

  async erase() {
    await promised(this.#factory.deleteDatabase(this.#name));
  }

  async #twice(mode, work) {
    try {
      return await this.#once(mode, work);
    } catch (error) {
      if (!LOST.includes(error?.name)) throw error;
      return this.#once(mode, work);
    }
  }

  async #once(mode, work) {
    const database = await this.#open();
    try {
      const transaction = database.transaction(Object.keys(STORES), mode, { durability: "strict" });
      const done = finished(transaction);
      const [result] = await Promise.all([attempt(transaction, work), done]);
      return result;
    } finally {
      database.close();
    }
  }

  async #open() {
    let database = await this.#opened(1).catch((error) => {
      if (error.name !== "VersionError") throw error;
      return this.#opened(); // a newer version of the app has been here
    });
    if (!Object.keys(STORES).every((name) => database.objectStoreNames.contains(name))) {
      const next = database.version + 1; // half written: what is missing is made, what is there stays
      database.close();
      database = await this.#opened(next);
    }
    return database;
  }

  #opened(version) {
    const request = this.#factory.open(this.#name, version);
    request.onupgradeneeded = () => {
      const database = request.result;
      for (const [name, options] of Object.entries(STORES)) {
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, options);
      }
    };
    return promised(request).then((database) => {
      database.onversionchange = () => database.close();
      return database;
    });
  }
}

export function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
}

async function attempt(transaction, work) {
  try {
    return await work(transaction.objectStore("rows"), transaction.objectStore("state"));
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  }
}
