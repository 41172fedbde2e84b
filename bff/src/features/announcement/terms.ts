import type { Reader } from '../../platform/database/access.js';
import { readMoneyPolicy, readPolicyInForce } from '../policy/policy.door.js';
import type { ReminderTerms } from './reminder.rules.js';

/** A community has one set of quiet hours: those in which it does not remind of bills either. */
export const readTerms = async (
  reader: Reader,
  communityId: string,
): Promise<ReminderTerms & { freshDays: number }> => {
  const [{ policy }, { reminders }] = await Promise.all([
    readPolicyInForce(reader, communityId),
    readMoneyPolicy(reader, communityId),
  ]);
  const { quietFrom, quietTo } = reminders;
  return { ...policy.announcement, quietFrom, quietTo };
};
