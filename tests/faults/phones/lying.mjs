// A server that loses or doubles, made of the real one and a liar in between: what the checks must find.

// What the liar makes of a request's items: those that go on, and the answers it invents.
const LIES = {
  loses: (items) => [items.slice(1), (results) => [accepted(items[0]), ...results]],
  doubles: (items) => [[...items, { ...items[0], client_id: crypto.randomUUID() }], (results) => results.slice(0, -1)],
};
const accepted = ({ client_id }) => ({ client_id, status: 201, body: { tie_id: 1, note_id: 1 } });

export async function lie(proxy, near, request, { how }) {
  const [head, body] = halves(request);
  const content = JSON.parse(body);
  const [items, answered] = LIES[how](content.items);
  const [answerHead, answer] = halves(await proxy.ask(whole(head, { ...content, items })));
  const { results, ...refusal } = JSON.parse(answer);
  near.end(whole(answerHead, results ? { results: answered(results) } : refusal));
}

function halves(message) {
  const end = message.indexOf("\r\n\r\n");
  return [message.toString("latin1", 0, end), message.toString("utf8", end + 4)];
}

function whole(head, content) {
  const body = Buffer.from(JSON.stringify(content));
  return Buffer.concat([Buffer.from(`${head.replace(/content-length: *\d+/i, `Content-Length: ${body.length}`)}\r\n\r\n`), body]);
}
