import type { Deps } from '../../platform/deps.js';
import { blindIndex, decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';
import type { PersonPhoneEntity } from './community.entity.js';

/** How the ledger's personal numbers are kept: encrypted, found again by blind indexes. */

type WithKeys = Pick<Deps, 'keys'>;

const phoneContext = 'phone';
const idLastFourContext = 'id-last-four';

export const phoneIndex = ({ keys }: WithKeys, number: string): string => blindIndex(keys, 'phone', number);

export const lastFourIndex = ({ keys }: WithKeys, lastFour: string): string => blindIndex(keys, 'phone4', lastFour);

/** The columns of a telephone number (normalised digits). */
export const sealPhone = (
  deps: WithKeys,
  number: string,
): Pick<PersonPhoneEntity, 'numberEncrypted' | 'numberIndex' | 'lastFourIndex'> => ({
  numberEncrypted: encryptField(deps.keys, number, phoneContext),
  numberIndex: phoneIndex(deps, number),
  lastFourIndex: lastFourIndex(deps, number.slice(-4)),
});

export const openPhone = ({ keys }: WithKeys, phone: Pick<PersonPhoneEntity, 'numberEncrypted'>): string =>
  decryptField(keys, phone.numberEncrypted, phoneContext);

export const sealIdLastFour = ({ keys }: WithKeys, lastFour: string): string =>
  encryptField(keys, lastFour, idLastFourContext);

export const openIdLastFour = ({ keys }: WithKeys, sealed: string): string =>
  decryptField(keys, sealed, idLastFourContext);
