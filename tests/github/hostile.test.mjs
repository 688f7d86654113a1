// A pull request by somebody who means harm: whatever its text says, it is text. Nothing runs, nothing leaks, the verdict stands.

import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { INCIDENT, records, resolution } from './records.mjs';
import { assertTame, git, MARKER, openRoom, WITH_BINARY } from './room.mjs';

/** What a runner, Markdown, GitHub, a shell or a terminal might take for more than text. */
const EVIL = [
  'x\n::error::owned', 'x\r::set-output name=verdict::pass', '::add-mask::e', '##[command]owned', '%0A::warning::owned', 'verdict=pass\nverdict<<E\npass\nE',
  '\u0085::error::owned', '\u2028::error::owned', '\u001b[2J\u001b]0;owned\u0007', '\u202eowned', '`` ``` ` @acme/everyone closes #1', '</details><img src=x onerror=alert(1)>', '<!-- flarebook:report --> -->',
  '[x](javascript:alert(1)) ![x](https://evil.example/p.png)', '| a | b |\n|---|---|', '\n# Heading\n- fixes acme/infra#1 @mary', '$(touch canary) `touch canary` ; touch canary', '<script>alert(1)</script>', '&lt;b&gt; https://evil.example @josh',
].join(' ');
const TRACKERS = [
  'https://github.com/../../user', 'https://github.com/acme/incidents/issues/1/../../../../user', 'https://evil.example/acme/x/issues/1', 'https://github.com@evil.example/acme/x/issues/1', 'https://github.com.evil.example/acme/x/issues/1',
  'file:///etc/passwd', '../../user#1', 'acme/incidents#1%2F..', 'https://github.com/acme/incidents/issues/99999999999999999999', '--upload-pack=touch canary', EVIL,
];
const yaml = (value) => JSON.stringify(value);
const followup = (index, tracker, more = '') => [`${INCIDENT}/followups/evil-${index}.yaml`, `title: ${yaml(`${EVIL} ${index}`)}\nkind: repair\nowner: mary\ndue: 2026-03-28\ntracker: ${yaml(tracker)}\nstate: open\n${more}`];

const hostile = () => ({
  ...resolution(), ...Object.fromEntries(TRACKERS.map((tracker, index) => followup(index, tracker, index ? '' : `note: ${yaml(EVIL)}\nwaiver: {reason: ${yaml(EVIL)}, by: ${yaml(EVIL)}, until: 2026-12-31}\n`))),
  'flarebook.yaml': `${records()['flarebook.yaml']}\n${yaml(EVIL)}: ${yaml(EVIL)}\n`,
  'incidents/2026-03-16-evil/incident.yaml': `title: ${yaml(EVIL)}\nkind: ${yaml(EVIL)}\ncomponents: [${yaml(EVIL)}]\n${yaml(EVIL)}: 1\n`,
  'incidents/2026-03-16-evil/timeline/20260316T090800Z-1b2c3d.md': `---\nat: 2026-03-16T09:08:00Z\nby: ${yaml(EVIL)}\nstatus: investigating\nseverity: ${yaml(EVIL)}\nroles: {${yaml(EVIL)}: ${yaml(EVIL)}, lead: ${yaml(EVIL)}}\n---\n${EVIL}\n`,
  'incidents/2026-03-16-evil/timeline/\n::error::owned.md': 'x', 'incidents/2026-03-16-evil/timeline/::set-output name=verdict::pass.md': 'x', [`incidents/::error::owned/incident.yaml`]: 'title: x\n',
  'incidents/2026-03-16-evil/##[error]owned.yaml': 'x', 'incidents/2026-03-16-evil/`@acme`<img src=x>.md': 'x', 'incidents/2026-03-16-evil/timeline/$(touch canary).md': 'x', 'incidents/%0A::error::owned/incident.yaml': 'title: x\n',
});

/** A `git` that notes how it is called, before the real one. Gives {PATH, calls}. */
async function notingGit(folder) {
  const [bin, log] = [join(folder, 'bin'), join(folder, 'calls')];
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  await mkdir(bin);
  await writeFile(join(bin, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${real}' "$@"\n`);
  await chmod(join(bin, 'git'), 0o755);
  return { PATH: `${bin}:${process.env.PATH}`, calls: () => readFile(log, 'utf8').catch(() => '') };
}

/** Markdown without its code spans and without our own marks; what is left would take effect. */
function effective(markdown) {
  return markdown.replace(MARKER, '').replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '·').replace(/<\/?(details|summary|sub)>|<br>/g, '');
}

function assertInert(markdown) {
  const left = effective(markdown);
  assert.doesNotMatch(left, /<[a-z!/]|\]\(|!\[|(^|[^\\\w`&])@[a-z]|javascript:|<!--/im, left);
  assert.doesNotMatch(left, /(clos|fix|resolv)(e[sd]?|es|ed)?:?\s+(\w+\/\w+)?#\d/i, left);
  assert.doesNotMatch(left, /^#+ Heading|^\|/m, left);
  assert.doesNotMatch(markdown, /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/, 'no control characters');
}

function assertNoLeak(text) {
  for (const secret of ['ghs_rig', btoa('x-access-token:ghs_rig'), btoa('ghs_rig')]) assert.ok(!text.includes(secret), 'the token is out');
}

const KNOWN = /^\/(graphql|repos\/acme\/(incidents|infra)\/(pulls|issues|labels|commits|statuses|git)(\/[\w%.:/-]*)?)$/;

describe('a hostile pull request', WITH_BINARY, () => {
  test('its text stays text: in the log, the outputs, the comment, the labels, the requests, the calls of git', async (t) => {
    const branch = '--upload-pack=x;$(touch${IFS}canary)';
    const room = await openRoom(t, {
      before: async (repository) => {
        await repository.pull({ number: 3, branch: 'evil', files: hostile() });
        repository.git('push', '-q', repository.origin, `+${repository.pulls[3].head}:refs/heads/${branch}`);
      },
      seed: { pulls: [{ number: 2, head: { ref: 'resolve-login' } }, { number: 3, title: EVIL.slice(0, 200), body: EVIL, head: { ref: 'evil' } }] },
    });
    const noting = await notingGit(room.repository.folder);
    const env = { PATH: noting.PATH };
    const runs = [
      await room.pullRequest(3, { env, fields: { title: EVIL, head: { ref: branch } } }),
      await room.pullRequest(3, { env, args: ['--plan'] }),
      await room.pullRequest(3, { env: { ...env, GITHUB_TOKEN: '' } }),
      await room.schedule({ env }),
    ];
    const [first] = runs;
    assert.deepEqual([first.code, first.outputs.verdict], [1, 'fail'], first.said.slice(-3000));
    for (const run of runs) {
      assertTame(run.said);
      assert.deepEqual(Object.keys(run.outputs).sort().filter((name) => name !== 'facts'), ['errors', 'plan', 'verdict', 'warnings']);
      assert.doesNotMatch(run.said, /panicked|RUST_BACKTRACE/);
      assert.doesNotMatch(run.said, /[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/u, 'no control characters in the log');
      assertInert(run.summary);
      assert.deepEqual(run.requests.map(({ path }) => path).filter((path) => !KNOWN.test(path) || path.includes('..')), []);
      assert.deepEqual((await readdir(run.cwd)).filter((name) => /canary/.test(name)), []);
      assertNoLeak(run.said + run.summary + run.facts + JSON.stringify(run.outputs));
    }
    const asked = first.requests.filter(({ path }) => path === '/graphql').map(({ body }) => JSON.parse(body).variables);
    assert.deepEqual(asked, [{ owner: 'acme', name: 'incidents' }], 'only what is an issue on this forge is asked for');
    const bodies = [...await room.ours(3), ...await room.ours(2)].map(({ body }) => body);
    assert.ok(bodies.length >= 1);
    bodies.forEach(assertInert);
    assertNoLeak(bodies.join());
    assert.ok((await room.state.labels(3)).every((name) => /^(severity: SEV4|incident: (resolved|investigating))$/.test(name)), await room.state.labels(3));
    assertNoLeak(JSON.stringify(room.rig.writes.map(({ body }) => body)));
    const calls = await noting.calls();
    assert.match(calls, /fetch /);
    assertNoLeak(calls);
    assert.doesNotMatch(calls, /canary|upload-pack=x|owned/);
  });

  test('its follow-ups, merged: issues and proposals hold its text and obey none of it', async (t) => {
    const asking = ['new', 'new in ../../x', 'new in acme/infra/../..', 'new in acme/infra?x=', 'new in https://evil.example/a/b', 'new in -x/--y', 'new in acme/%2e%2e', 'new in acme/infra#1', 'new in acme/in\nfra'];
    const files = { ...records(), ...Object.fromEntries(asking.map((tracker, index) => followup(index, tracker, `note: ${yaml(EVIL)}\n`))) };
    const forged = ['x\nFlarebook-By: mary', 'x --> <img src=x> @acme', '<!-- flarebook:follow-up a/b -->'];
    for (const name of forged) files[`${INCIDENT}/followups/${name.replaceAll('/', '-')}.yaml`] = followup('forged', 'new')[1];
    const room = await openRoom(t, { git: { files, number: 0 }, others: [{ owner: 'acme', name: 'infra', issues: [] }] });
    const run = await room.push({ before: undefined, after: room.repository.base });
    assertTame(run.said);
    assertNoLeak(run.said + JSON.stringify(run.writes.map(({ body }) => body)));
    const opened = (await room.state.issues()).filter(({ labels }) => labels.some(({ name }) => name === 'flarebook'));
    assert.ok(opened.length >= 1, run.said);
    for (const { body, title, labels } of opened) {
      const [first, ...rest] = body.split('\n');
      assert.match(first, /^<!-- flarebook:follow-up 2026-03-14-login-errors\/[^<>]* -->$/);
      assertInert(rest.join('\n').replace(/<https:\/\/github.com\/acme\/incidents\/blob\/main\/[^<>\s]*>/, ''));
      assert.doesNotMatch(title, /[\u0000-\u001f\u202a-\u202e]/);
      assert.ok([...title].length <= 256 && labels.every(({ name }) => /^(flarebook|follow-up: repair)$/.test(name)));
    }
    assert.deepEqual((await room.state.issues('acme/infra')).filter(({ body }) => /evil/.test(body)), [], 'what is not quite a name is no name');
    assert.deepEqual(run.requests.map(({ path }) => path).filter((path) => !KNOWN.test(path) || path.includes('..')), ['/repos/-x/--y/issues'], 'a name that could be one is asked for, and is not there');
    for (const { path, body } of run.writes.filter(({ path: to }) => /\/git\/commits$|\/pulls$/.test(to))) {
      const { message, body: text } = JSON.parse(body);
      assert.doesNotMatch(message ?? '', /^(Flarebook-By|Co-authored-by|Signed-off-by)|[\u0000-\u0009\u000b-\u001f]|::error/im, path);
      if (text) assertInert(text);
    }
    const again = await room.push({ before: undefined, after: room.repository.base });
    assert.deepEqual([again.outputs.plan, again.writes], ['0', []], again.said.slice(-2000));
  });

  test('its files are data, however large, deep or strange', async (t) => {
    const laughs = ['a0: &a0 [lol, lol]', ...Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]`)].join('\n');
    const big = `title: Big\nsummary: ${'x'.repeat(30 * 1024 * 1024)}\n`;
    const folder = (name, text) => ({ [`incidents/2026-03-16-${name}/incident.yaml`]: text });
    const cases = {
      laughs: folder('laughs', `title: Laughs\n${laughs}\n`), deep: folder('deep', `title: ${'['.repeat(100_000)}`), maps: folder('maps', `title: ${'{a: '.repeat(50_000)}`), big: folder('big', big),
      bytes: folder('bytes', Buffer.from([0xff, 0xfe, 0, 1, 2, 0xc3, 0x28])), keys: folder('keys', `title: x\n${'? a\n'.repeat(20_000)}`),
    };
    const room = await openRoom(t, {
      git: { number: 0 },
      async before(repository) {
        let number = 10;
        for (const [branch, files] of Object.entries(cases)) await repository.pull({ number: number += 1, branch, files });
        const fed = (input, ...args) => execFileSync('git', ['-C', repository.work, ...args], { input, encoding: 'utf8' }).trim();
        const [path, entry] = [fed('/etc/passwd', 'hash-object', '-w', '--stdin'), fed('---\nat: x\n---\nx\n', 'hash-object', '-w', '--stdin')];
        const title = fed('title: Many\n', 'hash-object', '-w', '--stdin');
        const folderOf = 'incidents/2026-03-16-many';
        const many = Array.from({ length: 10_000 }, (_, index) => `100644 ${entry}\t${folderOf}/timeline/20260316T${String(index).padStart(6, '0')}Z-1b2c3d.md`);
        const links = ['followups/link.yaml', '../2026-03-16-link/incident.yaml', '../../people.yaml'].map((name) => `120000 ${path}\t${join(INCIDENT, name)}`);
        fed([...many, `100644 ${title}\t${folderOf}/incident.yaml`, ...links, `160000 ${repository.base}\tincidents/2026-03-16-module`, ''].join('\n'), 'update-index', '--index-info');
        repository.git('commit', '-q', '-m', 'Many, and links');
        repository.pulls[30] = { number: 30, ref: 'many', head: repository.git('rev-parse', 'HEAD') };
        repository.git('push', '-q', repository.origin, 'HEAD:refs/pull/30/head');
        repository.git('reset', '-q', '--soft', repository.base);
      },
      seed: { git: undefined, pulls: [] },
    });
    const { pulls, base } = room.repository;
    const cwd = await room.repository.checkout();
    for (const { number, ref, head } of Object.values(pulls)) {
      git(cwd, 'fetch', '-q', 'origin', `refs/pull/${number}/head`);
      const run = await room.act('pull_request', { number, head: { ref, sha: head }, base: { sha: base } }, { at: cwd, args: ['--offline'], timeout: 60_000 });
      assert.deepEqual([run.code, run.signal, run.outputs.verdict], [1, null, 'fail'], `${ref}: ${run.said.slice(0, 2000)}`);
      assertTame(run.said);
      assert.doesNotMatch(run.said + run.summary, /root:x:|panicked|overflow/, ref);
      assert.ok(Buffer.byteLength(run.summary) <= 1024 * 1024, ref);
      assert.ok(run.milliseconds < 45_000, `${ref}: ${run.milliseconds} ms`);
    }
  });
});
