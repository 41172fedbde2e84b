import type { PassSummary, PassView, SharedPassView, VisitView } from 'shared-types/access';
import { dayTime, toInstant } from 'shared-types/time';
import { writePassCode } from '../../kernel/passCode.js';
import { accessTexts, passStateNames, timeWords, visitWords, windowWords } from '../../locales/access.js';
import type { Deps } from '../../platform/deps.js';
import type { GateGroupEntity, PassageEntity, VisitorPassEntity } from './access.entity.js';
import { openDigits } from './digits.js';
import { drawCode } from './drawCode.js';
import { stateOf } from './pass.rules.js';
import { shareTokenOf } from './shareToken.js';
import { signersOf } from './signing.js';

export const codeTextOf = (deps: Pick<Deps, 'keys'>, pass: VisitorPassEntity): string => {
  const { id: passId, groupNumbers: groups, validFrom: from, validUntil: until, uses } = pass;
  return writePassCode({ passId, groups, from, until, uses }, pass.communityId, signersOf(deps.keys)[0]);
};

const codeOf = async (deps: Pick<Deps, 'keys'>, pass: VisitorPassEntity, now: Date): Promise<PassView['code']> => {
  const state = stateOf(pass, now);
  // Who has used every entry may still have to go out with it.
  if (state === 'revoked' || state === 'over') return null;
  const text = codeTextOf(deps, pass);
  return { text, image: await drawCode(text), digits: openDigits(deps, pass) };
};

export const timesOf = (pass: VisitorPassEntity, now: Date) => {
  const state = stateOf(pass, now);
  return {
    windowWords: windowWords(pass.validFrom, pass.validUntil, now),
    timeWords: timeWords(state, pass.validFrom, pass.validUntil, now),
    uses: pass.uses,
    used: Math.min(pass.used, pass.uses),
    plate: pass.plate,
    state,
    stateName: passStateNames[state],
  };
};

export interface Beside {
  groups: readonly GateGroupEntity[];
  houseLabel: string;
}

const placesOf = (pass: VisitorPassEntity, groups: readonly GateGroupEntity[]) =>
  groups.filter(({ id }) => pass.groupIds.includes(id)).map(({ id, name }) => ({ id, name }));

export const presentSummary = (pass: VisitorPassEntity, beside: Beside, now: Date): PassSummary => ({
  id: pass.id,
  houseId: pass.houseId,
  houseLabel: beside.houseLabel,
  name: pass.name,
  from: toInstant(pass.validFrom),
  until: toInstant(pass.validUntil),
  places: placesOf(pass, beside.groups),
  ...timesOf(pass, now),
});

export const presentVisit = (passage: PassageEntity, now: Date): VisitView => ({
  id: passage.id,
  at: toInstant(passage.at),
  when: dayTime(passage.at, now),
  direction: passage.direction,
  place: passage.place,
  words: visitWords(passage),
  admitted: passage.admitted,
  late: passage.offline,
});

export const presentPass = async (
  deps: Pick<Deps, 'keys'>,
  pass: VisitorPassEntity,
  beside: Beside & { visits: readonly PassageEntity[] },
  now: Date,
): Promise<PassView> => {
  const code = await codeOf(deps, pass, now);
  const state = stateOf(pass, now);
  const canShare = state === 'soon' || state === 'open';
  return {
    ...presentSummary(pass, beside, now),
    code,
    shareToken: code ? shareTokenOf(deps, pass.id) : null,
    visits: beside.visits.map((visit) => presentVisit(visit, now)),
    actions: canShare ? ['share', 'revoke'] : [],
  };
};

export const presentShared = async (
  deps: Pick<Deps, 'keys'>,
  pass: VisitorPassEntity,
  beside: { groups: readonly GateGroupEntity[]; community: { name: string; servicePhone: string | null } },
  now: Date,
): Promise<SharedPassView> => ({
  name: pass.name,
  guestOf: accessTexts.guestOf(pass.hostName),
  communityName: beside.community.name,
  servicePhone: beside.community.servicePhone,
  places: placesOf(pass, beside.groups).map(({ name }) => name),
  ...timesOf(pass, now),
  code: await codeOf(deps, pass, now),
});
