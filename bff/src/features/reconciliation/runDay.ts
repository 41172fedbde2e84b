import type { ReconciliationChannel } from 'shared-types/reconciliation';
import { atWall } from 'shared-types/time';
import { AlipayError } from '../../adapters/alipay/alipay.errors.js';
import { WechatPayError } from '../../adapters/pay/wechatPay.errors.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { publish, resetTimer, setTimer } from '../../platform/queue/queue.js';
import { readMoneyPolicy } from '../policy/policy.door.js';
import { compareSheet, dayAfter } from './compareSheet.js';
import { keepStatement } from './keepStatement.js';
import type { StatementChannel } from './reconciliation.entity.js';
import { findStatement, openSheet, saveSheet } from './reconciliation.store.js';
import { blankSheet, isStatementChannel, remindLater } from './sheet.js';
import { hasStatements, readStatement } from './statements.js';
import { tillOfDay } from './till.js';

export interface DayOf {
  communityId: string;
  channel: ReconciliationChannel;
  day: string;
}

/** A statement that is still being made, or a channel that does not answer, is asked again after this. */
const againMs = 30 * 60_000;

const readOrLater = async (deps: Deps, channel: StatementChannel, day: string) => {
  try {
    return await readStatement(deps, channel, day);
  } catch (error) {
    if (!(error instanceof WechatPayError) && !(error instanceof AlipayError)) throw error;
    deps.log.warn({ channel, day, kind: error.kind, code: error.code }, 'statement not read');
    return { kind: 'not-ready' } as const;
  }
};

/** The timer of a day; it fires when the policy's hour has come on the day after. */
const timerOf = ({ communityId, channel, day }: DayOf, dueAt: Date) => ({
  communityId,
  topic: 'reconciliation.day',
  slot: [communityId, channel, day],
  payload: { channel, day },
  dueAt,
});

export const planDay = async (tx: Tx, deps: Pick<Deps, 'clock'>, where: DayOf, fetchHour: number): Promise<void> =>
  setTimer(tx, deps.clock, timerOf(where, atWall(dayAfter(where.day, 1), fetchHour)));

const waitForStatement =
  (deps: Deps, where: DayOf, remindHours: number) =>
  async (tx: Tx): Promise<void> => {
    const sheet = await openSheet(tx, blankSheet(where));
    if (sheet.state !== 'waiting') return;
    await remindLater(tx, deps, sheet, remindHours);
    await resetTimer(tx, deps.clock, timerOf(where, new Date(deps.clock.now().getTime() + againMs)));
  };

/** A till has no statement: its day waits for somebody who counts it; one in which nothing was taken waits for nobody. */
const openTill = async (deps: Deps, where: DayOf): Promise<(tx: Tx) => Promise<void>> => {
  const { remindHours } = (await readMoneyPolicy(deps.db.reader, where.communityId)).reconciliation;
  const till = await tillOfDay(deps.db.reader, where.communityId, where.channel, where.day);
  const nothing = till.moves.length === 0;
  return async (tx) => {
    const sheet = await openSheet(tx, blankSheet(where));
    if (sheet.state !== 'waiting') return;
    const now = deps.clock.now();
    if (nothing) await saveSheet(tx, sheet, { state: 'closed', comparedAt: now, closedAt: now });
    else await remindLater(tx, deps, sheet, remindHours);
  };
};

/**
 * Does a day of a channel: its statement is read and kept, if that was not done for another community already or is
 * wanted `anew`, and compared. Nothing is open while the channel is asked. Returns what to write; may run late and twice.
 */
export const runDay = async (
  deps: Deps,
  where: DayOf,
  options: { anew: boolean } = { anew: false },
): Promise<(tx: Tx) => Promise<void>> => {
  const { channel, day, communityId } = where;
  if (!isStatementChannel(channel)) return openTill(deps, where);
  const { remindHours } = (await readMoneyPolicy(deps.db.reader, communityId)).reconciliation;
  if (options.anew || !(await findStatement(deps.db.reader, channel, day))) {
    const read = await readOrLater(deps, channel, day);
    if (read.kind === 'read') await keepStatement(deps, channel, day, read);
    else if (!(await findStatement(deps.db.reader, channel, day))) return waitForStatement(deps, where, remindHours);
  }
  return compareSheet(deps, { communityId, channel, day });
};

/** Announces the work of a day to the lane that may wait for the channel. */
export const announceDay = (tx: Tx, deps: Pick<Deps, 'clock'>, where: DayOf, anew: boolean): Promise<void> =>
  publish(tx, deps.clock, {
    communityId: where.communityId,
    topic: 'reconciliation.run',
    payload: { channel: where.channel, day: where.day, anew },
    lane: 'calls',
  });

/** Channels that have a sheet in every community. */
export const sheetChannels = (deps: Deps): ReconciliationChannel[] => [
  ...(['wechat', 'alipay'] as const).filter((channel) => hasStatements(deps, channel)),
  'cash',
  'pos',
  'transfer',
];
