import type { SpendingView, spendingActions } from 'shared-types/spending';
import { mayGo } from '../../kernel/machine.js';
import { spendingTexts } from '../../locales/spending.js';
import type { StaffActor } from '../../platform/call.js';
import type { SpendingEntity } from './spending.entity.js';
import { spendingMachine } from './spending.machine.js';

type Who = Pick<StaffActor, 'id' | 'permissions'>;

/** A second pair of eyes: nobody decides on what they entered themselves. */
export const isSecondPerson = (actor: Pick<StaffActor, 'id'>, spending: SpendingEntity): boolean =>
  actor.id !== spending.enteredBy;

/** Taking back a large amount asks for a second person as booking it did. */
export const mayReverse = (actor: Pick<StaffActor, 'id'>, spending: SpendingEntity, approveAboveFen: number): boolean =>
  spending.amountFen <= approveAboveFen || isSecondPerson(actor, spending);

/** What this caller may do next; the front end draws its buttons from it. */
export const actionsOf = (
  actor: Who,
  spending: SpendingEntity,
  approveAboveFen: number,
): (typeof spendingActions)[number][] => {
  if (!actor.permissions.has('spending.approve')) return [];
  const { state } = spending;
  const decides = mayGo(spendingMachine, state, 'booked') && isSecondPerson(actor, spending);
  const reverses = mayGo(spendingMachine, state, 'reversed') && mayReverse(actor, spending, approveAboveFen);
  return [...(decides ? (['approve', 'reject'] as const) : []), ...(reverses ? (['reverse'] as const) : [])];
};

/** Why a button that somebody might look for is not there. */
export const hintOf = (actor: Who, spending: SpendingEntity, approveAboveFen: number): SpendingView['hint'] => {
  if (!actor.permissions.has('spending.approve')) return null;
  if (spending.state === 'waiting' && !isSecondPerson(actor, spending)) return spendingTexts.ownEntered;
  const booked = spending.state === 'booked';
  return booked && !mayReverse(actor, spending, approveAboveFen) ? spendingTexts.ownReversal : null;
};
