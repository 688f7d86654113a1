// Serves a built site on 127.0.0.1, on a free port: files and nothing else, as a plain web server would.

import { createServer } from 'node:http';
import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.txt': 'text/plain; charset=utf-8', '.json': 'application/json', '.js': 'text/javascript; charset=utf-8',
};

/** The folder under test; without one there is nothing to test, and that is a failure. */
export async function siteFolder() {
  const folder = process.env.SITE_DIR;
  if (!folder) throw new Error('SITE_DIR is not set: build a site (`flarebook build --out DIR`) and name its folder');
  await stat(join(folder, 'index.html'));
  return folder;
}

/** Every file of the site, relative, with `/` between the parts, sorted. */
export async function filesOf(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return files.map((file) => file.slice(folder.length).split(sep).filter(Boolean).join('/')).sort();
}

/** A running server: its address, and how to stop it. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const name = path.endsWith('/') ? `${path}index.html` : path;
    try {
      if (name.split('/').includes('..')) throw new Error('outside');
      const body = await readFile(join(folder, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file.');
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((stopped) => { server.close(stopped); server.closeAllConnections(); }),
  };
}
