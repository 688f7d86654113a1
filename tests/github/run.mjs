// The binary under test, run as a runner would run it, and git repositories for it: a bare origin, as GitHub keeps it, and checkouts.

import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { records, resolution } from './records.mjs';

// In UTC: the API keeps no time zones, and the objects have to be the same on both sides.
const WHEN = '2026-03-14T09:30:00+00:00';
const IDENTITY = {
  GIT_AUTHOR_NAME: 'Mary Okafor', GIT_AUTHOR_EMAIL: 'mary@corp.example', GIT_AUTHOR_DATE: WHEN,
  GIT_COMMITTER_NAME: 'Mary Okafor', GIT_COMMITTER_EMAIL: 'mary@corp.example', GIT_COMMITTER_DATE: WHEN,
};
const ALONE = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' };

/** The environment of the test without what a runner or a developer's shell put there: the binary must get what the test says, no more. */
function bareEnvironment() {
  const foreign = /^(GITHUB_|RUNNER_|ACTIONS_|GIT_|FLAREBOOK)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

const fromHere = (folder, args) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: { ...bareEnvironment(), ...ALONE, ...IDENTITY }, stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/**
 * A repository of incidents with one pull request: `main` has an incident that is mitigated, the pull request resolves it.
 * Gives {folder, origin, base, pulls, git, commit, pull, checkout, remove}; `pulls[number]` is {number, ref, head, merge}.
 */
export async function makeRepository({ files = records(), change = resolution(), number = 2, branch = 'resolve-login' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-github-'));
  const [origin, work] = [join(folder, 'origin.git'), join(folder, 'work')];
  fromHere(folder, ['init', '-q', '--bare', '-b', 'main', origin]);
  fromHere(folder, ['init', '-q', '-b', 'main', work]);
  const repository = new Repository(folder, origin, work);
  repository.base = await repository.commit(files, 'Incidents');
  repository.git('push', '-q', origin, 'main');
  if (number) await repository.pull({ number, branch, files: change });
  return repository;
}

class Repository {
  pulls = {};
  #checkouts = 0;

  constructor(folder, origin, work) {
    Object.assign(this, { folder, origin, work });
  }

  git(...args) {
    return fromHere(this.work, args);
  }

  /** Commits files on the branch that is checked out; a text of `null` removes the file. Gives the commit. */
  async commit(files, message) {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.work, path);
      await mkdir(dirname(file), { recursive: true });
      await (text === null ? rm(file) : writeFile(file, text));
    }
    this.git('add', '--all');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** A pull request as GitHub keeps it: its branch, `refs/pull/N/head`, and the merge that GitHub tries out, `refs/pull/N/merge`. */
  async pull({ number, branch, files, from = 'main', message = `Pull request ${number}`, fork = false }) {
    this.git('checkout', '-q', '-B', branch, from);
    const head = await this.commit(files, message);
    this.git('checkout', '-q', '--detach', 'main');
    this.git('merge', '-q', '--no-ff', '-m', `Merge ${head} into ${this.git('rev-parse', 'main')}`, branch);
    const merge = this.git('rev-parse', 'HEAD');
    this.git('checkout', '-q', 'main');
    const pushed = [`+${head}:refs/pull/${number}/head`, `+${merge}:refs/pull/${number}/merge`, ...(fork ? [] : [`+${head}:refs/heads/${branch}`])];
    this.git('push', '-q', this.origin, ...pushed);
    this.pulls[number] = { number, ref: branch, head, merge };
    return this.pulls[number];
  }

  /** What `actions/checkout` leaves: a clone at a ref; `depth` 1 is its default, 0 is everything. */
  async checkout(ref = 'refs/heads/main', { depth = 0 } = {}) {
    this.#checkouts += 1;
    const there = join(this.folder, `checkout-${this.#checkouts}`);
    fromHere(this.folder, ['init', '-q', '-b', 'main', there]);
    fromHere(there, ['remote', 'add', 'origin', pathToFileURL(this.origin).href]);
    const much = depth ? [`--depth=${depth}`] : [];
    const branches = depth ? [] : ['+refs/heads/*:refs/remotes/origin/*'];
    fromHere(there, ['fetch', '-q', '--no-tags', ...much, 'origin', ...branches, `+${ref}:refs/remotes/checked-out`]);
    fromHere(there, ['checkout', '-q', '--detach', 'refs/remotes/checked-out']);
    return there;
  }

  async remove() {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Runs the binary that FLAREBOOK names. Gives {code, signal, stdout, stderr, outputs, summary, milliseconds}: what it printed, and what it
 * wrote for the workflow. It is not waited for with the event loop stopped, since the rig that answers it lives in this process.
 */
export async function runFlarebook(args, { env = {}, cwd, timeout = 60_000, input } = {}) {
  if (!process.env.FLAREBOOK) throw new Error('FLAREBOOK is not set: build the program and name its binary');
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-run-'));
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
  for (const path of Object.values(files)) await writeFile(path, '');
  const runner = { HOME: folder, RUNNER_TEMP: folder, GITHUB_ACTIONS: 'true', GITHUB_RUN_ID: '1', ...(cwd ? { GITHUB_WORKSPACE: cwd } : {}), ...files };
  const whole = { ...bareEnvironment(), ...ALONE, ...IDENTITY, ...runner, ...env };
  const started = Date.now();
  try {
    const ended = await ending(spawn(process.env.FLAREBOOK, args, { cwd, env: whole, timeout, killSignal: 'SIGKILL' }), input);
    const [output, summary] = await Promise.all([whole.GITHUB_OUTPUT, whole.GITHUB_STEP_SUMMARY].map((path) => readFile(path, 'utf8')));
    const outputs = workflowOutputs(output);
    const facts = outputs.facts ? await readFile(outputs.facts, 'utf8').catch(() => undefined) : undefined;
    return { ...ended, outputs, summary, facts, milliseconds: Date.now() - started };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function ending(child, input = '') {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].setEncoding('utf8').on('data', (text) => { said[stream] += text; });
  child.stdin.on('error', () => {}).end(input);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code, signal) => done({ code, signal, ...said }));
  });
}

/** The two forms that a runner reads: `name=value`, and `name<<END`, lines, `END`. */
export function workflowOutputs(text) {
  const outputs = {};
  const lines = text.split('\n');
  while (lines.length) {
    const line = lines.shift();
    const [, name, end] = /^([^=\s]+?)<<(.+)$/.exec(line) ?? [];
    if (name) {
      const at = lines.indexOf(end);
      if (at < 0) throw new Error(`the output ${name} does not end`);
      outputs[name] = lines.splice(0, at + 1).slice(0, -1).join('\n');
    } else if (line) {
      if (!line.includes('=')) throw new Error(`not an output: ${line}`);
      outputs[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    }
  }
  return outputs;
}
