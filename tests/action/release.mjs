// A copy of the action with its own table of checksums, and a server with the release that the table is about.

import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Stands for the binary: leaves a trace beside itself, so that one sees whether it was run and how; says what flarebook would. */
export const STAND_IN = `#!/usr/bin/env bash
printf '%s\\n' "arguments: $*" "token: \${GITHUB_TOKEN-none}" >>"$TRACE"
if [ "$1" != action ]; then exit 0; fi
printf '{}' >"$RUNNER_TEMP/facts.json"
printf '%s\\n' "verdict=\${VERDICT-pass}" errors=0 warnings=2 "facts=$RUNNER_TEMP/facts.json" plan=3 >>"$GITHUB_OUTPUT"
echo '## Flarebook' >>"$GITHUB_STEP_SUMMARY"
exit "\${EXIT_CODE-0}"
`;

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A folder that goes away with the test; with a space in its name, for whoever forgets to quote. */
export async function temporary(test) {
  const folder = await mkdtemp(join(tmpdir(), 'flarebook action-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The action as GitHub unpacks it, with this table: lines of `[version, target, sum]`. */
export async function actionWith(folder, table, version = '1.2.3') {
  for (const file of ['action.yml', '.github/action']) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(ROOT, file), join(folder, file), { recursive: true });
  }
  await writeFile(join(folder, 'Cargo.toml'), `[workspace.package]\nrust-version = "1.95"\n\n[package]\nname = "flarebook"\nversion = "${version}"\n`);
  await writeFile(join(folder, '.github/action/checksums.txt'), `# A table\n${table.map((line) => line.join(' ')).join('\n')}\n`);
  return folder;
}

/** A server with these files, by their path; `requests` tells what was asked for. */
export async function serveRelease(test, files) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    const body = files[request.url];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/octet-stream' }).end(body ?? 'no such file');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  test.after(() => new Promise((stopped) => { server.close(stopped); server.closeAllConnections(); }));
  return { address: `http://127.0.0.1:${server.address().port}`, requests };
}

/** A program of this name, for PATH. */
export async function program(folder, name, script) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), script);
  await chmod(join(folder, name), 0o755);
}
