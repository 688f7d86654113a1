// Trouble comes when it is ordered, as often as it is ordered, and the state is what it claims to be afterwards.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { asker, client } from './client.mjs';
import { faults, startRig } from './rig.mjs';

const REPO = '/repos/acme/incidents';
const ISSUE = `${REPO}/issues/1`;
const COMMENTS = `${ISSUE}/comments`;

let rig;
let ask;
before(async () => {
  rig = await startRig();
  ask = client(rig);
});
after(() => rig.stop());
afterEach(() => {
  rig.clearFaults();
  assert.deepEqual(rig.violations.splice(0), []);
});

const comments = async () => (await rig.state.comments(1)).length;

test('500, 502 and 503, then all is well', async () => {
  for (const status of [500, 502, 503]) {
    rig.fault({ path: ISSUE, times: 2, respond: faults.server(status) });
    assert.deepEqual([(await ask('GET', ISSUE)).status, (await ask('GET', ISSUE)).status, (await ask('GET', ISSUE)).status], [status, status, 200]);
  }
});

test('a 502 is a page, not JSON', async () => {
  rig.fault({ respond: faults.server(502) });
  const { headers, text } = await ask('GET', ISSUE);
  assert.deepEqual([headers.get('content-type'), text.startsWith('<html>')], ['text/html', true]);
});

test('only what fits is hit, after as many as are let by', async () => {
  const trouble = rig.fault({ method: 'POST', path: /\/comments$/, skip: 1, respond: faults.server(500) });
  assert.equal((await ask('GET', COMMENTS)).status, 200);
  assert.equal((await ask('POST', COMMENTS, { body: 'first' })).status, 201);
  assert.equal((await ask('POST', COMMENTS, { body: 'second' })).status, 500);
  assert.equal(trouble.hits, 1);
});

test('a reset comes before anything is done', async () => {
  const count = await comments();
  rig.fault({ method: 'POST', respond: faults.reset() });
  await assert.rejects(ask('POST', COMMENTS, { body: 'x' }), /fetch failed/);
  assert.equal(await comments(), count);
  assert.equal(rig.requests.at(-1).status, 'reset');
});

test('a lost answer comes after it is done', async () => {
  const count = await comments();
  rig.fault({ method: 'POST', respond: faults.lost() });
  await assert.rejects(ask('POST', COMMENTS, { body: 'x' }), /fetch failed/);
  assert.equal(await comments(), count + 1);
});

test('a slow answer is slow', async () => {
  rig.fault({ respond: faults.slow(300) });
  const start = Date.now();
  assert.equal((await ask('GET', ISSUE)).status, 200);
  assert.ok(Date.now() - start >= 295);
  rig.fault({ respond: faults.slow(5000) });
  await assert.rejects(fetch(rig.url + ISSUE, { signal: AbortSignal.timeout(100) }), { name: 'TimeoutError' });
});

test('the secondary limit says how long to wait', async () => {
  for (const status of [403, 429]) {
    rig.fault({ respond: faults.secondary({ status, retryAfter: 7 }) });
    const { headers, body, ...answer } = await ask('POST', COMMENTS, { body: 'x' });
    assert.deepEqual([answer.status, headers.get('retry-after')], [status, '7']);
    assert.match(body.message, /secondary rate limit/);
  }
});

test('the primary limit says when it ends', async () => {
  const reset = Math.floor(Date.now() / 1000) + 42;
  rig.fault({ respond: faults.primary({ reset }) });
  const { status, headers } = await ask('GET', ISSUE);
  assert.deepEqual([status, headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset'), headers.get('retry-after')], [403, '0', String(reset), null]);
});

test('GraphQL says 200 and errors only', async () => {
  rig.fault({ path: '/graphql', respond: faults.graphqlErrors() });
  const { status, body } = await asker(rig)('{ rateLimit { cost } }');
  assert.deepEqual([status, body], [200, { errors: [{ message: 'Something went wrong while executing your query.' }] }]);
});

test('a truncated answer is no JSON', async () => {
  rig.fault({ path: ISSUE, respond: faults.truncated() });
  await assert.rejects(ask('GET', ISSUE), SyntaxError);
  assert.equal((await ask('GET', ISSUE)).status, 200);
});

test('one write can be refused', async () => {
  rig.fault({ method: 'POST', respond: faults.readOnly() });
  const { status, body } = await ask('POST', COMMENTS, { body: 'x' });
  assert.deepEqual([status, body.message], [403, 'Resource not accessible by integration']);
});

test('a fault without a response is a mistake of the test', () => {
  assert.throws(() => rig.fault({ path: ISSUE }), /needs `respond`/);
});

test('the spacing of writes can be told', async () => {
  rig.requests.splice(0);
  await ask('POST', COMMENTS, { body: 'x' });
  await new Promise((later) => setTimeout(later, 120));
  await ask('POST', COMMENTS, { body: 'x' });
  const [one, two] = rig.writes.map(({ time }) => time);
  assert.ok(two - one >= 115, `${two - one} ms`);
});

test('a token that may only read is refused every write, and reads', async (t) => {
  const fork = await startRig({ token: { write: false } });
  t.after(() => fork.stop());
  const asking = client(fork);
  assert.equal((await asking('GET', ISSUE)).status, 200);
  const { head } = await fork.state.pull(2);
  for (const [method, path, body] of [
    ['POST', COMMENTS, { body: 'x' }], ['POST', `${ISSUE}/labels`, { labels: ['bug'] }], ['DELETE', `${ISSUE}/labels/bug`], ['POST', `${REPO}/labels`, { name: 'x' }],
    ['POST', `${REPO}/statuses/${head.sha}`, { state: 'success' }], ['POST', `${REPO}/issues`, { title: 'x' }], ['POST', `${REPO}/git/refs`, { ref: 'refs/heads/x', sha: head.sha }],
    ['POST', `${REPO}/pulls`, { title: 'x', head: 'resolve-login', base: 'main' }],
  ]) {
    const answer = await asking(method, path, body);
    assert.deepEqual([answer.status, answer.body.message], [403, 'Resource not accessible by integration'], path);
  }
  assert.deepEqual([await fork.state.labels(1), (await fork.state.comments(1)).length, fork.violations], [['bug'], 0, []]);
});

test('a spent budget refuses by itself', async (t) => {
  const poor = await startRig({ rateLimit: { limit: 5, remaining: 2 } });
  t.after(() => poor.stop());
  const asking = client(poor);
  const answers = [await asking('GET', ISSUE), await asking('GET', ISSUE), await asking('GET', ISSUE)];
  assert.deepEqual(answers.map(({ status, headers }) => [status, headers.get('x-ratelimit-remaining')]), [[200, '1'], [200, '0'], [403, '0']]);
});
