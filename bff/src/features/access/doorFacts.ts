import type { DeviceKind } from 'shared-types/device';
import { deterministicId } from '../../kernel/ids.js';
import type { Reader } from '../../platform/database/access.js';
import { readNamedPeople } from '../community/house.door.js';
import { readBoundAccounts } from '../identity/identity.door.js';
import type { PassageEntity, VisitorPassEntity } from './access.entity.js';

/** What may stand in a group of doors: a camera opens a gate for cars. */
export const doorKinds = ['door', 'gate', 'plate-camera'] as const satisfies DeviceKind[];

export const isDoor = (device: { kind: DeviceKind } | null): boolean =>
  device !== null && (doorKinds as readonly DeviceKind[]).includes(device.kind);

/** The door that a message comes from. */
export interface Door {
  communityId: string;
  id: string;
  name: string;
}

export const passageIdOf = (door: Door, eventId: string): string =>
  deterministicId('passage', door.communityId, door.id, eventId);

/** A passage of nobody yet, at a door. */
export const blankPassage = (
  door: Door,
  eventId: string,
  receivedAt: Date,
): Pick<PassageEntity, 'communityId' | 'id' | 'deviceId' | 'place' | 'receivedAt'> &
  Record<'accountId' | 'plate' | 'staffId' | 'staffName' | 'note' | 'flag', null> => ({
  communityId: door.communityId,
  id: passageIdOf(door, eventId),
  deviceId: door.id,
  place: door.name,
  receivedAt,
  accountId: null,
  plate: null,
  staffId: null,
  staffName: null,
  note: null,
  flag: null,
});

/** Whoever invited still lives there: their guests are nobody's when they have left. */
export const hostsStillBound = async (
  reader: Reader,
  communityId: string,
  passes: readonly VisitorPassEntity[],
): Promise<(pass: VisitorPassEntity) => boolean> => {
  const houseIds = [...new Set(passes.map(({ houseId }) => houseId))];
  const ofPeople = [...new Set(passes.flatMap(({ houseId, hostPersonId }) => (hostPersonId ? [houseId] : [])))];
  const [bound, named] = await Promise.all([
    readBoundAccounts(reader, communityId, houseIds),
    readNamedPeople(reader, communityId, ofPeople),
  ]);
  return ({ houseId, accountId, hostPersonId }) =>
    hostPersonId
      ? (named.get(houseId) ?? []).some(({ id }) => id === hostPersonId)
      : (bound.get(houseId) ?? []).some((one) => one.accountId === accountId);
};
