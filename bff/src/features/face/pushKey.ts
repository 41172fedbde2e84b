import { timingSafeEqual } from 'node:crypto';
import type { IsapiLogin } from '../../adapters/access-control/isapi.port.js';
import type { Deps } from '../../platform/deps.js';
import { blindIndex } from '../../platform/secrets/fieldCrypto.js';

interface Terminal {
  communityId: string;
  deviceId: string;
}

export const pushPath = '/callbacks/devices/hikvision';

/**
 * Terminals sign their pushes in no way that all of them know: the address itself is the secret. It is computed from
 * what we sign in with there, so that a new login makes a new address and the old one is dead.
 */
const keyOf = (
  deps: Pick<Deps, 'keys'>,
  { communityId, deviceId }: Terminal,
  { username, password }: IsapiLogin,
): string => blindIndex(deps.keys, 'isapi-push', JSON.stringify([communityId, deviceId, username, password]));

export const pushAddress = (deps: Pick<Deps, 'keys' | 'settings'>, terminal: Terminal, login: IsapiLogin): URL => {
  const url = new URL(pushPath, deps.settings.publicUrl);
  url.searchParams.set('device', `${terminal.communityId}.${terminal.deviceId}`);
  url.searchParams.set('key', keyOf(deps, terminal, login));
  return url;
};

/** Changes with the address and with where the terminal is called. */
export const pushMark = (deps: Pick<Deps, 'keys' | 'settings'>, terminal: Terminal, login: IsapiLogin): string =>
  blindIndex(deps.keys, 'isapi-mark', `${login.address} ${pushAddress(deps, terminal, login).toString()}`);

const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Who says that they push; null: nobody that could be ours. */
export const readPusher = (query: URLSearchParams): Terminal | null => {
  const [communityId = '', deviceId = ''] = (query.get('device') ?? '').split('.');
  return ulid.test(communityId) && ulid.test(deviceId) ? { communityId, deviceId } : null;
};

/** In constant time. */
export const pushKeyFits = (
  deps: Pick<Deps, 'keys'>,
  terminal: Terminal,
  login: IsapiLogin,
  query: URLSearchParams,
): boolean => {
  const due = Buffer.from(keyOf(deps, terminal, login));
  const said = Buffer.from(query.get('key') ?? '');
  return due.length === said.length && timingSafeEqual(due, said);
};
