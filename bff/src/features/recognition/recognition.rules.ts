import type { ServicePolicy } from 'shared-types/policy';
import type { Recognition } from './recogniser.js';

export type Thresholds = ServicePolicy['recognition'];

export interface Judgement {
  /** Null below the threshold: a person decides (C2). */
  typeId: string | null;
  /** Of the likeliest type, whatever the threshold. 0..9999; null for a text without a word that is known. */
  confidenceBp: number | null;
  /** Sure enough to be treated as one. */
  emergency: string | null;
  /** Not sure enough: somebody is asked. Null when `emergency` is set. */
  emergencyHint: string | null;
  top3: { typeId: string; confidenceBp: number }[];
}

/** What a recognition is good for under a policy: never a silent guess (C2). */
export const judge = (recognition: Recognition | null, thresholds: Thresholds): Judgement => {
  if (!recognition) return { typeId: null, confidenceBp: null, emergency: null, emergencyHint: null, top3: [] };
  const { typeId, confidenceBp, top3, emergency: near } = recognition;
  const isSure = near !== null && near.confidenceBp >= thresholds.emergencyThresholdBp;
  const isLikely = near !== null && !isSure && near.confidenceBp >= thresholds.emergencyHintBp;
  return {
    typeId: confidenceBp >= thresholds.typeThresholdBp ? typeId : null,
    confidenceBp,
    emergency: isSure ? near.words : null,
    emergencyHint: isLikely ? near.words : null,
    top3,
  };
};
