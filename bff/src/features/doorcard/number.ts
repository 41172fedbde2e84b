import { plainCard } from '../../adapters/access-control/isapiWire.js';
import type { Deps } from '../../platform/deps.js';
import { blindIndex, decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';

/** A card's number: terminals need it whole; whose it is, is found by its index. */

const context = 'door-card';

export const sealNumber = ({ keys }: Pick<Deps, 'keys'>, number: string): string => encryptField(keys, number, context);

export const openNumber = ({ keys }: Pick<Deps, 'keys'>, sealed: string): string => decryptField(keys, sealed, context);

/** One number is another index in another community; with or without leading noughts it is one card. */
export const numberIndexOf = ({ keys }: Pick<Deps, 'keys'>, communityId: string, number: string): string =>
  blindIndex(keys, context, `${communityId}:${plainCard(number)}`);
