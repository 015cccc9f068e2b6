// Lays a network out beside the page; on the way it sends how far it is, where that is asked for.
import { settling } from "./layout.js";

const SHOWN = 6;

addEventListener("message", ({ data: { graph, moving } }) => {
  let round = 0, points = [];
  for (points of settling(graph)) {
    if (moving && round++ % SHOWN === 0) postMessage({ points, done: false });
  }
  postMessage({ points, done: true });
});
