import type { createClient } from 'shared-types/client';

/** Carries a typed client's requests to a running server; what is not JSON comes back as bytes. */
export const transportTo =
  (origin: string): Parameters<typeof createClient>[0]['transport'] =>
  async (request) => {
    const answer = await fetch(origin + request.path, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: isJson ? await answer.json() : Buffer.from(await answer.arrayBuffer()),
    };
  };
