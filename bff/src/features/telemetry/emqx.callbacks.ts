import {
  type EmqxSettings,
  isEmqx,
  mayAtTopic,
  RightQuestion,
  SignInQuestion,
  sameSecret,
} from '../../adapters/mqtt/emqx.js';
import { addressOf } from '../../adapters/mqtt/topics.js';
import type { Callback, CallbackAnswer } from '../../http/callbacks.js';
import type { Deps } from '../../platform/deps.js';
import { verifyDeviceSecret } from '../device/device.door.js';

const decided = (result: 'allow' | 'deny'): CallbackAnswer => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify({ result, is_superuser: false }),
});

/** With a body: an answer without one would be sent as a 204, by which EMQX takes everything for allowed. */
const stranger: CallbackAnswer = { ...decided('deny'), status: 404 };

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
};

/** Only EMQX is answered; to everybody else the address is not there. */
const asEmqx =
  (decide: (deps: Deps, settings: EmqxSettings, question: unknown) => Promise<boolean>): Callback['handle'] =>
  async (deps, { headers, body }) => {
    const settings = deps.settings.emqx;
    if (!settings || !isEmqx(headers.authorization, settings)) return stranger;
    return decided((await decide(deps, settings, parsed(body))) ? 'allow' : 'deny');
  };

/** A device signs in with its own secret and under its own name, so that none throws another out. */
const mayEnter = async (deps: Deps, { account }: EmqxSettings, question: unknown): Promise<boolean> => {
  const asked = SignInQuestion.safeParse(question);
  if (!asked.success) return false;
  const { clientid, username, password } = asked.data;
  if (username === account.username) return sameSecret(password, account.password);
  const address = addressOf(username);
  if (!address || clientid !== username) return false;
  return verifyDeviceSecret(deps, address.communityId, address.deviceId, password);
};

/** What an outside EMQX asks; see adapters/mqtt/emqx.ts. */
export const emqxCallbacks: Callback[] = [
  { path: '/callbacks/mqtt/emqx/authn', maxBytes: 4096, handle: asEmqx(mayEnter) },
  {
    path: '/callbacks/mqtt/emqx/authz',
    maxBytes: 4096,
    handle: asEmqx(async (_deps, settings, question) => {
      const asked = RightQuestion.safeParse(question);
      return asked.success && mayAtTopic(asked.data, settings);
    }),
  },
];
