// docs/examples: the hook on a real bare repository, the GitLab job in a shell; with a stand-in for flarebook that says what it was asked.

import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { parse } from 'yaml';

import { shellcheck } from './linters.mjs';
import { ROOT, program, sha256, temporary } from './release.mjs';
import { execute } from './runner.mjs';

/** Says no to a commit with a file `no` in it. Looks for the commits without what git's environment would tell it. */
const STAND_IN = `#!/bin/sh
echo "$1 $4 $6 $7 $8" >>"$TRACE"
env | grep -c -E '^GIT_(DIR|OBJECT|ALTERNATE|QUARANTINE)' >>"$TRACE.environment"
for commit in "$5" "$7"; do git -C "$3" cat-file -e "$commit^{tree}" || exit 2; done
! git -C "$3" cat-file -e "$7:no" 2>/dev/null
`;

async function server(t) {
  const folder = await temporary(t);
  const bare = join(folder, 'server.git'), clone = join(folder, 'clone');
  const env = {
    PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', TRACE: join(folder, 'trace'),
    GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.org',
  };
  const git = (where, ...words) => execute('git', ['-C', where, ...words], { env });
  const ok = async (where, ...words) => {
    const { code, output, stdout } = await git(where, ...words);
    assert.equal(code, 0, `${words.join(' ')}: ${output}`);
    return stdout.trim();
  };
  await ok(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare);
  await ok(folder, 'clone', '--quiet', bare, clone);
  await ok(clone, 'checkout', '--quiet', '-B', 'main');
  const commit = async (file) => {
    await writeFile(join(clone, file), file);
    await ok(clone, 'add', file);
    await ok(clone, 'commit', '--quiet', '--message', file);
    return ok(clone, 'rev-parse', 'HEAD');
  };
  await program(folder, 'stand-in', STAND_IN);
  await ok(bare, 'config', 'flarebook.program', join(folder, 'stand-in'));
  await mkdir(join(bare, 'hooks'), { recursive: true });
  await cp(join(ROOT, 'docs/examples/pre-receive'), join(bare, 'hooks/pre-receive'));
  const traced = async () => (await readFile(env.TRACE, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
  return { bare, clone, env, git, ok, commit, traced, push: (...refs) => git(clone, 'push', ...refs) };
}

describe('the pre-receive hook', () => {
  test('asks about an update of a protected branch, and what it says is done', async (t) => {
    const { bare, commit, push, ok, traced, env } = await server(t);
    const first = await commit('a');
    const created = await push('origin', 'main');
    assert.equal(created.code, 0, created.output);
    assert.match(created.output, /refs\/heads\/main is new/);
    const second = await commit('b');
    assert.equal((await push('origin', 'main')).code, 0);
    assert.deepEqual(await traced(), [`gate --base --head ${second} --fast-forward`]);
    await commit('no');
    const refused = await push('origin', 'main');
    assert.notEqual(refused.code, 0);
    assert.match(refused.output, /refs\/heads\/main stays where it is/);
    assert.equal(await ok(bare, 'rev-parse', 'main'), second);
    assert.notEqual(first, second);
    assert.match(await readFile(`${env.TRACE}.environment`, 'utf8'), /^(0\n)+$/, 'the quarantine is not in the environment');
  });

  test('lets other branches and tags pass, and asks about every protected one', async (t) => {
    const { bare, clone, commit, push, ok, traced } = await server(t);
    await ok(bare, 'config', '--add', 'flarebook.protected', 'refs/heads/main');
    await ok(bare, 'config', '--add', 'flarebook.protected', 'refs/heads/stable');
    await commit('a');
    await push('origin', 'main', 'main:stable', 'main:mainly');
    await ok(clone, 'tag', 'v1');
    const head = await commit('no');
    assert.equal((await push('origin', 'main:mainly', 'v1')).code, 0);
    assert.deepEqual(await traced(), []);
    const refused = await push('origin', 'main', 'main:stable');
    assert.notEqual(refused.code, 0);
    assert.deepEqual(await traced(), Array(2).fill(`gate --base --head ${head} --fast-forward`));
  });

  test('refuses to delete a protected branch, and deletes others', async (t) => {
    const { bare, commit, push, ok } = await server(t);
    await ok(bare, 'config', 'receive.denyDeleteCurrent', 'false');
    const head = await commit('a');
    await push('origin', 'main', 'main:other');
    const refused = await push('origin', ':main');
    assert.match(refused.output, /protected and cannot be deleted/);
    assert.equal(await ok(bare, 'rev-parse', 'main'), head);
    assert.equal((await push('origin', ':other')).code, 0);
  });

  test('does not take a program that is missing for a yes', async (t) => {
    const { bare, commit, push, ok } = await server(t);
    const head = await commit('a');
    await push('origin', 'main');
    await rm(await ok(bare, 'config', 'flarebook.program'));
    await commit('b');
    assert.notEqual((await push('origin', 'main')).code, 0);
    assert.equal(await ok(bare, 'rev-parse', 'main'), head);
  });
});

describe('the GitLab job', () => {
  const file = join(ROOT, 'docs/examples/gitlab-ci.yml');
  const job = async () => parse(await readFile(file, 'utf8')).flarebook;
  const ZERO = '0'.repeat(40);

  /** Runs the job as GitLab's runner does, with what it would download, and tells what flarebook was asked. */
  async function run(t, variables, { sum } = {}) {
    const folder = await temporary(t);
    const binary = '#!/bin/sh\necho "$*" >>"$TRACE"\n';
    await program(join(folder, 'bin'), 'wget', `#!/bin/sh\necho "$4" >"$TRACE.url"\ncat "$BINARY" >"$3"\n`);
    await writeFile(join(folder, 'binary'), binary);
    const { script, variables: own } = await job();
    const workplace = join(folder, 'builds/incidents');
    await mkdir(workplace, { recursive: true });
    const env = {
      ...own, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, TRACE: join(folder, 'trace'), BINARY: join(folder, 'binary'),
      FLAREBOOK_SHA256: sum ?? sha256(binary), CI_COMMIT_SHA: 'head', CI_COMMIT_BEFORE_SHA: ZERO, ...variables,
    };
    const { code } = await execute('sh', ['-eu', '-c', script.join('\n')], { cwd: workplace, env });
    const asked = (await readFile(env.TRACE, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    return { code, asked };
  }

  test('compares a merge request with where it began, or with the target for merged results', async (t) => {
    const request = { CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'begin' };
    assert.deepEqual(await run(t, request), { code: 0, asked: ['check', 'gate --base begin --head head'] });
    const merged = await run(t, { ...request, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: 'target' });
    assert.deepEqual(merged.asked, ['check', 'gate --base target --head head']);
  });

  test('compares a push with the commit before, if there is one', async (t) => {
    assert.deepEqual((await run(t, { CI_COMMIT_BEFORE_SHA: 'b00' })).asked, ['check', 'gate --base b00 --head head --fast-forward']);
    assert.deepEqual(await run(t, {}), { code: 0, asked: ['check'] });
  });

  test('runs nothing whose checksum is wrong', async (t) => {
    const { code, asked } = await run(t, {}, { sum: '0'.repeat(64) });
    assert.notEqual(code, 0);
    assert.deepEqual(asked, []);
  });

  test('is sound shell, and is in the documentation word for word', async () => {
    const { script } = await job();
    assert.deepEqual(await shellcheck('job.sh', `#!/bin/sh\n${script.join('\n')}\n`), []);
    const documentation = await readFile(join(ROOT, 'docs/other-forges.md'), 'utf8');
    assert.ok(documentation.includes(`\`\`\`yaml\n${await readFile(file, 'utf8')}\`\`\``));
  });
});
