import { IsNull, LessThan } from 'typeorm';
import type { Reader, Tx } from '../../platform/database/access.js';
import { selectAll, selectOne } from '../../platform/database/select.js';
import { StoredFileEntity } from './file.entity.js';

export const insertFile = async (tx: Tx, file: StoredFileEntity): Promise<void> => {
  await tx.insert(StoredFileEntity, file);
};

export const findFile = (reader: Reader, id: string): Promise<StoredFileEntity | null> =>
  selectOne(reader, StoredFileEntity, { id });

export const findFilesOf = (reader: Reader, subjectIds: string[]): Promise<StoredFileEntity[]> =>
  selectAll(reader, StoredFileEntity, { where: { subjectId: subjectIds }, orderBy: 't.position ASC, t.id ASC' });

/** Takes a free file of this uploader; false when it is not theirs, absent or taken. */
export const takeFile = async (
  tx: Tx,
  file: { id: string; uploaderKind: 'owner' | 'staff'; uploaderId: string },
  subject: { communityId: string; subjectKind: string; subjectId: string; position: number },
): Promise<boolean> => {
  const result = await tx.update(StoredFileEntity, { ...file, subjectId: IsNull() }, subject);
  return result.affected === 1;
};

export const findStrays = (reader: Reader, before: Date): Promise<StoredFileEntity[]> =>
  reader.find(StoredFileEntity, { where: { subjectId: IsNull(), createdAt: LessThan(before) }, take: 200 });

export const deleteStray = async (tx: Tx, id: string): Promise<boolean> => {
  const result = await tx.delete(StoredFileEntity, { id, subjectId: IsNull() });
  return result.affected === 1;
};
