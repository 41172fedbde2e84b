import type { RecognitionView } from 'shared-types/recognition';
import type { Actor } from '../../platform/call.js';
import type { Deps } from '../../platform/deps.js';
import { defaultPolicy, readPolicyInForce } from '../policy/policy.door.js';
import { localRecogniser } from './localRecogniser.js';
import { judge, type Thresholds } from './recognition.rules.js';
import { readProblemTypes } from './training.js';

const names = new Map(readProblemTypes().map(({ id, name }) => [id, name]));
const toPercent = (bp: number): number => Math.round(bp / 100);
const named = (id: string): { id: string; name: string } => ({ id, name: names.get(id) ?? id });

/** Of the community where the caller acts; the defaults for an owner who has no house yet. */
const thresholdsFor = async (deps: Pick<Deps, 'db'>, actor: Actor): Promise<Thresholds> => {
  const communityId = actor.kind === 'staff' ? actor.communityId : actor.houses[0]?.communityId;
  if (!communityId) return defaultPolicy.recognition;
  return (await readPolicyInForce(deps.db.reader, communityId)).policy.recognition;
};

export const readRecognition = async (deps: Pick<Deps, 'db'>, actor: Actor, text: string): Promise<RecognitionView> => {
  const judged = judge(localRecogniser().recognise(text), await thresholdsFor(deps, actor));
  return {
    problemType: judged.typeId === null ? null : named(judged.typeId),
    confidencePercent: toPercent(judged.confidenceBp ?? 0),
    top3: judged.top3.map(({ typeId, confidenceBp }) => ({
      ...named(typeId),
      confidencePercent: toPercent(confidenceBp),
    })),
    emergency: judged.emergency,
    emergencyHint: judged.emergencyHint,
  };
};
