// The search of a built site in a real browser: SITE_DIR names a site built from the showcase, CHROMIUM the browser.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { open, start } from './browser.mjs';
import { serve, siteFolder } from './server.mjs';

let folder, server, browser, sample;

before(async () => {
  folder = await siteFolder();
  server = await serve(folder);
  browser = await start();
  sample = await firstHead();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** An incident of the site with a long word in its title, a component and a person. */
async function firstHead() {
  const { page, close } = await open(browser, server.origin);
  await page.goto(`${server.origin}/search.html?kind=incident`);
  await page.locator('.results a').first().waitFor();
  const head = await page.evaluate(async () => {
    const files = library('');
    const segments = await files.segments();
    const heads = (await Promise.all(segments.map((segment) => files.heads(segment)))).flat();
    const longest = (head) => Math.max(...words(head.title).map(({ word }) => (/^[a-z]+$/.test(word) ? word.length : 0)));
    return heads.filter((head) => head.components.length && head.people.length).sort((a, b) => longest(b) - longest(a))[0];
  });
  await close();
  return head;
}

/** The page of results for a query, with what came out: titles, count. */
async function found(query, { origin = server.origin, settings = {} } = {}) {
  const { page, faults, close } = await open(browser, origin, settings);
  await page.goto(`${origin}/search.html${query}`);
  await page.locator('.search-count:not(:empty)').waitFor();
  const titles = await page.locator('.results h2').allTextContents();
  const count = await page.locator('.search-count').textContent();
  await close();
  assert.deepEqual(faults, []);
  return { titles, count };
}

const q = (text) => `?q=${encodeURIComponent(text)}`;
const longestWord = () => sample.title.toLowerCase().match(/[a-z]+/g).sort((a, b) => b.length - a.length)[0];

describe('what is found', () => {
  test('a title in spite of a mistake', async () => {
    const word = longestWord();
    const { titles } = await found(q(`${word.slice(0, 3)}${word.slice(4)}`));
    assert.ok(titles.includes(sample.title), `${word}: ${titles.join(', ')}`);
  });

  test('a title in spite of a wrong first letter', async () => {
    const word = longestWord();
    const { titles } = await found(q(`${word[0] === 'x' ? 'q' : 'x'}${word.slice(1)}`));
    assert.ok(titles.includes(sample.title), `${word}: ${titles.join(', ')}`);
  });

  test('by a person, by a component, by a day', async () => {
    for (const words of [sample.people[0][1], sample.components[0][1], sample.day, sample.day.slice(0, 7)]) {
      const { titles } = await found(q(words));
      assert.ok(titles.includes(sample.title), `${words}: ${titles.join(', ')}`);
    }
  });

  test('of one year only, and of one component only', async () => {
    const year = sample.day.slice(0, 4);
    const { titles, count } = await found(`?year=${year}`);
    assert.ok(titles.includes(sample.title));
    assert.match(count, new RegExp(`^${titles.length} incident`));
    const other = await found(`?year=${year}&component=${encodeURIComponent(sample.components[0][0])}`);
    assert.ok(other.titles.includes(sample.title));
  });

  test('nothing is said kindly', async () => {
    const { titles, count } = await found(q('qqqqqqqqqqqq'));
    assert.deepEqual(titles, []);
    assert.match(count, /Nothing found/);
  });

  test('words are no HTML', async () => {
    const { count } = await found(q('<img src=x onerror=alert(1)>'));
    assert.ok(count.length > 0);
  });
});

describe('how it is used', () => {
  test('with the keyboard alone', async () => {
    const { page, faults, close } = await open(browser, server.origin);
    await page.goto(`${server.origin}/index.html`);
    await page.keyboard.press('/');
    await page.keyboard.type(longestWord());
    await page.keyboard.press('Enter');
    await page.waitForURL(/search\.html\?q=/);
    await page.locator('.results a').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => [document.activeElement.localName, document.activeElement.getAttribute('href')]);
    const [name, href] = await focused();
    assert.equal(name, 'a');
    await page.keyboard.press('Escape');
    assert.equal((await focused())[0], 'input');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.href.endsWith(href));
    await close();
    assert.deepEqual(faults, []);
  });

  test('from the disk', async () => {
    const origin = pathToFileURL(join(folder, 'search.html')).href.replace(/\/search\.html$/, '');
    const { titles } = await found(q(longestWord()), { origin });
    assert.ok(titles.includes(sample.title), titles.join(', '));
  });

  test('while one types, and the address can be passed on', async () => {
    const { page, faults, close } = await open(browser, server.origin);
    await page.goto(`${server.origin}/search.html`);
    await page.locator('#q').pressSequentially(longestWord().slice(0, 4));
    await page.locator('.results a').first().waitFor();
    assert.match(page.url(), /\?q=/);
    assert.ok(await page.locator('.results mark').count() > 0, 'nothing is marked');
    await close();
    assert.deepEqual(faults, []);
  });

  test('without JavaScript there are the lists, and the way to them', async () => {
    const { page, close } = await open(browser, server.origin, { javaScriptEnabled: false });
    await page.goto(`${server.origin}/index.html`);
    await page.locator('.site-head a.search-box').click();
    assert.match(page.url(), /search\.html$/);
    assert.ok(await page.locator('noscript').count());
    assert.ok(await page.locator('.browse a').count() >= 3);
    assert.equal(await page.locator('.search:visible').count(), 0);
    await close();
  });

  test('on the narrowest phone nothing is wider than the screen', async () => {
    const { page, close } = await open(browser, server.origin, { viewport: { width: 320, height: 700 } });
    await page.goto(`${server.origin}/search.html${q(longestWord())}`);
    await page.locator('.results a').first().waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320);
    await close();
  });
});
