// The network between a real browser and the server: what becomes of the next requests of an outbox comes as JSON lines.
import { createInterface } from "node:readline";
import { Proxy } from "./proxy.mjs";

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const proxy = await new Proxy(Number(process.argv[2])).open();
let go;

proxy.before = ({ then }) => then && new Promise((resolve) => {
  go = resolve;
  say({ question: 1, ...then });
});

createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.answer) return go();
  const { requests, hits } = proxy;
  if (message.script) Object.assign(proxy, { script: message.script, requests: 0, hits: 0 });
  say({ requests, hits });
});
say({ port: proxy.port });
