// A network that breaks as it is told: a TCP proxy between one phone and the server, one exchange per connection.
import { connect, createServer } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { lie } from "./lying.mjs";

const PORTAL = "<h1>Welcome to our free Wi-Fi</h1>";
const FAILED = /^HTTP\/1.1 (401|5..)/;
const page = (head) => `HTTP/1.1 ${head}\r\nContent-Type: text/html\r\nContent-Length: ${PORTAL.length}\r\nConnection: close\r\n\r\n${PORTAL}`;

export class Proxy {
  #server = createServer({ allowHalfOpen: true }, (near) => this.#answer(near));
  #sockets = new Set();
  // What becomes of the next exchanges; those after them go through.
  script = [];
  requests = 0;
  hits = 0;
  // Called with every request before it is sent on.
  before = async () => {};

  constructor(port) {
    this.upstream = port;
  }

  async open() {
    await new Promise((resolve) => this.#server.listen(this.port ?? 0, "127.0.0.1", resolve));
    this.port = this.#server.address().port;
    return this;
  }

  async close() {
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  // Called before each request of the phone: where nobody is to be reached, nobody listens.
  async dial() {
    if (this.script[0]?.fault !== "refused" || !this.#server.listening) return;
    this.hits += 1;
    this.script.shift();
    await this.close();
    setTimeout(() => this.open(), 5);
  }

  async #answer(near) {
    this.#keep(near);
    const request = await message(near);
    if (!request) return near.destroy();
    if (!request.toString("latin1", 0, 20).startsWith("POST /outbox ")) return void this.send(request).pipe(near);
    const step = this.script.shift() ?? { fault: "none" };
    this.requests += 1;
    if (step.fault !== "none") this.hits += 1;
    await this.before(step);
    await EXCHANGES[step.fault](this, near, request, step);
  }

  #keep(socket) {
    this.#sockets.add(socket.on("error", () => {}));
    socket.on("close", () => this.#sockets.delete(socket));
    return socket;
  }

  // A connection to the server on which `bytes` are sent.
  send(bytes) {
    const far = this.#keep(connect(this.upstream, "127.0.0.1"));
    far.write(bytes);
    return far;
  }

  // The whole answer, or null when there is none.
  async ask(request) {
    const far = this.send(request);
    const answer = await message(far);
    far.destroy();
    if (!answer || FAILED.test(answer.toString("latin1", 0, 12))) this.hits += 1;
    return answer;
  }
}

const EXCHANGES = {
  async none(proxy, near, request) {
    const answer = await proxy.ask(request);
    answer ? near.end(answer) : near.destroy();
  },
  async refused(_, near) {
    near.resetAndDestroy();
  },
  async "cut request"(proxy, near, request, { part }) {
    const far = proxy.send(request.subarray(0, Math.floor(part * request.length)));
    await after(5);
    far.destroy();
    near.destroy();
  },
  async "cut at commit"(proxy, near, request, { ms }) {
    const far = proxy.send(request);
    await after(ms);
    far.resetAndDestroy();
    near.resetAndDestroy();
  },
  async "lost reply"(proxy, near, request) {
    await proxy.ask(request);
    near.destroy();
  },
  async "cut reply"(proxy, near, request, { part }) {
    const answer = await proxy.ask(request);
    near.end(answer?.subarray(0, Math.floor(part * answer.length)));
  },
  async "late reply"(proxy, near, request, { ms }) {
    const answer = await proxy.ask(request);
    await after(ms);
    answer ? near.end(answer) : near.destroy();
  },
  // As a network does that repeats what it is not sure of: both arrive, perhaps at the same moment.
  async "doubled request"(proxy, near, request, { ms }) {
    const [answer] = await Promise.all([proxy.ask(request), after(ms).then(() => proxy.ask(request))]);
    answer ? near.end(answer) : near.destroy();
  },
  async "portal page"(_, near) {
    near.end(page("200 OK"));
  },
  async "portal redirect"(_, near) {
    near.end(page("302 Found\r\nLocation: http://portal.example/"));
  },
  async "bad gateway"(_, near) {
    near.end(page("502 Bad Gateway"));
  },
  lie,
};

// One HTTP message with a Content-Length, asked to be the last of its connection; null when it is cut.
function message(socket) {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    socket.on("data", (part) => {
      bytes = Buffer.concat([bytes, part]);
      const head = bytes.indexOf("\r\n\r\n");
      if (head < 0) return;
      const text = bytes.toString("latin1", 0, head);
      const length = Number(/content-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      if (bytes.length < head + 4 + length) return;
      const last = text.replace(/\r\nconnection: [^\r]*/i, "") + "\r\nConnection: close";
      resolve(Buffer.concat([Buffer.from(last, "latin1"), bytes.subarray(head)]));
    });
    socket.on("close", () => resolve(null));
    socket.on("end", () => resolve(null));
  });
}
