import type { EntitySchema } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { toDate, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import { MoneyPolicyEntity, type PolicyVersion, ServicePolicyEntity } from './policy.entity.js';

export type VersionBrief = Pick<PolicyVersion, 'version' | 'at' | 'byName' | 'reason'>;

/** Versions of one kind of policy: kept by number, never changed. */
const versionsIn = (schema: EntitySchema<PolicyVersion>, table: string) => ({
  findLatest: async (reader: Reader, communityId: string): Promise<PolicyVersion | null> =>
    (await selectAll(reader, schema, { where: { communityId }, orderBy: 't.version DESC', limit: 1 }))[0] ?? null,

  findVersion: (reader: Reader, communityId: string, version: number): Promise<PolicyVersion | null> =>
    selectOne(reader, schema, { communityId, version }),

  /** Who made which version and why, newest first, without the policies themselves. */
  findBriefs: async (reader: Reader, communityId: string, limit: number): Promise<VersionBrief[]> => {
    const rows = await selectRows(
      reader,
      `SELECT version, at, by_name, reason FROM ${table} WHERE community_id = ? ORDER BY version DESC LIMIT ${limit}`,
      [communityId],
    );
    return rows.map((row) => ({
      version: toNumber(row.version),
      at: toDate(row.at),
      byName: String(row.by_name),
      reason: String(row.reason),
    }));
  },

  /** False when somebody else made this version first: the key of (community, version) decides the race. */
  insertVersionOnce: async (tx: Tx, version: PolicyVersion): Promise<boolean> => {
    try {
      await tx.insert(schema, version);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  },
});

export const serviceVersions = versionsIn(ServicePolicyEntity, 'service_policy');
export const moneyVersions = versionsIn(MoneyPolicyEntity, 'money_policy');
