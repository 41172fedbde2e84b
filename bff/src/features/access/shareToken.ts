import { timingSafeEqual } from 'node:crypto';
import type { Deps } from '../../platform/deps.js';
import { blindIndex } from '../../platform/secrets/fieldCrypto.js';

const secretSigns = 32;

const secretOf = ({ keys }: Pick<Deps, 'keys'>, passId: string): string =>
  blindIndex(keys, 'pass-share', passId).slice(0, secretSigns);

/** Opens the visitor's page: the pass and 128 bits that only we can make. Nothing of it is stored. */
export const shareTokenOf = (deps: Pick<Deps, 'keys'>, passId: string): string => `${passId}.${secretOf(deps, passId)}`;

/** The pass that a token opens, or null. */
export const passOfToken = (deps: Pick<Deps, 'keys'>, token: string): string | null => {
  const [, passId = '', secret = ''] = /^([0-9A-HJKMNP-TV-Z]{26})\.([0-9a-f]{32})$/.exec(token) ?? [];
  if (!passId) return null;
  return timingSafeEqual(Buffer.from(secret), Buffer.from(secretOf(deps, passId))) ? passId : null;
};
