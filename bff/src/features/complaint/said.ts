import { newId } from '../../kernel/ids.js';
import type { Actor } from '../../platform/call.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readFileKinds, takeFiles } from '../file/file.door.js';
import type { ComplaintReportEntity, ComplaintSaidEntity } from './complaint.entity.js';
import { insertSaid } from './complaint.store.js';

/** A voice gives away who speaks: of an anonymous report only those hear it who may know. Pictures go to the field. */
export const splitFiles = async (
  deps: Deps,
  fileIds: readonly string[],
  anonymous: boolean,
): Promise<{ shared: string[]; own: string[] }> => {
  if (!anonymous) return { shared: [...fileIds], own: [] };
  const kinds = await readFileKinds(deps.db.reader, fileIds);
  const isVoice = (id: string): boolean => kinds.get(id) !== 'image';
  return { shared: fileIds.filter((id) => !isVoice(id)), own: fileIds.filter(isVoice) };
};

export interface Said {
  kind: ComplaintSaidEntity['kind'];
  words: string;
  fieldWords: string;
  /** The request's line that shows it to the field. */
  eventId: string;
  /** Files that the field does not get. */
  own: string[];
}

/** Keeps a household's words with the report, where no other household reads them. */
export const keepSaid = async (
  deps: Deps,
  tx: Tx,
  actor: Actor,
  report: ComplaintReportEntity,
  { own, ...said }: Said,
): Promise<void> => {
  const at = deps.clock.now();
  const id = newId(at);
  const { communityId, id: reportId } = report;
  await insertSaid(tx, { communityId, id, reportId, at, ...said });
  await takeFiles(tx, actor, own, { communityId, subjectKind: 'complaint', subjectId: id });
};
