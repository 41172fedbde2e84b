import type { AccountView, DepositView } from 'shared-types/account';
import type { HouseAccountView } from 'shared-types/staffAccount';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import type { DepositEntity } from './account.entity.js';

/** The balance belongs to the owner: owners and family see it and spend it, tenants do not. */
export const seesBalance = ({ houses }: OwnerActor, houseId: string): boolean =>
  houses.some((house) => house.houseId === houseId && house.role !== 'tenant');

/** What becomes of the money by itself is the owner's to say. */
export const setsAutoOffset = ({ houses }: OwnerActor, houseId: string): boolean =>
  houses.some((house) => house.houseId === houseId && house.role === 'owner');

export const ownerActions = (actor: OwnerActor, houseId: string): AccountView['actions'] => [
  ...(setsAutoOffset(actor, houseId) ? (['set-auto-offset'] as const) : []),
  ...(seesBalance(actor, houseId) ? (['movements'] as const) : []),
];

/** Who may see what others owe. */
export const seesArrears = ({ permissions }: StaffActor): boolean => permissions.has('arrears.read');

export const houseActions = (actor: StaffActor, dueFen: number): HouseAccountView['actions'] => [
  ...(actor.permissions.has('payment.collect') ? (['take-deposit'] as const) : []),
  ...(actor.permissions.has('bill.correct') ? (['issue-coupon'] as const) : []),
  ...(seesArrears(actor) && dueFen > 0 ? (['remind'] as const) : []),
];

export const depositActions = (actor: StaffActor, { status }: Pick<DepositEntity, 'status'>): DepositView['actions'] =>
  status === 'held' && actor.permissions.has('refund.approve') ? ['return'] : [];
