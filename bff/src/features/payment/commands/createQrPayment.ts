import type { BodyOf } from 'shared-types/contract';
import { formatFen } from 'shared-types/money';
import type { createQrPayment as contract } from 'shared-types/staffPayment';
import { AppError } from '../../../kernel/appError.js';
import { channelNames, paymentTexts } from '../../../locales/payment.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import { readHouseBrief } from '../../community/community.door.js';
import { gateOf } from '../channelGate.js';
import { lockChoice } from '../choice.js';
import { draftPayment } from '../draftPayment.js';
import { withoutRivals } from '../giveWay.js';
import type { PaymentEntity } from '../payment.entity.js';
import { preparePayment } from './preparePayment.js';
import { settlePayment } from './settlePayment.js';

type Input = BodyOf<typeof contract> & { houseId: string };
type Made = Pick<PaymentEntity, 'communityId' | 'id'>;

const make = (deps: Deps, call: Call<StaffActor>, { houseId, ...body }: Input): Promise<Made> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: collectorId, name: collectorName } = call.actor;
    const house = await readHouseBrief(tx, communityId, houseId);
    if (!house) throw new AppError('house.not_found');
    const { billIds, couponIds, fromPrepaidFen, topUpFen } = body;
    const choice = { communityId, houseId, billIds, couponIds, fromPrepaidFen, topUpFen };
    const { bills, plan } = await lockChoice(deps, tx, choice);
    if (plan.amountFen !== body.expectedFen) throw new AppError('payment.changed');
    const channel = plan.amountFen > 0 ? body.channel : 'balance';
    if (channel !== 'balance' && !gateOf(deps, channel)) throw new AppError('payment.channel_off');
    const more = { collectorId, collectorName };
    const { id } = await draftPayment(deps, tx, { communityId, houseId, channel, plan, bills, more });
    if (channel === 'balance') await settlePayment(deps, tx, communityId, id);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'payment.code_shown',
      subjectKind: 'payment',
      subjectId: id,
      subject: paymentTexts.collected(house.label, formatFen(plan.amountFen), channelNames[channel]),
    });
    return { communityId, id };
  });

/** A code on the counter's or the kiosk's screen: anybody may scan it. An older code of the same collector gives way. */
export const createQrPayment = async (deps: Deps, call: Call<StaffActor>, input: Input): Promise<Made> => {
  const isOwn = (payment: PaymentEntity): boolean => payment.collectorId === call.actor.id;
  const made = await withoutRivals(deps, isOwn, () => make(deps, call, input));
  await preparePayment(deps, made);
  return made;
};
