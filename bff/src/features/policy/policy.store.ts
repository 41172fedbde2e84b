import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { ServicePolicyEntity } from './policy.entity.js';

export const findLatest = async (reader: Reader, communityId: string): Promise<ServicePolicyEntity | null> =>
  (await selectAll(reader, ServicePolicyEntity, { where: { communityId }, orderBy: 't.version DESC', limit: 1 }))[0] ??
  null;

export const findVersion = (
  reader: Reader,
  communityId: string,
  version: number,
): Promise<ServicePolicyEntity | null> => selectOne(reader, ServicePolicyEntity, { communityId, version });

export const findVersions = (reader: Reader, communityId: string): Promise<ServicePolicyEntity[]> =>
  selectAll(reader, ServicePolicyEntity, { where: { communityId }, orderBy: 't.version DESC', limit: 200 });

export const insertVersion = async (tx: Tx, version: ServicePolicyEntity): Promise<void> => {
  await tx.insert(ServicePolicyEntity, version);
};
