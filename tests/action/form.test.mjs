// The issue form that `init --github` writes, held to what GitHub asks of a form; a form that breaks a rule is not offered to anybody.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { parse } from 'yaml';

import { execute } from './runner.mjs';

const TYPES = {
  markdown: ['value'],
  input: ['label', 'description', 'placeholder', 'value'],
  textarea: ['label', 'description', 'placeholder', 'value', 'render'],
  dropdown: ['label', 'description', 'multiple', 'options', 'default'],
};
const TOP = ['name', 'description', 'title', 'labels', 'assignees', 'projects', 'type', 'body'];

/** What GitHub would refuse, after its page on the syntax of issue forms. */
export function formProblems(form) {
  const problems = Object.keys(form).filter((key) => !TOP.includes(key)).map((key) => `unknown key ${key}`);
  const say = (wrong, what) => wrong && problems.push(what);
  say(!form.name || !form.description, 'name and description are asked for');
  say(!Array.isArray(form.body) || form.body.every(({ type }) => type === 'markdown'), 'a form asks something');
  const [ids, labels] = [new Set(), new Set()];
  for (const { type, id, attributes = {}, validations = {}, ...rest } of form.body ?? []) {
    say(!(type in TYPES), `unknown type ${type}`);
    for (const key of Object.keys(attributes)) say(!(TYPES[type] ?? []).includes(key), `${type} has no ${key}`);
    say(Object.keys(rest).length, `unknown keys ${Object.keys(rest)}`);
    if (type === 'markdown') { say(typeof attributes.value !== 'string' || id, 'markdown has a text and no id'); continue; }
    say(!/^[A-Za-z0-9_-]+$/.test(id ?? 'x') || ids.has(id), `id ${id}`);
    say(typeof attributes.label !== 'string' || !attributes.label || labels.has(attributes.label), `label ${attributes.label}`);
    ids.add(id);
    labels.add(attributes.label);
    say(Object.keys(validations).some((key) => key !== 'required') || ![undefined, true, false].includes(validations.required), 'validations');
    if (type !== 'dropdown') continue;
    const { options, default: preset } = attributes;
    say(!options?.length || options.some((option) => typeof option !== 'string' || !option.trim() || /^none$/i.test(option)), `options ${options}`);
    say(new Set(options).size !== options?.length, 'an option twice');
    say(preset !== undefined && !(Number.isInteger(preset) && preset >= 0 && preset < options.length), `default ${preset}`);
  }
  return problems;
}

async function written(t, files, args = []) {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook-form-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { code, output } = await execute(process.env.FLAREBOOK, ['init', '--github', ...args], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } });
  assert.equal(code, 0, output);
  return parse(await readFile(join(folder, '.github/ISSUE_TEMPLATE/incident.yml'), 'utf8'));
}

const asked = (form, id) => form.body.find((item) => item.id === id);

describe('the issue form', { skip: !process.env.FLAREBOOK && 'FLAREBOOK is not set' }, () => {
  test('is one, for a new repository', async (t) => {
    const form = await written(t, {});
    assert.deepEqual(formProblems(form), []);
    assert.equal(asked(form, 'components').type, 'input');
    assert.match(asked(form, 'severity').attributes.options.join('\n'), /^I do not know\nP0 – [^]*\nP1 – /);
    assert.deepEqual(form.labels, ['incident report']);
    assert.equal(form.body.at(-1).type, 'textarea', 'what can hold any text comes last');
  });

  test('offers the severities and components that there are, however they are called', async (t) => {
    const components = '"no": {name: "on"}\nlogin: {name: "Sign-in: \\"new\\"", owner: x}\nshop: {name: "Shop, old"}\n"7": {}\n';
    const severities = 'severities:\n  - {id: yes, level: 1, name: "All: down", meaning: "#1 \'x\' \\" }"}\n  - {id: "2", level: 2, name: Some}\n';
    const form = await written(t, { 'components.yaml': components, 'flarebook.yaml': severities });
    assert.deepEqual(formProblems(form), []);
    assert.deepEqual(asked(form, 'components').attributes.options, ['7', 'Sign-in: "new" (login)', 'on (no)', 'shop']);
    assert.deepEqual(asked(form, 'severity').attributes.options, ['I do not know', 'yes – All: down – #1 \'x\' " }', '2 – Some']);
  });

  test('that breaks a rule is found out', () => {
    const form = { name: 'x', description: 'y', body: [{ type: 'input', id: 'a', attributes: { label: 'A' } }] };
    assert.deepEqual(formProblems(form), []);
    for (const change of [
      (one) => { delete one.name; },
      (one) => { one.on = 'push'; },
      (one) => { one.body = [{ type: 'markdown', attributes: { value: 'x' } }]; },
      (one) => { one.body.push(one.body[0]); },
      (one) => { one.body[0].type = 'text'; },
      (one) => { one.body[0] = { type: 'dropdown', id: 'a', attributes: { label: 'A', options: ['None'] } }; },
      (one) => { one.body[0] = { type: 'dropdown', id: 'a', attributes: { label: 'A', options: [true] } }; },
      (one) => { one.body[0] = { type: 'dropdown', id: 'a', attributes: { label: 'A', options: ['x'], default: 1 } }; },
    ]) {
      const broken = structuredClone(form);
      change(broken);
      assert.notDeepEqual(formProblems(broken), [], JSON.stringify(broken));
    }
  });
});
