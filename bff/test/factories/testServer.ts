import { newKey } from 'shared-types/client';
import { callbacks, gates, handlers, routes } from '../../src/app.js';
import { codeOf, serve, type TestServer } from './serve.js';
import { type TestClock, testDeps } from './testDeps.js';

export { codeOf, type TestServer };

/** The whole BFF on a free port, over a database of its own. Background work runs only when a test drains it. */
export const testServer = async (options: { clock?: TestClock } = {}): Promise<TestServer> =>
  serve(await testDeps(options), { routes, gates, handlers, callbacks });

/** Sends a file as wx.uploadFile does. */
export const upload = async (
  server: TestServer,
  token: string,
  bytes: Buffer,
  options: { name?: string; path?: string; key?: string } = {},
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), options.name ?? 'photo.jpg');
  const answer = await fetch(`${server.origin}/api/v1${options.path ?? '/files'}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': options.key ?? newKey() },
    body: form,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
