import { inProcessKeyValue } from './inProcess.js';
import type { KeyValue } from './keyValue.js';
import { redisKeyValue } from './redis.js';

/** `redis://`, `redis+sentinel://h1,h2/name`, `redis+cluster://h1,h2`, or null for this process alone. */
export const openKeyValue = async (url: string | null, prefix: string): Promise<KeyValue> =>
  url === null ? inProcessKeyValue() : redisKeyValue(url, prefix);
