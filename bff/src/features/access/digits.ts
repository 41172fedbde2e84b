import { randomInt } from 'node:crypto';
import type { Tx } from '../../platform/database/access.js';
import { isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { blindIndex, decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';
import { freeEndedDigits, insertDigits } from './access.store.js';

type KeyHolder = Pick<Deps, 'keys'>;

export const digitsIndex = ({ keys }: KeyHolder, digits: string): string => blindIndex(keys, 'pass-digits', digits);

export const openDigits = ({ keys }: KeyHolder, pass: { digitsEncrypted: string }): string =>
  decryptField(keys, pass.digitsEncrypted, 'pass-digits');

export const sealDigits = ({ keys }: KeyHolder, digits: string): string => encryptField(keys, digits, 'pass-digits');

/** With a thousand living codes in a group one draw in a thousand is taken already. */
const mostDraws = 50;

/** Six digits that no living pass of these groups has; the database decides, so two at once get two. */
export const takeDigits = async (
  tx: Tx,
  deps: Pick<Deps, 'keys' | 'clock'>,
  pass: { communityId: string; id: string; groupIds: readonly string[]; validUntil: Date },
): Promise<string> => {
  const { communityId, id: passId, validUntil } = pass;
  await freeEndedDigits(tx, communityId, deps.clock.now());
  for (let draw = 0; draw < mostDraws; draw++) {
    const digits = String(randomInt(1_000_000)).padStart(6, '0');
    const index = digitsIndex(deps, digits);
    try {
      await insertDigits(
        tx,
        pass.groupIds.map((groupId) => ({ communityId, groupId, digitsIndex: index, passId, validUntil })),
      );
      return digits;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
  throw new Error('no six digits are free');
};
