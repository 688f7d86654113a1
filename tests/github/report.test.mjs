// An issue from the form becomes a record: who may, what is written, and that it happens once.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assertTame, openRoom, TOGETHER } from './room.mjs';
import { records } from './records.mjs';
import { faults } from './rig.mjs';

const AT = '2026-03-14T09:12:00Z';
const ID = '2026-03-14-customers-cannot-sign-in';
const BRANCH = `incident/${ID}`;
const FOLDER = `incidents/${ID}`;
const form = (answers = {}) => {
  const { severity = 'SEV2 – Major – Much is hurt', affected = 'Login (login)', began = '08:55', story = 'Three calls since nine.' } = answers;
  return `### How bad is it?\r\n\r\n${severity}\r\n\r\n### What is affected?\r\n\r\n${affected}\r\n\r\n### When did it begin?\r\n\r\n${began}\r\n\r\n### What is going on?\r\n\r\n${story}`;
};

const opened = (more = {}) => ({ action: 'opened', number: 1, title: 'Customers cannot sign in', body: form(), author: 'maryok', association: 'MEMBER', createdAt: AT, labels: ['incident report'], ...more });
const report = (room, fields = {}, options = {}) => room.act('issues', opened(fields), options);
const incidents = async (room) => (await room.state.pulls()).filter(({ head }) => head.ref.startsWith('incident/'));
const ours = async (room) => (await room.state.comments(1)).filter(({ user, body }) => user.type === 'Bot' && body.startsWith('<!-- flarebook:'));
const files = () => ({ ...records(), 'people.yaml': 'mary: {name: Mary Okafor, github: maryok, email: mary@corp.example, team: web}\n' });
const open = (t, more = {}) => openRoom(t, { git: { files: files(), number: 0 }, seed: { pulls: [], labels: [{ name: 'incident report', color: 'b60205' }], ...more.seed } });

/** What was declared is in git too, as GitHub has it. */
async function fetchBack(room) {
  const paths = (await listed(room)).map(({ path }) => path).filter((path) => path.startsWith(`${FOLDER}/`) && /\.(md|yaml)$/.test(path));
  const texts = Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await room.state.file(`heads/${BRANCH}`, path)])));
  const { repository } = room;
  repository.git('checkout', '-q', '-b', BRANCH, 'main');
  await repository.commit(texts, 'Declare');
  repository.git('push', '-q', repository.origin, BRANCH);
  repository.git('checkout', '-q', 'main');
  return texts;
}

async function listed(room) {
  const { tree } = await room.state.commit(await room.state.sha(`heads/${BRANCH}`));
  return (await room.state.write('GET', `/repos/acme/incidents/git/trees/${tree.sha}?recursive=1`)).tree;
}

suite('an issue that reports an incident', TOGETHER, () => {
  test('by a member is declared once, with what the form says', async (t) => {
    const room = await open(t);
    const run = await report(room);
    assert.equal(run.code, 0, run.said);
    const [pull, ...others] = await incidents(room);
    assert.deepEqual([pull?.head.ref, pull?.title, others], [BRANCH, 'Customers cannot sign in', []], run.said);
    assert.match(pull.body, /Closes #1$/);
    const [comment] = await ours(room);
    assert.ok(comment.body.startsWith('<!-- flarebook:declared -->') && comment.body.includes(`https://github.com/acme/incidents/pull/${pull.number}`), comment.body);
    const texts = await fetchBack(room);
    const [record, entry] = [texts[`${FOLDER}/incident.yaml`], Object.values(texts).find((text) => text.startsWith('---'))];
    assert.match(record, /title: Customers cannot sign in\n/);
    assert.match(record, /report: https:\/\/github\.com\/acme\/incidents\/issues\/1\n/);
    assert.match(record, /started_at: 2026-03-14T08:55:00(Z|\+00:00)\n/);
    assert.match(entry, /\nby: mary\n(.*\n)*severity: SEV2\n(.*\n)*---\nDeclared: Customers cannot sign in\n\nThree calls since nine\.\n/);
    const again = await report(room);
    assert.deepEqual([again.code, again.writes], [0, []], again.said);
    const accepted = await report(room, { action: 'labeled', label: 'declare incident', title: 'Another title' });
    assert.deepEqual([accepted.code, accepted.writes], [0, []], accepted.said);
  });

  test('by a stranger waits for the team', async (t) => {
    const room = await open(t);
    const stranger = { author: 'stranger', association: 'NONE' };
    for (const writes of [1, 0]) {
      const run = await report(room, stranger);
      assert.deepEqual([run.code, run.writes.length], [0, writes], run.said);
    }
    assert.match((await ours(room))[0].body, /^<!-- flarebook:waits -->[^]*`declare incident`/);
    const other = await report(room, { ...stranger, action: 'labeled', label: 'bug' }, { args: ['--plan'] });
    assert.deepEqual([await incidents(room), other.writes], [[], []], other.said);
    const run = await report(room, { ...stranger, action: 'labeled', label: 'declare incident' });
    assert.equal((await incidents(room)).length, 1, run.said);
    const texts = await fetchBack(room);
    assert.match(Object.values(texts).join('\n'), /Reported by the account `stranger`\./);
    assert.equal((await ours(room)).length, 2);
  });

  test('from the handle of somebody else is not theirs', async (t) => {
    const room = await open(t);
    await report(room, { author: 'mary', association: 'COLLABORATOR' });
    const texts = Object.values(await fetchBack(room)).join('\n');
    assert.ok(!/^by:/m.test(texts) && texts.includes('Reported by the account `mary`.'), texts);
  });

  test('that is closed, edited or reopened declares nothing', async (t) => {
    const room = await open(t);
    for (const action of ['closed', 'edited', 'reopened']) {
      const run = await report(room, { action });
      assert.deepEqual([await incidents(room), await ours(room)], [[], []], run.said);
    }
  });

  test('is finished when an earlier run was cut off', async (t) => {
    const room = await open(t, { seed: { labels: [] } });
    room.rig.fault({ method: 'POST', path: '/repos/acme/incidents/pulls', respond: faults.server(502) });
    const first = await report(room, { labels: [] });
    assert.equal(first.code, 2, first.said);
    for (const { number } of await incidents(room)) await room.state.write('PATCH', `/repos/acme/incidents/pulls/${number}`, { state: 'closed' });
    await fetchBack(room);
    const second = await report(room, { labels: [] });
    assert.equal(second.code, 0, second.said);
    assert.equal((await incidents(room)).filter(({ state }) => state === 'open').length, 1, second.said);
    assert.equal((await ours(room)).length, 1, second.said);
    assert.ok((await room.state.labels(1)).includes('incident report'));
  });

  test('with hostile text is data', async (t) => {
    const room = await open(t);
    const evil = '$(touch /tmp/x) `id` ${{ secrets.X }}\r\n::error::x\r\n##[warning]x\r\n---\r\nstatus: resolved\r\n---\r\n@acme/everybody <script>alert(1)</script> \u001b[2J';
    const run = await report(room, { title: '  ::set-output name=x::y\u001b[2J ../../evil @acme/everybody', body: form({ severity: 'P9', affected: '../x, ${{ github.token }}', began: 'whenever `x`', story: evil }) });
    assert.equal(run.code, 0, run.said);
    assertTame(run.stdout);
    const [pull] = await incidents(room);
    assert.match(pull.head.ref, /^incident\/2026-03-14-[a-z0-9-]+$/);
    const post = run.writes.find(({ path }) => path.endsWith('/git/trees'));
    for (const { path } of JSON.parse(post.body).tree) assert.match(path, /^incidents\/2026-03-14-[a-z0-9-]+\/(incident\.yaml|timeline\/\w+-\w+\.md)$/);
  });
});
