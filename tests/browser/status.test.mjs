// The public status page in a real browser, built from tests/status-page in two languages. FLAREBOOK names the program, CHROMIUM the browser.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRequire } from 'node:module';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

import ts from 'typescript';

import { open, start } from './browser.mjs';
import { brokenLinks, crawl } from './crawl.mjs';
import { filesOf, serve } from './server.mjs';
import { invalid } from './valid.mjs';

const run = promisify(execFile);
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HERE = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const { FLAREBOOK } = process.env;

/** The instant that the page speaks for, and one shortly after it. */
const NOW = '2026-09-02T09:40:00Z';
const SOON = new Date('2026-09-02T09:44:00Z');
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const ZONE = { timezoneId: 'Europe/Berlin' };
const MOST_BYTES = 60_000;

let home, browser;
/** By language: folder, server, pages, and one page of each kind. */
const sites = {};

before(async () => {
  assert.ok(FLAREBOOK, 'FLAREBOOK names the program');
  home = await mkdtemp(join(tmpdir(), 'flarebook-status-'));
  for (const language of ['en', 'ja']) {
    const record = join(home, `record-${language}`);
    await cp(join(HERE, '../status-page'), record, { recursive: true });
    const policy = await readFile(join(record, 'flarebook.yaml'), 'utf8');
    await writeFile(join(record, 'flarebook.yaml'), policy.replace('language: en', `language: ${language}`));
    await run('git', ['init', '-q', record]);
    const folder = join(home, language);
    await run(FLAREBOOK, ['--repo', record, '--now', NOW, 'build', '--audience', 'public', '--out', folder]);
    const server = await serve(folder);
    const pages = (await filesOf(folder)).filter((file) => file.endsWith('.html'));
    const first = (prefix) => pages.find((file) => file.startsWith(prefix));
    const reviewed = async (file) => file.startsWith('incidents/') && (await readFile(join(folder, file), 'utf8')).includes('id="review"');
    const flags = await Promise.all(pages.map(reviewed));
    const incident = pages.find((_, at) => flags[at]);
    const kinds = ['index.html', '404.html', 'embed.html', 'history/2026-08.html', ...['components/', 'maintenance/'].map(first), incident];
    sites[language] = { folder, server, pages, kinds };
  }
  browser = await start();
});

after(async () => {
  await browser?.close();
  for (const { server } of Object.values(sites)) await server.stop();
  if (home) await rm(home, { recursive: true, force: true });
});

/** A page of a site whose clock stands shortly after the page was made. */
async function opened(site, settings = {}, clock = SOON) {
  const tab = await open(browser, site.server.origin, { ...ZONE, ...settings });
  if (settings.javaScriptEnabled !== false) await tab.page.clock.install({ time: clock });
  return tab;
}

/** Opens pages one by one and fails with everything that was found. */
async function onPages(language, files, settings, check) {
  const site = sites[language];
  const { page, faults, close } = await opened(site, settings);
  const found = [];
  for (const file of files(site)) {
    await page.goto(`${site.server.origin}/${file}`);
    found.push(...(await check(page, file)).map((fault) => `${language}/${file}: ${fault}`));
  }
  await close();
  assert.deepEqual([...found, ...faults], []);
}

const all = (site) => site.pages;
const kinds = (site) => site.kinds;

const DARK = { runOnly: ['color-contrast', 'link-in-text-block'] };
// What differs between languages is text; what differs in the dark is colours; what differs on a phone is where things stand.
const LOOKS = [
  ['in English', 'en', { colorScheme: 'light' }, {}],
  ['in Japanese, on a phone', 'ja', { ...PHONE, colorScheme: 'light' }, {}],
  ['in the dark', 'en', { colorScheme: 'dark' }, DARK],
  ['in the dark, on a phone', 'ja', { ...PHONE, colorScheme: 'dark' }, DARK],
];

describe('accessibility', () => {
  for (const [name, language, settings, rules] of LOOKS) {
    test(`axe finds nothing ${name}`, () => onPages(language, kinds, settings, async (page) => {
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      await page.evaluate(AXE);
      const { violations } = await page.evaluate((options) => window.axe.run(document, options), { resultTypes: ['violations'], ...rules });
      return violations.map(({ id, impact, nodes }) => `${impact}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`);
    }));
  }
});

for (const language of ['en', 'ja']) {
  test(`the HTML is valid in ${language}`, async () => {
    const { folder, pages } = sites[language];
    assert.deepEqual(await invalid(folder, pages), []);
  });
}

test('the page says its language and direction, and speaks it everywhere', () => onPages('ja', kinds, {}, (page) => page.evaluate(() => {
  const { lang, dir } = document.documentElement;
  const english = [...document.querySelectorAll('h2, nav a, summary, .state')].filter((element) => element.checkVisibility() && /^[\x20-\x7e]+$/.test(element.textContent.trim()));
  return [...(lang === 'ja' && dir === 'ltr' ? [] : [`${lang} ${dir}`]), ...english.map((element) => `English: ${element.textContent.trim()}`)];
})));

describe('links', () => {
  test('every link and anchor leads somewhere, and every page is linked from somewhere', async () => {
    const { server, pages } = sites.en;
    const { page, faults, close } = await opened(sites.en);
    const first = `${server.origin}/index.html`;
    const crawled = await crawl(page, first);
    await close();
    assert.deepEqual(brokenLinks(crawled, first), []);
    assert.deepEqual(faults, []);
    const reached = new Set([...crawled.keys()].map((url) => decodeURIComponent(url.slice(server.origin.length + 1))));
    assert.deepEqual(pages.filter((file) => !reached.has(file) && !['404.html', 'embed.html'].includes(file)), []);
  });

  test('the keyboard reaches every link and every fold, the way past the navigation first', async () => {
    const { page, close } = await opened(sites.en);
    await page.goto(`${sites.en.server.origin}/index.html`);
    const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], summary, button')].filter((element) => element.checkVisibility()).length);
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.matches('a.skip') && document.activeElement.getBoundingClientRect().top >= 0));
    const reached = await page.evaluate(() => { window.reached = new Set([document.activeElement]); return 1; });
    assert.equal(reached, 1);
    for (let press = 1; press < wanted; press += 1) {
      await page.keyboard.press('Tab');
      await page.evaluate(() => window.reached.add(document.activeElement));
    }
    assert.equal(await page.evaluate(() => window.reached.size), wanted);
    await close();
  });
});

describe('what a page may do', () => {
  test('nothing is loaded from elsewhere, nothing is stored, and hostile text stays text', () => onPages('en', all, {}, async (page) => {
    const faults = await page.evaluate(() => {
      const faults = [...document.querySelectorAll('img, iframe, object, embed, base, form, style, [style], main script')].map((element) => element.outerHTML.slice(0, 100));
      const handlers = [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]).filter(({ name }) => name.startsWith('on'));
      const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '';
      if (!policy.startsWith("default-src 'none'") || policy.includes('unsafe')) faults.push(`policy: ${policy}`);
      return [...faults, ...handlers.map(({ name }) => name), ...Object.keys(localStorage), ...(document.cookie ? [document.cookie] : [])];
    });
    return faults;
  }));

  test('a page without its pictures is small', async () => {
    const { folder, pages } = sites.en;
    const size = async (file) => (await readFile(join(folder, file))).length;
    const shared = (await size('assets/status.css')) + (await size('assets/status.js'));
    for (const file of pages) assert.ok((await size(file)) + shared < MOST_BYTES, `${file}: ${(await size(file)) + shared} bytes`);
  });

  test('with JavaScript off everything is there', () => onPages('en', all, { javaScriptEnabled: false }, async (page) => {
    const headings = await page.locator('h1').count();
    const hidden = await page.locator('#stale:visible, #newer:visible').count();
    const as_of = (await page.locator('body').innerText()).includes('As of 2 September 2026, 11:40 CEST') || page.url().endsWith('embed.html');
    return [...(headings === 1 ? [] : [`${headings} first-level headings`]), ...(hidden ? ['says that it is old'] : []), ...(as_of ? [] : ['does not say when it was made'])];
  }));

  for (const [name, settings] of [['on a desk', {}], ['on a phone', PHONE], ['far away', { timezoneId: 'America/Los_Angeles' }]]) {
    test(`nothing jumps while it loads ${name}`, () => onPages('en', kinds, settings, async (page) => {
      const shift = await page.evaluate(() => new Promise((told) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; })).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => told(sum); channel.port2.postMessage(0); }));
      }));
      return shift === 0 ? [] : [`shifts by ${shift}`];
    }));
  }

  for (const width of [320, 390, 768]) {
    test(`nothing is wider than a screen of ${width} pixels`, () => onPages('en', kinds, { ...PHONE, viewport: { width, height: 844 } }, (page) => page.evaluate((width) => {
      document.querySelectorAll('details').forEach((details) => { details.open = true; });
      if (document.documentElement.scrollWidth <= width) return [];
      const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1 && !element.closest('.bars, .scroll, pre'));
      return [`${document.documentElement.scrollWidth} pixels: ${wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(' | ')}`];
    }, width)));
  }

  test('a phone shows thirty days, a desk ninety', async () => {
    for (const [settings, days] of [[{}, 90], [PHONE, 30]]) {
      const { page, close } = await opened(sites.en, settings);
      await page.goto(`${sites.en.server.origin}/index.html`);
      const shown = await page.evaluate(() => {
        const box = document.querySelector('.bars').getBoundingClientRect();
        const drawing = document.querySelector('.bars svg').getBoundingClientRect();
        return { days: Math.round((90 * box.width) / drawing.width), end: Math.abs(box.right - drawing.right) < 1 };
      });
      assert.deepEqual(shown, { days, end: true });
      assert.ok((await page.locator('.axis').first().innerText()).startsWith(`${days} days ago`));
      await close();
    }
  });
});

describe('time', () => {
  test('a reader elsewhere sees the time in their own zone too, one in the same zone sees it once', async () => {
    for (const [timezoneId, wanted] of [['America/New_York', true], ['Europe/Paris', false]]) {
      const { page, faults, close } = await opened(sites.en, { timezoneId });
      await page.goto(`${sites.en.server.origin}/index.html`);
      const text = await page.locator('main').innerText();
      assert.equal(text.includes('2 September 2026, 11:31 CEST · 05:31 your time'), wanted, text.slice(0, 600));
      assert.equal(text.includes('your time'), wanted);
      assert.ok(text.includes('· 13 minutes ago'));
      await close();
      assert.deepEqual(faults, []);
    }
  });

  test('a page that has grown old says so, in a browser that was just opened and in one that stayed open', async () => {
    const { page, close } = await opened(sites.en, {}, new Date('2026-09-02T10:39:30Z'));
    await page.goto(`${sites.en.server.origin}/index.html`);
    const stale = page.locator('#stale');
    assert.ok(await stale.isHidden());
    await page.clock.runFor(60_000);
    assert.ok(await stale.isVisible());
    assert.match(await stale.innerText(), /has not been renewed since 2 September 2026, 11:40 CEST/);
    await close();
    const late = await opened(sites.en, {}, new Date('2026-09-03T00:00:00Z'));
    await late.page.goto(`${sites.en.server.origin}/index.html`);
    assert.ok(await late.page.locator('#stale').isVisible());
    assert.ok(await late.page.evaluate(() => document.documentElement.classList.contains('old')));
    await late.close();
  });

  test('an open page offers to be loaded again when there is something newer, and not merely because it was made again', async () => {
    const { page, close } = await opened(sites.en);
    let answer = JSON.parse(await readFile(join(sites.en.folder, 'assets/now.json'), 'utf8'));
    await page.route('**/assets/now.json', (route) => route.fulfill({ json: answer }));
    await page.goto(`${sites.en.server.origin}/index.html`);
    answer = { ...answer, generated_at: '2026-09-02T10:30:00Z' };
    for (let minutes = 0; minutes < 63; minutes += 3) {
      const asked = page.waitForResponse('**/assets/now.json');
      await page.clock.runFor(3 * 60_000);
      await asked;
    }
    await page.waitForFunction(() => true);
    assert.ok(await page.locator('#newer').isHidden());
    assert.ok(await page.locator('#stale').isHidden(), 'it was made again in the meantime');
    answer = { ...answer, version: 'another' };
    await page.clock.runFor(3 * 60_000);
    await page.locator('#newer button').waitFor({ state: 'visible' });
    await close();
  });
});

describe('on other sites', () => {
  /** A site of somebody else with a strict policy of its own. */
  async function elsewhere(body, check, settings = {}) {
    const { origin } = sites.en.server;
    const host = createServer((_, response) => {
      const policy = `default-src 'none'; frame-src ${origin}; script-src ${origin}; connect-src ${origin}; style-src 'unsafe-inline'; img-src data:`;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
      response.end(`<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,">${body(origin)}`);
    });
    await new Promise((ready) => host.listen(0, '127.0.0.1', ready));
    const there = `http://127.0.0.1:${host.address().port}`;
    // A frame that may run no script lets the test set no clock in it either.
    const { page, close } = settings.clock === false ? await open(browser, there, ZONE) : await opened(sites.en);
    const faults = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    // Every host must let others read it for the script; the test's own server is a plain one.
    await page.route(`${origin}/**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': route.request().url().endsWith('.js') ? 'text/javascript' : response.headers()['content-type'], 'access-control-allow-origin': '*' } });
    });
    await page.goto(there);
    await check(page, origin);
    await close();
    await new Promise((stopped) => { host.close(stopped); host.closeAllConnections(); });
    assert.deepEqual(faults, []);
  }

  test('the frame works without a script and leads to the page itself', () => elsewhere(
    (origin) => `<iframe src="${origin}/embed.html" sandbox="allow-same-origin allow-top-navigation-by-user-activation" title="Status" width="360" height="44" style="border:0"></iframe>`,
    async (page, origin) => {
      const link = page.frameLocator('iframe').locator('a');
      assert.equal((await link.innerText()).trim(), 'Some systems are partly down');
      const fits = await page.frames()[1].evaluate(() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth);
      assert.ok(fits, 'the frame scrolls');
      await link.click();
      await page.waitForURL(`${origin}/index.html`);
    },
    { clock: false },
  ));

  test('the script shows the same', () => elsewhere(
    (origin) => `<flarebook-status></flarebook-status><script type="module" src="${origin}/embed.js"></script>`,
    async (page, origin) => {
      const link = page.locator('flarebook-status a');
      await link.waitFor();
      assert.match(await link.innerText(), /Some systems are partly down/);
      assert.equal(await link.getAttribute('href'), `${origin}/`);
    },
  ));
});

test('the scripts hold what their comments promise about types', () => {
  const files = ['status.js', 'embed.js'].map((name) => join(HERE, '../../templates/public', name));
  const program = ts.createProgram(files, {
    allowJs: true, checkJs: true, noEmit: true, strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, moduleDetection: ts.ModuleDetectionKind.Auto,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [],
  });
  const faults = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => `${file?.fileName.split('/').pop()}:${file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  assert.deepEqual(faults, []);
});
