/** Months and years in words, as first and last days. */

import { Data } from "./data.js";
import { byEvents, daysOf } from "./filters.js";
import { folded } from "./text.js";

const MONTHS = Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2000, i)).toLocaleString("en", { month: "long", timeZone: "UTC" }));

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/** The days of a month. @param {string} year @param {number} month counted from 1 */
function monthOf(year, month) {
  const last = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  return { since: `${year}-${two(month)}-01`, until: `${year}-${two(month)}-${two(last)}` };
}

/** The months in the data, by the days that the timeline uses. @type {WeakMap<Data, Set<string>>} */ const KNOWN = new WeakMap();

/** @param {Data} data */
function months(data) {
  const events = byEvents(data, {});
  const found = KNOWN.get(data) ?? new Set([...data.claims.values()].flatMap((claim) => {
    const days = daysOf(data, claim, events);
    return days ? [days.earliest.slice(0, 7), days.latest.slice(0, 7)] : [];
  }));
  KNOWN.set(data, found);
  return found;
}

/**
 ** The stretches of days that words may name: "May 2016", "2016", "2016-05", or "May" in each year with any data, the latest
 * first.
 * @param {Data} data
 * @param {string} text
 * @returns {{since: string, until: string}[]}
 */
export function dayRange(data, text) {
  const words = folded(text).split(/\s+/u);
  const year = words.find((word) => /^\d{4}$/.test(word));
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(words[0] ?? "");
  if (words.length === 1 && iso?.[1]) return iso[3] ? [{ since: iso[0], until: iso[0] }] : Number(iso[2]) <= 12 && Number(iso[2]) ? [monthOf(iso[1], Number(iso[2]))] : [];
  const names = words.filter((word) => word !== year);
  const month = MONTHS.findIndex((name) => names.length === 1 && (folded(name) === names[0] || folded(name.slice(0, 3)) === names[0])) + 1;
  if (year && !names.length) return [{ since: `${year}-01-01`, until: `${year}-12-31` }];
  if (!month) return [];
  if (year) return [monthOf(year, month)];
  const years = [...months(data)].filter((each) => each.endsWith(`-${two(month)}`)).map((each) => each.slice(0, 4));
  return [...new Set(years)].sort().reverse().map((each) => monthOf(each, month));
}

/** "May 2016", "2016", or the two days. @param {string} since @param {string} until */
export function timeName(since, until) {
  const [year = "", month = ""] = since.split("-");
  if (since === `${year}-01-01` && until === `${year}-12-31`) return year;
  const { since: first, until: last } = monthOf(year, Number(month));
  if (since === first && until === last) return `${MONTHS[Number(month) - 1]} ${year}`;
  return since === until ? since : `${since} \u2013 ${until}`;
}
