// Runs a composite action as GitHub's runner does: inputs with their defaults, steps in order, `if:`, files for outputs, environment,
// path and summary, and the shell exactly as it is started there. Other actions are not run: their pin and their inputs are checked.

import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

import { condition, interpolate } from './expressions.mjs';

/** The inputs of the actions that ours uses, as their own action.yml has them; a typing error in `with:` is silent on GitHub. */
const KNOWN = {
  'actions/upload-artifact': {
    required: ['path'],
    all: ['name', 'path', 'if-no-files-found', 'retention-days', 'compression-level', 'overwrite', 'include-hidden-files', 'archive'],
  },
};

/**
 * Runs the action in `folder`.
 * `inputs`: as in `with:`. `environment`: on top of what a runner sets. `workplace`: an empty folder for the runner's files, or the one of
 * a run before, whose tool cache is then found again.
 */
export async function runAction({ folder, workplace, inputs = {}, environment = {}, github = {}, token = 'token-of-the-job' }) {
  const action = parse(await readFile(join(folder, 'action.yml'), 'utf8'));
  const run = {
    folder, workplace, failed: false, steps: [], log: '', path: [],
    environment: { ...runnerEnvironment(folder, workplace), ...environment },
  };
  await mkdir(run.environment.RUNNER_TEMP, { recursive: true });
  await mkdir(run.environment.GITHUB_WORKSPACE, { recursive: true });
  await writeFile(run.environment.GITHUB_STEP_SUMMARY, '');
  run.scope = {
    github: { token, action_repository: 'flarebook/flarebook', action_path: folder, ...github },
    steps: {},
    inputs: {},
    functions: { always: () => true, success: () => !run.failed, failure: () => run.failed, cancelled: () => false },
  };
  run.scope.inputs = inputValues(action.inputs ?? {}, inputs, run.scope);
  for (const [index, step] of action.runs.steps.entries()) await runStep(run, step, index);
  const outputs = Object.entries(action.outputs ?? {}).map(([name, { value }]) => [name, interpolate(value, run.scope)]);
  return {
    ok: !run.failed, exitCode: run.exitCode ?? 0, log: run.log, steps: run.steps, path: run.path,
    outputs: Object.fromEntries(outputs), summary: await readFile(run.environment.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

/** What GitHub's runner sets; nothing of this process but where programs are. */
function runnerEnvironment(folder, workplace) {
  return {
    PATH: process.env.PATH,
    HOME: join(workplace, 'home'),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: folder,
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_REPOSITORY: 'acme/incidents',
    GITHUB_WORKSPACE: join(workplace, 'workspace'),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_JOB: 'check',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_STEP_SUMMARY: join(workplace, 'summary.md'),
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_TEMP: join(workplace, 'temp'),
    RUNNER_TOOL_CACHE: join(workplace, 'tools'),
  };
}

function inputValues(declared, given, scope) {
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(', ')}`);
  const value = ([name, { default: standard = '', required }]) => {
    if (required && !(name in given)) throw new Error(`the input ${name} is missing`);
    return [name, String(given[name] ?? interpolate(standard, scope))];
  };
  return Object.fromEntries(Object.entries(declared).map(value));
}

async function runStep(run, step, index) {
  const record = { id: step.id, uses: step.uses, outcome: 'skipped', outputs: {} };
  run.steps.push(record);
  if (condition(step.if, run.scope)) {
    const code = step.uses ? recordUse(run, step, record) : await runScript(run, step, record, index);
    record.outcome = code === 0 ? 'success' : 'failure';
    if (code !== 0 && step['continue-on-error'] !== true) {
      run.failed = true;
      run.exitCode ??= code;
    }
  }
  if (step.id) run.scope.steps[step.id] = { outputs: record.outputs, outcome: record.outcome };
}

/** Checks what cannot be run here. */
function recordUse(run, step, record) {
  const [, name] = /^([\w./-]+)@[0-9a-f]{40}$/.exec(step.uses) ?? [];
  if (!name) throw new Error(`${step.uses} is not pinned to a commit`);
  const known = KNOWN[name];
  if (!known) throw new Error(`${name} is not known to the runner of these tests`);
  record.with = Object.fromEntries(Object.entries(step.with ?? {}).map(([key, value]) => [key, interpolate(value, run.scope)]));
  const unknown = Object.keys(record.with).filter((key) => !known.all.includes(key));
  const missing = known.required.filter((key) => !record.with[key]);
  if (unknown.length + missing.length > 0) throw new Error(`${name}: unknown inputs [${unknown}], missing inputs [${missing}]`);
  return 0;
}

async function runScript(run, step, record, index) {
  if (step.shell !== 'bash') throw new Error(`step ${index}: the shell is ${step.shell}, and only bash is on every runner`);
  const file = (name) => join(run.environment.RUNNER_TEMP, `step-${index}-${name}`);
  const files = { GITHUB_OUTPUT: file('output'), GITHUB_ENV: file('env'), GITHUB_PATH: file('path') };
  for (const path of Object.values(files)) await writeFile(path, '');
  await writeFile(file('script.sh'), interpolate(step.run, run.scope));
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, interpolate(value, run.scope)]);
  const env = { ...run.environment, ...files, ...Object.fromEntries(own) };
  env.PATH = [...run.path, env.PATH].join(delimiter);
  const { code, output } = await execute('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file('script.sh')], {
    env, cwd: run.environment.GITHUB_WORKSPACE,
  });
  run.log += output;
  record.output = output;
  record.outputs = assignments(await readFile(files.GITHUB_OUTPUT, 'utf8'));
  Object.assign(run.environment, assignments(await readFile(files.GITHUB_ENV, 'utf8')));
  run.path.unshift(...(await readFile(files.GITHUB_PATH, 'utf8')).split('\n').filter(Boolean));
  return code;
}

/** The lines of GITHUB_OUTPUT and GITHUB_ENV: `name=value`, or `name<<END` with the value in the lines up to END. */
export function assignments(text) {
  const lines = text.split('\n');
  const found = {};
  while (lines.length > 0) {
    const line = lines.shift();
    const [, name, end] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (end) {
      const length = lines.indexOf(end);
      if (length < 0) throw new Error(`\`${end}\` is missing after ${name}`);
      found[name] = lines.splice(0, length).join('\n');
      lines.shift();
    } else if (line.includes('=')) {
      found[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    } else if (line !== '') {
      throw new Error(`GitHub refuses this line: ${line}`);
    }
  }
  return found;
}

/** Runs a program to its end; its exit code, everything it said, and what of that was on stdout. */
export function execute(program, words, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, words, { ...options, stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
    let output = '', stdout = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += chunk; });
    child.stdout.on('data', (chunk) => { stdout += chunk; });
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code: code ?? `signal ${signal}`, output, stdout }));
    if (options.input !== undefined) child.stdin.end(options.input);
  });
}
