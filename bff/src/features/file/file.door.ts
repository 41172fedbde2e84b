import type { FileView } from 'shared-types/file';
import { AppError } from '../../kernel/appError.js';
import type { Actor } from '../../platform/call.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import * as store from './file.store.js';
import { presentFile } from './file.view.js';

/** What other features may do with stored files. */

export interface FileSubject {
  communityId: string;
  /** repair, event, rating */
  subjectKind: string;
  subjectId: string;
}

/** Gives the caller's own free uploads to a subject, once; anybody else's, absent or taken: `file.not_yours`. */
export const takeFiles = async (tx: Tx, actor: Actor, ids: readonly string[], subject: FileSubject): Promise<void> => {
  for (const [position, id] of [...new Set(ids)].entries()) {
    const file = { id, uploaderKind: actor.kind, uploaderId: actor.id };
    const taken = await store.takeFile(tx, file, { ...subject, position });
    if (!taken) throw new AppError('file.not_yours');
  }
};

/** Files by subject id, with addresses that live for an hour. */
export const readFilesOf = async (
  deps: Deps,
  reader: Reader,
  subjectIds: string[],
): Promise<Map<string, FileView[]>> => {
  const files = new Map<string, FileView[]>();
  for (const file of await store.findFilesOf(reader, subjectIds)) {
    const subjectId = file.subjectId ?? '';
    files.set(subjectId, [...(files.get(subjectId) ?? []), presentFile(deps, file)]);
  }
  return files;
};

/** Kinds of the caller's free uploads, to check how many pictures and recordings a report brings. */
export const readUploadKinds = async (
  reader: Reader,
  ids: readonly string[],
): Promise<('image' | 'audio' | 'sheet')[]> => {
  const found = await Promise.all([...new Set(ids)].map((id) => store.findFile(reader, id)));
  return found.flatMap((file) => (file ? [file.kind] : []));
};
