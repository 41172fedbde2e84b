import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, time } from '../../platform/database/entityColumns.js';

/** What somebody chose instead of, or along with, what the recogniser said: training data without the words (C2). */
export interface RecognitionSampleEntity {
  communityId: string;
  id: string;
  repairId: string;
  /** What the suggestion was taken from. */
  source: 'text' | 'picture';
  suggestedType: string | null;
  confidenceBp: number | null;
  chosenType: string;
  chosenEmergency: string | null;
  byKind: 'owner' | 'staff';
  at: Date;
}

export const RecognitionSampleEntity = new EntitySchema<RecognitionSampleEntity>({
  name: 'recognition_sample',
  tableName: 'recognition_sample',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    repairId: id('repair_id'),
    source: string(8, undefined, { default: 'text' }),
    suggestedType: string(32, 'suggested_type', nullable),
    confidenceBp: int('confidence_bp', nullable),
    chosenType: string(32, 'chosen_type'),
    chosenEmergency: string(40, 'chosen_emergency', nullable),
    byKind: string(8, 'by_kind'),
    at: time(),
  },
});
