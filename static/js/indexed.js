// IndexedDB as promises. A database is opened for each operation: iOS drops connections in the background.

const LOST = ["InvalidStateError", "UnknownError", "AbortError"]; // what a dropped connection is reported as

export function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Opens it; `make(database)` makes the stores of one that is new or grows to that version.
export async function opened(factory, name, version, make) {
  const request = factory.open(name, version);
  request.onupgradeneeded = () => make(request.result);
  const database = await promised(request);
  database.onversionchange = () => database.close();
  return database;
}

// Resolves to what `work(stores)` resolves to, once it is on the disk; `open` is asked twice if the connection was lost.
export async function operate(open, names, mode, work) {
  try {
    return await once(await open(), names, mode, work);
  } catch (error) {
    if (!LOST.includes(error?.name)) throw error;
    return once(await open(), names, mode, work);
  }
}

async function once(database, names, mode, work) {
  try {
    const transaction = database.transaction(names, mode, { durability: "strict" });
    const done = finished(transaction);
    const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
    return (await Promise.all([attempt(transaction, () => work(stores)), done]))[0];
  } finally {
    database.close();
  }
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
}

async function attempt(transaction, work) {
  try {
    return await work();
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  }
}
