// A real `emulate` process: issues, comments, labels, pull requests, reviews and git objects live there, with their true SHA-1s.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('./node_modules/emulate/dist/index.js', import.meta.url));
const PATIENCE_MS = 20_000;

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

const tokenOf = (login) => `emulate-${login}`;

/** `baseUrl` is what its answers name as GitHub's address: the rig's, so that a client that follows a link stays in the room. */
export async function startEmulator({ baseUrl, logins, repositories }) {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-emulate-'));
  const seed = join(folder, 'seed.json');
  const tokens = Object.fromEntries(logins.map((login) => [tokenOf(login), { login }]));
  const github = { users: logins.map((login) => ({ login, email: `${login}@users.noreply.github.com` })), repos: repositories.map((one) => ({ ...one, auto_init: true })) };
  await writeFile(seed, JSON.stringify({ tokens, github }));
  const port = await freePort();
  const child = spawn(process.execPath, [COMMAND, 'start', '-s', 'github', '-p', String(port), '--seed', seed, '--base-url', baseUrl], { stdio: ['ignore', 'pipe', 'pipe'] });
  const killed = () => child.kill('SIGKILL'); // A test that throws on its way out must not leave a process behind.
  process.once('exit', killed);
  const said = [];
  child.stdout.on('data', (text) => said.push(text));
  child.stderr.on('data', (text) => said.push(text));
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    process.off('exit', killed);
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((exited) => child.once('exit', exited));
      child.kill('SIGKILL');
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await reachable(origin, child, said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, call: (method, path, body, login) => call(origin, method, path, body, login) };
}

async function reachable(origin, child, said) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${origin}/meta`).catch(() => undefined);
    if (answer) return;
    await new Promise((later) => setTimeout(later, 30));
  }
  throw new Error(`emulate did not start: ${said.join('')}`);
}

/** One request to emulate in the name of `login` (nobody, if left out). */
async function call(origin, method, path, body, login) {
  const headers = { ...(login ? { authorization: `Bearer ${tokenOf(login)}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await fetch(origin + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : undefined };
}

const git = (folder, ...args) => execFileSync('git', ['-C', folder, ...args], { encoding: 'buffer', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
const lines = (buffer) => buffer.toString('utf8').split('\n').filter(Boolean);

/**
 * Copies every commit that a ref of the git repository in `folder` reaches, and checks each SHA: what the binary sees with `git fetch`
 * and what it hears from the API have to be the same objects. Times must be in UTC, since the API has no time zone in a commit.
 */
export async function importGit(write, repository, folder) {
  const have = new Set();
  for (const commit of lines(git(folder, 'rev-list', '--all', '--topo-order', '--reverse'))) {
    await importCommit(write, repository, folder, commit, have);
  }
  const refs = lines(git(folder, 'for-each-ref', '--format=%(refname) %(objectname)'));
  return Object.fromEntries(refs.map((line) => line.split(' ')));
}

async function importCommit(write, repository, folder, commit, have) {
  const entries = git(folder, 'ls-tree', '-r', '-z', commit).toString('utf8').split('\0').filter(Boolean).map(toEntry);
  for (const { sha } of entries.filter((entry) => entry.type === 'blob' && !have.has(entry.sha))) {
    const content = git(folder, 'cat-file', 'blob', sha).toString('base64');
    await write('POST', `/repos/${repository}/git/blobs`, { content, encoding: 'base64' });
    have.add(sha);
  }
  const tree = await write('POST', `/repos/${repository}/git/trees`, { tree: entries });
  const saved = await write('POST', `/repos/${repository}/git/commits`, { ...identities(folder, commit), tree: tree.sha });
  if (saved.sha !== commit) throw new Error(`${commit} became ${saved.sha}: a time outside UTC, a signature, or an empty tree`);
}

function toEntry(line) {
  const [about, path] = line.split('\t');
  const [mode, type, sha] = about.split(' ');
  return { path, mode, type, sha };
}

function identities(folder, commit) {
  const [parents, aName, aEmail, aTime, cName, cEmail, cTime] = git(folder, 'show', '-s', '--format=%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct', commit).toString('utf8').split('\n');
  const person = (name, email, time) => ({ name, email, date: new Date(Number(time) * 1000).toISOString() });
  const raw = git(folder, 'cat-file', 'commit', commit).toString('utf8');
  const message = raw.slice(raw.indexOf('\n\n') + 2);
  return { message, parents: parents.split(' ').filter(Boolean), author: person(aName, aEmail, aTime), committer: person(cName, cEmail, cTime) };
}
