// The built site in a real browser. SITE_DIR names the site, CHROMIUM the browser.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRequire } from 'node:module';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { open, start } from './browser.mjs';
import { brokenLinks, crawl } from './crawl.mjs';
import { filesOf, serve, siteFolder } from './server.mjs';
import { invalid } from './valid.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const NARROWEST = 320;

let folder, server, browser, pages;

before(async () => {
  folder = await siteFolder();
  server = await serve(folder);
  browser = await start();
  pages = (await filesOf(folder)).filter((file) => file.endsWith('.html') && !file.includes('/attachments/'));
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens every page in turn with the given settings and hands it to `check`; fails with everything that was found. */
async function onEveryPage(settings, check) {
  const { page, faults, close } = await open(browser, server.origin, settings);
  const found = [];
  for (const file of pages) {
    await page.goto(`${server.origin}/${file}`);
    found.push(...(await check(page, file)).map((fault) => `${file}: ${fault}`));
  }
  await close();
  assert.deepEqual([...found, ...faults], []);
}

test('there are pages to look at', () => {
  for (const file of ['index.html', 'followups.html', 'handbook.html', 'learning.html', 'search.html', 'archive/index.html', 'components/index.html', 'people/index.html', 'themes/index.html']) assert.ok(pages.includes(file), `${file} is missing`);
});

test('the HTML is valid', async () => {
  // Wide tables scroll in a box that is a region by its role; ids are those of incidents, which begin with a day; lists have names.
  const rules = {
    'doctype-style': 'off', 'prefer-native-element': 'off',
    'valid-id': ['error', { relaxed: true }], 'aria-label-misuse': ['error', { allowAnyNamable: true }],
  };
  assert.deepEqual(await invalid(folder, pages, rules), []);
});

describe('links', () => {
  test('every link and anchor leads somewhere, and every page is linked from somewhere', async () => {
    const { page, faults, close } = await open(browser, server.origin);
    const first = `${server.origin}/index.html`;
    const crawled = await crawl(page, first);
    await close();
    assert.deepEqual(brokenLinks(crawled, first), []);
    assert.deepEqual(faults, []);
    const reached = new Set([...crawled.keys()].map((url) => decodeURIComponent(url.slice(server.origin.length + 1))));
    assert.deepEqual(pages.filter((file) => !reached.has(file) && !['404.html', 'search.html'].includes(file)), [], 'pages that no link leads to');
  });

  test('the site works from the disk', async () => {
    const first = pathToFileURL(join(folder, 'index.html')).href;
    const root = new URL('.', first).href;
    const { page, faults, close } = await open(browser, root);
    await page.goto(first);
    const incident = page.locator('a[href^="incidents/"]').first();
    if (await incident.count()) await incident.click();
    const styled = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink') !== '');
    assert.ok(styled, 'the style sheet is not found from a page in a folder');
    await page.locator('.site-head nav a').last().click();
    assert.match(page.url(), /handbook\.html$/);
    await close();
    assert.deepEqual(faults, []);
  });
});

describe('accessibility', () => {
  // In the dark only the colours differ.
  const looks = [
    ['in light colours', { colorScheme: 'light' }, {}],
    ['in dark colours', { colorScheme: 'dark' }, { runOnly: ['color-contrast', 'link-in-text-block'] }],
    ['on a phone', { ...PHONE, colorScheme: 'light' }, {}],
  ];
  for (const [name, settings, rules] of looks) {
    test(`axe finds no fault ${name}`, () => onEveryPage(settings, async (page) => {
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      await page.evaluate(AXE);
      const options = { resultTypes: ['violations'], ...rules };
      const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
      const faults = violations.filter((violation) => violation.impact !== 'minor');
      return faults.map(({ id, impact, nodes }) => `${impact}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`);
    }));
  }

  test('the first tab leads to the way past the navigation', () => onEveryPage({}, async (page, file) => {
    // Who opens the search wants to type: it begins in its field.
    if (file === 'search.html') return [];
    await page.keyboard.press('Tab');
    const skip = await page.evaluate(() => {
      const box = document.activeElement.getBoundingClientRect();
      return document.activeElement.matches('a.skip[href="#main"]') && box.left >= 0 && box.top >= 0;
    });
    return skip ? [] : ['the skip link is not the first thing focused, or not seen'];
  }));
});

describe('scripts', () => {
  test('the page of an incident copies itself as Markdown', async () => {
    const file = pages.find((file) => file.startsWith('incidents/') && file.includes('login-errors'));
    const { page, faults, close } = await open(browser, server.origin, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${server.origin}/${file}`);
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const title = await page.locator('h1').textContent();
    await close();
    assert.deepEqual(faults, []);
    assert.match(text, new RegExp(`^# ${title.replace(/[^a-z ]/gi, '.+')}$`, 'm'));
    for (const heading of ['## Impact', '## Timeline', '## Review', '## Follow-ups']) assert.ok(text.includes(`\n${heading}\n`), `${heading} in ${text}`);
    assert.match(text, /^\| Milestone \| When \|\n\| --- \| --- \|$/m);
    assert.ok(!/<(p|li|span|div|svg)\b/.test(text) && !text.includes('Copy as Markdown'), text);
    assert.ok(text.trimEnd().endsWith(`<${server.origin}/${file}>`), text.slice(-200));
  });

  test('pages carry the search and no other, and say so to the browser', () => onEveryPage({ javaScriptEnabled: true }, (page) => page.evaluate(() => {
    const own = (element) => element.matches('script[src]') && !element.textContent && /^(\.\.\/)*(assets\/(search|copy)|search\/[a-z0-9-]+)\.js(\?v=[0-9a-f]+)?$/.test(element.getAttribute('src'));
    const all = [...document.querySelectorAll('script, iframe, object, embed, base, form')];
    const faults = all.filter((element) => !own(element)).map((element) => element.outerHTML);
    const handlers = [...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]).filter(({ name }) => name.startsWith('on'));
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '';
    if (!policy.includes("script-src 'self';")) faults.push('no policy against scripts');
    return faults.concat(handlers.map(({ name }) => `a handler: ${name}`));
  })));

  test('everything is there with JavaScript off', () => onEveryPage({ javaScriptEnabled: false }, async (page) => {
    const words = (await page.locator('main').innerText()).trim().split(/\s+/).length;
    const headings = await page.locator('h1:visible').count();
    return [...(words < 20 ? [`only ${words} words`] : []), ...(headings === 1 ? [] : [`${headings} first-level headings`])];
  }));
});

describe('sizes', () => {
  for (const width of [NARROWEST, PHONE.viewport.width, 768]) {
    test(`nothing is wider than a screen of ${width} pixels`, () => onEveryPage({ ...PHONE, viewport: { width, height: 844 } }, (page) => page.evaluate((width) => {
      document.querySelectorAll('details').forEach((details) => { details.open = true; });
      if (document.documentElement.scrollWidth <= width) return [];
      const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1 && !element.closest('.scroll, pre'));
      return [`${document.documentElement.scrollWidth} pixels wide: ${wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)).join(' | ')}`];
    }, width)));
  }

  test('on paper: the content, without the navigation, and nothing folded away', () => onEveryPage({}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    const faults = await page.evaluate(() => {
      const faults = [];
      const shown = (element) => element.checkVisibility({ contentVisibilityAuto: true });
      if (!shown(document.querySelector('h1'))) faults.push('no heading');
      if ([...document.querySelectorAll('.site-head nav, .skip')].some(shown)) faults.push('the navigation is printed');
      const folded = [...document.querySelectorAll('details > :not(summary)')].filter((element) => element.getBoundingClientRect().height === 0);
      return faults.concat(folded.map((element) => `folded away: ${element.outerHTML.slice(0, 80)}`));
    });
    const sheet = await page.pdf({ format: 'A4' });
    return sheet.length > 5_000 ? faults : [...faults, 'an empty sheet'];
  }));
});

test('nothing moves while a page comes', async () => {
  const watch = () => {
    window.moved = [];
    const note = (list) => list.getEntries().forEach((entry) => window.moved.push(...entry.sources.map(({ node }) => `${entry.value.toFixed(4)} ${node?.className || node?.nodeName}`)));
    new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true });
  };
  for (const settings of [{}, PHONE]) {
    const { page, close } = await open(browser, server.origin, settings);
    await page.addInitScript(watch);
    const some = ['index.html', 'search.html', 'learning.html', ...pages.filter((file) => file.startsWith('incidents/')).slice(0, 3)];
    for (const file of some) {
      await page.goto(`${server.origin}/${file}`);
      await page.waitForTimeout(300);
      assert.deepEqual(await page.evaluate(() => window.moved), [], file);
    }
    await close();
  }
});

test('light and dark differ', async () => {
  const grounds = [];
  for (const colorScheme of ['light', 'dark']) {
    const { page, close } = await open(browser, server.origin, { colorScheme });
    await page.goto(`${server.origin}/index.html`);
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await close();
  }
  assert.notEqual(grounds[0], grounds[1]);
});

// Without pictures; what is linked (style sheet, attachments) comes on top, once.
const HEAVIEST = 60_000;

test('no page is heavy, however long the record', async () => {
  const heavy = [];
  for (const file of pages) {
    const { size } = await stat(join(folder, file));
    if (size > HEAVIEST) heavy.push(`${file}: ${size} bytes`);
  }
  assert.deepEqual(heavy, []);
});

describe('a timeline narrowed, without scripts', () => {
  test('to a kind, to an author, and back', async () => {
    const { page, faults, close } = await open(browser, server.origin, { javaScriptEnabled: false });
    let looked = 0;
    for (const file of pages.filter((file) => file.startsWith('incidents/'))) {
      await page.goto(`${server.origin}/${file}`);
      const all = await page.locator('.entry:visible').count();
      for (const name of ['kind', 'by']) {
        const choices = page.locator(`.filter input[name=${name}]`);
        for (let at = (await choices.count()) - 1; at >= 0; at -= 1) {
          await choices.nth(at).check();
          const value = await choices.nth(at).getAttribute('value');
          const shown = page.locator('.entry:visible');
          const marked = value === 'all' ? all : await page.locator(`.entry.${name}-${value}`).count();
          assert.equal(await shown.count(), marked, `${file}: ${name} ${value}`);
          const empty = await page.locator('.day:visible').filter({ hasNot: page.locator('.entry:visible') }).count();
          assert.equal(empty, 0, `${file}: ${name} ${value}: a day without entries`);
          looked += 1;
        }
      }
      if (looked > 60) break;
    }
    assert.ok(looked > 0, 'no timeline with a filter');
    assert.deepEqual(faults, []);
    await close();
  });

  test('by the keyboard, and an entry that is linked to is shown all the same', async () => {
    const { page, close } = await open(browser, server.origin);
    for (const file of pages.filter((file) => file.startsWith('incidents/'))) {
      await page.goto(`${server.origin}/${file}`);
      if ((await page.locator('.filter input[name=kind]').count()) === 0) continue;
      await page.locator('.filter input[name=kind]').first().focus();
      await page.keyboard.press('ArrowRight');
      const hidden = page.locator('.entry:not(:visible)');
      const [before, id] = [await hidden.count(), await hidden.first().getAttribute('id')];
      await page.evaluate((id) => { location.hash = id; }, id);
      assert.ok(await page.locator(`[id="${id}"]`).isVisible(), `${file}: ${id} of ${before} hidden ones`);
      break;
    }
    await close();
  });
});
