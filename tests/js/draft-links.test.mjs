import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { linkWith } from "../../static/js/draft-links.js";

// tests/prompts/test_the_ways_to_send_a_message.py holds the server to the same table.
const cases = JSON.parse(await readFile(new URL("../prompts/message_links.json", import.meta.url)));

for (const { channel, bare, text, carried } of cases) {
  test(`a link of ${channel} ${carried === null ? "has no room for" : "carries"} ${JSON.stringify(text.slice(0, 30))}`, () => {
    const expected = carried === null ? { link: bare, copies: true } : { link: bare + carried, copies: false };
    assert.deepEqual(linkWith(channel, bare, text), expected);
    assert.deepEqual(linkWith(channel, linkWith(channel, bare, "what stood there").link, text), expected);
  });
}

test("a link that takes no words stays, and the words are copied", () => {
  const link = "https://signal.me/#p/+4930123";
  assert.deepEqual(linkWith("signal", link, "Hi"), { link, copies: true });
});

test("half an emoji breaks nothing", () => {
  assert.match(linkWith("sms", "sms:112", "a\ud83db").link, /^sms:112\?&body=a.+b$/);
});
