import { deterministicId } from '../../kernel/ids.js';
import { breaches } from '../../kernel/machine.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish } from '../../platform/queue/queue.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { listByRole, readBoundAccounts } from '../identity/identity.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import type { DebitEntity, EndReason, MandateEntity } from './autodebit.entity.js';
import { debitMachine, mandateMachine } from './autodebit.machine.js';
import { saveDebit, saveMandate } from './autodebit.store.js';

/** The one way in which a mandate changes; it must be locked. */
export const changeMandate = async (
  tx: Tx,
  before: MandateEntity,
  change: Partial<MandateEntity>,
): Promise<MandateEntity> => {
  const after = { ...before, ...change };
  const found = breaches(mandateMachine, before, after);
  if (found.length > 0) throw new Error(`mandate ${before.id}: ${found.join('; ')}`);
  await saveMandate(tx, before, change);
  return after;
};

/** The same of a debit. */
export const changeDebit = async (tx: Tx, before: DebitEntity, change: Partial<DebitEntity>): Promise<DebitEntity> => {
  const after = { ...before, ...change };
  const found = breaches(debitMachine, before, after);
  if (found.length > 0) throw new Error(`debit ${before.id}: ${found.join('; ')}`);
  await saveDebit(tx, before, change);
  return after;
};

/** Tells the people of a house what is going to be, or was not, taken; once for each try. */
export const tellDebit = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, id, attempts }: DebitEntity,
  what: 'announced' | 'waiting' | 'failed',
): Promise<void> =>
  publish(tx, deps.clock, {
    id: deterministicId('autodebit.told', id, what, String(attempts)),
    communityId,
    topic: 'autodebit.told',
    payload: { debitId: id, what },
  });

const foreseen: readonly (EndReason | null)[] = ['owner', 'expired'];

/** Tells them that a mandate is over, where it was not they who ended it. */
export const tellEnded = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, id, endReason }: MandateEntity,
): Promise<void> => {
  if (foreseen.includes(endReason)) return;
  await publish(tx, deps.clock, {
    id: deterministicId('autodebit.ended', id),
    communityId,
    topic: 'autodebit.ended',
    payload: { mandateId: id },
  });
};

/** Tells finance, and the managers where there is no finance; once for each cause. */
export const alertFinance = async (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { communityId, detail, cause }: { communityId: string; detail: string; cause: string },
): Promise<void> => {
  const now = deps.clock.now();
  const finance = await listByRole(tx, communityId, 'finance', now);
  const people = finance.length > 0 ? finance : await listByRole(tx, communityId, 'manager', now);
  await alertStaff(tx, deps.clock, {
    id: deterministicId('autodebit.alert', cause),
    communityId,
    repairId: null,
    staffIds: people.map(({ id }) => id),
    kind: 'autodebit',
    detail,
    link: staffLinks.autoDebit(),
  });
};

/** Whether WeChat's may be signed and taken here: the platform has approved it, and the community has turned it on. */
export const isOffered = async (deps: Pick<Deps, 'autoDebit'>, reader: Reader, communityId: string): Promise<boolean> =>
  deps.autoDebit !== null && (await readMoneyPolicy(reader, communityId)).autoDebit.on;

/** Whether whoever signed still belongs to the house, and is no tenant of it. */
export const stillBound = async (reader: Reader, mandate: MandateEntity): Promise<boolean> => {
  const { communityId, houseId, accountId } = mandate;
  const bound = (await readBoundAccounts(reader, communityId, [houseId])).get(houseId) ?? [];
  return bound.some((one) => one.accountId === accountId && one.role !== 'tenant');
};

export const papayNotifyUrl = (deps: Pick<Deps, 'settings'>): string => `${deps.settings.publicUrl}/callbacks/papay`;
