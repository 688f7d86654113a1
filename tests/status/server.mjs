// A built site on 127.0.0.1, as any static host serves it: files as they are, and nothing made up.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.ics': 'text/calendar; charset=utf-8',
  '.atom': 'application/atom+xml', '.rss': 'application/rss+xml', '.txt': 'text/plain; charset=utf-8',
};

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
