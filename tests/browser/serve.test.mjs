// `flarebook serve` in a real browser: a page reloads itself when the record changes, and says what is wrong while it is broken.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { open, start } from './browser.mjs';

const FLAREBOOK = process.env.FLAREBOOK;

let folder, child, origin, browser;

async function write(title) {
  const path = join(folder, 'incidents/2026-03-14-a/incident.yaml');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, title);
}

before(async () => {
  assert.ok(FLAREBOOK, 'FLAREBOOK names the binary');
  folder = await mkdtemp(join(tmpdir(), 'flarebook-browser-'));
  await write('title: First title\n');
  child = spawn(FLAREBOOK, ['serve', '--port', '0', '--repo', folder], { stdio: ['ignore', 'pipe', 'ignore'] });
  origin = await new Promise((done, fail) => {
    child.once('exit', (code) => fail(new Error(`serve ended with ${code}`)));
    child.stdout.on('data', (chunk) => done(/http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk))[0]));
  });
  browser = await start();
});

after(async () => {
  await browser?.close();
  child?.kill('SIGINT');
  await rm(folder, { recursive: true, force: true });
});

describe('serve', () => {
  test('reloads on change, keeps the last good site, and shows the findings', { timeout: 90_000 }, async () => {
    const { page, faults, close } = await open(browser, origin);
    await page.goto(`${origin}/`);
    await page.getByText('First title').first().waitFor();
    await write('title: Second title\n');
    await page.getByText('Second title').first().waitFor({ timeout: 30_000 });
    await write('tittle: Third title\n');
    const panel = page.getByRole('alert');
    await panel.waitFor({ timeout: 30_000 });
    assert.match(await panel.innerText(), /unknown key `tittle`[^]*did you mean `title`\?/);
    assert.ok(await page.getByText('Second title').first().isVisible());
    await write('title: Third title\n');
    await page.getByRole('link', { name: 'Third title' }).first().waitFor({ timeout: 30_000 });
    assert.equal(await panel.count(), 0);
    await close();
    assert.deepEqual(faults, []);
  });
});
