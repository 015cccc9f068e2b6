// A message in the link that opens a mail, an SMS or a chat; the twin of networking_app/prompts/draft_links.py.

const LONGEST = 1800;
const BEFORE_TEXT = { mail: "&body=", sms: "?&body=", whatsapp: "?text=" };

// The link with that message in place of the one it has, and whether the message must be copied instead.
export function linkWith(channel, link, text) {
  const before = BEFORE_TEXT[channel];
  if (!before) return { link, copies: true };
  const [bare] = link.split(before);
  const lines = channel === "mail" ? text.replaceAll("\n", "\r\n") : text;
  const whole = bare + before + encodeURIComponent(lines.toWellFormed?.() ?? lines);
  return whole.length <= LONGEST ? { link: whole, copies: false } : { link: bare, copies: true };
}
