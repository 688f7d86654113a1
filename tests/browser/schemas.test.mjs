// The committed schemas through other people's eyes: a validator, and the language server behind VS Code's YAML extension.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, test } from 'node:test';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

async function schema(name) {
  return JSON.parse(await readFile(join(ROOT, 'schema', `${name}.schema.json`), 'utf8'));
}

/** The schema that a file of the record has, by its name. */
function nameOf(path) {
  const name = basename(path);
  if (/\/timeline\/[^/]+\.md$/.test(path)) return 'entry';
  if (/\/pir(\.public)?\.md$/.test(path)) return 'pir';
  if (/\/followups\/[^/]+\.yaml$/.test(path)) return 'followup';
  return name.endsWith('.yaml') ? name.slice(0, -'.yaml'.length) : null;
}

/** The YAML of a file: all of it, or its front matter. */
function yamlOf(path, text) {
  return parse(path.endsWith('.md') ? text.split(/^---\r?$/m)[1] : text);
}

async function records() {
  const all = await readdir(join(ROOT, 'incidents'), { recursive: true });
  const paths = all.map((path) => `incidents/${path}`).concat('flarebook.yaml', 'people.yaml', 'components.yaml');
  return paths.filter((path) => /\.(yaml|md)$/.test(path) && !path.endsWith('README.md') && !path.includes('/attachments/'));
}

describe('schemas', () => {
  test('every record of the showcase is valid, and mistakes are not', async () => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    addFormats(ajv);
    const validators = new Map();
    let seen = 0;
    for (const path of await records()) {
      const name = nameOf(path);
      if (!validators.has(name)) validators.set(name, ajv.compile(await schema(name)));
      const validate = validators.get(name);
      const value = yamlOf(path, await readFile(join(ROOT, path), 'utf8'));
      assert.ok(validate(value), `${path}: ${ajv.errorsText(validate.errors)}`);
      seen += 1;
    }
    assert.ok(seen > 80, `only ${seen} files`);
    assert.deepEqual([...validators.keys()].sort().length, 9);
    const incident = validators.get('incident');
    for (const wrong of [{}, { title: 'x', tittle: 'y' }, { title: 'x', kind: 'outage' }, { title: 'x', impact: { started_at: '11.50' } }]) {
      assert.ok(!incident(wrong), JSON.stringify(wrong));
    }
  });
});

/** A language server on its standard input and output: requests out, answers in. */
class LanguageServer {
  constructor() {
    const path = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');
    this.child = spawn(process.execPath, [path, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.waiting = new Map();
    this.next = 1;
    this.bytes = Buffer.alloc(0);
    this.child.stdout.on('data', (chunk) => this.read(chunk));
  }

  read(chunk) {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    for (;;) {
      const end = this.bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.bytes.subarray(0, end).toString())[1]);
      if (this.bytes.length < end + 4 + length) return;
      const message = JSON.parse(this.bytes.subarray(end + 4, end + 4 + length).toString());
      this.bytes = this.bytes.subarray(end + 4 + length);
      this.take(message);
    }
  }

  take(message) {
    if (message.method && message.id !== undefined) {
      // It asks for its configuration and the like; it may have nothing.
      const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      this.send({ id: message.id, result });
    } else {
      this.waiting.get(message.id)?.(message);
    }
  }

  send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  request(method, params) {
    const id = this.next++;
    this.send({ id, method, params });
    return new Promise((done, fail) => {
      this.waiting.set(id, (message) => (message.error ? fail(new Error(message.error.message)) : done(message.result)));
    });
  }

  stop() {
    this.child.kill();
  }
}

describe('editors', () => {
  test('the first line of a record makes an editor complete its fields', { timeout: 60_000 }, async () => {
    const server = new LanguageServer();
    try {
      const rootUri = pathToFileURL(ROOT).href;
      await server.request('initialize', { processId: process.pid, rootUri, capabilities: {}, workspaceFolders: [{ uri: rootUri, name: 'root' }] });
      server.notify('initialized', {});
      const settings = { yaml: { completion: true, validate: true, schemaStore: { enable: false } } };
      server.notify('workspace/didChangeConfiguration', { settings });
      const path = 'incidents/example/2026-03-14-login-errors/incident.yaml';
      const first = (await readFile(join(ROOT, path), 'utf8')).split('\n')[0];
      assert.match(first, /^# yaml-language-server: \$schema=/);
      const uri = pathToFileURL(join(ROOT, path)).href;
      const show = (version, text) => {
        const method = version === 1 ? 'textDocument/didOpen' : 'textDocument/didChange';
        server.notify(method, { textDocument: { uri, languageId: 'yaml', version, text }, contentChanges: [{ text }] });
      };
      const at = (line, character) => server.request('textDocument/completion', { textDocument: { uri }, position: { line, character } });
      const labels = (answer) => (answer.items ?? answer).map((item) => item.label);
      show(1, `${first}\ntitle: x\nki\n`);
      const keys = labels(await at(2, 2));
      assert.ok(keys.includes('impact') && keys.includes('components'), keys.join(', '));
      show(2, `${first}\ntitle: x\nkind: \n`);
      const kinds = labels(await at(2, 6));
      assert.ok(kinds.includes('preemptive'), kinds.join(', '));
    } finally {
      server.stop();
    }
  });
});
