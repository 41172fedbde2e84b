import { EntitySchema } from 'typeorm';
import { id, int, key, nullable, string, text, time } from '../../platform/database/entityColumns.js';

/** A white paper as it was computed: what came to light later changes the next one, not this. */
export interface WhitePaperEntity {
  communityId: string;
  /** 2026-10 */
  period: string;
  id: string;
  generatedAt: Date;
  requests: number;
  keptBp: number | null;
  starsTenths: number | null;
  /** Version of the service policy by whose rules repeats and people were counted. */
  policyVersion: number;
  /** JSON: figures and findings as staff see them. */
  body: string;
  /** JSON: what each number opens to. */
  figures: string;
}

export const WhitePaperEntity = new EntitySchema<WhitePaperEntity>({
  name: 'white_paper',
  tableName: 'white_paper',
  columns: {
    communityId: key('community_id'),
    period: string(7, undefined, { primary: true }),
    id: id(),
    generatedAt: time('generated_at'),
    requests: int(),
    keptBp: int('kept_bp', nullable),
    starsTenths: int('stars_tenths', nullable),
    policyVersion: int('policy_version'),
    body: text(),
    figures: text(),
  },
});
