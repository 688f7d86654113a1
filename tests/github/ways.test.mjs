// The ways to GitHub: as an App, on Enterprise, through a proxy.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { records } from './records.mjs';
import { assertTame, openRoom, TOGETHER } from './room.mjs';

const keys = () => generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs1', format: 'pem' } });
const impatient = { FLAREBOOK_PATIENCE: '1' };

async function listening(t, server) {
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  server.unref();
  t.after(() => { server.closeAllConnections(); server.close(); });
  return `127.0.0.1:${server.address().port}`;
}

/** As GitHub Enterprise has it: REST at /api/v3, GraphQL beside it, nothing elsewhere. Gives {url, strayed}. */
async function enterprise(t, rig) {
  const strayed = [];
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url === '/api/graphql' ? '/graphql' : /^\/api\/v3(\/.*)/.exec(incoming.url)?.[1];
    if (!path || path.startsWith('/graphql') !== (incoming.url === '/api/graphql')) {
      strayed.push(incoming.url);
      return outgoing.writeHead(404, { 'content-type': 'application/json' }).end('{"message": "Not Found"}');
    }
    const { host, ...headers } = incoming.headers;
    const onward = request(rig.url + path, { method: incoming.method, headers }, (answer) => {
      const told = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, ['link', 'location'].includes(name) ? value.replaceAll(rig.url, `${url}/api/v3`) : value]));
      answer.pipe(outgoing.writeHead(answer.statusCode, told));
    });
    return incoming.pipe(onward);
  });
  const url = `http://${await listening(t, server)}`;
  return { url, strayed };
}

/** A proxy that joins sockets, and says who asked for what. */
async function proxy(t, refuses = () => false) {
  const asked = [];
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (incoming, socket) => {
    asked.push({ to: incoming.url, credentials: incoming.headers['proxy-authorization'] });
    socket.on('error', () => {});
    if (refuses(incoming.url)) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const [host, port] = incoming.url.split(':');
    const onward = connect(Number(port), host, () => { socket.write('HTTP/1.1 200 OK\r\n\r\n'); onward.pipe(socket); socket.pipe(onward); });
    return onward.on('error', () => socket.destroy());
  });
  return { address: await listening(t, server), asked };
}

describe('ways', TOGETHER, () => {
  test('as an App: by its key, in both forms; with a key that is not its own, or none, it says so', async (t) => {
    const { publicKey, privateKey } = keys();
    const room = await openRoom(t, { app: { id: 4711, publicKey, slug: 'flarebook' } });
    const as = (key, more = {}) => ({ env: { GITHUB_TOKEN: '', FLAREBOOK_APP_ID: '4711', FLAREBOOK_APP_PRIVATE_KEY: key, ...more } });
    const first = await room.pullRequest(2, as(privateKey));
    assert.deepEqual([first.code, first.outputs.verdict], [1, 'fail'], first.said);
    assert.deepEqual((await room.ours()).map(({ user }) => user.login), ['flarebook[bot]']);
    const again = await room.pullRequest(2, { at: first.cwd, ...as(privateKey.replaceAll('\n', '\\n')) });
    assert.deepEqual([again.code, again.writes.map(({ path }) => path)], [1, ['/app/installations/7/access_tokens']], again.said);
    const both = await room.pullRequest(2, { at: first.cwd, ...as(privateKey, { GITHUB_TOKEN: 'ghs_wrong' }) });
    assert.equal(both.code, 1, 'the App goes before the token');

    for (const [what, options, words] of [
      ["another's key", as(keys().privateKey), /does not accept the token: A JSON web token could not be decoded/],
      ['no key at all', as('not a key'), /FLAREBOOK_APP_PRIVATE_KEY is not an RSA key in PEM form/],
      ['only the number', as(''), /FLAREBOOK_APP_ID is set, FLAREBOOK_APP_PRIVATE_KEY is not/],
      ['a number that is none', as(privateKey, { FLAREBOOK_APP_ID: 'x' }), /FLAREBOOK_APP_ID is not a number/],
      ['another App', as(privateKey, { FLAREBOOK_APP_ID: '4712' }), /4712|not installed|Integration not found/],
    ]) {
      const { code, stderr, said, writes } = await room.pullRequest(2, { at: first.cwd, ...options });
      assert.deepEqual([code, writes], [2, []], `${what}: ${said}`);
      assert.match(stderr, words, what);
      assert.doesNotMatch(said, /PRIVATE KEY-----|[A-Za-z0-9+/]{60}/, 'a key is never printed');
      assertTame(said);
    }
  });

  test('on Enterprise: REST below /api/v3, GraphQL beside it, links and moved issues too', async (t) => {
    const server = 'https://ghe.example';
    const room = await openRoom(t, {
      server, git: { files: records({ tracker: `${server}/acme/incidents/issues/1` }) },
      seed: { issues: [{ number: 1, transferred: { repository: 'acme/infra', number: 1 } }], pulls: [{ number: 2, head: { ref: 'resolve-login' }, comments: Array.from({ length: 101 }, () => ({ user: 'josh', body: 'x' })) }] },
      others: [{ owner: 'acme', name: 'infra', issues: [{ number: 1, title: 'Moved' }] }],
    });
    const { url, strayed } = await enterprise(t, room.rig);
    for (const graphql of [`${url}/api/graphql`, '']) {
      const { code, outputs, facts, said } = await room.pullRequest(2, { env: { GITHUB_API_URL: `${url}/api/v3`, GITHUB_GRAPHQL_URL: graphql } });
      assert.deepEqual(strayed, []);
      assert.deepEqual([code, outputs.verdict], [1, 'fail'], said);
      const [fact] = Object.values(JSON.parse(facts).trackers);
      assert.deepEqual([fact.state, fact.moved_to], ['open', `${server}/acme/infra/issues/1`]);
    }
    assert.equal((await room.ours()).length, 1, 'the second page of comments was read');
  });

  test('through a proxy, with its credentials; past it where NO_PROXY says so', async (t) => {
    const room = await openRoom(t);
    const api = new URL(room.rig.url).host;
    const { address, asked } = await proxy(t);
    const through = (more) => room.pullRequest(2, { args: ['--plan'], env: { ...impatient, ...more } });
    const first = await through({ HTTP_PROXY: `http://mary:secret@${address}` });
    assert.deepEqual([first.code, first.outputs.verdict], [1, 'fail'], first.said);
    assert.ok(asked.length > 0, 'the proxy was asked');
    assert.deepEqual([...new Set(asked.map(({ to, credentials }) => `${to} ${credentials}`))], [`${api} Basic ${btoa('mary:secret')}`]);
    asked.splice(0);
    const past = await through({ HTTP_PROXY: `http://${address}`, HTTPS_PROXY: `http://${address}`, NO_PROXY: '127.0.0.1' });
    assert.deepEqual([past.code, asked], [1, []], past.said);

    const refusing = await proxy(t, () => true);
    const secure = await through({ HTTPS_PROXY: `http://mary:secret@${refusing.address}`, GITHUB_API_URL: 'https://api.forge.example', GITHUB_GRAPHQL_URL: '' });
    assert.deepEqual([secure.code, secure.outputs.verdict], [2, 'unknown'], secure.said);
    assert.equal(refusing.asked[0].to, 'api.forge.example:443');
    assert.match(secure.said, /cannot be reached/);
    assert.doesNotMatch(secure.said + secure.summary, /mary:secret|ghs_rig/);
  });
});
