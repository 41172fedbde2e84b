import type { ServicePolicy } from 'shared-types/policy';
import type { RepairEntity } from './repair.entity.js';

/** What the recogniser heard; see recognition.door.ts. */
interface Heard {
  typeId: string;
  confidenceBp: number;
  emergency: { words: string; confidenceBp: number } | null;
}

export interface Judged {
  typeId: string;
  source: RepairEntity['typeSource'];
  confidenceBp: number | null;
  undecided: boolean;
  emergency: string | null;
  emergencyHint: string | null;
  /** What the owner chose against what was heard: training data. Null: nothing to learn. */
  sample: {
    suggestedType: string | null;
    confidenceBp: number | null;
    chosenType: string;
    chosenEmergency: string | null;
  } | null;
}

/**
 * The type and urgency of a new report (C2, C5). What the owner chose holds; without a choice the recogniser's word holds
 * from the policy's threshold on, and below it a person decides. An emergency in the words counts whatever was chosen:
 * surely from one threshold on, as a question to the desk from a lower one, or when the owner has denied it.
 */
export const judge = (
  input: {
    chosenType: string | null;
    chosenEmergency: string | null;
    /** The owner saw that it sounded like an emergency and said that it is none. */
    denied: boolean;
    heard: Heard | null;
  },
  thresholds: ServicePolicy['recognition'],
  undecidedType: string,
): Judged => {
  const { chosenType, chosenEmergency, denied, heard } = input;
  const sure = heard !== null && heard.confidenceBp >= thresholds.typeThresholdBp;
  const typeId = chosenType ?? (heard && sure ? heard.typeId : undecidedType);
  const undecided = chosenType === null && !sure;
  // An emergency of another type than the chosen one is a question: the owner may have chosen wrongly.
  const near = heard?.emergency ?? null;
  const fits = near !== null && (heard?.typeId === typeId || undecided);
  const certain = near !== null && fits && near.confidenceBp >= thresholds.emergencyThresholdBp;
  const emergency = chosenEmergency ?? (certain && !undecided && !denied ? near.words : null);
  const hinted = near !== null && near.confidenceBp >= thresholds.emergencyHintBp;
  return {
    typeId,
    source: chosenType === null ? 'recogniser' : 'owner',
    confidenceBp: heard?.confidenceBp ?? null,
    undecided,
    emergency,
    emergencyHint: emergency === null && hinted ? near.words : null,
    sample:
      chosenType !== null && heard !== null
        ? {
            suggestedType: heard.typeId,
            confidenceBp: heard.confidenceBp,
            chosenType,
            chosenEmergency,
          }
        : null,
  };
};
