// @ts-check
// Search of this site: the box in the head of every page, and the page of results. It reads the files in search/ (what they hold is
// written in src/site/search) and nothing else. Files are loaded as scripts, because data cannot be read from the disk.
'use strict';

/**
 * @typedef {{ key: string, incidents: number, shards: number, version: string }} Segment
 * @typedef {{ folder: string, title: string, day: string, severity: string, status: string, kind: string, components: [string, string][], people: [string, string][] }} Head
 * @typedef {{ segment: number, place: number, matched: number, score: number, words: Set<string> }} Hit
 * @typedef {Map<string, string>} Shard Words and their postings.
 */

/** Points of a field: title, names, text. */
const FIELDS = [12, 6, 2];
/** What each digit of a posting stands for. */
const DIGITS = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((digit, value) => [digit, value]));
/** Scripts without spaces, read as pairs of characters. */
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/u;
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;
/** @type {Record<string, string>} */
const WRITTEN = { ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ı: 'i', ς: 'σ' };

/** One character as the index has it. @param {string} character */
function fold(character) {
  if (UNSPACED.test(character)) return character;
  const plain = character.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(MARKS, '');
  return plain.replace(/[ßæœþøłđðıς]/g, (letter) => WRITTEN[letter] ?? letter);
}

/** The words of a text with their places in it. @param {string} text @returns {{ word: string, from: number, to: number }[]} */
function words(text) {
  /** @type {{ word: string, from: number, to: number }[]} */
  const found = [];
  let word = '', from = 0, at = 0, run = '';
  const end = () => {
    if (run.length && [...run].length === 1) found.push({ word: run, from, to: at });
    if (word) found.push({ word, from, to: at });
    word = run = '';
  };
  for (const character of text) {
    if (UNSPACED.test(character)) {
      if (word) end();
      const before = [...run].pop();
      if (before) found.push({ word: before + character, from: at - before.length, to: at + character.length });
      if (!run) from = at;
      run += character;
    } else {
      if (run) end();
      for (const part of fold(character)) {
        if (/[\p{Alphabetic}\p{N}]/u.test(part)) {
          if (!word) from = at;
          word += part;
        } else end();
      }
      // A mark alone folds to nothing and ends no word.
    }
    at += character.length;
  }
  end();
  return found;
}

/** What is asked for: words, and days as one word each. @param {string} query */
function terms(query) {
  const days = query.replace(/\b(\d{4})-(\d{2})(?:-(\d{2}))?(?=-|\b)/g, (_, year, month, day) => ` ${year}${month}${day ?? ''} `);
  return [...new Set(words(days).map(({ word }) => word))].slice(0, 12);
}

/** How many mistakes are let pass in a word. @param {string} word */
function patience(word) {
  if (/\d/.test(word) || UNSPACED.test(word)) return 0;
  return word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
}

/**
 * Mistakes between two words (a letter too many, too few, another, or two exchanged), or `most + 1` when there are more.
 * @param {string} a @param {string} b @param {number} most
 */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  /** @type {number[]} */
  let older = [], old = Array.from({ length: b.length - start + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length - start; i += 1) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length - start; j += 1) {
      const same = a[start + i - 1] === b[start + j - 1];
      let value = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1));
      const exchanged = i > 1 && j > 1 && a[start + i - 1] === b[start + j - 2] && a[start + i - 2] === b[start + j - 1];
      if (exchanged) value = Math.min(value, (older[j - 2] ?? 0) + 1);
      row.push(value);
      best = Math.min(best, value);
    }
    if (best > most) return most + 1;
    [older, old] = [old, row];
  }
  return old[old.length - 1] ?? most + 1;
}

/** How well a word of the index answers one that was asked for: 1 is the word itself, 0 is not at all. @param {string} asked @param {string} word */
function likeness(asked, word) {
  if (asked === word) return 1;
  if (word.startsWith(asked)) return 0.5 + 0.4 * (asked.length / word.length);
  const most = patience(asked);
  if (!most || word.length < 3) return 0;
  const whole = distance(asked, word, most);
  if (whole <= most) return whole === 1 ? 0.4 : 0.25;
  // While one types: the beginning of a longer word, with a mistake.
  if (asked.length >= 5 && word.length > asked.length && distance(asked, word.slice(0, asked.length), 1) <= 1) return 0.2;
  return 0;
}

/** The postings of a word: place in the segment and field. @param {string} written @returns {[number, number][]} */
function postings(written) {
  /** @type {[number, number][]} */
  const found = [];
  let place = -1, number = 0, shift = 0;
  for (const digit of written) {
    const value = DIGITS.get(digit) ?? 0;
    number += (value & 31) * 2 ** shift;
    shift += 5;
    if (value & 32) continue;
    place += Math.floor(number / 3) + 1;
    found.push([place, number % 3]);
    number = shift = 0;
  }
  return found;
}

/** @param {string} text @returns {Shard} */
function readShard(text) {
  return new Map(text.split(';').filter(Boolean).map((line) => {
    const gap = line.indexOf(' ');
    return [line.slice(0, gap), line.slice(gap + 1)];
  }));
}

/** The shard of a segment that has the words with the first letter of this one. @param {string} word @param {number} shards */
function shardOf(word, shards) {
  return (word.codePointAt(0) ?? 0) % shards;
}

/**
 * What of a segment answers: for each incident how many of the terms it has, and how well.
 * @param {string[]} asked @param {Shard[]} shards @param {number} segment @param {boolean} [everywhere] Whether the first letter may be wrong too.
 * @returns {Hit[]}
 */
function match(asked, shards, segment, everywhere = false) {
  /** @type {Map<number, Hit>} */
  const hits = new Map();
  for (const term of asked) {
    /** @type {Map<number, [number, string]>} */
    const best = new Map();
    for (const shard of shards) {
      for (const [word, written] of shard) {
        if (!everywhere && word.codePointAt(0) !== term.codePointAt(0)) continue;
        const like = likeness(term, word);
        if (!like) continue;
        for (const [place, field] of postings(written)) {
          const points = like * (FIELDS[field] ?? 0);
          if (points > (best.get(place)?.[0] ?? 0)) best.set(place, [points, word]);
        }
      }
    }
    for (const [place, [points, word]] of best) {
      const hit = hits.get(place) ?? { segment, place, matched: 0, score: 0, words: new Set() };
      hit.matched += 1;
      hit.score += points;
      hit.words.add(word);
      hits.set(place, hit);
    }
  }
  return [...hits.values()];
}

/** The best first, the newest first among equals; only those that have the most of what was asked. @param {Hit[]} hits */
function ranked(hits) {
  const most = hits.reduce((most, hit) => Math.max(most, hit.matched), 0);
  const best = hits.filter((hit) => hit.matched === most);
  return best.sort((a, b) => b.score - a.score || b.segment - a.segment || b.place - a.place);
}

/** Cuts a text where its words answer: pieces that do, and pieces between. @param {string} text @param {string[]} asked @returns {[string, boolean][]} */
function marked(text, asked) {
  /** @type {[string, boolean][]} */
  const pieces = [];
  let at = 0;
  for (const { word, from, to } of words(text)) {
    if (from < at || !asked.some((term) => (word[0] === term[0] || patience(term)) && likeness(term, word))) continue;
    if (from > at) pieces.push([text.slice(at, from), false]);
    pieces.push([text.slice(from, to), true]);
    at = to;
  }
  if (at < text.length) pieces.push([text.slice(at), false]);
  return pieces;
}

/** Heads as written. @param {[[string, string][], [string, string, string, string, string, string, number[], number[]][]]} written @returns {Head[]} */
function readHeads([names, heads]) {
  const named = (/** @type {number[]} */ places) => places.flatMap((place) => (names[place] ? [names[place]] : []));
  return heads.map(([folder, title, day, severity, status, kind, components, people]) => ({
    folder, title, day: day || folder.slice(0, 10), severity, status, kind, components: named(components), people: named(people),
  }));
}

/** Loads the files of the index, each once. @param {string} root The way to the site's root. */
function library(root) {
  /** @type {Map<string, (content: any) => void>} */
  const waiting = new Map();
  /** @type {Map<string, Promise<any>>} */
  const loaded = new Map();
  Object.assign(globalThis, {
    flarebookSearch: (/** @type {string} */ key, /** @type {number} */ part, /** @type {unknown} */ content) => waiting.get(`${key} ${part}`)?.(content),
  });
  /** @template T @param {string} key @param {number} part @param {string} file @param {(written: any) => T} read @returns {Promise<T>} */
  const load = (key, part, file, read) => {
    const name = `${key} ${part}`;
    const known = loaded.get(name);
    if (known) return known;
    const promise = new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const script = document.createElement('script');
      script.src = `${root}search/${file}`;
      script.onerror = () => { loaded.delete(name); reject(new Error(file)); };
      document.head.append(script);
    }).then(read);
    loaded.set(name, promise);
    return promise;
  };
  const readSegments = (/** @type {[string, number, number, string][]} */ rows) => rows.map(([key, incidents, shards, version]) => ({ key, incidents, shards, version }));
  return {
    /** The segments, oldest first. @returns {Promise<Segment[]>} */
    segments: () => load('', -2, 'index.js', readSegments),
    /** @param {Segment} segment @returns {Promise<Head[]>} */
    heads: (segment) => load(segment.key, -1, `${segment.key}.js?v=${segment.version}`, readHeads),
    /** @param {Segment} segment @param {number} number @returns {Promise<Shard>} */
    shard: (segment, number) => load(segment.key, number, `${segment.key}-${number}.js?v=${segment.version}`, readShard),
  };
}

/** @typedef {ReturnType<typeof library>} Library */
/** @typedef {{ severity: string, component: string, year: string, kind: string, status: string }} Filters */

/** Whether an incident is wanted. @param {Head} head @param {Filters} filters */
function passes(head, filters) {
  return (!filters.severity || head.severity === filters.severity)
    && (!filters.component || head.components.some(([id]) => id === filters.component))
    && (!filters.year || head.day.startsWith(filters.year))
    && (!filters.kind || head.kind === filters.kind)
    && (!filters.status || head.status === filters.status);
}

/** Segments that are read at once. */
const AT_ONCE = 4;

/**
 * Searches the segments, the newest first, and tells of what was found so far.
 * @param {Library} library @param {string[]} asked @param {Filters} filters
 * @param {(hits: Hit[], done: boolean) => boolean} tell Says whether to go on.
 */
async function search(library, asked, filters, tell) {
  const segments = await library.segments();
  const filtered = Object.values(filters).some(Boolean);
  /** @param {number} at @param {boolean} everywhere */
  const one = async (at, everywhere) => {
    const segment = /** @type {Segment} */ (segments[at]);
    const all = everywhere ? [...Array(segment.shards).keys()] : asked.map((term) => shardOf(term, segment.shards));
    const shards = await Promise.all([...new Set(all)].map((number) => library.shard(segment, number)));
    const hits = asked.length
      ? match(asked, shards, at, everywhere)
      : [...Array(segment.incidents).keys()].map((place) => ({ segment: at, place, matched: 0, score: 0, words: new Set() }));
    if (!filtered || !hits.length) return hits;
    const heads = await library.heads(segment);
    return hits.filter((hit) => { const head = heads[hit.place]; return head && passes(head, filters); });
  };
  // A first letter is seldom wrong: only when nothing has all the words, words that begin with another are looked at.
  for (const everywhere of asked.length ? [false, true] : [false]) {
    /** @type {Hit[]} */
    const hits = [];
    for (let end = segments.length; end > 0; end -= AT_ONCE) {
      const places = [...Array(Math.min(AT_ONCE, end)).keys()].map((step) => end - 1 - step);
      hits.push(...(await Promise.all(places.map((at) => one(at, everywhere)))).flat());
      if (end > AT_ONCE && !tell(ranked(hits), false)) return;
    }
    const best = ranked(hits);
    const full = !asked.length || best[0]?.matched === asked.length;
    if (!tell(best, full || everywhere) || full) return;
  }
}

/** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {string} style @param {...(Node | string)} inside */
function element(name, style, ...inside) {
  const made = document.createElement(name);
  if (style) made.className = style;
  made.append(...inside);
  return made;
}

/** @param {string} text @param {string[]} asked */
function highlighted(text, asked) {
  return marked(text, asked).map(([piece, hit]) => (hit ? element('mark', '', piece) : piece));
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A result. @param {Head} head @param {Hit} hit @param {string[]} asked @param {HTMLSelectElement | null} severities */
function row(head, hit, asked, severities) {
  const link = element('a', '', ...highlighted(head.title, asked));
  link.href = `incidents/${head.folder}.html`;
  const meta = element('p', 'row-meta');
  const severity = [...(severities?.options ?? [])].find((option) => option.value === head.severity && option.value);
  if (head.severity) meta.append(element('span', `badge ${severity?.dataset.tone ?? 'quiet'}`, severity?.text ?? head.severity));
  meta.append(element('span', `badge ${head.status}`, capital(head.status)));
  if (head.kind !== 'incident') meta.append(element('span', `badge ${head.kind}`, capital(head.kind)));
  const components = head.components.flatMap(([, name], at) => [at ? ' · ' : '', ...highlighted(name, asked)]);
  if (components.length) meta.append(element('span', 'component', ...components));
  const seen = new Set([head.title, head.folder, ...head.components.flat()].flatMap((text) => words(text).map(({ word }) => word)));
  const people = head.people.filter((names) => marked(names.join(' '), asked).some(([, found]) => found));
  const also = [...hit.words].filter((word) => !seen.has(word) && !people.flat().some((name) => words(name).some((own) => own.word === word)));
  const why = [...people.map(([handle, name]) => highlighted(name || handle, asked)), ...also.map((word) => [element('mark', '', word)])];
  const item = element('li', 'result', element('p', 'row-date', day(head.day)), element('div', 'row-main', element('h2', '', link), meta));
  if (why.length) item.lastElementChild?.append(element('p', 'result-why', 'With ', ...why.flatMap((part, at) => [at ? ', ' : '', ...part])));
  return item;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as the rest of the site writes it. @param {string} text */
function day(text) {
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? '' : `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Results that are shown at once. */
const SHOWN = 50;

/** The page of results. @param {HTMLElement} place */
function resultsPage(place) {
  const box = /** @type {HTMLInputElement} */ (place.querySelector('input[type=search]'));
  const list = /** @type {HTMLElement} */ (place.querySelector('.results'));
  const count = /** @type {HTMLElement} */ (place.querySelector('[role=status]'));
  const more = /** @type {HTMLButtonElement} */ (place.querySelector('button'));
  const selects = [...place.querySelectorAll('select')];
  const files = library('');
  let turn = 0, limit = SHOWN;
  const address = new URLSearchParams(location.search);
  box.value = address.get('q') ?? '';
  for (const select of selects) select.value = address.get(select.name) ?? '';

  const filters = () => /** @type {Filters} */ (Object.fromEntries(selects.map((select) => [select.name, select.value])));

  /** @param {Hit[]} hits @param {string[]} asked @param {boolean} done @param {number} mine */
  async function show(hits, asked, done, mine) {
    const segments = await files.segments();
    const top = hits.slice(0, limit);
    const heads = new Map(await Promise.all([...new Set(top.map((hit) => hit.segment))].map(async (at) => /** @type {const} */ ([at, await files.heads(/** @type {Segment} */ (segments[at]))]))));
    if (mine !== turn) return;
    const severities = /** @type {HTMLSelectElement | null} */ (place.querySelector('select[name=severity]'));
    const had = document.activeElement?.closest('.results') ? document.activeElement.getAttribute('href') : null;
    list.replaceChildren(...top.flatMap((hit) => {
      const head = heads.get(hit.segment)?.[hit.place];
      return head ? [row(head, hit, asked, severities)] : [];
    }));
    if (had) /** @type {HTMLElement | undefined} */ ([...list.querySelectorAll('a')].find((link) => link.getAttribute('href') === had))?.focus();
    more.hidden = hits.length <= limit;
    if (!done) return;
    const some = hits.length && (hits[0]?.matched ?? 0) < asked.length;
    const found = hits.length === 1 ? '1 incident' : `${hits.length.toLocaleString('en')} incidents`;
    if (!hits.length) count.textContent = 'Nothing found. Fewer or other words may help; mistakes of a letter or two are let pass.';
    else if (some) count.textContent = `No incident has all of these words. ${found} ${hits.length === 1 ? 'has' : 'have'} some.`;
    else count.textContent = `${found}${hits.length > limit ? `, the first ${limit} shown` : ''}.`;
  }

  function start() {
    const mine = (turn += 1);
    const asked = terms(box.value);
    const wanted = filters();
    const query = new URLSearchParams(Object.entries({ q: box.value.trim(), ...wanted }).filter(([, value]) => value)).toString();
    // Some browsers forbid it to pages from the disk; then the address stays as it was.
    try { history.replaceState(null, '', query ? `?${query}` : location.pathname); } catch { /* as it was */ }
    if (!query || (!asked.length && !Object.values(wanted).some(Boolean))) {
      list.replaceChildren();
      more.hidden = true;
      count.textContent = '';
      return;
    }
    search(files, asked, wanted, (hits, done) => {
      if (mine !== turn) return false;
      void show(hits, asked, done, mine);
      return true;
    }).catch(() => {
      if (mine === turn) count.textContent = 'A part of the search index could not be read. Reload the page; if that does not help, the site must be built again.';
    });
  }

  const anew = () => { limit = SHOWN; start(); };
  box.addEventListener('input', anew);
  selects.forEach((select) => select.addEventListener('change', anew));
  more.addEventListener('click', () => { limit += SHOWN; start(); });
  place.addEventListener('keydown', (event) => keys(event, box, list));
  start();
  if (!box.value) box.focus();
}

/** Arrows go through the results, Enter opens, Escape goes back. @param {KeyboardEvent} event @param {HTMLInputElement} box @param {HTMLElement} list */
function keys(event, box, list) {
  const links = [...list.querySelectorAll('a')];
  const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
  const inBox = document.activeElement === box;
  if (event.isComposing || (!inBox && at < 0)) return;
  if (event.key === 'ArrowDown') links[at + 1]?.focus();
  else if (event.key === 'ArrowUp' && !inBox) (links[at - 1] ?? box).focus();
  else if (event.key === 'Enter' && inBox && links[0] && box.value.trim()) links[0].click();
  else if (event.key === 'Escape' && !inBox) box.focus();
  else if (event.key === 'Escape' && box.value) { box.value = ''; box.dispatchEvent(new Event('input')); }
  else return;
  event.preventDefault();
}

/** Makes the link in the head of a page a box to type into. @param {HTMLAnchorElement} link */
function headBox(link) {
  const box = element('input', 'search-box');
  Object.assign(box, { type: 'search', placeholder: link.textContent?.trim() ?? '', autocomplete: 'off', spellcheck: false, enterKeyHint: 'search' });
  box.setAttribute('aria-label', 'Search all incidents');
  box.setAttribute('aria-keyshortcuts', '/');
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) location.href = `${link.href}?${new URLSearchParams({ q: box.value.trim() })}`;
    else if (event.key === 'Escape') { box.value = ''; box.blur(); }
  });
  link.replaceWith(box);
  return box;
}

function begin() {
  const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-search]'));
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector('.site-head a.search-box'));
  if (place) resultsPage(place);
  const box = place ? place.querySelector('input') : link && headBox(link);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box?.focus();
    box?.select();
  });
}

// Elsewhere than in a browser there are only the functions, for tests.
if (typeof document !== 'undefined') begin();
