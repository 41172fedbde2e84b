import { hash, verify } from '@node-rs/argon2';
import { randomCode } from '../../kernel/ids.js';
import common from './commonPasswords.json' with { type: 'json' };

/** OWASP's figures: argon2id (the library's 2), two passes over 19 MiB, one lane. */
const options = { algorithm: 2, timeCost: 2, memoryCost: 19_456, parallelism: 1 };

export const commonPasswords: ReadonlySet<string> = new Set(common.passwords.split(' '));

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), options);

let nobodysHash: Promise<string> | null = null;

/** Takes the same time for a name that nobody has. */
export const verifyPassword = async (passwordHash: string | null, password: string): Promise<boolean> => {
  nobodysHash ??= hashPassword(randomCode(24));
  const matches = await verify(passwordHash ?? (await nobodysHash), password.normalize('NFKC'));
  return matches && passwordHash !== null;
};

/** Twelve characters that are hard to mix up; shown once. */
export const newFirstPassword = (): string => randomCode(12);
