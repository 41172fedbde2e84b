import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { addressOf, mayPublish, maySubscribe } from './topics.js';

/**
 * EMQX 5 asks over HTTP who may sign in and who may write or listen where:
 * https://docs.emqx.com/en/emqx/latest/access-control/authn/http.html and …/authz/http.html. A 200 with `result` decides;
 * anything but 200 and 204 is left to the next in EMQX's chain, so that EMQX must end its chains with a refusal.
 */

/** What an installation with EMQX has set; null: there is none. */
export interface EmqxSettings {
  /** The bearer token by which EMQX proves itself to us. */
  secret: string;
  /** Our own account at the broker: it listens to everybody. */
  account: { username: string; password: string };
}

const shortText = z.string().max(256);
export const SignInQuestion = z.object({ clientid: shortText, username: shortText, password: shortText });
export const RightQuestion = z.object({
  username: shortText,
  topic: z.string().max(512),
  action: z.enum(['publish', 'subscribe']),
});

/** Whether two secrets are the same, in a time that tells nothing. */
export const sameSecret = (a: string, b: string): boolean => {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
};

export const isEmqx = (authorization: string | undefined, { secret }: EmqxSettings): boolean =>
  sameSecret(authorization ?? '', `Bearer ${secret}`);

/** Whether an account may write or listen here: ours everywhere, a device at its own topics, nobody else anywhere. */
export const mayAtTopic = (
  { username, topic, action }: z.infer<typeof RightQuestion>,
  { account }: EmqxSettings,
): boolean => {
  if (username === account.username) return true;
  const address = addressOf(username);
  if (!address) return false;
  return action === 'publish' ? mayPublish(address, topic) : maySubscribe(address, topic);
};
