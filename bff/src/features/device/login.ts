import { z } from 'shared-types/schemas';
import type { Deps } from '../../platform/deps.js';
import { decryptField, encryptField } from '../../platform/secrets/fieldCrypto.js';

/** With what we sign in at a device: kept encrypted, shown to nobody. */

const context = 'device-login';

const Login = z.object({ username: z.string(), password: z.string() });
export type Login = z.infer<typeof Login>;

export const sealLogin = ({ keys }: Pick<Deps, 'keys'>, login: Login): string =>
  encryptField(keys, JSON.stringify(login), context);

export const openLogin = ({ keys }: Pick<Deps, 'keys'>, sealed: string): Login =>
  z.parse(Login, JSON.parse(decryptField(keys, sealed, context)));
