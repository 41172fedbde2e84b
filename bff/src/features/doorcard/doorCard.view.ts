import type { CardDoors } from 'shared-types/kiosk';
import { doorCardTexts as t } from '../../locales/doorCard.js';
import type { DoorCardCopyEntity } from './doorCard.entity.js';
import { shownState } from './doorCard.rules.js';

type Copy = CardDoors['copies'][number];
type CopyFacts = Pick<DoorCardCopyEntity, 'deviceId' | 'wanted' | 'state' | 'problem'>;

const presentCopy = (copy: CopyFacts, doorNames: ReadonlyMap<string, string>): Copy[] => {
  const state = shownState(copy);
  if (!state) return [];
  const { problem } = copy;
  const door = doorNames.get(copy.deviceId) ?? '';
  if (state === 'failed') return [{ door, state, words: t.failed(problem) }];
  if (problem && state !== 'on')
    return [{ door, state, words: state === 'leaving' ? t.leavingFor(problem) : t.waitingFor(problem) }];
  return [{ door, state, words: t.copies[state] }];
};

const count = (copies: readonly Copy[], ...states: Copy['state'][]): number =>
  copies.filter(({ state }) => states.includes(state)).length;

const wordsOf = (copies: readonly Copy[], isOpen: boolean): string[] => {
  const leaving = count(copies, 'leaving');
  const on = count(copies, 'on');
  const waiting = count(copies, 'waiting', 'failed');
  const parts: string[] = [];
  if (isOpen && waiting === 0) parts.push(on > 0 ? t.opens(on) : t.noneLeft);
  else if (isOpen) parts.push(on > 0 ? t.opensSome(on, waiting) : t.opensNone(waiting));
  if (leaving > 0) parts.push(t.leaving(leaving));
  return parts;
};

/** Of one person: the card that is open, and what is left of those that are not. */
export const presentCardDoors = (facts: {
  isOpen: boolean;
  mayOpen: boolean;
  copies: readonly CopyFacts[];
  doorNames: ReadonlyMap<string, string>;
}): CardDoors => {
  const { isOpen, mayOpen, doorNames } = facts;
  const copies = facts.copies.flatMap((copy) => presentCopy(copy, doorNames));
  const inTrouble = facts.copies.some((copy) => copy.problem !== null && shownState(copy) !== null);
  const isWaiting = count(copies, 'waiting', 'leaving') > 0;
  const actions: CardDoors['actions'] = isOpen ? ['close'] : mayOpen ? ['open'] : [];
  return { words: wordsOf(copies, isOpen), tone: inTrouble ? 'bad' : isWaiting ? 'wait' : 'ok', copies, actions };
};
