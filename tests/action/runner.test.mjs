// The runner of these tests: it must do what GitHub's does, and refuse what it does not know.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { condition, evaluate, interpolate } from './expressions.mjs';
import { temporary } from './release.mjs';
import { assignments, runAction } from './runner.mjs';

const scope = (failed = false) => ({
  inputs: { plan: 'TRUE', 'with-dash': 'x' }, steps: { a: { outputs: { b: 'c' } } },
  functions: { always: () => true, success: () => !failed, failure: () => failed },
});

describe('expressions', () => {
  for (const [source, value] of [
    ["inputs.plan == 'true'", true], ["inputs.with-dash", 'x'], ["steps.a.outputs.b != ''", true], ["steps.none.outputs.b", ''],
    ["'it''s'", "it's"], ["!inputs.plan", false], ["'' || 'b'", 'b'], ["'a' && 'b'", 'b'], ["false || (true && 'x')", 'x'], ["always()", true],
  ]) {
    test(source, () => assert.equal(evaluate(source, scope()), value));
  }

  test('what is not known is an error, not nothing', () => {
    for (const source of ['secrets.a', 'hashFiles()', 'a b', "'open", 'inputs.', '1 +', '', 'always(1)']) {
      assert.throws(() => evaluate(source, scope()), undefined, source);
    }
  });

  test('after a failure only those steps run that ask for it', () => {
    assert.equal(condition(undefined, scope(true)), false);
    assert.equal(condition("inputs.plan == 'true'", scope(true)), false);
    assert.equal(condition('${{ always() }}', scope(true)), true);
    assert.equal(condition('failure()', scope(false)), false);
  });

  test('stand in texts', () => assert.equal(interpolate('a ${{ inputs.plan }} ${{ steps.a.outputs.b }}', scope()), 'a TRUE c'));
});

test('outputs of one line and of several', () => {
  assert.deepEqual(assignments('a=1=2\nb<<END\nx\ny=z\nEND\nc=\n'), { a: '1=2', b: 'x\ny=z', c: '' });
  for (const text of ['nothing\n', 'a<<END\nx\n']) assert.throws(() => assignments(text));
});

describe('steps', () => {
  async function run(t, steps, inputs = {}) {
    const workplace = await temporary(t);
    const folder = join(workplace, 'action');
    const action = { inputs: { a: { default: 'standard' } }, outputs: { out: { value: '${{ steps.one.outputs.x }}' } }, runs: { steps } };
    await mkdir(folder);
    await writeFile(join(folder, 'action.yml'), JSON.stringify(action));
    return runAction({ folder, workplace, inputs });
  }
  const bash = (id, script, more = {}) => ({ id, shell: 'bash', run: script, ...more });

  test('hand on outputs, environment and path, and stop at the first failure', async (t) => {
    const result = await run(t, [
      bash('one', 'echo "x=$IN" >>"$GITHUB_OUTPUT"; echo V=w >>"$GITHUB_ENV"; echo /here >>"$GITHUB_PATH"', { env: { IN: '${{ inputs.a }}' } }),
      bash('two', 'echo "$V ${PATH%%:*} ${IN-none}"; exit 7'),
      bash('three', 'echo never'),
      bash('four', 'echo last', { if: 'always()' }),
    ]);
    assert.equal(result.exitCode, 7);
    assert.equal(result.log, 'w /here none\nlast\n');
    assert.equal(result.outputs.out, 'standard');
    assert.deepEqual(result.steps.map(({ outcome }) => outcome), ['success', 'failure', 'skipped', 'success']);
  });

  test('end at the first command that fails, in a pipe as well', async (t) => {
    const result = await run(t, [bash('one', 'false | cat\necho never')]);
    assert.equal(result.ok, false);
    assert.equal(result.log, '');
  });

  test('go on after a failure where that is asked for', async (t) => {
    assert.ok((await run(t, [bash('one', 'false', { 'continue-on-error': true })])).ok);
  });

  test('with another action need its pin, its name and its inputs', async (t) => {
    const pin = `actions/upload-artifact@${'0'.repeat(40)}`;
    assert.ok((await run(t, [{ uses: pin, with: { path: 'x' } }])).ok);
    for (const step of [
      { uses: 'actions/upload-artifact@v7', with: { path: 'x' } }, { uses: pin, with: {} }, { uses: pin, with: { path: 'x', nmae: 'y' } },
      { uses: `some/other@${'0'.repeat(40)}` }, { run: 'true' },
    ]) {
      await assert.rejects(run(t, [step]), undefined, JSON.stringify(step));
    }
    await assert.rejects(run(t, [], { unknown: 'x' }));
  });
});
