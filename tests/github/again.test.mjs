// What changes without a push to a pull request: time, issues, the merge queue; and what a push to the default branch is held against.

import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { INCIDENT, records, resolution } from './records.mjs';
import { assertTame, git, obeyed, openRoom, TOGETHER } from './room.mjs';

const ENTRY = `${INCIDENT}/timeline/20260314T090800Z-1b2c3d.md`;
const edited = { [ENTRY]: records()[ENTRY].replace('after the password', 'before the password') };

/** Everything that a checkout shows, and everything that git thinks of it. */
async function standing(cwd) {
  const files = (await readdir(cwd, { recursive: true })).filter((path) => !path.startsWith('.git')).sort();
  return { files, head: git(cwd, 'rev-parse', 'HEAD'), status: git(cwd, 'status', '--porcelain'), tracked: (await readdir(`${cwd}/.git`)).filter((name) => /HEAD|index/.test(name)).sort() };
}

/** A pull request that GitHub could not merge on trial: it has a head and no merge commit. */
async function conflicted(repository, number, branch, files) {
  repository.git('checkout', '-q', '-B', branch, 'main');
  const head = await repository.commit(files, branch);
  repository.git('checkout', '-q', 'main');
  repository.git('push', '-q', repository.origin, `+${head}:refs/pull/${number}/head`, `+${head}:refs/heads/${branch}`);
  repository.pulls[number] = { number, ref: branch, head };
}

describe('without a push', TOGETHER, () => {
  test('every open pull request is looked at again, as data; an issue that closes or opens turns the verdict', async (t) => {
    const room = await openRoom(t, {
      async before(repository) {
        await repository.pull({ number: 3, branch: 'readme', files: { 'README.md': 'Read me.\n' } });
        await conflicted(repository, 4, 'conflicted', resolution());
        await repository.pull({ number: 5, branch: 'closed', files: edited });
      },
      seed: {
        pulls: [
          { number: 2, head: { ref: 'resolve-login' } }, { number: 3, head: { ref: 'readme' } }, { number: 4, head: { ref: 'conflicted' }, mergeable: false },
          { number: 5, head: { ref: 'closed' }, state: 'closed' }, { number: 6, head: { ref: 'nowhere-in-git' } },
        ],
      },
    });
    const { pulls } = room.repository;
    const cwd = await room.repository.checkout();
    const before = await standing(cwd);
    const first = await room.schedule({ at: cwd });
    assert.deepEqual(await standing(cwd), before, 'nothing is checked out');
    assert.deepEqual([first.code, first.outputs.verdict], [2, 'unknown'], first.said);
    assertTame(first.said);
    assert.match(obeyed(first.stdout).map(({ line }) => line).join('\n'), /::warning title=Flarebook::could not look at #6: /, 'the one that is not there is named');
    const statuses = () => [2, 3, 4, 5].map((number) => room.status(pulls[number].head)?.split(':')[0]);
    assert.deepEqual(statuses(), ['failure', 'success', 'failure', undefined]);
    assert.deepEqual([(await room.ours(2)).length, (await room.ours(3)).length, (await room.ours(4)).length], [1, 0, 1]);

    await room.state.closeIssue(1);
    const closed = await room.act('issues', { action: 'closed', number: 1 }, { at: cwd });
    assert.deepEqual(statuses(), ['success', 'success', 'success', undefined], closed.said);
    assert.equal((await room.ours(2)).length, 1);
    await room.state.reopenIssue(1);
    const reopened = await room.act('workflow_dispatch', {}, { at: cwd });
    assert.deepEqual(statuses(), ['failure', 'success', 'failure', undefined], reopened.said);
    const [comment, ...more] = await room.ours(2);
    assert.match(comment.body, /its tracker is open/);
    assert.deepEqual(more, []);
    const quiet = await room.schedule({ at: cwd });
    assert.deepEqual([quiet.outputs.plan, quiet.writes.length], ['0', 0], quiet.said);
    assert.deepEqual(await standing(cwd), before);
  });

  test('--plan for all of them writes nothing; without a token there is nothing to look at; a broken ref of one keeps no other waiting', async (t) => {
    const room = await openRoom(t, { before: (repository) => repository.pull({ number: 3, branch: 'readme', files: { 'README.md': 'Read me.\n' } }) });
    const { pulls, origin } = room.repository;
    const planned = await room.schedule({ args: ['--plan'] });
    assert.deepEqual([planned.code, planned.outputs.verdict, planned.writes], [0, 'pass', []], planned.said);
    assert.match(planned.stdout, /would comment on acme\/incidents#2/);
    const alone = await room.schedule({ env: { GITHUB_TOKEN: '' } });
    assert.deepEqual([alone.code, alone.outputs.verdict, alone.requests], [2, 'unknown', []], alone.said);
    assert.match(alone.stdout, /no token \(GITHUB_TOKEN\)/);

    // The origin has lost the objects of one pull request: a fetch of all in one is refused.
    const object = pulls[2].merge;
    const cwd = await room.repository.checkout();
    await rm(`${origin}/objects/${object.slice(0, 2)}/${object.slice(2)}`);
    const broken = await room.schedule({ at: cwd });
    assert.match(room.status(pulls[3].head) ?? '', /^success/, broken.said);
    assert.doesNotMatch(broken.stderr, /panicked/);
  });

  test('a merge queue: a status on the group; a push to the default branch: the gate; to others: nothing', async (t) => {
    const room = await openRoom(t);
    const { base, pulls: { 2: { merge, head } } } = room.repository;
    const queued = await room.act('merge_group', { baseSha: base, headSha: merge }, { ref: 'refs/pull/2/merge' });
    assert.deepEqual([queued.code, queued.outputs.verdict], [1, 'fail'], queued.said);
    assert.match(room.status(merge), /^failure: /);
    assert.deepEqual([room.status(head), await room.state.comments(2), await room.state.labels(2)], [undefined, [], []]);
    const again = await room.act('merge_group', { baseSha: base, headSha: merge }, { at: queued.cwd });
    assert.deepEqual([again.code, again.writes], [1, []]);

    const fine = await room.commitToMain({ 'README.md': 'Read me.\n' });
    const pushed = await room.push({ after: fine });
    assert.deepEqual([pushed.code, pushed.outputs.verdict, pushed.writes], [0, 'pass', []], pushed.said);
    const fault = await room.commitToMain(edited);
    const caught = await room.push({ before: fine, after: fault });
    assert.deepEqual([caught.code, caught.outputs.verdict, caught.writes], [1, 'fail', []], caught.said);
    assert.deepEqual(obeyed(caught.stdout).map(({ name, file }) => [name, file]), [['error', ENTRY]]);
    const forced = await room.push({ before: fault, after: base, at: caught.cwd });
    assert.deepEqual([forced.code, forced.outputs.verdict], [1, 'fail'], 'history that was pushed away is missed');
    const created = await room.act('push', { after: fine }, { at: caught.cwd });
    assert.deepEqual([created.code, created.outputs.verdict], [0, 'pass'], created.said);

    const zero = '0'.repeat(40);
    for (const fields of [{ ref: 'refs/heads/other', before: base, after: fault }, { ref: 'refs/tags/v1', after: fault }, { ref: 'refs/heads/other', before: fault, after: zero }, { before: fault, after: zero }]) {
      const nothing = await room.act('push', fields, { at: caught.cwd });
      assert.deepEqual([nothing.code, nothing.outputs.verdict, nothing.requests], [0, 'pass', []], nothing.said);
    }
    assert.equal((await room.state.issues()).length, 2, 'no issue, no pull request was made');
  });
});
