import { passStateNames, windowWords } from '../../locales/access.js';
import type { Reader } from '../../platform/database/access.js';
import type { PassageEntity, VisitorPassEntity } from './access.entity.js';
import { findNextOf, findPass, findPassage } from './access.store.js';
import { takeTerminalPassage as take } from './commands/takeTerminalPassage.js';
import { readDoorsOfHouses as doorsOf } from './houseDoors.queries.js';
import { stateOf } from './pass.rules.js';
import { findPost, findPostOfKiosk } from './terminalPost.store.js';
import { postTerminal as post, readTerminals as terminals } from './terminalPosts.js';

/** What other features may ask of visitors and doors. */

export type { HouseDoor } from './houseDoors.queries.js';

/** Somebody was let in by face or card. */
export const takeTerminalPassage = take;
/** The doors on the way home, for many houses. */
export const readDoorsOfHouses = doorsOf;

/** Face terminals that stand at kiosks, and are no doors. */
export type { PostFault, StandingTerminal } from './terminalPosts.js';
export const postTerminal = post;
export const readTerminals = terminals;
export const hasTerminal = async (reader: Reader, communityId: string, kioskId: string): Promise<boolean> =>
  (await findPostOfKiosk(reader, communityId, kioskId)) !== null;
/** At which kiosk a terminal stands; null: at none. */
export const readTerminalPost = async (reader: Reader, communityId: string, deviceId: string): Promise<string | null> =>
  (await findPost(reader, communityId, deviceId))?.kioskId ?? null;

export interface ArrivalBrief {
  passage: PassageEntity;
  pass: VisitorPassEntity;
}

/** What the topic `access.arrived` speaks of; null: nobody's guest, or deleted meanwhile. */
export const readArrival = async (
  reader: Reader,
  communityId: string,
  passageId: string,
): Promise<ArrivalBrief | null> => {
  const passage = await findPassage(reader, communityId, passageId);
  const pass = passage?.passId ? await findPass(reader, communityId, passage.passId) : null;
  return passage && pass ? { passage, pass } : null;
};

/** What the topic `access.issued` speaks of; null: deleted meanwhile. */
export const readIssued = (reader: Reader, communityId: string, passId: string): Promise<VisitorPassEntity | null> =>
  findPass(reader, communityId, passId);

const mostOnHome = 3;

/** For the owner's first screen: the next guests. */
export const livePassesOf = async (
  reader: Reader,
  accountId: string,
  now: Date,
): Promise<{ id: string; name: string; windowWords: string; state: 'soon' | 'open'; stateName: string }[]> =>
  (await findNextOf(reader, accountId, now, mostOnHome)).map((pass) => {
    const state = stateOf(pass, now) === 'soon' ? 'soon' : 'open';
    const words = windowWords(pass.validFrom, pass.validUntil, now);
    return { id: pass.id, name: pass.name, windowWords: words, state, stateName: passStateNames[state] };
  });
