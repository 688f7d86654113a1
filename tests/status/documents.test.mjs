// Our own documents against their schemas, and every file against what must not be in it.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

import { SECRET, empty, full } from './record.mjs';

const SCHEMAS = fileURLToPath(new URL('../../schema/public/', import.meta.url));
const sites = [];

before(async () => sites.push(await full(), await empty()));
after(() => Promise.all(sites.map((site) => site.remove())));

async function filesOf(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.map((file) => file.slice(folder.length + 1)).sort();
}

/** Keys that the schema does not name are a fault of ours, though not of a later version's. */
function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (schema === null || typeof schema !== 'object') return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  if (copy.properties && copy.additionalProperties === undefined) copy.additionalProperties = false;
  return copy;
}

const KINDS = { status: /^api\/flarebook\/v1\/status\.json$/, history: /^api\/flarebook\/v1\/history\.json$/, uptime: /^api\/flarebook\/v1\/uptime\.json$/,
  incident: /^api\/flarebook\/v1\/incidents\/[a-z0-9]{12}\.json$/, embed: /^embed\.json$/ };

describe('our own documents', () => {
  for (const [kind, pattern] of Object.entries(KINDS)) {
    test(`${kind} is what its schema says`, async () => {
      const ajv = new Ajv({ strict: false, allErrors: true, formats: { uint16: true, uint32: true, int64: true, double: true } });
      addFormats(ajv);
      const validate = ajv.compile(strict(JSON.parse(await readFile(join(SCHEMAS, `${kind}.schema.json`), 'utf8'))));
      let looked = 0;
      for (const { folder } of sites) {
        for (const file of (await filesOf(folder)).filter((name) => pattern.test(name))) {
          const fits = validate(JSON.parse(await readFile(join(folder, file), 'utf8')));
          assert.ok(fits, `${file}: ${ajv.errorsText(validate.errors, { separator: '\n' })}`);
          looked += 1;
        }
      }
      assert.equal(looked, kind === 'incident' ? 4 : 2);
    });
  }

  test('every JSON file is in a room that is known', async () => {
    const known = [...Object.values(KINDS), /^assets\/now\.json$/, /^api\/v2\/[a-z/-]+\.json$/, /^(components\/[a-z0-9]{12}\/)?feed\.json$/, /^badges\/(overall|[a-z0-9]{12})\.json$/];
    const files = (await filesOf(sites[0].folder)).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    assert.deepEqual(files.filter((name) => !known.some((pattern) => pattern.test(name))), []);
  });

  test('nothing of the inside is in any file', async () => {
    for (const file of await filesOf(sites[0].folder)) {
      const text = await readFile(join(sites[0].folder, file), 'utf8');
      for (const word of [SECRET, 'Mary', 'mary@', 'Session store', '2026-03-14-login', 'Inside']) {
        assert.ok(!text.includes(word), `${file} has “${word}”`);
      }
    }
  });
});
