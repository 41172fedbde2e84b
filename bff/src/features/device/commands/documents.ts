import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { deviceTexts as t } from '../../../locales/device.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { takeFiles } from '../../file/file.door.js';
import { findDocument, insertDocument, removeDocument } from '../device.store.js';
import { onDevice, record } from '../record.js';

/** Pictures and papers under one title. */
export const addDocument = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, title, fileIds }: { id: string; title: string; fileIds: readonly string[] },
): Promise<{ id: string }> =>
  onDevice(deps, call, id, async (tx, device) => {
    const { communityId } = device;
    const addedAt = deps.clock.now();
    const document = { communityId, id: newId(addedAt), deviceId: id, title, addedAt, removedAt: null };
    await insertDocument(tx, { ...document, addedBy: call.actor.id, addedByName: call.actor.name });
    const subject = { communityId, subjectKind: 'device', subjectId: document.id };
    await takeFiles(tx, call.actor, fileIds, subject, ['image', 'document']);
    const note = t.documentAdded(title);
    await record(tx, deps, call, device, { action: 'device.document', kind: 'document', note });
    return { id };
  });

/** Taken off the page; the files stay. Twice is once. Of another device, or gone: `device.not_found`. */
export const removeDeviceDocument = (
  deps: Deps,
  call: Call<StaffActor>,
  { id, documentId }: { id: string; documentId: string },
): Promise<{ id: string }> =>
  onDevice(deps, call, id, async (tx, device) => {
    const document = await findDocument(tx, device.communityId, documentId);
    if (document?.deviceId !== id) throw new AppError('device.not_found');
    if (document.removedAt) return { id };
    await removeDocument(tx, document, deps.clock.now());
    const note = t.documentRemoved(document.title);
    await record(tx, deps, call, device, { action: 'device.document', kind: 'document', note });
    return { id };
  });
