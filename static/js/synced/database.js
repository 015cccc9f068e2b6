// The database of one person's ties: a copy of what the server has, begun anew whenever something is wrong with it.
import { opened, operate, promised } from "../indexed.js";

export const PREFIX = "ties-";
const STORES = ["pages", "blocks", "index", "meta"];

// Resolves to what `work(stores)` resolves to, once it is on the disk.
export function use(factory, name, mode, work) {
  return operate(() => whole(factory, name), STORES, mode, work);
}

// One that is half written, or of a later version of the app, is begun anew: all in it comes from the server.
async function whole(factory, name) {
  const database = await opened(factory, name, 1, makeStores).catch((error) => {
    if (error.name !== "VersionError") throw error;
    return null;
  });
  if (database && STORES.every((store) => database.objectStoreNames.contains(store))) return database;
  database?.close();
  await promised(factory.deleteDatabase(name));
  return opened(factory, name, 1, makeStores);
}

function makeStores(database) {
  database.createObjectStore("meta", { keyPath: "key" });
  database.createObjectStore("pages", { keyPath: "id" });
  database.createObjectStore("blocks", { keyPath: "number" });
  const index = database.createObjectStore("index", { keyPath: "id" });
  for (const flag of ["has_card", "mutual"]) index.createIndex(flag, flag);
}
