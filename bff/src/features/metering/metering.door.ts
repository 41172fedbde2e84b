import type { Reader } from '../../platform/database/access.js';
import type { Finding } from './metering.model.js';
import { findFinding } from './metering.store.js';

/** What other features may ask of meters. */

export type { Finding, FindingListener } from './metering.model.js';

export const readFinding = (reader: Reader, communityId: string, id: string): Promise<Finding | null> =>
  findFinding(reader, communityId, id);
