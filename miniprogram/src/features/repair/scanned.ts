import { ApiError } from 'shared-types/client';
import { readPlace } from 'shared-types/community';
import { readDeviceCode } from 'shared-types/device';
import { call } from '../../lib/api';
import type { Place } from './draft';

export interface Scanned {
  /** Null: a device whose place nobody has written down. */
  place: Place | null;
  /** The device whose label it was: the report begins with its name. */
  about: string | null;
}

/** What a scanned code stands for: a door, a public area, or a device at one of them. */
export const readScanned = async (code: string): Promise<Scanned> => {
  try {
    const { kind, id, label } = await call(readPlace, { params: { code } });
    return { place: kind === 'house' ? { kind, houseId: id, label } : { kind, code, label }, about: null };
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'place.code_unknown') throw error;
    const { name, place } = await call(readDeviceCode, { params: { code } });
    return { place, about: name };
  }
};
