import type { Reader, Tx } from '../../platform/database/access.js';
import { toDate, toNumber } from '../../platform/database/rows.js';
import { selectAll, selectOne, selectRows } from '../../platform/database/select.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import { AlarmPolicyEntity } from './alarm.entity.js';

export const findLatestVersion = async (reader: Reader, communityId: string): Promise<AlarmPolicyEntity | null> =>
  (await selectAll(reader, AlarmPolicyEntity, { where: { communityId }, orderBy: 't.version DESC', limit: 1 }))[0] ??
  null;

export const findVersion = (reader: Reader, communityId: string, version: number): Promise<AlarmPolicyEntity | null> =>
  selectOne(reader, AlarmPolicyEntity, { communityId, version });

export type VersionBrief = Pick<AlarmPolicyEntity, 'version' | 'at' | 'byName' | 'reason'>;

const mostHistory = 200;

export const findVersionBriefs = async (reader: Reader, communityId: string): Promise<VersionBrief[]> => {
  const rows = await selectRows(
    reader,
    `SELECT version, at, by_name, reason FROM alarm_policy WHERE community_id = ? ORDER BY version DESC LIMIT ${mostHistory}`,
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
export const insertVersionOnce = async (tx: Tx, version: AlarmPolicyEntity): Promise<boolean> => {
  try {
    await tx.insert(AlarmPolicyEntity, version);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
};
