import type { DoorKeys } from 'shared-types/ownDoor';
import { keys as names, read, write } from '../../lib/storage';
import type { KeptKeys } from './doorCodes';

type Kept = Record<string, KeptKeys>;

export const keptKeys = (houseId: string): KeptKeys | null => read<Kept>(names.doorKeys)?.[houseId] ?? null;

/** Which house was shown last: without a network nobody else can say. */
export const keptHouses = (): string[] => Object.keys(read<Kept>(names.doorKeys) ?? {});

export const keepKeys = (keys: DoorKeys, phoneMs: number): KeptKeys => {
  const kept = { keys, skewMs: Date.parse(keys.realNow) - phoneMs };
  write(names.doorKeys, { ...read<Kept>(names.doorKeys), [keys.houseId]: kept });
  return kept;
};

/** Keys of a house where one does not live any more open nothing; they need not lie about either. */
export const dropKeys = (houseId: string): void => {
  const { [houseId]: _gone, ...others } = read<Kept>(names.doorKeys) ?? {};
  write(names.doorKeys, others);
};
