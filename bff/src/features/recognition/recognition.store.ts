import type { Tx } from '../../platform/database/access.js';
import { RecognitionSampleEntity } from './recognition.entity.js';

export const insertSample = async (tx: Tx, sample: RecognitionSampleEntity): Promise<void> => {
  await tx.insert(RecognitionSampleEntity, sample);
};
