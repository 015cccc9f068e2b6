// A page that was kept is read on later days: what it says of today and tomorrow is counted anew.

const DAY = 86_400_000;

// The calendar day in the time zone of the person whose page it is, as YYYY-MM-DD.
export function today(zone, at = new Date()) {
  const numbers = { year: "numeric", month: "2-digit", day: "2-digit", calendar: "gregory", numberingSystem: "latn" };
  try {
    const parts = new Intl.DateTimeFormat("en", { ...numbers, timeZone: zone || undefined }).formatToParts(at);
    return ["year", "month", "day"].map((type) => parts.find((part) => part.type === type).value).join("-");
  } catch {
    return today("", at); // a zone that this browser does not know: that of the phone
  }
}

export function daysUntil(day, from) {
  return Math.round((Date.parse(day) - Date.parse(from)) / DAY);
}

// `words`: {today, tomorrow, yesterday, late: {number: text}, ahead: {number: text}} in the language of the page.
export function dueIn(days, words, language, day) {
  if (days === 0 || days === 1) return days ? words.tomorrow : words.today;
  if (days >= 15) return dateOf(day, language, true);
  return counted(Math.abs(days), days < 0 ? words.late : words.ahead, language);
}

// The sentence of a number that takes the same form, with this number in it.
function counted(number, samples, language) {
  const rule = new Intl.PluralRules(language);
  const forms = Object.keys(samples).map(Number);
  const same = forms.includes(number) ? number : forms.findLast((form) => rule.select(form) === rule.select(number)) ?? forms.at(-1);
  return samples[same].replace(String(same), String(number));
}

function dateOf(day, language, withYear) {
  const part = (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(new Date(day));
  const date = `${part({ day: "numeric" })} ${part({ month: "short" })}`;
  return withYear ? `${date} ${part({ year: "numeric" })}` : date;
}

// How warm a tie is on a day, by the days on which it is to turn.
export function warmthOn(day, turns) {
  return ["warm", "cooling", "cold", "dormant"][turns.filter((turn) => day >= turn).length];
}

// As in "Sunday, 22 November".
export function longDate(day, language) {
  const part = (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(new Date(day));
  return `${part({ weekday: "long" })}, ${part({ day: "numeric" })} ${part({ month: "long" })}`;
}

const said = () => document.querySelector("template#day-words")?.dataset;

// The time zone of the person whose page it is.
export const zone = () => said()?.zone;

// Today, and the words for days, as the page carries them.
export function rewordNow(root) {
  const words = said();
  const from = today(words?.zone);
  if (words) reword(root, from, JSON.parse(words.words), document.documentElement.lang);
  return from;
}

function reword(root, from, words, language) {
  for (const tag of root.querySelectorAll("[data-due]")) {
    const days = daysUntil(tag.dataset.due, from);
    tag.textContent = dueIn(days, words, language, tag.dataset.due);
    tag.classList.toggle("tag-late", days < 0);
  }
  for (const { dataset } of root.querySelectorAll("[data-quiet-on]")) {
    dataset.quiet = from >= dataset.coldOn ? "cold" : from >= dataset.quietOn ? "quiet" : "";
  }
  for (const { dataset } of root.querySelectorAll("[data-cooling-on]")) {
    dataset.warmth = warmthOn(from, [dataset.coolingOn, dataset.goneColdOn, dataset.dormantOn]);
  }
  for (const time of root.querySelectorAll("time[data-day]")) {
    const ago = -daysUntil(time.dateTime, from);
    const near = [words.this_day, words.yesterday];
    time.textContent = near[ago] ?? dateOf(time.dateTime, language, time.dateTime.slice(0, 4) !== from.slice(0, 4));
  }
}
