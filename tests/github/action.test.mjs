// `flarebook action` on a pull request: what a workflow and the people on GitHub would see.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { records, resolution, INCIDENT } from './records.mjs';
import { assertTame, gaps, MARKER, obeyed, openRoom, TOGETHER } from './room.mjs';

const FOLLOWUP = `${INCIDENT}/followups/alert-on-login-errors.yaml`;
const settled = records()[FOLLOWUP].replace('state: open', 'state: done\nevidence: https://example.com/panel');

describe('a pull request', TOGETHER, () => {
  test('annotations, one comment, labels, a status; again, it is left alone; it changes in place', async (t) => {
    const foreign = { user: 'josh', body: `${MARKER}\nJosh was here` };
    const labels = [{ name: 'bug' }, { name: 'Severity: sev4' }, { name: 'incident: mitigated' }, { name: 'severity: SEV1' }];
    const room = await openRoom(t, {
      seed: { labels, pulls: [{ number: 2, user: 'mary', head: { ref: 'resolve-login' }, comments: [foreign], labels: ['bug', 'incident: mitigated', 'severity: SEV1'] }] },
    });
    const { head, merge } = room.repository.pulls[2];

    const first = await room.pullRequest();
    assert.deepEqual([first.code, first.outputs.verdict, first.outputs.errors, first.outputs.warnings], [1, 'fail', '1', '0'], first.said);
    assertTame(first.said);
    const annotations = obeyed(first.stdout);
    assert.deepEqual(annotations.map(({ name, file }) => [name, file]), [['error', FOLLOWUP]]);
    assert.match(annotations[0].line, /,line=6,endLine=6,.*title=flarebook%3A resolved-with-open-followups::/);
    const [comment, ...others] = await room.ours();
    assert.deepEqual(others, []);
    assert.ok(comment.body.startsWith(`${MARKER}\n### ❌ 1 thing stands between`), comment.body);
    assert.equal((await room.state.comments(2))[0].body, foreign.body, "Josh's comment is Josh's");
    // "Severity: sev4" is the same label to GitHub; "bug" is not ours to take away.
    assert.deepEqual((await room.state.labels(2)).sort(), ['Severity: sev4', 'bug', 'incident: resolved']);
    assert.match(room.status(head), /^failure: 1 thing stands between/);
    assert.deepEqual(room.state.statusesOf(merge), [], 'the status is on what was pushed, not on what would be merged');
    assert.equal(room.state.statusesOf(head)[0].target_url, 'https://github.com/acme/incidents/actions/runs/1');
    assert.equal(Number(first.outputs.plan), first.writes.length);
    assert.ok(gaps(first.writes).every((gap) => gap >= 1000), `writes are a second apart: ${gaps(first.writes)}`);
    assert.match(first.summary, /^### ❌ 1 thing stands between/);
    assert.deepEqual(JSON.parse(first.facts).trackers, { 'https://github.com/acme/incidents/issues/1': { state: 'open', title: 'Alert on login errors' } });

    const second = await room.pullRequest();
    assert.deepEqual([second.code, second.outputs.plan, second.writes.length], [1, '0', 0], second.said);

    await room.repository.pull({ number: 2, branch: 'resolve-login', from: 'resolve-login', files: { [FOLLOWUP]: settled } });
    await room.state.updatePull(2, room.repository.origin);
    await room.state.closeIssue(1);
    const third = await room.pullRequest();
    assert.deepEqual([third.code, third.outputs.verdict], [0, 'pass'], third.said);
    const [edited, ...more] = await room.ours();
    assert.deepEqual([edited.id, more.length], [comment.id, 0]);
    assert.match(edited.body, /^<!-- flarebook:report -->\n### ✅ /);
    assert.match(room.status(room.repository.pulls[2].head), /^success: /);
    assert.match(room.status(head), /^failure: /, 'what was said of the earlier commit stays');
    assert.deepEqual(third.writes.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f]{40}/, 'SHA')}`), [
      `PATCH /repos/acme/incidents/issues/comments/${comment.id}`, 'POST /repos/acme/incidents/statuses/SHA',
    ]);
  });

  test('without incidents: a status, no comment; with too many: the comment is cut', async (t) => {
    const incidents = (count) => Object.fromEntries(Array.from({ length: count }, (_, number) => [
      `incidents/2026-03-15-x-${number}/incident.yaml`, `title: ${'Crème brûlée '.repeat(12)}${number}\nkind: incident\nnonsense: ${number}\n`,
    ]));
    const room = await openRoom(t, {
      git: { change: { 'README.md': 'Read me.\n' } },
      before: (repository) => repository.pull({ number: 3, branch: 'huge', files: incidents(400) }),
    });
    const quiet = await room.pullRequest(2);
    assert.deepEqual([quiet.code, quiet.outputs.verdict, quiet.outputs.plan], [0, 'pass', '1'], quiet.said);
    assert.deepEqual(await room.state.comments(2), []);
    assert.match(room.status(room.repository.pulls[2].head), /^success: /);
    assert.deepEqual(await room.state.labels(2), []);

    const huge = await room.pullRequest(3);
    assert.deepEqual([huge.code, huge.outputs.verdict], [1, 'fail']);
    const [comment] = await room.ours(3);
    const length = [...comment.body].length;
    assert.ok(length > 30_000 && length <= 65_536, `${length} characters`);
    assert.match(comment.body, /did not fit here/);
    assert.ok(Buffer.byteLength(huge.summary) <= 1024 * 1024);
    assert.ok([...room.state.statusesOf(room.repository.pulls[3].head)[0].description].length <= 140);
    const again = await room.pullRequest(3);
    assert.deepEqual([again.outputs.plan, again.writes.length], ['0', 0], again.said);
  });

  test('--plan says and does not; --offline and no token look nothing up and say so; facts bring the verdict back', async (t) => {
    const room = await openRoom(t, { git: { change: { ...resolution(), [FOLLOWUP]: settled } } });
    const { merge } = room.repository.pulls[2];
    const planned = await room.pullRequest(2, { args: ['--plan'] });
    assert.deepEqual([planned.code, planned.outputs.verdict, planned.writes], [1, 'fail', []], planned.said);
    assert.equal(Number(planned.outputs.plan), 5);
    for (const words of [/would comment on acme\/incidents#2/, /would create label severity: SEV4/, /would label acme\/incidents#2/, /would set flarebook\/resolution of .* to failure/]) {
      assert.match(planned.stdout, words);
    }
    assert.deepEqual([await room.state.comments(2), await room.state.labels(2)], [[], []]);

    const range = ['--base', room.repository.base, '--head', merge];
    const [without, withFacts] = [
      await room.gate(planned.cwd, range),
      await room.gate(planned.cwd, [...range, '--facts', '../facts.json'], { 'facts.json': planned.facts }),
    ];
    assert.deepEqual([without.code, withFacts.code], [0, 1], 'the issue is open, whatever the record says');
    const given = await room.pullRequest(2, { at: planned.cwd, args: ['--offline', '--facts', '../facts.json'] });
    assert.deepEqual([given.code, given.outputs.verdict, given.requests], [1, 'fail', []]);

    for (const [words, options] of [[/--offline/, { args: ['--offline'] }], [/no token \(GITHUB_TOKEN\)/, { env: { GITHUB_TOKEN: '' } }]]) {
      const alone = await room.pullRequest(2, { at: planned.cwd, ...options });
      assert.deepEqual([alone.code, alone.outputs.verdict, alone.outputs.plan, alone.requests], [0, 'pass', '0', []], alone.said);
      assert.match(alone.stdout, words);
      assert.match(alone.summary, /Not looked at, the record's own word counts: `the state of https:\/\/github.com\/acme\/incidents\/issues\/1`/);
    }
  });

  test("a fork's token only reads: the verdict stands, the log says what to do", async (t) => {
    const room = await openRoom(t, {
      git: { number: 0 }, token: { write: false },
      before: (repository) => repository.pull({ number: 2, branch: 'patch', files: resolution(), fork: true }),
      seed: { pulls: [{ number: 2, user: 'stranger', head: { ref: 'patch', repo: 'stranger/incidents' } }] },
    });
    const { code, outputs, stdout, said, writes } = await room.pullRequest(2, { fields: { head: { repo: 'stranger/incidents' }, author: 'stranger' } });
    assert.deepEqual([code, outputs.verdict], [1, 'fail'], said);
    assert.ok(writes.every(({ status }) => status === 403));
    const warnings = obeyed(stdout).filter(({ name }) => name === 'warning').map(({ line }) => line);
    assert.ok(warnings.some((line) => /could not comment on acme\/incidents#2/.test(line)), said);
    assert.ok(warnings.every((line) => /`permissions:`|scheduled run/.test(line)), warnings.join('\n'));
    assert.deepEqual([await room.state.comments(2), await room.state.labels(2)], [[], []]);
  });

  test('what is not ours to look at: a closed pull request, another event, a shallow checkout', async (t) => {
    const room = await openRoom(t);
    const closed = await room.pullRequest(2, { fields: { action: 'closed' } });
    assert.deepEqual([closed.code, closed.outputs.verdict, closed.requests], [0, 'pass', []], closed.said);
    const other = await room.pullRequest(2, { at: closed.cwd, env: { GITHUB_EVENT_NAME: 'watch' } });
    assert.deepEqual([other.code, other.outputs.verdict, other.requests], [0, 'pass', []], other.said);
    const cwd = await room.repository.checkout('refs/pull/2/merge', { depth: 1 });
    const shallow = await room.pullRequest(2, { at: cwd });
    assert.equal(shallow.code, 2, shallow.said);
    assert.match(shallow.stderr, /fetch-depth: 0/);
    assert.deepEqual(shallow.writes, []);
  });
});
