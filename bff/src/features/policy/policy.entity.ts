import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** One version of a community's policy; versions are never changed. Version 0 are the defaults, without a row. */
export interface PolicyVersion {
  communityId: string;
  version: number;
  /** JSON of `ServicePolicy` or `MoneyPolicy`. */
  body: string;
  at: Date;
  byId: string | null;
  byName: string;
  reason: string;
}

const versionTable = (name: string): EntitySchema<PolicyVersion> =>
  new EntitySchema<PolicyVersion>({
    name,
    tableName: name,
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

export const ServicePolicyEntity = versionTable('service_policy');
export const MoneyPolicyEntity = versionTable('money_policy');
