import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
const handedOn = /^\/(api|files|simulators)(\/|\?|$)/;

/** Serves a packed mini-program and hands API, files, simulators and the live socket on to the real server. */
export const serveWeapp = async ({ dist, apiOrigin, apiBase = 'https://anju.example.com', port = 0 }) => {
  const out = mkdtempSync(path.join(tmpdir(), 'weapp-host-'));
  // A process of its own: the template compiler is WebAssembly, and test runners' realms do not suit it.
  execFileSync(process.execPath, [path.join(import.meta.dirname, 'pack.mjs'), path.resolve(dist), out, apiBase]);

  const forward = (request, onResponse) => {
    const target = new URL(request.url, apiOrigin);
    const headers = { ...request.headers, host: target.host };
    return http.request(target, { method: request.method, headers }, onResponse);
  };

  const server = http.createServer((request, response) => {
    if (handedOn.test(request.url)) {
      const outgoing = forward(request, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      outgoing.on('error', (error) => {
        if (!response.headersSent) response.writeHead(502);
        response.end(error.message);
      });
      request.pipe(outgoing);
      return;
    }
    const { pathname } = new URL(request.url, 'http://host');
    const file = path.join(out, pathname === '/' ? 'index.html' : path.basename(pathname));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
    });
    response.end(readFileSync(file));
  });

  const sockets = new Set();
  server.on('upgrade', (request, socket, head) => {
    const outgoing = forward(request, (answer) => socket.end(`HTTP/1.1 ${answer.statusCode} refused\r\n\r\n`));
    outgoing.on('upgrade', (answer, remote, remoteHead) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      if (remoteHead.length > 0) socket.write(remoteHead);
      if (head.length > 0) remote.write(head);
      for (const end of [socket, remote]) {
        sockets.add(end);
        end.on('close', () => sockets.delete(end));
        end.on('error', () => end.destroy());
      }
      socket.on('close', () => remote.destroy());
      remote.on('close', () => socket.destroy());
      remote.pipe(socket).pipe(remote);
    });
    outgoing.on('error', () => socket.destroy());
    outgoing.end();
  });

  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    /** Address of one page: `{ page, query, scene, resident }`. */
    address: ({ page, query, scene, resident } = {}) => {
      const url = new URL('/', origin);
      for (const [name, value] of Object.entries({ page, q: query, scene, resident })) {
        if (value !== undefined) url.searchParams.set(name, String(value));
      }
      return url.href;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(out, { recursive: true, force: true });
    },
  };
};
