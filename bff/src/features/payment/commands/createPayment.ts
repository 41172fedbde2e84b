import type { BodyOf } from 'shared-types/contract';
import type { createPayment as contract, quotePayment as quoteContract } from 'shared-types/payment';
import { AppError } from '../../../kernel/appError.js';
import { paymentTexts } from '../../../locales/payment.js';
import type { Call, OwnerActor } from '../../../platform/call.js';
import type { Reader } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { mayUseBalance } from '../../account/account.door.js';
import { type Choice, lockChoice, quoteChoice } from '../choice.js';
import { findOpenConsent } from '../consents.js';
import { draftPayment } from '../draftPayment.js';
import { withoutRivals } from '../giveWay.js';
import type { PaymentEntity } from '../payment.entity.js';
import { findPayment } from '../payment.store.js';
import type { Plan } from '../plan.rules.js';
import { preparePayment } from './preparePayment.js';
import { settlePayment } from './settlePayment.js';

type Wanted = BodyOf<typeof quoteContract>;

const choicesOfHouse = (wanted: Wanted): number =>
  wanted.billIds.length + wanted.couponIds.length + wanted.fromPrepaidFen + wanted.topUpFen;

/** What is wanted, as far as the caller may have it: of a house of theirs, or by an owner's consent. */
const choiceOf = async (
  deps: Deps,
  reader: Reader,
  actor: OwnerActor,
  wanted: Wanted,
): Promise<{ choice: Choice; consentId: string | null }> => {
  if (wanted.consentCode) {
    if (wanted.houseId || choicesOfHouse(wanted) > 0)
      throw new AppError('request.invalid', { fields: { consentCode: paymentTexts.consentOnly } });
    const { consent, bills } = await findOpenConsent(deps, reader, wanted.consentCode);
    const billIds = bills.map(({ id }) => id);
    const { communityId, houseId, id: consentId } = consent;
    return { choice: { communityId, houseId, billIds, couponIds: [], fromPrepaidFen: 0, topUpFen: 0 }, consentId };
  }
  if (!wanted.houseId) throw new AppError('request.invalid', { fields: { houseId: paymentTexts.houseMissing } });
  const house = actor.houses.find(({ houseId }) => houseId === wanted.houseId);
  if (!house) throw new AppError('house.not_found');
  if (wanted.fromPrepaidFen > 0 && !mayUseBalance(actor, house.houseId)) throw new AppError('auth.forbidden');
  const { billIds, couponIds, fromPrepaidFen, topUpFen } = wanted;
  const { communityId, houseId } = house;
  return { choice: { communityId, houseId, billIds, couponIds, fromPrepaidFen, topUpFen }, consentId: null };
};

export interface Quote {
  plan: Plan;
  /** Null: paid by a consent, so that the bills' arithmetic is not the caller's to see. */
  communityId: string | null;
}

/** What a choice would come to; changes nothing. */
export const quote = async (deps: Deps, actor: OwnerActor, wanted: Wanted): Promise<Quote> => {
  const { choice, consentId } = await choiceOf(deps, deps.db.reader, actor, wanted);
  const { plan } = await quoteChoice(deps, choice);
  return { plan, communityId: consentId ? null : choice.communityId };
};

const make = (
  deps: Deps,
  call: Call<OwnerActor>,
  body: BodyOf<typeof contract>,
): Promise<Pick<PaymentEntity, 'communityId' | 'id'>> =>
  transaction(deps, call, async (tx) => {
    const { choice, consentId } = await choiceOf(deps, tx, call.actor, body);
    const { bills, plan } = await lockChoice(deps, tx, choice);
    if (plan.amountFen !== body.expectedFen) throw new AppError('payment.changed');
    const channel = plan.amountFen > 0 ? body.channel : 'balance';
    if (channel !== 'balance' && !deps.wechatPay) throw new AppError('payment.channel_off');
    const { communityId, houseId } = choice;
    const more = { payerId: call.actor.id, consentId };
    const { id } = await draftPayment(deps, tx, { communityId, houseId, channel, plan, bills, more });
    if (channel === 'balance') await settlePayment(deps, tx, communityId, id);
    return { communityId, id };
  });

/**
 * An owner pays (F1): the payment is recorded with its number first, then ordered at the channel. An older open payment
 * of the caller's over the same bills is closed before; somebody else's throws HeldElsewhere.
 */
export const createPayment = async (
  deps: Deps,
  call: Call<OwnerActor>,
  body: BodyOf<typeof contract>,
): Promise<PaymentEntity> => {
  const isOwn = (payment: PaymentEntity): boolean => payment.payerId === call.actor.id;
  const made = await withoutRivals(deps, isOwn, () => make(deps, call, body));
  await preparePayment(deps, made);
  const payment = await findPayment(deps.db.reader, made.communityId, made.id);
  if (!payment) throw new AppError('payment.not_found');
  return payment;
};
