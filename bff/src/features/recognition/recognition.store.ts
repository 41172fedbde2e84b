import type { Reader, Tx } from '../../platform/database/access.js';
import { RecognitionSampleEntity } from './recognition.entity.js';

export const insertSample = async (tx: Tx, sample: RecognitionSampleEntity): Promise<void> => {
  await tx.insert(RecognitionSampleEntity, sample);
};

/** Decisions of staff, oldest first. */
export const findStaffSamples = (reader: Reader): Promise<RecognitionSampleEntity[]> =>
  reader.find(RecognitionSampleEntity, { where: { byKind: 'staff' }, order: { at: 'ASC', id: 'ASC' }, take: 20_000 });
