import type { ReconciliationChannel } from 'shared-types/reconciliation';
import { deterministicId } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/access.js';
import type { Deps } from '../../platform/deps.js';
import { setTimer } from '../../platform/queue/queue.js';
import type { ReconciliationEntity, StatementChannel } from './reconciliation.entity.js';

export const sheetId = (communityId: string, channel: ReconciliationChannel, day: string): string =>
  deterministicId('reconciliation', communityId, channel, day);

/** A sheet before anything is known of its day. */
export const blankSheet = (where: {
  communityId: string;
  channel: ReconciliationChannel;
  day: string;
}): ReconciliationEntity => ({
  ...where,
  id: sheetId(where.communityId, where.channel, where.day),
  state: 'waiting',
  fetchedAt: null,
  comparedAt: null,
  feeFen: 0,
  countedFen: null,
  bankedFen: 0,
  countFeeFen: 0,
  countNote: null,
  countedByName: null,
  countedAt: null,
  closedAt: null,
  closedByName: null,
  remindedAt: null,
});

export const isStatementChannel = (channel: ReconciliationChannel): channel is StatementChannel =>
  channel === 'wechat' || channel === 'alipay';

/** Somebody is told when the day is still not even after so many hours. */
export const remindLater = (
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  sheet: ReconciliationEntity,
  hours: number,
): Promise<void> =>
  setTimer(tx, deps.clock, {
    communityId: sheet.communityId,
    topic: 'reconciliation.remind',
    slot: [sheet.communityId, sheet.id],
    payload: { sheetId: sheet.id },
    dueAt: new Date(deps.clock.now().getTime() + hours * 3_600_000),
  });
