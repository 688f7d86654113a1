// A GitHub App proves who it is, and gets a token that works.

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { client } from './client.mjs';
import { startRig } from './rig.mjs';

const REPO = '/repos/acme/incidents';
const TOKENS = '/app/installations/7/access_tokens';
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } });
const { publicKey, privateKey } = pair();
const now = () => Math.floor(Date.now() / 1000);
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function statement(claims = {}, { key = privateKey, header = {} } = {}) {
  const text = `${encoded({ alg: 'RS256', typ: 'JWT', ...header })}.${encoded({ iss: '4711', iat: now() - 60, exp: now() + 540, ...claims })}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

let rig;
before(async () => { rig = await startRig({ app: { id: 4711, publicKey, slug: 'flarebook' } }); });
after(async () => {
  assert.deepEqual(rig.violations, []);
  await rig.stop();
});

const as = (token) => client(rig, { token });

test('statement, installation, token, work', async () => {
  const { status, body: found } = await as(statement())('GET', `${REPO}/installation`);
  assert.deepEqual([status, found.id, found.app_id, found.access_tokens_url], [200, 7, 4711, rig.url + TOKENS]);
  const { status: made, body } = await as(statement({ iss: 4711 }))('POST', TOKENS, { repositories: ['incidents'] });
  assert.equal(made, 201);
  assert.ok(Math.abs(Date.parse(body.expires_at) - Date.now() - 3_600_000) < 5000);
  const comment = await as(body.token)('POST', `${REPO}/issues/2/comments`, { body: 'x' });
  assert.deepEqual([comment.status, comment.body.user.login, comment.body.user.type], [201, 'flarebook[bot]', 'Bot']);
});

test('a statement may come without a body', async () => {
  assert.equal((await as(statement())('POST', TOKENS)).status, 201);
});

for (const [what, token, status, message] of [
  ['by another key', () => statement({}, { key: pair().privateKey }), 401, /could not be decoded/],
  ['by no one', () => 'nonsense', 401, /could not be decoded/],
  ['with another algorithm', () => statement({}, { header: { alg: 'HS256' } }), 401, /could not be decoded/],
  ['of another App', () => statement({ iss: '1' }), 404, /Integration not found/],
  ['without a time', () => statement({ iat: undefined }), 401, /'iat'/],
  ['from the future', () => statement({ iat: now() + 60 }), 401, /'iat'/],
  ['without an end', () => statement({ exp: undefined }), 401, /'exp'/],
  ['that has ended', () => statement({ exp: now() - 1 }), 401, /'exp'/],
  ['for too long', () => statement({ iat: now(), exp: now() + 660 }), 401, /too far in the future/],
]) {
  test(`a statement ${what} is refused`, async () => {
    for (const [method, path] of [['POST', TOKENS], ['GET', `${REPO}/installation`]]) {
      const { body, ...answer } = await as(token())(method, path);
      assert.equal(answer.status, status);
      assert.match(body.message, message);
    }
  });
}

test('a statement is no token, and a token no statement', async () => {
  assert.equal((await as(statement())('GET', `${REPO}/issues/1`)).status, 401);
  assert.equal((await as(rig.token.value)('POST', TOKENS)).status, 401);
});

test('another installation is not found; more than was granted is refused', async () => {
  assert.equal((await as(statement())('POST', '/app/installations/8/access_tokens')).status, 404);
  const { status, body } = await as(statement())('POST', TOKENS, { permissions: { administration: 'write' } });
  assert.deepEqual([status, body.message], [422, 'The permissions requested are not granted to this installation.']);
});

test('a token for reading only reads', async () => {
  const { body } = await as(statement())('POST', TOKENS, { permissions: { contents: 'read', issues: 'read' } });
  assert.equal((await as(body.token)('GET', `${REPO}/issues/1`)).status, 200);
  assert.equal((await as(body.token)('POST', `${REPO}/issues`, { title: 'x' })).status, 403);
});

test('an old token is bad', async (t) => {
  const { body } = await as(statement())('POST', TOKENS);
  t.mock.method(Date, 'now', () => 8e12);
  assert.equal((await as(body.token)('GET', `${REPO}/issues/1`)).body.message, 'Bad credentials');
});
