import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  httpDuration: Histogram<'method' | 'route' | 'status'>;
  /** Prometheus text. */
  text(): Promise<string>;
}

/** Metrics of one process. */
export const createMetrics = (readings: { liveSockets: () => number }): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'anju_live_sockets',
    help: 'Open live sockets of this process',
    registers: [registry],
    collect() {
      this.set(readings.liveSockets());
    },
  });
  const httpDuration = new Histogram({
    name: 'anju_http_duration_seconds',
    help: 'Duration of requests by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { httpDuration, text: () => registry.metrics() };
};
