import type { ReconciliationView } from 'shared-types/reconciliation';
import type { Reader } from '../../platform/database/access.js';
import { gapFen } from './compare.rules.js';
import type { DifferenceEntity, ReconciliationEntity, Traded } from './reconciliation.entity.js';
import { findDifferences, sumMatched } from './reconciliation.store.js';
import { isStatementChannel } from './sheet.js';
import { tillOfDay } from './till.js';

type Side = ReconciliationView['ours'];

export interface Figures {
  ours: Side;
  theirs: Side | null;
  /** Ours less theirs; null while there is nothing to compare with. */
  gapFen: number | null;
  differences: DifferenceEntity[];
  open: DifferenceEntity[];
}

const emptySide = (): Side => ({ netFen: 0, receivedCount: 0, receivedFen: 0, refundCount: 0, refundFen: 0 });

const add = (side: Side, what: Traded, count: number, amountFen: number): void => {
  if (what === 'payment') {
    side.receivedCount += count;
    side.receivedFen += amountFen;
  } else {
    side.refundCount += count;
    side.refundFen += amountFen;
  }
  side.netFen += what === 'payment' ? amountFen : -amountFen;
};

/** What a difference counts on either side: once it is written off our books say what the channel's do. */
const sidesOf = ({ decision, oursFen, theirsFen }: DifferenceEntity): [number | null, number | null] => {
  if (decision === null) return [oursFen, theirsFen];
  // Booked ones are among the matched rows now; what a later statement carried counts on its day.
  return decision === 'write-off' ? [theirsFen, theirsFen] : [null, null];
};

const statementFigures = async (
  reader: Reader,
  sheet: ReconciliationEntity & { channel: 'wechat' | 'alipay' },
): Promise<Figures> => {
  const { communityId, channel, day } = sheet;
  const [ours, theirs] = [emptySide(), emptySide()];
  for (const sum of await sumMatched(reader, communityId, channel, day)) {
    add(ours, sum.what, sum.count, sum.oursFen);
    add(theirs, sum.what, sum.count, sum.theirsFen);
  }
  const differences = await findDifferences(reader, communityId, sheet.id);
  for (const difference of differences) {
    const [oursFen, theirsFen] = sidesOf(difference);
    if (oursFen !== null) add(ours, difference.what, 1, oursFen);
    if (theirsFen !== null) add(theirs, difference.what, 1, theirsFen);
  }
  const open = differences.filter(({ decidedAt }) => decidedAt === null);
  const compared = sheet.comparedAt !== null;
  return {
    ours,
    theirs: compared ? theirs : null,
    gapFen: compared ? open.reduce((sum, one) => sum + gapFen(one), 0) : null,
    differences,
    open,
  };
};

const tillFigures = async (reader: Reader, sheet: ReconciliationEntity): Promise<Figures> => {
  const till = await tillOfDay(reader, sheet.communityId, sheet.channel, sheet.day);
  const ours = emptySide();
  for (const { what, amountFen } of till.moves) add(ours, what, 1, amountFen);
  const { countedFen } = sheet;
  const theirs = countedFen === null ? null : { ...ours, netFen: countedFen };
  return { ours, theirs, gapFen: countedFen === null ? null : ours.netFen - countedFen, differences: [], open: [] };
};

/** The figures of a day. Ours less theirs is always the sum of the differences that are open. */
export const figuresOf = (reader: Reader, sheet: ReconciliationEntity): Promise<Figures> => {
  const { channel } = sheet;
  return isStatementChannel(channel) ? statementFigures(reader, { ...sheet, channel }) : tillFigures(reader, sheet);
};
