import type { Tx } from '../../platform/database/access.js';

/** What other features may ask of the recogniser. */

export interface Recognition {
  /** The likeliest problem type, whatever the threshold. */
  typeId: string;
  /** 0..10000 */
  confidenceBp: number;
  top3: { typeId: string; confidenceBp: number }[];
  /** The likeliest emergency of that type (problem-types.json), with how sure; null: none is near. */
  emergency: { words: string; confidenceBp: number } | null;
}

/** What kind of trouble a text speaks of. Pure and local; null for a text without a word that it knows. */
export const recognise = (_text: string): Recognition | null => null;

/** Keeps what a person chose, for training; runs in the command's transaction. */
export const keepSample = async (
  _tx: Tx,
  _sample: {
    communityId: string;
    repairId: string;
    suggestedType: string | null;
    confidenceBp: number | null;
    chosenType: string;
    chosenEmergency: string | null;
    byKind: 'owner' | 'staff';
    at: Date;
  },
): Promise<void> => undefined;
