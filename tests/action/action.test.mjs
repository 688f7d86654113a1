// action.yml, run as GitHub would run it: a release from a server of ours, a stand-in for the binary.

import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { STAND_IN, actionWith, program, serveRelease, sha256, temporary } from './release.mjs';
import { execute, runAction } from './runner.mjs';

const TARGETS = [
  ['Linux', 'X64', 'x86_64-unknown-linux-musl', ''],
  ['Linux', 'ARM64', 'aarch64-unknown-linux-musl', ''],
  ['macOS', 'X64', 'x86_64-apple-darwin', ''],
  ['macOS', 'ARM64', 'aarch64-apple-darwin', ''],
  ['Windows', 'X64', 'x86_64-pc-windows-msvc', '.exe'],
];
const [LINUX] = TARGETS.map(([, , target]) => target);

/** A release of 1.2.3 for Linux on x64, its server, and the environment that leads there. */
async function release(t, { sum = sha256(STAND_IN), body = STAND_IN, target = LINUX, suffix = '' } = {}) {
  const workplace = await temporary(t);
  const other = '0'.repeat(64);
  const table = [['1.2.2', target, other], ['1.2.3', target, sum], ['1.2.3', 'riscv64gc-unknown-linux-musl', other], ['1.2.4', target, other]];
  const folder = await actionWith(join(workplace, 'action'), table);
  const server = await serveRelease(t, { [`/v1.2.3/flarebook-${target}${suffix}`]: body });
  const trace = join(workplace, 'trace');
  const environment = { FLAREBOOK_DOWNLOAD_URL: `${server.address}/v1.2.3`, TRACE: trace };
  return { workplace, folder, environment, server, traced: () => readFile(trace, 'utf8').catch(() => '') };
}

/** Every file in the tool cache. */
async function cached(workplace) {
  const found = await readdir(join(workplace, 'tools'), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('a released binary', () => {
  test('is fetched, verified and run; what it says becomes the outputs', async (t) => {
    const { server, traced, ...setting } = await release(t);
    const run = await runAction(setting);
    assert.ok(run.ok, run.log);
    assert.deepEqual(server.requests, [`/v1.2.3/flarebook-${LINUX}`]);
    assert.equal(await traced(), 'arguments: action\ntoken: token-of-the-job\n');
    assert.deepEqual(
      { ...run.outputs, facts: run.outputs.facts.split('/').at(-1) },
      { verdict: 'pass', errors: '0', warnings: '2', facts: 'facts.json', plan: '3' },
    );
    assert.equal(run.summary, '## Flarebook\n');
  });

  test('without `version` it is that of the checkout; with a v it is the same', async (t) => {
    for (const version of ['', '1.2.3', 'v1.2.3']) {
      const { server, traced, ...setting } = await release(t);
      const run = await runAction({ ...setting, inputs: { version } });
      assert.ok(run.ok, run.log);
      assert.equal(server.requests.length, 1);
    }
  });

  for (const [os, arch, target, suffix] of TARGETS) {
    test(`${os} on ${arch} gets ${target}`, async (t) => {
      const { server, traced, ...setting } = await release(t, { target, suffix });
      Object.assign(setting.environment, { RUNNER_OS: os, RUNNER_ARCH: arch });
      const run = await runAction(setting);
      assert.ok(run.ok, run.log);
      assert.deepEqual(server.requests, [`/v1.2.3/flarebook-${target}${suffix}`]);
    });
  }

  test('a second run finds it in the tool cache and downloads nothing', async (t) => {
    const { server, traced, ...setting } = await release(t);
    assert.ok((await runAction(setting)).ok);
    const second = await runAction(setting);
    assert.ok(second.ok, second.log);
    assert.equal(server.requests.length, 1);
    assert.match(second.log, /was here already/);
    assert.equal((await traced()).match(/arguments/g).length, 2);
  });

  test('one that was changed in the cache is not run but fetched again', async (t) => {
    const { server, traced, ...setting } = await release(t);
    assert.ok((await runAction(setting)).ok);
    const file = join(setting.workplace, 'tools/flarebook/1.2.3', LINUX, 'flarebook');
    await writeFile(file, '#!/bin/sh\necho changed >>"$TRACE"\n');
    const second = await runAction(setting);
    assert.ok(second.ok, second.log);
    assert.equal(server.requests.length, 2);
    assert.doesNotMatch(await traced(), /changed/);
  });

  test('with another checksum it fails, is deleted and never run', async (t) => {
    const { server, traced, ...setting } = await release(t, { body: `${STAND_IN}# one line more\n` });
    const run = await runAction(setting);
    assert.equal(run.exitCode, 2);
    assert.match(run.log, /^::error title=Flarebook::.*is not the file that was released.*deleted and not run/m);
    assert.equal(await traced(), '');
    assert.deepEqual(await cached(setting.workplace), []);
    assert.deepEqual(run.steps.map((step) => step.outcome), ['failure', 'skipped', 'skipped']);
  });

  test('cut off on the way it fails as well', async (t) => {
    const { traced, server, ...setting } = await release(t, { body: STAND_IN.slice(0, 40) });
    assert.equal((await runAction(setting)).exitCode, 2);
    assert.equal(await traced(), '');
  });

  test('a version that is not in the table fails, says the way out and downloads nothing', async (t) => {
    const { server, traced, ...setting } = await release(t);
    const run = await runAction({ ...setting, inputs: { version: '9.9.9' } });
    assert.equal(run.exitCode, 2);
    assert.match(run.log, /flarebook 9\.9\.9 for .* is not in this action's table of checksums.*build-from-source: true/);
    assert.deepEqual(server.requests, []);
  });

  test('one that is in the table and not on the server fails with its address', async (t) => {
    const { server, traced, ...setting } = await release(t);
    setting.environment.FLAREBOOK_DOWNLOAD_URL = `${server.address}/elsewhere`;
    const run = await runAction(setting);
    assert.equal(run.exitCode, 2);
    assert.match(run.log, /elsewhere\/flarebook-.* could not be downloaded/);
    assert.deepEqual(await cached(setting.workplace), []);
  });

  test('a platform without a release fails and says the way out', async (t) => {
    const { server, traced, ...setting } = await release(t);
    for (const [os, arch] of [['Linux', 'ARM'], ['Windows', 'ARM64'], ['', '']]) {
      Object.assign(setting.environment, { RUNNER_OS: os, RUNNER_ARCH: arch });
      const run = await runAction(setting);
      assert.equal(run.exitCode, 2);
      assert.match(run.log, /There is no released flarebook for .*build-from-source: true/);
    }
    assert.deepEqual(server.requests, []);
  });

  test('is only fetched over HTTPS, unless from this machine', async (t) => {
    const { server, traced, ...setting } = await release(t);
    for (const url of [server.address.replace('127.0.0.1', 'localhost'), 'file:///etc', 'ftp://127.0.0.1']) {
      setting.environment.FLAREBOOK_DOWNLOAD_URL = url;
      assert.equal((await runAction(setting)).exitCode, 2);
    }
    assert.deepEqual(server.requests, []);
  });

  test('comes from the releases of the repository that the action is from', async (t) => {
    const { traced, server, ...setting } = await release(t);
    delete setting.environment.FLAREBOOK_DOWNLOAD_URL;
    const bin = join(setting.workplace, 'bin');
    await program(bin, 'curl', '#!/usr/bin/env bash\nprintf "%s\\n" "$@" >"$TRACE"\nexit 22\n');
    setting.environment.PATH = `${bin}:${process.env.PATH}`;
    const cases = [['octo/flarebook', 'octo/flarebook'], ['', 'acme/incidents']];
    for (const [repository, expected] of cases) {
      await runAction({ ...setting, github: { action_repository: repository } });
      const words = (await traced()).split('\n');
      assert.ok(words.includes(`https://github.com/${expected}/releases/download/v1.2.3/flarebook-${LINUX}`), words.join(' '));
      assert.ok(words.includes('=https'));
    }
  });
});

describe('the verdict', () => {
  for (const code of [1, 2, 101]) {
    test(`exit code ${code} fails the action with that code, and the outputs are still there`, async (t) => {
      const { server, traced, ...setting } = await release(t);
      Object.assign(setting.environment, { EXIT_CODE: String(code), VERDICT: 'fail' });
      const run = await runAction(setting);
      assert.equal(run.exitCode, code);
      assert.equal(run.outputs.verdict, 'fail');
      assert.equal(run.steps.at(-1).outcome, 'success', 'the facts are kept, above all then');
    });
  }

  test('`plan` says and does not write', async (t) => {
    const { server, traced, ...setting } = await release(t);
    assert.ok((await runAction({ ...setting, inputs: { plan: 'true' } })).ok);
    assert.match(await traced(), /^arguments: action --plan$/m);
  });

  test('the facts are kept under a name that no other run has', async (t) => {
    const { server, traced, ...setting } = await release(t);
    const names = new Set();
    for (const attempt of ['1', '1', '2']) {
      setting.environment.GITHUB_RUN_ATTEMPT = attempt;
      const upload = (await runAction(setting)).steps.at(-1);
      assert.match(upload.with.name, new RegExp(`^flarebook-facts-check-${attempt}-\\w{6}$`));
      assert.match(upload.with.path, /facts\.json$/);
      names.add(upload.with.name);
    }
    assert.equal(names.size, 3);
  });

  test('`install-only` puts the binary on the PATH and runs nothing', async (t) => {
    const { server, traced, ...setting } = await release(t);
    const run = await runAction({ ...setting, inputs: { 'install-only': 'true' } });
    assert.ok(run.ok, run.log);
    assert.equal(await traced(), '');
    assert.deepEqual(run.steps.map((step) => step.outcome), ['success', 'skipped', 'skipped']);
    const { code } = await execute('flarebook', ['build'], { env: { ...setting.environment, PATH: `${run.path[0]}:${process.env.PATH}` } });
    assert.equal(code, 0);
    assert.match(await traced(), /^arguments: build$/m);
  });
});

describe('built from source', () => {
  const CARGO = (exit) => `#!/usr/bin/env bash
printf '%s\\n' "cargo $* in $PWD, token: \${GITHUB_TOKEN-none}" >>"$TRACE"
while [ $# -gt 0 ]; do if [ "$1" = --target-dir ]; then folder=$2; fi; shift; done
mkdir -p "$folder/release" && cp "$STAND_IN" "$folder/release/flarebook"
exit ${exit}
`;

  async function source(t, exit = 0) {
    const { server, traced, ...setting } = await release(t);
    const bin = join(setting.workplace, 'bin');
    await program(bin, 'cargo', CARGO(exit));
    await program(setting.workplace, 'stand-in', STAND_IN);
    Object.assign(setting.environment, { PATH: `${bin}:${process.env.PATH}`, STAND_IN: join(setting.workplace, 'stand-in') });
    return { server, traced, setting: { ...setting, inputs: { 'build-from-source': 'true', version: 'whatever' } } };
  }

  test('is built in its own checkout with the locked dependencies, without the token, and then run', async (t) => {
    const { server, traced, setting } = await source(t);
    const run = await runAction(setting);
    assert.ok(run.ok, run.log);
    assert.deepEqual(server.requests, []);
    const [cargo, started] = (await traced()).split('\n');
    const flags = '--release --locked --package flarebook --features github';
    assert.equal(cargo, `cargo build ${flags} --target-dir ${setting.folder}/target in ${setting.folder}, token: none`);
    assert.equal(started, 'arguments: action');
  });

  test('a build that fails fails the action', async (t) => {
    const { traced, setting } = await source(t, 101);
    const run = await runAction(setting);
    assert.equal(run.exitCode, 2);
    assert.doesNotMatch(await traced(), /arguments/);
  });
});

describe('hostile inputs', () => {
  // Each would leave a file called `pwned` somewhere if any part of it were executed.
  const HOSTILE = [
    '../../x', '1.0; touch pwned', '$(touch pwned)', '`touch pwned`', '1.2.3\ntouch pwned', '1.2.3 && touch pwned', "'; touch pwned; '",
    '"; touch pwned; "', '--output=pwned', '1.2.3/../../../../pwned', '1.2.3-..', '1.2.3-a/b', '%0A::set-output name=verdict::pass', '*',
    '1.2.3$IFS', '${IFS}', '1.2.3\r', ' ', '#', '1.2.3 ' + LINUX,
  ];

  async function nothingHappened(setting, server, traced) {
    assert.deepEqual(server.requests, []);
    assert.equal(await traced(), '');
    const found = await readdir(setting.workplace, { recursive: true });
    assert.deepEqual(found.filter((name) => name.includes('pwned')), []);
  }

  test('as the version execute nothing, fetch nothing and start no command of GitHub', async (t) => {
    const { server, traced, ...setting } = await release(t);
    for (const version of HOSTILE) {
      const run = await runAction({ ...setting, inputs: { version } });
      assert.equal(run.exitCode, 2, `${JSON.stringify(version)}: ${run.log}`);
      assert.equal(run.log.trimEnd().split(/[\r\n]/).length, 1, run.log);
      assert.match(run.log, /^::error title=Flarebook::`.*` is not a version/);
      assert.equal(run.outputs.verdict, '');
    }
    await nothingHappened(setting, server, traced);
  });

  test('as a switch execute nothing', async (t) => {
    for (const input of ['build-from-source', 'install-only', 'plan']) {
      const { server, traced, ...setting } = await release(t);
      for (const value of HOSTILE) {
        const run = await runAction({ ...setting, inputs: { [input]: value } });
        assert.equal(run.exitCode, 2, `${input} ${JSON.stringify(value)}: ${run.log}`);
      }
      assert.equal(await traced(), '');
      const found = await readdir(setting.workplace, { recursive: true });
      assert.deepEqual(found.filter((name) => name.includes('pwned')), []);
    }
  });

  test('as the token arrive as they are and execute nothing', async (t) => {
    for (const token of ['a"b', "a'b", '"; touch pwned; "', "'; touch pwned; '", '$(touch pwned)', '`touch pwned`', 'a b']) {
      const { server, traced, ...setting } = await release(t);
      const run = await runAction({ ...setting, inputs: { token } });
      assert.ok(run.ok, run.log);
      assert.equal(await traced(), `arguments: action\ntoken: ${token}\n`);
      assert.ok(!run.log.includes(token));
      const found = await readdir(setting.workplace, { recursive: true });
      assert.deepEqual(found.filter((name) => name.includes('pwned')), []);
    }
  });

  test('in the table: a line that is not a checksum is not believed', async (t) => {
    for (const sum of ['', 'x', '0'.repeat(63), '.*', `${sha256(STAND_IN)} extra`]) {
      const { server, traced, ...setting } = await release(t, { sum });
      assert.equal((await runAction(setting)).exitCode, 2, sum);
      await nothingHappened(setting, server, traced);
    }
  });
});
