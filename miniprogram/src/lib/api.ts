import { readOwner, signInWithWechat } from 'shared-types/auth';
import { ApiError, type CallInput, type ClientOptions, createClient, newKey } from 'shared-types/client';
import type { Contract, ResponseOf } from 'shared-types/contract';
import { setClock } from './clock';
import { keys, read, write } from './storage';
import { wx } from './wx';

/** Nobody is signed in, and the platform could not do it silently: the sign-in page must be shown. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

let token: string | null = read<string>(keys.token);

const setToken = (value: string | null): void => {
  token = value;
  write(keys.token, value);
};

export const clientOptions: ClientOptions = {
  transport: ({ method, path, headers, body }) =>
    wx.request({ method, url: `${wx.apiBase}${path}`, headers, ...(body === undefined ? {} : { body }) }),
  token: () => token,
  onSignedOut: () => setToken(null),
  onClock: setClock,
};

const client = createClient(clientOptions);

export const currentToken = (): string | null => token;

let signing: Promise<void> | null = null;

const signIn = async (): Promise<void> => {
  if (read<boolean>(keys.signedOut)) throw new SignInNeeded();
  const code = await wx.loginCode();
  if (!code) throw new SignInNeeded();
  setToken((await client(signInWithWechat, { body: { code } })).token);
};

/** Signs in once, however many calls ask for it at the same time. */
export const ensureSignedIn = async (): Promise<void> => {
  if (token) return;
  signing ??= signIn().finally(() => {
    signing = null;
  });
  await signing;
};

/** The sign-in page's own button. */
export const signInNow = async (): Promise<void> => {
  write(keys.signedOut, null);
  setToken(null);
  await ensureSignedIn();
};

/** Forgets the token; silent sign-in stays off until the owner asks for it. */
export const forgetSignIn = (): void => {
  write(keys.doorKeys, null);
  setToken(null);
  write(keys.signedOut, true);
};

/** One call of the API. A refused token is replaced once, and the same command repeated under the same key. */
export const call = async <C extends Contract>(contract: C, input: CallInput<C> = {}): Promise<ResponseOf<C>> => {
  const same: CallInput<C> = { ...input, idempotencyKey: input.idempotencyKey ?? newKey() };
  if (contract.auth !== 'public') await ensureSignedIn();
  try {
    return await client(contract, same);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'auth.required' || contract.auth === 'public') throw error;
    await ensureSignedIn();
    return await client(contract, same);
  }
};

/** An address that the API gave (signed files), ready for an image or a player. */
export const absolute = (address: string): string => (address.startsWith('/') ? `${wx.apiBase}${address}` : address);

export const whoAmI = () => call(readOwner);
