// Time zones by what a clock on the wall shows: two names of one time are no journey.

const MONTHS = 12;
const MONTH = 30 * 86_400_000;

// Whether clocks show the same in both zones, now and in the year to come; also where one of them is not known here.
export function sameTime(one, other, from = Date.now()) {
  const clock = (timeZone) => new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "short" });
  try {
    const [here, there] = [clock(one), clock(other)];
    return Array.from({ length: MONTHS + 1 }, (_, month) => from + month * MONTH)
      .every((at) => here.format(at) === there.format(at));
  } catch {
    return true;
  }
}

// "America/Argentina/Buenos_Aires" is Buenos Aires. What is not named after a place is nowhere: "".
export function placeOf(zone) {
  const [area, ...names] = zone.split("/");
  return area === "Etc" || !names.length ? "" : names.at(-1).replaceAll("_", " ");
}
