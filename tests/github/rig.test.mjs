// What the stand-in holds and how it answers, asked with a real client (Octokit) and a plain one.

import { Octokit } from '@octokit/core';
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { client } from './client.mjs';
import { startRig } from './rig.mjs';

const REPO = '/repos/acme/incidents';
const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));

const SEED = [
  {
    owner: 'acme', name: 'incidents',
    labels: [{ name: 'flarebook', color: 'b60205', description: 'Kept by Flarebook' }],
    issues: [
      { number: 1, title: 'Alert on login errors', body: '<!-- flarebook:follow-up x/y -->', labels: ['flarebook'], user: 'mary', comments: many(5, (at) => ({ user: 'josh', body: `Comment ${at}` })) },
      { number: 2, title: 'Closed', state: 'closed', state_reason: 'not_planned', labels: ['flarebook'] },
      { number: 3, title: 'A duplicate', state: 'closed', state_reason: 'duplicate' },
      { number: 4, title: 'Moved', transferred: { repository: 'acme/web', number: 1 } },
      { number: 6, title: 'Open again', state_reason: 'reopened' },
    ],
    pulls: [{ number: 7, title: 'Resolve', user: 'mary', labels: ['flarebook'], head: { ref: 'resolve' }, reviews: [{ user: 'ines', body: 'Good.' }, { user: 'josh', state: 'CHANGES_REQUESTED', body: 'No.' }] },
      { number: 8, title: 'More', head: { ref: 'more' } }, { number: 9, title: 'Merged', merged: true, head: { ref: 'merged' } }],
  },
  { owner: 'acme', name: 'web', issues: [{ title: 'Moved here' }] },
  { owner: 'acme', name: 'secret', visible: false, issues: [{ title: 'Nobody sees this' }] },
];

let rig;
let ask;
let octokit;
before(async () => {
  rig = await startRig({ repositories: SEED });
  ask = client(rig);
  octokit = new Octokit({ baseUrl: rig.url, auth: rig.token.value });
});
after(() => rig.stop());
afterEach(() => assert.deepEqual(rig.violations.splice(0), []));

const here = { owner: 'acme', repo: 'incidents' };

test('an issue is as it was sown', async () => {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', { ...here, issue_number: 1 });
  assert.deepEqual([data.number, data.title, data.state, data.user.login, data.labels[0].name, data.comments], [1, 'Alert on login errors', 'open', 'mary', 'flarebook', 5]);
  assert.equal(data.html_url, 'https://github.com/acme/incidents/issues/1');
  assert.equal(data.url, `${rig.url}/repos/acme/incidents/issues/1`);
  assert.doesNotMatch(data.created_at, /\./);
});

test('why an issue was closed is told', async () => {
  const reasons = await Promise.all([1, 2, 3, 6].map(async (number) => (await ask('GET', `${REPO}/issues/${number}`)).body));
  assert.deepEqual(reasons.map(({ state, state_reason: reason }) => [state, reason]), [['open', null], ['closed', 'not_planned'], ['closed', 'duplicate'], ['open', 'reopened']]);
});

test('an issue that moved is a redirect to where it is', async () => {
  const { status, headers, body } = await ask('GET', `${REPO}/issues/4`);
  assert.deepEqual([status, body.message, headers.get('location'), body.url], [301, 'Moved Permanently', body.url, headers.get('location')]);
  assert.match(body.url, /\/repositories\/\d+\/issues\/1$/);
  const { data } = await octokit.request(`GET ${new URL(body.url).pathname}`);
  assert.deepEqual([data.title, data.repository_url], ['Moved here', `${rig.url}/repos/acme/web`]);
  assert.equal((await ask('GET', `${REPO}/issues/4/comments`)).status, 404);
});

test('a deleted issue is gone, one that never was is not found', async () => {
  const { status, body } = await ask('GET', `${REPO}/issues/5`);
  assert.deepEqual([status, body], [410, { message: 'This issue was deleted', documentation_url: 'https://docs.github.com/rest/issues/issues#get-an-issue', status: '410' }]);
  const missing = await ask('GET', `${REPO}/issues/999`);
  assert.deepEqual([missing.status, missing.body.message, missing.body.status], [404, 'Not Found', '404']);
});

test('a pull request is an issue too, with another id', async () => {
  const [issue, pull] = await Promise.all([ask('GET', `${REPO}/issues/7`), ask('GET', `${REPO}/pulls/7`)]);
  assert.equal(issue.body.pull_request.url, pull.body.url);
  assert.notEqual(issue.body.id, pull.body.id);
  assert.deepEqual((await ask('GET', `${REPO}/issues/7/labels`)).body.map(({ name }) => name), ['flarebook']);
});

test('lists hold what they should, newest first', async () => {
  const numbers = async (query) => (await ask('GET', `${REPO}/issues?${query}`)).body.map(({ number }) => number);
  assert.deepEqual(await numbers('state=all'), [9, 8, 7, 6, 3, 2, 1]);
  assert.deepEqual(await numbers(''), [8, 7, 6, 1]);
  assert.deepEqual(await numbers('labels=Flarebook&state=all&per_page=100'), [7, 2, 1]);
  assert.deepEqual(await numbers('labels=flarebook,none'), []);
  const pulls = (await ask('GET', `${REPO}/pulls?state=open&per_page=100`)).body;
  assert.deepEqual([pulls.map(({ number }) => number), 'mergeable' in pulls[0]], [[8, 7], false]);
  assert.deepEqual((await ask('GET', `${REPO}/pulls?state=open&head=acme:other`)).body, []);
});

test('reviews are there', async () => {
  const { body } = await ask('GET', `${REPO}/pulls/7/reviews?per_page=100`);
  assert.deepEqual(body.map(({ user, state }) => [user.login, state]), [['ines', 'APPROVED'], ['josh', 'CHANGES_REQUESTED']]);
});

test('pages are followed by their links, which name the repository by number', async () => {
  const first = await ask('GET', `${REPO}/issues/1/comments?per_page=2`);
  const links = Object.fromEntries([...first.headers.get('link').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url, rel]) => [rel, url]));
  assert.deepEqual(Object.keys(links), ['next', 'last']);
  assert.match(links.next, /\/repositories\/\d+\/issues\/1\/comments\?per_page=2&page=2$/);
  const seen = [...first.body];
  for (let next = links.next; next;) {
    const more = await ask('GET', next.slice(rig.url.length));
    seen.push(...more.body);
    next = /<([^>]+)>; rel="next"/.exec(more.headers.get('link'))?.[1];
  }
  assert.deepEqual(seen.map(({ body }) => body), many(5, (at) => `Comment ${at}`));
  assert.equal((await ask('GET', `${REPO}/issues/1/comments?per_page=5`)).headers.get('link'), null);
});

test('what has not changed is 304 and free, what has changed is not', async () => {
  const path = `${REPO}/issues/7/comments`;
  const first = await ask('GET', path);
  const again = await ask('GET', path, undefined, { 'if-none-match': first.headers.get('etag') });
  assert.deepEqual([again.status, again.text], [304, '']);
  assert.equal(again.headers.get('x-ratelimit-remaining'), first.headers.get('x-ratelimit-remaining'));
  await rig.state.comment(7, { user: 'mary', body: 'New.' });
  const changed = await ask('GET', path, undefined, { 'if-none-match': first.headers.get('etag') });
  assert.deepEqual([changed.status, changed.body.length], [200, first.body.length + 1]);
});

test('the budget is told and runs down', async () => {
  const [one, two] = [await ask('GET', `${REPO}/issues/1`), await ask('GET', `${REPO}/issues/1`)].map(({ headers }) => headers);
  assert.equal(Number(one.get('x-ratelimit-remaining')) - 1, Number(two.get('x-ratelimit-remaining')));
  assert.equal(one.get('x-ratelimit-limit'), '1000');
  assert.ok(Number(one.get('x-ratelimit-reset')) > Date.now() / 1000);
});

test('a comment is written, changed, and is the bot\'s', async () => {
  const { body: made, status } = await ask('POST', `${REPO}/issues/7/comments`, { body: '<!-- flarebook:report -->\nOne' });
  assert.deepEqual([status, made.user.login, made.user.type], [201, 'github-actions[bot]', 'Bot']);
  const { data } = await octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...here, comment_id: made.id, body: '<!-- flarebook:report -->\nTwo' });
  assert.match(data.body, /Two$/);
  const bodies = (await rig.state.comments(7)).map(({ body }) => body);
  assert.ok(bodies.some((body) => body.endsWith('Two')) && !bodies.some((body) => body.endsWith('One')));
});

test('labels are made, put on, taken off; names do not differ by case', async () => {
  assert.equal((await ask('GET', `${REPO}/labels/flarebook%3Ablocked`)).status, 404);
  assert.equal((await ask('POST', `${REPO}/labels`, { name: 'flarebook:blocked', color: 'b60205', description: 'x' })).status, 201);
  const twice = await ask('POST', `${REPO}/labels`, { name: 'Flarebook:Blocked' });
  assert.deepEqual([twice.status, twice.body.errors], [422, [{ resource: 'Label', code: 'already_exists', field: 'name' }]]);
  const { body } = await ask('POST', `${REPO}/issues/7/labels`, { labels: ['FLAREBOOK:blocked', { name: 'new' }] });
  assert.deepEqual(body.map(({ name }) => name), ['flarebook', 'flarebook:blocked', 'new']);
  assert.equal((await ask('DELETE', `${REPO}/issues/7/labels/flarebook%3Ablocked`)).status, 200);
  const gone = await ask('DELETE', `${REPO}/issues/7/labels/flarebook%3Ablocked`);
  assert.deepEqual([gone.status, gone.body.message], [404, 'Label does not exist']);
  assert.deepEqual(await rig.state.labels(7), ['flarebook', 'new']);
});

test('statuses: the newest of each context, and together', async () => {
  const { head } = await rig.state.pull(7);
  const post = (state, context) => ask('POST', `${REPO}/statuses/${head.sha}`, { state, context, description: `${context} ${state}`, target_url: 'https://ci.example/1' });
  const combined = async () => (await ask('GET', `${REPO}/commits/${head.sha}/status?per_page=100`)).body;
  assert.deepEqual([(await combined()).state, (await combined()).total_count], ['pending', 0]);
  for (const [state, context] of [['failure', 'flarebook/resolution'], ['success', 'ci'], ['success', 'flarebook/resolution']]) {
    const { status, body } = await post(state, context);
    assert.deepEqual([status, body.creator.login], [201, 'github-actions[bot]']);
  }
  const { state, statuses } = await combined();
  assert.deepEqual([state, statuses.map((one) => [one.context, one.state])], ['success', [['flarebook/resolution', 'success'], ['ci', 'success']]]);
  await post('error', 'ci');
  assert.equal((await combined()).state, 'failure');
  assert.equal((await ask('GET', `${REPO}/commits/resolve/status`)).body.sha, head.sha);
  assert.equal(rig.state.statusesOf(head.sha).length, 4);
});

test('GitHub\'s limits on text and its refusals', async () => {
  const { head } = await rig.state.pull(7);
  const said = async (...request) => { const { status, body } = await ask(...request); return [status, body.errors?.[0].message ?? body.message]; };
  assert.deepEqual(await said('POST', `${REPO}/statuses/${head.sha}`, { state: 'success', description: 'x'.repeat(141) }), [422, 'description is too long (maximum is 140 characters)']);
  assert.deepEqual(await said('POST', `${REPO}/statuses/${'0'.repeat(40)}`, { state: 'success' }), [422, `No commit found for SHA: ${'0'.repeat(40)}`]);
  assert.deepEqual(await said('POST', `${REPO}/issues/7/comments`, { body: 'x'.repeat(65537) }), [422, 'body is too long (maximum is 65536 characters)']);
  assert.deepEqual(await said('POST', `${REPO}/issues`, { title: 'x'.repeat(257) }), [422, 'title is too long (maximum is 256 characters)']);
  assert.deepEqual(await said('POST', `${REPO}/labels`, { name: 'x'.repeat(51) }), [422, 'name is too long (maximum is 50 characters)']);
});

test('a change of files: tree, commit, branch, pull request', async () => {
  const sha = (await ask('GET', `${REPO}/git/ref/heads/main`)).body.object.sha;
  const parent = (await octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...here, commit_sha: sha })).data;
  const entry = { path: 'incidents/x/followups/a.yaml', mode: '100644', type: 'blob', content: 'title: a\n' };
  const tree = await ask('POST', `${REPO}/git/trees`, { base_tree: parent.tree.sha, tree: [entry] });
  const commit = await ask('POST', `${REPO}/git/commits`, { message: 'Follow-ups', tree: tree.body.sha, parents: [sha] });
  const ref = { ref: 'refs/heads/flarebook/follow-ups', sha: commit.body.sha };
  assert.deepEqual([tree.status, commit.status, (await ask('POST', `${REPO}/git/refs`, ref)).status], [201, 201, 201]);
  const twice = await ask('POST', `${REPO}/git/refs`, ref);
  assert.deepEqual([twice.status, twice.body.message], [422, 'Reference already exists']);
  const back = await ask('PATCH', `${REPO}/git/refs/heads/flarebook/follow-ups`, { sha });
  assert.deepEqual([back.status, back.body.message], [422, 'Update is not a fast forward']);
  assert.equal((await ask('PATCH', `${REPO}/git/refs/heads/flarebook/follow-ups`, { sha: commit.body.sha })).status, 200);
  assert.equal((await ask('PATCH', `${REPO}/git/refs/heads/none`, { sha })).body.message, 'Reference does not exist');
  const pull = { title: 'Follow-ups', head: 'flarebook/follow-ups', base: 'main', body: 'x' };
  const made = await ask('POST', `${REPO}/pulls`, pull);
  assert.deepEqual([made.status, made.body.head.sha, made.body.user.login], [201, commit.body.sha, 'github-actions[bot]']);
  assert.equal((await ask('POST', `${REPO}/pulls`, pull)).body.errors[0].message, 'A pull request already exists for acme:flarebook/follow-ups.');
  assert.equal(await rig.state.file('flarebook/follow-ups', entry.path), 'title: a\n');
  assert.equal(await rig.state.file('main', entry.path), undefined);
});

test('a pull request from a branch that is not there, or has nothing, is refused', async () => {
  const { body } = await ask('POST', `${REPO}/pulls`, { title: 'x', head: 'nope', base: 'main' });
  assert.deepEqual(body.errors, [{ resource: 'PullRequest', code: 'invalid', field: 'head' }]);
  await rig.state.setRef('refs/heads/same', await rig.state.sha('main'));
  const same = await ask('POST', `${REPO}/pulls`, { title: 'x', head: 'same', base: 'main' });
  assert.equal(same.body.errors[0].message, 'No commits between main and same');
});

test('who asks matters', async () => {
  const said = async (options, ...request) => { const { status, body } = await client(rig, options)(...request); return [status, body.message]; };
  assert.deepEqual(await said({ token: 'wrong' }, 'GET', `${REPO}/issues/1`), [401, 'Bad credentials']);
  assert.deepEqual(await said({ token: '' }, 'POST', `${REPO}/issues`, { title: 'x' }), [401, 'Requires authentication']);
  assert.equal((await said({ token: '' }, 'GET', `${REPO}/issues/1`))[0], 200);
  assert.deepEqual(await said({}, 'GET', '/repos/acme/secret/issues/1'), [404, 'Not Found']);
  assert.deepEqual(await said({}, 'GET', '/repos/acme/nothing'), [404, 'Not Found']);
  assert.equal((await said({ headers: { 'x-github-api-version': '2021-01-01' } }, 'GET', `${REPO}/issues/1`))[0], 400);
  assert.match((await said({ headers: { 'user-agent': '' } }, 'GET', `${REPO}/issues/1`))[1], /User-Agent/);
});

test('a pull request moves with its branch, and can be merged', async () => {
  const before = (await ask('GET', `${REPO}/pulls/8`)).body;
  const commit = await rig.state.write('POST', `${REPO}/git/commits`, { message: 'More', tree: (await rig.state.commit(before.head.sha)).tree.sha, parents: [before.head.sha] });
  assert.equal((await ask('PATCH', `${REPO}/git/refs/heads/more`, { sha: commit.sha })).status, 200);
  const moved = (await ask('GET', `${REPO}/pulls/8`)).body;
  assert.deepEqual([moved.head.sha, moved.statuses_url.endsWith(commit.sha), moved.merged], [commit.sha, true, false]);
  await rig.state.mergePull(8);
  const { body: { state, merged, merged_at: at } } = await ask('GET', `${REPO}/pulls/8`);
  assert.deepEqual([state, merged, Number.isNaN(Date.parse(at))], ['closed', true, false]);
  const issue = (await ask('GET', `${REPO}/issues/8`)).body;
  assert.deepEqual([issue.state, issue.pull_request.merged_at], ['closed', at]);
});

test('a filter that the stand-in does not have is no empty list', async () => {
  const { status, body } = await ask('GET', `${REPO}/issues?assignee=mary`);
  assert.deepEqual([status, body.problems], [599, ['this stand-in does not filter issues by assignee']]);
  assert.equal(rig.violations.splice(0).length, 1);
});

test('what tests change is seen', async () => {
  await rig.state.closeIssue(1, 'completed');
  assert.equal((await ask('GET', `${REPO}/issues/1`)).body.state_reason, 'completed');
  await rig.state.reopenIssue(1);
  assert.equal((await ask('GET', `${REPO}/issues/1`)).body.state, 'open');
  rig.state.deleteIssue(6);
  assert.equal((await ask('GET', `${REPO}/issues/6`)).status, 410);
});

test('requests are remembered, writes with their time', async () => {
  rig.requests.splice(0);
  await ask('GET', `${REPO}/issues/1?`);
  const [start] = [Date.now(), await ask('POST', `${REPO}/issues`, { title: 'x' })];
  assert.deepEqual(rig.requests.map(({ method, path, status, endpoint }) => [method, path, status, endpoint]), [
    ['GET', `${REPO}/issues/1`, 200, 'GET /repos/{owner}/{repo}/issues/{issue_number}'], ['POST', `${REPO}/issues`, 201, 'POST /repos/{owner}/{repo}/issues'],
  ]);
  assert.equal(rig.writes.length, 1);
  assert.ok(rig.writes[0].time >= start && rig.writes[0].time <= Date.now());
  assert.equal(rig.requests[0].headers['x-github-api-version'], '2022-11-28');
});
