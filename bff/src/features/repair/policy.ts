import { readFileSync } from 'node:fs';
import type { ServicePolicy } from './promise.rules.js';

/** The service policy of a community; today the defaults, which are data. */
export const servicePolicy: ServicePolicy = JSON.parse(
  readFileSync(new URL('../../data/service-policy.json', import.meta.url), 'utf8'),
) as ServicePolicy;
