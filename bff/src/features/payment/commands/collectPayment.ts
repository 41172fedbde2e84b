import type { BodyOf } from 'shared-types/contract';
import { formatFen } from 'shared-types/money';
import type { collectPayment as contract } from 'shared-types/staffPayment';
import { AppError } from '../../../kernel/appError.js';
import { unwrap } from '../../../kernel/result.js';
import { channelNames, paymentTexts } from '../../../locales/payment.js';
import { audit } from '../../../platform/audit/audit.js';
import type { Call, StaffActor } from '../../../platform/call.js';
import type { Tx } from '../../../platform/database/access.js';
import type { Deps } from '../../../platform/deps.js';
import { transaction } from '../../../platform/idempotency/command.js';
import type { NoteInVisit } from '../../../platform/inVisit.js';
import { type DueBill, lockBills, readDueBills } from '../../billing/billing.door.js';
import { readHouseBrief } from '../../community/community.door.js';
import { takeFiles } from '../../file/file.door.js';
import { readWorker } from '../../identity/identity.door.js';
import { draftPayment, HeldElsewhere } from '../draftPayment.js';
import { planCollection } from '../plan.rules.js';
import { settlePayment } from './settlePayment.js';

type Input = BodyOf<typeof contract> & { houseId: string };

/** Bills that are named, or everything that the house owes; locked. */
const billsFor = async (tx: Tx, communityId: string, { houseId, billIds }: Input): Promise<DueBill[]> => {
  const ids = billIds.length > 0 ? billIds : (await readDueBills(tx, communityId, houseId)).map(({ id }) => id);
  const bills = (await lockBills(tx, communityId, ids)).filter((bill) => bill.houseId === houseId);
  if (billIds.length === 0) return bills.filter(({ status }) => status === 'due');
  if (bills.length !== new Set(billIds).size || bills.some(({ status }) => status === 'draft'))
    throw new AppError('bill.not_found');
  return bills;
};

const helperOf = async (tx: Tx, communityId: string, staffId: string | undefined) => {
  if (!staffId) return { assistedById: null, assistedByName: null };
  const helper = await readWorker(tx, communityId, staffId);
  if (!helper?.active) throw new AppError('staff.not_found');
  return { assistedById: helper.id, assistedByName: helper.name };
};

/**
 * Money taken by hand is booked at once (F3: at the counter, at the owner's home, at the kiosk): the bills that are
 * named, else the oldest first, each in part if it must be; what is over tops the balance up. In a visit at their home
 * the owner signs for it, and the visit keeps it.
 */
export const collectPayment = (
  deps: Deps,
  call: Call<StaffActor>,
  input: Input,
  noteInVisit: NoteInVisit,
): Promise<{ communityId: string; id: string }> =>
  transaction(deps, call, async (tx) => {
    const { communityId, id: collectorId, name: collectorName } = call.actor;
    const house = await readHouseBrief(tx, communityId, input.houseId);
    if (!house) throw new AppError('house.not_found');
    const reference = input.reference || null;
    if (input.method !== 'cash' && !reference)
      throw new AppError('request.invalid', { fields: { reference: paymentTexts.referenceMissing } });
    if (input.homeVisitId && !input.signatureFileId)
      throw new AppError('request.invalid', { fields: { signatureFileId: paymentTexts.signatureMissing } });
    const bills = await billsFor(tx, communityId, input);
    const plan = unwrap(planCollection(bills, input.amountFen, paymentTexts.topUp));
    const paying = bills.filter(({ id }) => plan.parts.some(({ billId }) => billId === id));
    const held = paying.find(({ heldBy }) => heldBy !== null);
    if (held?.heldBy) throw new HeldElsewhere(held.heldBy);
    const { id } = await draftPayment(deps, tx, {
      communityId,
      houseId: house.id,
      channel: input.method,
      plan,
      bills,
      more: {
        collectorId,
        collectorName,
        reference,
        note: input.note || null,
        signatureFileId: input.signatureFileId ?? null,
        ...(await helperOf(tx, communityId, input.assistedBy ?? (input.homeVisitId ? collectorId : undefined))),
      },
    });
    if (input.signatureFileId) {
      const subject = { communityId, subjectKind: 'payment', subjectId: id };
      await takeFiles(tx, call.actor, [input.signatureFileId], subject);
    }
    if (input.homeVisitId)
      await noteInVisit(tx, deps, call.actor, {
        ...{ visitId: input.homeVisitId, houseId: house.id, kind: 'payment', subjectId: id },
      });
    await settlePayment(deps, tx, communityId, id);
    await audit(tx, deps.clock, call, {
      communityId,
      action: 'payment.collected',
      subjectKind: 'payment',
      subjectId: id,
      subject: paymentTexts.collected(house.label, formatFen(input.amountFen), channelNames[input.method]),
    });
    return { communityId, id };
  });
