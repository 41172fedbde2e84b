import { createMetrics } from './metrics.js';

test('tells requests by route and status, open sockets as they are now, and the process', async () => {
  let sockets = 3;
  const metrics = createMetrics({ liveSockets: () => sockets });
  metrics.httpDuration.observe({ method: 'GET', route: '/repairs/:id', status: '200' }, 0.03);
  metrics.httpDuration.observe({ method: 'GET', route: '/repairs/:id', status: '200' }, 0.3);
  const text = await metrics.text();
  expect(text).toContain(
    'anju_http_duration_seconds_bucket{le="0.05",method="GET",route="/repairs/:id",status="200"} 1',
  );
  expect(text).toContain('anju_http_duration_seconds_count{method="GET",route="/repairs/:id",status="200"} 2');
  expect(text).toContain('anju_live_sockets 3');
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  sockets = 4;
  expect(await metrics.text()).toContain('anju_live_sockets 4');
});

test('two of them in one process do not share their counts', async () => {
  const [one, other] = [createMetrics({ liveSockets: () => 1 }), createMetrics({ liveSockets: () => 0 })];
  one.httpDuration.observe({ method: 'GET', route: '/x', status: '200' }, 1);
  expect(await other.text()).not.toContain('route="/x"');
});
