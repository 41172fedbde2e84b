import type { PassBody } from 'shared-types/access';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import { accessTexts, windowFaultTexts } from '../../../locales/access.js';
import type { Reader, Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { readPlateOf } from '../../community/house.door.js';
import type { GateGroupEntity, VisitorPassEntity } from '../access.entity.js';
import { countLive, findGroups, insertPass } from '../access.store.js';
import { sealDigits, takeDigits } from '../digits.js';
import { hintDoors } from '../lists.js';
import { mayChoose, onSecond, windowFault } from '../pass.rules.js';

/** Passes of one person that are of use now or later. */
const mostLive = 50;

export interface PassHouse {
  communityId: string;
  id: string;
  buildingId: string;
  unitId: string | null;
}

/** Whose guests: an account, or whom the ledger names where they have none. */
export type PassHost = Pick<VisitorPassEntity, 'accountId' | 'hostPersonId' | 'hostName'>;

type Wish = Pick<VisitorPassEntity, 'validFrom' | 'validUntil' | 'plate' | 'name' | 'uses'> & {
  groups: GateGroupEntity[];
};

export const invalid = (field: string, words: string): AppError =>
  new AppError('request.invalid', { fields: { [field]: words } });

const chooseGroups = async (
  reader: Reader,
  house: PassHouse,
  placeIds: readonly string[],
): Promise<GateGroupEntity[]> => {
  const open = (await findGroups(reader, house.communityId)).filter((group) => mayChoose(group, house));
  const chosen = open.filter(({ id }) => placeIds.includes(id));
  if (chosen.length !== new Set(placeIds).size) throw invalid('placeIds', accessTexts.noSuchPlace);
  return chosen;
};

/** What is wished for a guest of a house, checked before the transaction. */
export const readWish = async (deps: Deps, house: PassHouse, body: Omit<PassBody, 'houseId'>): Promise<Wish> => {
  const validFrom = onSecond(new Date(body.from));
  const validUntil = onSecond(new Date(body.until));
  const fault = windowFault(validFrom, validUntil, deps.clock.now());
  if (fault) throw invalid(fault === 'too-far' ? 'from' : 'until', windowFaultTexts[fault]);
  const plate = body.plate ? readPlateOf(body.plate) : null;
  if (body.plate && !plate) throw invalid('plate', accessTexts.badPlate);
  const groups = await chooseGroups(deps.db.reader, house, body.placeIds);
  return { validFrom, validUntil, plate, groups, name: body.name, uses: body.uses };
};

/** The pass with its digits; the doors that it opens are told. */
export const writePass = async (
  tx: Tx,
  deps: Deps,
  { house, host, wish: { groups, ...wish } }: { house: PassHouse; host: PassHost; wish: Wish },
): Promise<Omit<VisitorPassEntity, 'digitsEncrypted'>> => {
  const now = deps.clock.now();
  if ((await countLive(tx, host.accountId, now)) >= mostLive) throw new AppError('pass.too_many');
  const { communityId, id: houseId } = house;
  const pass = {
    ...{ communityId, id: newId(now), houseId, ...host, ...wish },
    groupIds: groups.map(({ id }) => id),
    groupNumbers: groups.map(({ number }) => number),
    ...{ used: 0, createdAt: now, revokedAt: null, revokedWhy: null },
  };
  const digits = await takeDigits(tx, deps, pass);
  await insertPass(tx, { ...pass, digitsEncrypted: sealDigits(deps, digits) });
  await hintDoors(tx, deps.clock, communityId, pass.groupIds);
  return pass;
};
