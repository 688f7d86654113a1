// `--format sarif` against the standard's own schema: every fixture of every rule, and a report without findings.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const FLAREBOOK = process.env.FLAREBOOK;

let validate, folder;

before(async () => {
  assert.ok(FLAREBOOK, 'FLAREBOOK names the binary');
  folder = await mkdtemp(join(tmpdir(), 'flarebook-sarif-'));
  // One of the standard's patterns is not a regular expression with the `u` flag.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats(ajv);
  validate = ajv.compile(JSON.parse(await readFile(join(TESTS, 'schemas/sarif-2.1.0.json'), 'utf8')));
});

after(async () => rm(folder, { recursive: true, force: true }));

async function report(rule, side) {
  const repository = join(folder, `${rule}-${side}`);
  await cp(join(TESTS, 'rules', rule, side), repository, { recursive: true });
  execFileSync('git', ['init', '--quiet', repository]);
  const { stdout } = spawnSync(FLAREBOOK, ['check', '--format', 'sarif', '--repo', repository], { encoding: 'utf8' });
  return JSON.parse(stdout);
}

describe('SARIF', () => {
  test('every report is valid', async () => {
    let results = 0;
    for (const rule of await readdir(join(TESTS, 'rules'))) {
      for (const side of ['ok', 'bad']) {
        const log = await report(rule, side);
        assert.ok(validate(log), `${rule}: ${JSON.stringify(validate.errors, null, 2)}`);
        results += log.runs[0].results.length;
        const fingerprints = log.runs[0].results.map((result) => result.partialFingerprints['flarebook/v1']);
        assert.equal(new Set(fingerprints).size, fingerprints.length, `${rule}: two findings look like one`);
      }
    }
    assert.ok(results > 33, `only ${results} results`);
  });

  test('the schema finds mistakes', async () => {
    const log = await report('unknown-person', 'bad');
    log.runs[0].results[0].level = 'fatal';
    assert.ok(!validate(log));
  });
});
