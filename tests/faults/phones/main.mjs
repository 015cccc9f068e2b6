// The phones of a campaign: trials come as lines of JSON, what became of them goes back the same way.
import { createInterface } from "node:readline";
import { Trial } from "./trial.mjs";

const AT_ONCE = 8;
const BARRIER = 5_000; // milliseconds after which a group does not wait for its last phone any more

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const questions = new Map();
const barriers = new Map();
const queue = [];
let running = 0;
let asked = 0;

function ask(question) {
  asked += 1;
  say({ question: asked, ...question });
  return new Promise((resolve) => questions.set(asked, resolve));
}

// Resolves for all when the last of the group has come; `terms.do` happens then, before or while they go on.
function together(terms) {
  const group = groupOf(terms);
  come(group);
  return group.opened;
}

// Nobody waits for a phone that is through already.
function leave(terms) {
  come(groupOf(terms));
}

function come(group) {
  group.missing -= 1;
  if (!group.missing) group.open();
}

function groupOf({ barrier, size, first, ...terms }) {
  if (barriers.has(barrier)) return barriers.get(barrier);
  const group = { missing: size };
  const all = new Promise((resolve) => {
    group.open = resolve;
    setTimeout(resolve, BARRIER).unref();
  });
  const done = all.then(() => ask(terms));
  group.opened = first ? done : all;
  barriers.set(barrier, group);
  return group;
}

async function run(terms) {
  running += 1;
  try {
    say(await new Trial(terms, { ask, together, leave }).run());
  } catch (error) {
    say({ number: terms.number, failure: String(error?.stack ?? error) });
  }
  running -= 1;
  next();
}

function next() {
  while (running < AT_ONCE && queue.length) run(queue.shift());
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.answer) {
    questions.get(message.answer)(message);
    questions.delete(message.answer);
  } else {
    queue.push(message);
    next();
  }
});
