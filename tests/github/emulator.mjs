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

// Emulate allows a token 5000 requests, and the rig may need a dozen for one of the client's; so each login has many tokens, used in turn.
const TOKENS = 40;
let turn = 0;
const tokenOf = (login, number = (turn += 1) % TOKENS) => `emulate-${login}-${number}`;

/** `baseUrl` is what its answers name as GitHub's address: the rig's, so that a client that follows a link stays in the room. */
export async function startEmulator({ baseUrl, logins, repositories }) {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-emulate-'));
  const seed = join(folder, 'seed.json');
  const tokens = Object.fromEntries(logins.flatMap((login) => Array.from({ length: TOKENS }, (_, number) => [tokenOf(login, number), { login }])));
  const users = logins.map((login) => ({ login, email: `${login}@users.noreply.github.com` }));
  const github = { users, repos: repositories.map((one) => ({ ...one, auto_init: true })) };
  await writeFile(seed, JSON.stringify({ tokens, github }));
  const port = await freePort();
  const args = ['start', '-s', 'github', '-p', String(port), '--seed', seed, '--base-url', baseUrl];
  const child = spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
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

const git = (folder, args, input) => execFileSync('git', ['-C', folder, ...args], { input, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] });
const lines = (buffer) => buffer.toString('utf8').split('\n').filter(Boolean);

/** Many objects in one call of git: a process for each would take most of a test's time. */
function objects(folder, shas) {
  const found = new Map();
  if (!shas.length) return found;
  let rest = git(folder, ['cat-file', '--batch'], `${shas.join('\n')}\n`);
  while (rest.length) {
    const end = rest.indexOf(10);
    const [sha, , size] = rest.subarray(0, end).toString().split(' ');
    found.set(sha, rest.subarray(end + 1, end + 1 + Number(size)));
    rest = rest.subarray(end + 2 + Number(size));
  }
  return found;
}

/**
 * Copies every commit that a ref of the git repository in `folder` reaches, and checks each SHA: what the binary sees with `git fetch`
 * and what it hears from the API have to be the same objects. Times must be in UTC, since the API has no time zone in a commit.
 */
export async function importGit(write, repository, folder) {
  const commits = lines(git(folder, ['rev-list', '--all', '--topo-order', '--reverse']));
  const trees = new Map(commits.map((commit) => [commit, entriesOf(folder, commit)]));
  const blobs = new Set([...trees.values()].flat().filter(({ type }) => type === 'blob').map(({ sha }) => sha));
  for (const content of objects(folder, [...blobs]).values()) {
    await write('POST', `/repos/${repository}/git/blobs`, { content: content.toString('base64'), encoding: 'base64' });
  }
  for (const [commit, raw] of objects(folder, commits)) await importCommit(write, repository, commit, raw.toString('utf8'), trees.get(commit));
  return Object.fromEntries(lines(git(folder, ['for-each-ref', '--format=%(refname) %(objectname)'])).map((line) => line.split(' ')));
}

async function importCommit(write, repository, commit, raw, entries) {
  const tree = await write('POST', `/repos/${repository}/git/trees`, { tree: entries });
  const saved = await write('POST', `/repos/${repository}/git/commits`, { ...commitOf(raw), tree: tree.sha });
  if (saved.sha !== commit) throw new Error(`${commit} became ${saved.sha}: a time outside UTC, a signature, or an empty tree`);
}

function entriesOf(folder, commit) {
  return git(folder, ['ls-tree', '-r', '-z', commit]).toString('utf8').split('\0').filter(Boolean).map((line) => {
    const [about, path] = line.split('\t');
    const [mode, type, sha] = about.split(' ');
    return { path, mode, type, sha };
  });
}

function commitOf(raw) {
  const end = raw.indexOf('\n\n');
  const head = raw.slice(0, end);
  const person = (role) => {
    const [, name, email, time] = new RegExp(`^${role} (.*) <(.*)> (\\d+) `, 'm').exec(head);
    return { name, email, date: new Date(Number(time) * 1000).toISOString() };
  };
  const parents = [...head.matchAll(/^parent (.+)$/gm)].map(([, sha]) => sha);
  return { message: raw.slice(end + 2), parents, author: person('author'), committer: person('committer') };
}
