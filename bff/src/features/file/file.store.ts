import { In, IsNull, LessThan } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { type SeenType, StoredFileEntity } from './file.entity.js';

export const insertFile = async (tx: Tx, file: StoredFileEntity): Promise<void> => {
  await tx.insert(StoredFileEntity, file);
};

export const findFile = (reader: Reader, id: string): Promise<StoredFileEntity | null> =>
  selectOne(reader, StoredFileEntity, { id });

export const findFilesOf = (reader: Reader, subjectIds: string[]): Promise<StoredFileEntity[]> =>
  selectAll(reader, StoredFileEntity, { where: { subjectId: subjectIds }, orderBy: 't.position ASC, t.id ASC' });

/** Takes a free file of this uploader; false when it is not theirs, absent, taken or of another kind. */
export const takeFile = async (
  tx: Tx,
  file: { id: string; uploaderKind: 'owner' | 'staff'; uploaderId: string },
  subject: { communityId: string; subjectKind: string; subjectId: string; position: number },
  kinds: readonly StoredFileEntity['kind'][],
): Promise<boolean> => {
  const result = await tx.update(StoredFileEntity, { ...file, subjectId: IsNull(), kind: In(kinds) }, subject);
  return result.affected === 1;
};

/** Nobody's again: deleted as any upload that no command took. */
export const freeFilesOf = async (tx: Tx, subjectId: string): Promise<void> => {
  await tx.update(StoredFileEntity, { subjectId }, { communityId: null, subjectKind: null, subjectId: null });
};

/** What a provider found in it; the first answer stays. */
export const keepReading = async (
  tx: Tx,
  id: string,
  reading: { readAt: Date; heardText: string | null; seen: SeenType[] | null },
): Promise<void> => {
  await tx.update(StoredFileEntity, { id, readAt: IsNull() }, reading);
};

export const findStrays = (reader: Reader, before: Date): Promise<StoredFileEntity[]> =>
  reader.find(StoredFileEntity, { where: { subjectId: IsNull(), createdAt: LessThan(before) }, take: 200 });

export const deleteStray = async (tx: Tx, id: string): Promise<boolean> => {
  const result = await tx.delete(StoredFileEntity, { id, subjectId: IsNull() });
  return result.affected === 1;
};
