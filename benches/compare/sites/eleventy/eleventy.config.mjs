// Nunjucks for the pages; what templates cannot do well (times, lengths, phases) are filters in plain JavaScript.
import { readFileSync } from "node:fs";
import markdownIt from "markdown-it";

const data = (name) => JSON.parse(readFileSync(new URL(`./_data/${name}.json`, import.meta.url)));
const book = data("book");

const markdown = markdownIt({ html: true });
const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
// A heading of a review carries a link to itself.
markdown.renderer.rules.heading_open = (tokens, at) => {
  const id = `review-${slug(tokens[at + 1].content)}`;
  return `<${tokens[at].tag} id="${id}"><a class="anchor" href="#${id}">`;
};
markdown.renderer.rules.heading_close = (tokens, at) => `</a></${tokens[at].tag}>\n`;

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const dayOf = (at) => {
  const date = new Date(at);
  return { day: date.getUTCDate(), month: MONTHS[date.getUTCMonth()], year: date.getUTCFullYear(), weekday: DAYS[date.getUTCDay()] };
};
const clockOf = (at) => at.slice(11, 19);
const seconds = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;

const words = (length) => {
  const [days, hours, minutes, rest] = [length / 86400, (length % 86400) / 3600, (length % 3600) / 60, length % 60].map(Math.floor);
  if (days) return `${days} d${hours ? ` ${hours} h` : ""}`;
  if (hours) return `${hours} h${minutes ? ` ${minutes} min` : ""}`;
  if (minutes) return `${minutes} min${rest ? ` ${rest} s` : ""}`;
  return rest ? `${rest} s` : "0 min";
};

const duration = (length) => {
  const [days, hours, minutes, rest] = [length / 86400, (length % 86400) / 3600, (length % 3600) / 60, length % 60].map(Math.floor);
  return `P${days ? `${days}D` : ""}T${hours}H${minutes}M${rest}S`;
};

// The phases between the points that are known: how long each took, and how wide it is drawn.
const phases = (p, whole) => {
  const points = [p.started_at, p.detected_at, p.declared_at];
  if (p.ended_at) points.push(p.ended_at);
  else if (p.shelf === "open") points.push(book.now);
  if (whole && p.ended_at && p.resolved_at) points.push(p.resolved_at);
  const lengths = points.slice(1).map((to, at) => seconds(points[at], to));
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
  const cut = lengths.length === 4 && lengths[3] > sum(lengths.slice(0, 3));
  const drawn = cut ? lengths.slice(0, 3) : lengths;
  const room = (cut ? 82 : 100) - 0.8 * drawn.filter((length) => length > 0).length;
  const total = sum(drawn);
  let x = 0;
  const segments = lengths.map((length, at) => {
    const isCut = cut && at === 3;
    const width = isCut ? 18 : length > 0 ? 0.8 + (length * room) / total : 0;
    const segment = { name: ["unnoticed", "noticed", "response", "cleanup"][at], seconds: length, x: x.toFixed(2), width: width.toFixed(2), cut: isCut };
    x += width;
    return segment;
  });
  return { segments, cut };
};

const days = (timeline) => {
  const groups = [];
  for (const entry of timeline) {
    const day = entry.at.slice(0, 10);
    if (groups.at(-1)?.day !== day) groups.push({ day, entries: [] });
    groups.at(-1).entries.push(entry);
  }
  return groups;
};

const holders = (roles) => {
  const groups = {};
  for (const held of roles) (groups[held.role] ??= []).push(held);
  return groups;
};

export default function (eleventy) {
  eleventy.setLibrary("md", markdown);
  eleventy.addPassthroughCopy({ "static/assets": "assets" });
  const filters = {
    markdown: (text) => markdown.render(text),
    short: (at) => { const { day, month, year } = dayOf(at); return `${day} ${month.slice(0, 3)} ${year}`; },
    daymonth: (at) => { const { day, month } = dayOf(at); return `${day} ${month.slice(0, 3)}`; },
    long: (at) => { const { day, month, year } = dayOf(at); return `${day} ${month} ${year}, ${clockOf(at)} UTC`; },
    weekday: (at) => { const { day, month, year, weekday } = dayOf(at); return `${weekday}, ${day} ${month} ${year}`; },
    clock: clockOf,
    since: (from, to) => seconds(from, to),
    words, duration, phases, days, holders,
    human: (word) => (word[0].toUpperCase() + word.slice(1)).replaceAll("_", " "),
    bare: (url) => url.replace(/^https:\/\//, ""),
    number: (n) => n.toLocaleString("en"),
    count: (list, key, value) => list.filter((each) => each[key] === value).length,
    isWeb: (text) => text.startsWith("https://"),
    shelf: (pages, name) => pages.filter((page) => page.data.incident.shelf === name),
    first: (list, count) => list.slice(0, count),
  };
  for (const [name, filter] of Object.entries(filters)) eleventy.addFilter(name, filter);
  const newestFirst = (api) => api.getFilteredByGlob("content/incidents/**/*.md").reverse();
  eleventy.addCollection("incidents", newestFirst);
  eleventy.addCollection("years", (api) => {
    const years = new Map();
    for (const page of newestFirst(api)) {
      const { year } = page.data.incident;
      if (!years.has(year)) years.set(year, { year, pages: [] });
      years.get(year).pages.push(page);
    }
    return [...years.values()];
  });
  return {
    // The review's text is Markdown and nothing else: no template language is looked for in it.
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
    dir: { input: ".", includes: "_includes", data: "_data" },
  };
}
