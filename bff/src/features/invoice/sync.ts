import { newId } from '../../kernel/ids.js';
import { invoiceTexts } from '../../locales/invoice.js';
import type { Reader, Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { readBills } from '../billing/billing.door.js';
import { readHouseBriefs } from '../community/community.door.js';
import { readBoundAccounts, readOwnerBrief } from '../identity/identity.door.js';
import { allocationsOf, lockPayment, type PaymentBrief } from '../payment/payment.door.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { refundedPartsOf } from '../refund/refund.door.js';
import type { InvoiceClaimEntity, InvoiceEntity, ReverseCause } from './invoice.entity.js';
import {
  contentOf,
  isEnded,
  type Line,
  linesFor,
  nextStep,
  requestNoOf,
  reverseNoOf,
  type Title,
  totalOf,
} from './invoice.rules.js';
import { findClaim, findOfPayment, findTitles, insertInvoice, putClaim } from './invoice.store.js';
import { invoiceItems } from './items.js';
import { change, tellScreens, workNow } from './record.js';

export const titleOf = ({ titleKind, titleName, titleTaxNo }: InvoiceClaimEntity | InvoiceEntity): Title => ({
  kind: titleKind,
  name: titleName,
  taxNo: titleTaxNo,
});

export const linesOf = (invoice: InvoiceEntity): Line[] => JSON.parse(invoice.lines) as Line[];

/** What there is to invoice of a payment now; nothing of one that is not settled. */
export const payableLines = async (reader: Reader, payment: PaymentBrief): Promise<Line[]> => {
  if (payment.status !== 'settled') return [];
  const { communityId, id } = payment;
  const shares = await allocationsOf(reader, communityId, id);
  const bills = await readBills(reader, communityId, [...new Set(shares.flatMap(({ billId }) => billId ?? []))]);
  const standing = new Set(bills.flatMap((bill) => (bill.status === 'void' ? [] : [bill.id])));
  const refunded = await refundedPartsOf(reader, communityId, id);
  const { invoice } = await readMoneyPolicy(reader, communityId);
  return linesFor(shares, refunded, standing, invoiceItems, invoice.taxRateBp);
};

/** A person by the name that we know. */
export const personalTitle = async (deps: Pick<Deps, 'keys'>, reader: Reader, accountId: string): Promise<Title> => {
  const brief = await readOwnerBrief(reader, deps, accountId);
  return { kind: 'personal', name: invoiceTexts.personName(brief?.displayName ?? null), taxNo: null };
};

/** The default title of whoever paid; at the counter, of the house's owner. */
const defaultTitle = async (deps: Pick<Deps, 'keys'>, reader: Reader, payment: PaymentBrief): Promise<Title> => {
  const { communityId, houseId, payerId } = payment;
  const bound = payerId ? [] : ((await readBoundAccounts(reader, communityId, [houseId])).get(houseId) ?? []);
  const accountId = payerId ?? bound.find(({ role }) => role === 'owner')?.accountId;
  if (!accountId) return { kind: 'personal', name: invoiceTexts.personName(null), taxNo: null };
  const [first] = await findTitles(reader, accountId);
  if (first?.isDefault) return { kind: first.kind, name: first.name, taxNo: first.taxNo };
  return personalTitle(deps, reader, accountId);
};

/** Number of the receipt, and the house where whoever paid may know it. */
const remarkFor = async (reader: Reader, payment: PaymentBrief): Promise<string> => {
  const { communityId, houseId, payerId, number } = payment;
  const bound = (await readBoundAccounts(reader, communityId, [houseId])).get(houseId) ?? [];
  const knows = payerId === null || bound.some(({ accountId }) => accountId === payerId);
  const label = knows ? ((await readHouseBriefs(reader, [houseId]))[0]?.label ?? null) : null;
  return invoiceTexts.remark(number, label);
};

export const putTitle = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  payment: PaymentBrief,
  title: Title,
): Promise<InvoiceClaimEntity> => {
  const claim: InvoiceClaimEntity = {
    communityId: payment.communityId,
    paymentId: payment.id,
    wanted: true,
    titleKind: title.kind,
    titleName: title.name,
    titleTaxNo: title.taxNo,
    createdAt: deps.clock.now(),
  };
  return putClaim(tx, claim).then(() => claim);
};

const issue = async (
  tx: Tx,
  deps: Deps,
  payment: PaymentBrief,
  { seq, title, lines }: { seq: number; title: Title; lines: Line[] },
): Promise<void> => {
  const now = deps.clock.now();
  const invoice: InvoiceEntity = {
    communityId: payment.communityId,
    id: newId(now),
    paymentId: payment.id,
    seq,
    paymentNumber: payment.number,
    houseId: payment.houseId,
    accountId: payment.payerId,
    status: 'issuing',
    amountFen: totalOf(lines),
    titleKind: title.kind,
    titleName: title.name,
    titleTaxNo: title.taxNo,
    lines: JSON.stringify(lines),
    remark: await remarkFor(tx, payment),
    requestNo: requestNoOf(payment.id, seq, 1),
    attempt: 1,
    sentAt: null,
    looks: 0,
    reason: null,
    attention: null,
    nextLookAt: null,
    createdAt: now,
    invoiceNo: null,
    issuedAt: null,
    reverseCause: null,
    reverseReason: null,
    reversedBy: null,
    reversedByName: null,
    reverseNo: null,
    reverseAttempt: 0,
    redInvoiceNo: null,
    reversedAt: null,
  };
  await insertInvoice(tx, invoice);
  await workNow(tx, deps, invoice);
  tellScreens(tx, deps, invoice);
};

/** Begins to take an issued invoice back; how it ends, the provider says. */
export const beginReversal = async (
  tx: Tx,
  deps: Deps,
  invoice: InvoiceEntity,
  why: { cause: ReverseCause; reason: string; by?: { id: string; name: string } },
): Promise<InvoiceEntity> => {
  const reverseAttempt = invoice.reverseAttempt + 1;
  const after = await change(tx, deps, invoice, {
    status: 'reversing',
    reverseCause: why.cause,
    reverseReason: why.reason,
    reversedBy: why.by?.id ?? null,
    reversedByName: why.by?.name ?? null,
    reverseAttempt,
    reverseNo: reverseNoOf(invoice.requestNo, reverseAttempt),
    looks: 0,
    reason: null,
    attention: null,
  });
  await workNow(tx, deps, after);
  return after;
};

/**
 * Brings the invoices of one payment to what they should be, one step at a time: the paper in work must end before the
 * next begins, and its end calls this again. Every event is only an occasion: run late, twice or out of order it does the
 * same. `settled`: the payment was just booked, and an invoice is issued by itself where the policy says so.
 */
export const syncInvoice = async (
  tx: Tx,
  deps: Deps,
  { communityId, paymentId, settled = false }: { communityId: string; paymentId: string; settled?: boolean },
): Promise<void> => {
  const payment = await lockPayment(tx, communityId, paymentId);
  if (!payment) return;
  let claim = await findClaim(tx, communityId, paymentId);
  if (!claim) {
    if (!settled || !deps.invoice || payment.status !== 'settled') return;
    if (!(await readMoneyPolicy(tx, communityId)).invoice.automatic) return;
    claim = await putTitle(tx, deps, payment, await defaultTitle(deps, tx, payment));
  }
  const title = titleOf(claim);
  const lines = claim.wanted ? await payableLines(tx, payment) : [];
  // Without a provider nothing new is promised; what was issued can still be called back.
  const wanted = lines.length > 0 ? { amountFen: totalOf(lines), content: contentOf(title, lines) } : null;
  const papers = await findOfPayment(tx, communityId, paymentId);
  const paper = papers.find(({ status }) => !isEnded(status)) ?? null;
  const live = paper && {
    status: paper.status,
    amountFen: paper.amountFen,
    content: contentOf(titleOf(paper), linesOf(paper)),
    sent: paper.sentAt !== null,
  };
  const step = nextStep(live, wanted);
  const seq = (papers[0]?.seq ?? 0) + 1;
  if (step === 'none') return;
  if (step === 'issue') return deps.invoice ? issue(tx, deps, payment, { seq, title, lines }) : undefined;
  if (!paper) return;
  if (step === 'drop') {
    await change(tx, deps, paper, { status: 'dropped', attention: null, nextLookAt: null });
    if (wanted && deps.invoice) await issue(tx, deps, payment, { seq, title, lines });
  } else if (step === 'keep')
    await change(tx, deps, paper, { status: 'issued', attention: null, reason: null, nextLookAt: null });
  else {
    const cause = step.reverse;
    await beginReversal(tx, deps, paper, { cause, reason: invoiceTexts.reverseReasons[cause] });
  }
};
