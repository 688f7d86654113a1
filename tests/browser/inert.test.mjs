// Tricks in every word of a record, and both of its sites in a real browser: nothing may run, ask, or fetch. FLAREBOOK names the program.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

import { open, start } from './browser.mjs';
import { filesOf, serve } from './server.mjs';

const run = promisify(execFile);
const HERE = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const { FLAREBOOK } = process.env;
const NOW = '2026-09-02T09:40:00Z';

let home, browser;
const sites = {};

/** The tricks of the tests in Rust, from their source: string literals, one a line. */
async function tricks() {
  const source = await readFile(join(HERE, '../it/inert/vectors.rs'), 'utf8');
  const literals = [...source.matchAll(/^ {4}"((?:[^"\\]|\\.)*)",$/gms)].map(([, text]) => text);
  const plain = { n: '\n', t: '\t', r: '\r', 0: '\0' };
  return literals.map((text) => text.replace(/\\(?:u\{([0-9a-f]+)\}|x([0-9a-f]{2})|(.))/gis, (_, code, byte, letter) => (
    letter === undefined ? String.fromCodePoint(Number.parseInt(code ?? byte, 16)) : plain[letter] ?? letter)));
}

/** A record in which every word is a trick. What is JSON is YAML too. */
async function write(record, all) {
  const put = (file, content) => writeFile(join(record, file), typeof content === 'string' ? content : JSON.stringify(content));
  const each = (make) => Object.fromEntries(all.map((trick, n) => make(trick, n)));
  await put('people.yaml', each((trick, n) => [`person${n}`, { name: `inner ${n} ${trick}`, team: `team ${n} ${trick}` }]));
  await put('components.yaml', each((trick, n) => [`part-${n}`, {
    name: `inner ${n} ${trick}`, public_name: `${n} ${trick}`, public_description: trick, description: trick, group: trick,
    owner: `person${n}`, runbooks: [trick], safe_actions: [trick],
  }]));
  await put('flarebook.yaml', { criteria: all, safe_actions: all, site: { public: { title: all[34], description: '<img src=x onerror=pwned(1)>' } } });
  for (const [n, trick] of all.entries()) {
    const folder = `incidents/2026-0${1 + (n % 8)}-${String(1 + (n % 28)).padStart(2, '0')}-trick-${n}`;
    await mkdir(join(record, folder), { recursive: true });
    await put(`${folder}/incident.yaml`, {
      title: `inner ${n} ${trick}`, summary: trick, public_title: `${n} ${trick}`, public_summary: trick, visibility: 'public',
      components: [`part-${n}`], tags: [trick], contributing_factors: [trick], impact: { started_at: '2026-03-14T09:02:00Z', summary: trick },
      caused_by: { change: trick, note: trick }, links: { [trick]: trick }, review: { outcome: 'postmortem', by: `person${n}`, note: trick },
    });
    const entry = (audience, minute) => ({ at: `2026-03-14T09:${minute}:00Z`, by: `person${n}`, audience, text: trick, evidence: [trick], roles: { lead: `person${n}` } });
    await put(`${folder}/timeline.yaml`, [entry('public', 12), entry('internal', 13)]);
    await put(`${folder}/followups.yaml`, [{ title: trick, owner: `person${n}`, tracker: trick, note: trick }]);
    for (const review of ['pir.md', 'pir.public.md']) await put(`${folder}/${review}`, `---\nstate: approved\nauthor: person${n}\n---\n## Summary\n${trick}\n\n${trick}\n`);
  }
}

before(async () => {
  assert.ok(FLAREBOOK, 'FLAREBOOK names the program');
  const all = await tricks();
  assert.ok(all.length >= 100 && all.includes('<javascript:pwned(1)>'), `only ${all.length} tricks were read`);
  home = await mkdtemp(join(tmpdir(), 'flarebook-inert-'));
  const record = join(home, 'record');
  await mkdir(record);
  await write(record, all);
  await run('git', ['init', '-q', record]);
  for (const audience of ['internal', 'public']) {
    const folder = join(home, audience);
    await run(FLAREBOOK, ['--repo', record, '--now', NOW, '--quiet', 'build', '--audience', audience, '--out', folder]);
    const pages = (await filesOf(folder)).filter((file) => file.endsWith('.html'));
    assert.ok(pages.length > all.length, `only ${pages.length} pages for ${audience}`);
    sites[audience] = { server: await serve(folder), pages };
  }
  browser = await start();
});

after(async () => {
  await browser?.close();
  for (const { server } of Object.values(sites)) await server.stop();
  if (home) await rm(home, { recursive: true, force: true });
});

/** Every incident, and of pages that are alike the first few: each trick is in some of either. */
function chosen(pages) {
  const seen = new Map();
  return pages.filter((file) => {
    const kind = file.replace(/[^/]*\d[^/]*/g, '*');
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    return file.startsWith('incidents/') || seen.get(kind) <= 3;
  });
}

/** Opens pages one after the other, and says everything that a trick has done on them. */
async function opened(origin, files) {
  const { page, faults, close } = await open(browser, origin);
  page.on('dialog', (dialog) => { faults.push(`${page.url()}: asks: ${dialog.message()}`); return dialog.dismiss(); });
  await page.exposeFunction('pwned', () => { faults.push(`${page.url()}: a trick has run`); });
  for (const file of files) {
    await page.goto(`${origin}/${file.split('/').map(encodeURIComponent).join('/')}`);
    faults.push(...await page.evaluate((where) => {
      document.querySelectorAll('details').forEach((details) => { details.open = true; });
      const links = [...document.querySelectorAll('a[href], area[href]')].filter((link) => !['http:', 'https:', 'mailto:'].includes(link.protocol));
      const acting = [...document.querySelectorAll('*')].filter((element) => element.getAttributeNames().some((name) => name.startsWith('on')));
      const framed = document.querySelectorAll('iframe, object, embed, base, form[action^="http"], meta[http-equiv="refresh" i]');
      return [...links, ...acting, ...framed].map((element) => `${where}: ${element.outerHTML.slice(0, 200)}`);
    }, file));
  }
  await close();
  return faults;
}

describe('tricks', () => {
  for (const audience of ['internal', 'public']) {
    test(`run nothing, ask nothing and fetch nothing on the ${audience} site`, { timeout: 300_000 }, async () => {
      const { server, pages } = sites[audience];
      const [files, tabs] = [chosen(pages), 3];
      assert.ok(files.length > 100, `only ${files.length} pages`);
      const parts = Array.from({ length: tabs }, (_, tab) => files.filter((_file, at) => at % tabs === tab));
      const faults = await Promise.all(parts.map((part) => opened(server.origin, part)));
      // A picture of the site itself that is not there is a hole in the page; nobody else was asked for it.
      const holes = /: 404: http:\/\/127\.0\.0\.1:|: console: Failed to load resource: .*\b404\b/;
      assert.deepEqual(faults.flat().filter((fault) => !holes.test(fault)), []);
    });
  }
});
