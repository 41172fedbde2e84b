import type { FaceEnd } from 'shared-types/face';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readHouseBrief } from '../community/community.door.js';
import * as rules from './face.rules.js';
import { findConsent, findUngone } from './face.store.js';
import {
  chooseFaceHouse as choose,
  faceStands as stands,
  takeFaceCall as take,
  faceWaits as waits,
} from './kioskCalls.js';
import { planSync, plansOf, planWatch } from './plan.js';
import { talkToTerminal as talk } from './talk.js';
import { keepWanted } from './wanted.js';

/**
 * What other features may ask of faces: what a message about one says, how terminals are talked to, and who stands at a
 * kiosk.
 */

export type { CopyProblem as TerminalProblem } from './face.entity.js';
export type { Terminal } from './talk.js';

/** A door that we call by ISAPI. */
export const isTerminal = rules.isTerminal;
/** What came of a call: how soon it is made again, and whether that may help. */
export const retryAfterMs = rules.retryAfterMs;
export const mayHelp = rules.mayHelp;
/** One worker at a time talks to a terminal, whatever it is about. */
export const talkToTerminal = talk;
/** When that is done, and looked after. */
export const terminalPlans = plansOf;

/** What a face opens at a kiosk is the kiosk's to say; here is who it was, as long as they agree to it. */
export type { FaceHouse, TakenFace } from './kioskCalls.js';
export const faceWaits = waits;
export const takeFaceCall = take;
export const chooseFaceHouse = choose;
export const faceStands = stands;

/** A terminal came to a kiosk or left one: it is told where to push, and faces go there or go away. */
export const noteTerminalMoved = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  communityId: string,
  deviceIds: readonly string[],
): Promise<void> => {
  const busy = await keepWanted(tx, deps, communityId, await findUngone(tx, communityId));
  await planSync(tx, deps, communityId, [...new Set([...busy, ...deviceIds])]);
  await planWatch(tx, deps, communityId);
};

export interface FaceBrief {
  accountId: string;
  houseId: string;
  houseLabel: string;
  endedWhy: FaceEnd | null;
}

/** What the topics `face.ended` and `face.gone` speak of. */
export const readFaceBrief = async (
  reader: Reader,
  communityId: string,
  consentId: string,
): Promise<FaceBrief | null> => {
  const consent = await findConsent(reader, communityId, consentId);
  if (!consent) return null;
  const { accountId, houseId, endedWhy } = consent;
  const house = await readHouseBrief(reader, communityId, houseId);
  return { accountId, houseId, houseLabel: house?.label ?? '', endedWhy };
};
