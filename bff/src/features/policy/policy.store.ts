import type { Reader, Tx } from '../../platform/database/access.js';
import { toDate, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import { ServicePolicyEntity } from './policy.entity.js';

export const findLatest = async (reader: Reader, communityId: string): Promise<ServicePolicyEntity | null> =>
  (await selectAll(reader, ServicePolicyEntity, { where: { communityId }, orderBy: 't.version DESC', limit: 1 }))[0] ??
  null;

export const findVersion = (
  reader: Reader,
  communityId: string,
  version: number,
): Promise<ServicePolicyEntity | null> => selectOne(reader, ServicePolicyEntity, { communityId, version });

export type VersionBrief = Pick<ServicePolicyEntity, 'version' | 'at' | 'byName' | 'reason'>;

/** Who made which version and why, newest first, without the policies themselves. */
export const findBriefs = async (reader: Reader, communityId: string, limit: number): Promise<VersionBrief[]> => {
  const rows = await selectRows(
    reader,
    `SELECT version, at, by_name, reason FROM service_policy WHERE community_id = ? ORDER BY version DESC LIMIT ${limit}`,
    [communityId],
  );
  return rows.map((row) => ({
    version: toNumber(row.version),
    at: toDate(row.at),
    byName: String(row.by_name),
    reason: String(row.reason),
  }));
};

/** False when somebody else made this version first: the key of (community, version) decides the race. */
export const insertVersionOnce = async (tx: Tx, version: ServicePolicyEntity): Promise<boolean> => {
  try {
    await tx.insert(ServicePolicyEntity, version);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
};
