// Every workflow of this repository, every one that users get, and action.yml: through the linters, and held to our own rules.

import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { parse, stringify } from 'yaml';

import { houseRules, pins } from './house-rules.mjs';
import { LINTERS, filledIn, lintAll, shellcheck } from './linters.mjs';
import { ROOT, STAND_IN, actionWith, serveRelease, sha256, temporary } from './release.mjs';
import { execute, runAction } from './runner.mjs';

const FAULTS = join(ROOT, 'tests/action/faults');
const TEMPLATES = 'templates/init/workflows';
const SCRIPTS = ['.github/action/run.sh', '.ci/run', 'docs/examples/pre-receive'];

async function files(folder) {
  return (await readdir(join(ROOT, folder))).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => `${folder}/${name}`);
}
const OURS = await files('.github/workflows');
const THEIRS = await files(TEMPLATES);
const ALL = [...OURS, ...THEIRS, 'action.yml'];
const read = (file) => filledIn(join(ROOT, file));

describe('the linters', () => {
  test('look at what there is', () => {
    assert.ok(OURS.length >= 3 && THEIRS.length >= 4, ALL.join(' '));
  });

  for (const file of ALL) {
    test(`find nothing in ${file}`, async () => assert.deepEqual(await lintAll(file, await read(file)), []));
  }

  for (const file of SCRIPTS) {
    test(`ShellCheck finds nothing in ${file}`, async () => {
      assert.deepEqual(await shellcheck(file, await readFile(join(ROOT, file), 'utf8')), []);
    });
  }

  // A linter that finds nothing may not have looked. And one that finds nothing of its own need not be here.
  for (const [linter, file, rule] of [
    ['actionlint', 'actionlint.yml', 'expression'],
    ['action-validator', 'action-validator/action.yml', 'enum'],
    ['zizmor', 'zizmor.yml', 'dangerous-triggers'],
  ]) {
    test(`${linter} alone finds the fault planted for it`, async () => {
      const found = await lintAll(file, await readFile(join(FAULTS, file), 'utf8'));
      assert.ok(found.some((finding) => finding.linter === linter && finding.rule === rule), JSON.stringify(found));
      assert.deepEqual([...new Set(found.map((finding) => finding.linter))], [linter]);
    });
  }

  test('every linter has its planted fault', async () => {
    const planted = (await readdir(FAULTS)).map((name) => name.replace(/\.\w+$/, '')).sort();
    assert.deepEqual(planted, [...Object.keys(LINTERS), 'shellcheck'].sort());
  });

  test('ShellCheck finds the fault planted for it', async () => {
    const found = await shellcheck('shellcheck.sh', await readFile(join(FAULTS, 'shellcheck.sh'), 'utf8'));
    assert.deepEqual(found.map(({ rule }) => rule).sort(), ['SC2086', 'SC3010']);
  });
});

describe('our own rules', () => {
  for (const file of ALL) {
    test(`hold in ${file}`, async () => {
      assert.deepEqual(houseRules(await read(file), { action: file === 'action.yml' }), []);
    });
  }

  test('an action has the same commit everywhere', async () => {
    const found = pins(await Promise.all(ALL.map(read)));
    assert.ok(found.size >= 7, [...found.keys()].join(' '));
    for (const [action, commits] of found) assert.equal(commits.size, 1, `${action}: ${[...commits].join(', ')}`);
  });

  test('what writes waits for its turn instead of being cancelled half-way', async () => {
    for (const file of ALL.filter((name) => /flarebook|release/.test(name))) {
      assert.equal(parse(await read(file)).concurrency['cancel-in-progress'], false, file);
    }
  });

  test('a pull request of a stranger never meets a token that may write', async () => {
    for (const file of [...OURS, ...THEIRS]) {
      const { on, jobs } = parse(await read(file));
      if (!('pull_request' in on)) continue;
      for (const [name, job] of Object.entries(jobs)) {
        const writes = Object.values(job.permissions).includes('write');
        const kept = /head\.repo\.full_name == github\.repository|event_name != 'pull_request'/.test(job.if ?? '');
        assert.ok(!writes || kept, `${file}: ${name} writes, also for forks`);
      }
    }
  });

  const SOUND = {
    name: 'Sound', on: { push: null }, permissions: {}, concurrency: { group: 'sound' },
    jobs: { a: { 'timeout-minutes': 5, permissions: {}, steps: [{ run: 'true' }] } },
  };
  const planted = (change) => {
    const workflow = structuredClone(SOUND);
    change(workflow, workflow.jobs.a, workflow.jobs.a.steps[0]);
    return JSON.stringify(workflow);
  };

  test('find every fault that is planted', () => {
    assert.deepEqual(houseRules(planted(() => {})), []);
    for (const [rule, change] of [
      ['event', (w) => { w.on = 'pull_request_target'; }],
      ['event', (w) => { w.on = { workflow_run: {} }; }],
      ['permissions', (w) => { delete w.permissions; }],
      ['permissions', (w) => { w.permissions = { contents: 'read' }; }],
      ['concurrency', (w) => { delete w.concurrency; }],
      ['timeout', (w, job) => { delete job['timeout-minutes']; }],
      ['job-permissions', (w, job) => { delete job.permissions; }],
      ['job-permissions', (w, job) => { job.permissions = 'write-all'; }],
      ['pin', (w, job, step) => { step.uses = 'actions/checkout@v6'; step.with = { 'persist-credentials': false }; }],
      ['credentials', (w, job, step) => { step.uses = `actions/checkout@${'0'.repeat(40)}`; }],
      ['interpolation', (w, job, step) => { step.run = 'echo ${{ github.event.issue.title }}'; }],
    ]) {
      assert.deepEqual(houseRules(planted(change)).map((finding) => finding.rule), [rule]);
    }
  });

  test('find a pin without its version', () => {
    const text = stringify({ ...SOUND, jobs: { a: { ...SOUND.jobs.a, steps: [{ uses: `a/b@${'0'.repeat(40)}` }] } } });
    assert.deepEqual(houseRules(text).map((finding) => finding.rule), ['pin-comment']);
  });
});

describe('a release', () => {
  test('prints the lines of the table that the action accepts', async (t) => {
    const workplace = await temporary(t);
    const { jobs } = parse(await read('.github/workflows/release.yml'));
    const files = jobs.build.strategy.matrix.include.map(({ target, suffix }) => `flarebook-${target}${suffix}`);
    await mkdir(join(workplace, 'release'));
    for (const file of files) await writeFile(join(workplace, 'release', file), `${STAND_IN}# ${file}\n`);
    await writeFile(join(workplace, 'release/flarebook.cdx.json'), '{}');

    const step = jobs.release.steps.find(({ id }) => id === 'table');
    const env = { PATH: process.env.PATH, GITHUB_REF_NAME: 'v1.2.3', GITHUB_STEP_SUMMARY: join(workplace, 'summary') };
    const { code, output } = await execute('bash', ['-eo', 'pipefail', '-c', step.run], { cwd: join(workplace, 'release'), env });
    assert.equal(code, 0, output);
    const table = (await readFile(join(workplace, 'release/checksums.txt'), 'utf8')).trim().split('\n').map((line) => line.split(' '));
    assert.deepEqual(table.map(([version]) => version), Array(5).fill('1.2.3'));

    const folder = await actionWith(join(workplace, 'action'), table);
    for (const [os, arch, file] of [['Linux', 'X64', files[0]], ['Windows', 'X64', files[4]]]) {
      const server = await serveRelease(t, { [`/${file}`]: await readFile(join(workplace, 'release', file)) });
      const environment = { FLAREBOOK_DOWNLOAD_URL: server.address, RUNNER_OS: os, RUNNER_ARCH: arch, TRACE: join(workplace, 'trace') };
      const run = await runAction({ folder, workplace, environment });
      assert.ok(run.ok, run.log);
    }
    const sums = await readFile(join(workplace, 'release/SHA256SUMS'), 'utf8');
    assert.ok(sums.includes(`${sha256('{}')}  flarebook.cdx.json`));
  });

  test('is only made of a whole version: the tag that moves is none', async () => {
    const { on } = parse(await read('.github/workflows/release.yml'));
    const matches = (tag) => on.push.tags.some((pattern) => {
      const source = pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*');
      return new RegExp(`^${source}$`).test(tag);
    });
    assert.deepEqual(['v1.2.3', 'v10.20.30', 'v1.2.3-rc.1'].filter((tag) => !matches(tag)), []);
    assert.deepEqual(['v1', 'v1.2', 'v1x2x3', 'version'].filter(matches), []);
  });

  test('is where cargo-binstall looks for it', async () => {
    const manifest = await readFile(join(ROOT, 'Cargo.toml'), 'utf8');
    const [, url] = /^pkg-url = "(.*)"$/m.exec(manifest);
    const values = { repo: 'https://github.com/octo/flarebook', version: '1.2.3', target: 'x86_64-pc-windows-msvc', 'binary-ext': '.exe' };
    const filled = url.replaceAll(/\{ ([\w-]+) \}/g, (_, name) => values[name]);
    assert.equal(filled, 'https://github.com/octo/flarebook/releases/download/v1.2.3/flarebook-x86_64-pc-windows-msvc.exe');
    assert.match(manifest, /^pkg-fmt = "bin"$/m);
  });

  test('is built for exactly the targets that the action asks for', async () => {
    const { jobs } = parse(await read('.github/workflows/release.yml'));
    const built = jobs.build.strategy.matrix.include.map(({ target, suffix }) => target + suffix).sort();
    const script = await readFile(join(ROOT, '.github/action/run.sh'), 'utf8');
    const wanted = [...script.matchAll(/\) target=(\S+)(?: suffix=(\S+))? ;;/g)].map(([, target, suffix = '']) => target + suffix).sort();
    assert.deepEqual(built, wanted);
  });
});
