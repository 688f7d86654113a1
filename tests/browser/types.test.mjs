// The types that the comments in templates/search.js state hold.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('the script of the search keeps to its types', () => {
  const compiler = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
  const settings = fileURLToPath(new URL('tsconfig.json', import.meta.url));
  try {
    execFileSync(process.execPath, [compiler, '-p', settings], { encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout || error.message);
  }
});
