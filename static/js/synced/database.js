// The database of one person's ties. It is opened for each operation: iOS drops connections in the background.

export const PREFIX = "ties-";
const STORES = ["pages", "index", "meta"];
const DROPPED = ["InvalidStateError", "UnknownError", "AbortError"]; // what a lost connection is reported as

// Resolves to what `work(stores)` resolves to, once it is on the disk.
export async function use(factory, name, mode, work) {
  try {
    return await once(factory, name, mode, work);
  } catch (error) {
    if (!DROPPED.includes(error?.name)) throw error;
    return once(factory, name, mode, work);
  }
}

export function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function once(factory, name, mode, work) {
  const database = await whole(factory, name);
  try {
    const transaction = database.transaction(STORES, mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
    });
    const stores = Object.fromEntries(STORES.map((store) => [store, transaction.objectStore(store)]));
    return (await Promise.all([work(stores), done]))[0];
  } finally {
    database.close();
  }
}

// One that is half written, or of a later version of the app, is begun anew: all in it comes from the server.
async function whole(factory, name) {
  const database = await opened(factory, name).catch((error) => {
    if (error.name !== "VersionError") throw error;
    return null;
  });
  if (database && STORES.every((store) => database.objectStoreNames.contains(store))) return database;
  database?.close();
  await promised(factory.deleteDatabase(name));
  return opened(factory, name);
}

async function opened(factory, name) {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("meta", { keyPath: "key" });
    request.result.createObjectStore("pages", { keyPath: "id" });
    const index = request.result.createObjectStore("index", { keyPath: "id" });
    for (const flag of ["has_card", "mutual"]) index.createIndex(flag, flag);
  };
  const database = await promised(request);
  database.onversionchange = () => database.close();
  return database;
}
