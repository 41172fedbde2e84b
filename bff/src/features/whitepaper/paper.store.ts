import type { Reader, Tx } from '../../platform/database/access.js';
import { selectOne } from '../../platform/database/select.js';
import { WhitePaperEntity } from './paper.entity.js';

export const insertPaper = async (tx: Tx, paper: WhitePaperEntity): Promise<void> => {
  await tx.insert(WhitePaperEntity, paper);
};

export const findPaperById = (reader: Reader, id: string): Promise<WhitePaperEntity | null> =>
  selectOne(reader, WhitePaperEntity, { id });

export type PaperRow = Omit<WhitePaperEntity, 'body' | 'figures'>;

const rowFields = [
  'communityId',
  'period',
  'id',
  'generatedAt',
  'requests',
  'keptBp',
  'starsTenths',
  'policyVersion',
] as const satisfies (keyof WhitePaperEntity)[];

/** Papers without their texts, the latest first, before a month. */
export const listPaperRows = (
  reader: Reader,
  communityId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<PaperRow[]> => {
  const query = reader
    .createQueryBuilder(WhitePaperEntity, 'p')
    .select(rowFields.map((field) => `p.${field}`))
    .where('p.communityId = :communityId', { communityId })
    .orderBy('p.period', 'DESC')
    .limit(limit);
  if (before) query.andWhere('p.period < :before', { before });
  return query.getMany();
};
