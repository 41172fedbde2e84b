import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** One version of a community's service policy; versions are never changed. Version 0 are the defaults, without a row. */
export interface ServicePolicyEntity {
  communityId: string;
  version: number;
  /** JSON of `ServicePolicy`. */
  body: string;
  at: Date;
  byId: string | null;
  byName: string;
  reason: string;
}

export const ServicePolicyEntity = new EntitySchema<ServicePolicyEntity>({
  name: 'service_policy',
  tableName: 'service_policy',
  columns: {
    communityId: key('community_id'),
    version: int(undefined, { primary: true }),
    body: text('body'),
    at: time(),
    byId: id('by_id', nullable),
    byName: string(30, 'by_name'),
    reason: string(200),
  },
});
