// What the network said while a kept copy was shown: told to the page that shows it, once it asks.

const MOST = 20; // a page that went away never asks

const answers = new Map();

// `answer` resolves to a response, or to null when there is none.
export function expect(clientId, answer) {
  answers.set(clientId, answer.then(inWords));
  if (answers.size > MOST) answers.delete(answers.keys().next().value);
}

export async function tellNewest(client) {
  const answer = answers.get(client.id);
  if (answer) client.postMessage(await answer);
  answers.delete(client.id);
}

async function inWords(response) {
  if (!response) return "none";
  if (!response.ok) return "gone";
  const text = await response.text().catch(() => null);
  return text === null ? "none" : { newest: text };
}
