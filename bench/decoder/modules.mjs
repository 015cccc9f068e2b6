import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const IMPORTED = /(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?from\s*)?"(\.[^"]+)"/g;

/** The files of a module and of all it imports, with their texts: Map of path to Buffer. */
export async function modulesOf(entry, seen = new Map()) {
  if (seen.has(entry)) return seen;
  seen.set(entry, await readFile(entry));
  for (const [, name] of seen.get(entry).toString().matchAll(IMPORTED)) await modulesOf(join(dirname(entry), name), seen);
  return seen;
}
