// What can be fetched again gives way to what cannot.
export async function makeRoom(owner) {
  const names = (await caches.keys()).filter((name) => name.startsWith("kept-"));
  await Promise.all([...names.map((name) => caches.delete(name)), indexedDB.deleteDatabase(`ties-${owner}`)]);
}
