import type { ReportObstacle } from 'shared-types/disclosure';
import type { z } from 'shared-types/schemas';
import { toDay } from 'shared-types/time';
import { spanOf } from '../../kernel/period.js';
import { disclosureTexts as t } from '../../locales/disclosure.js';
import type { Reader } from '../../platform/database/access.js';
import { chainFaultOf, countUnsealedBefore } from '../ledger/ledger.door.js';
import { countOpenDays } from '../reconciliation/reconciliation.door.js';
import { countWaitingSpendings } from '../spending/spending.door.js';
import { reportFaultOf } from './verifyReports.js';

export type Obstacle = z.infer<typeof ReportObstacle>;

type Kind = Obstacle['kind'];

const blocking: readonly Kind[] = ['month-not-over', 'unsealed'];

/** What stands in the way of a month, or is still open in it. Only what blocks stops it; the rest is said in the report. */
export const obstaclesOf = async (
  reader: Reader,
  communityId: string,
  period: string,
  now: Date,
): Promise<Obstacle[]> => {
  const { from, to } = spanOf(period);
  const lastDay = toDay(new Date(to.getTime() - 1));
  const [unsealed, spendings, days, chainFault, reportFault] = await Promise.all([
    countUnsealedBefore(reader, communityId, to),
    countWaitingSpendings(reader, communityId, toDay(to)),
    countOpenDays(reader, communityId, toDay(from), lastDay),
    chainFaultOf(reader, communityId),
    reportFaultOf(reader, communityId),
  ]);
  const fault = chainFault ?? (reportFault && t.reportFault(reportFault));
  const found: [Kind, number, string?][] = [
    ['month-not-over', now < to ? 1 : 0],
    ['unsealed', unsealed],
    ['spending-waiting', spendings],
    ['day-not-reconciled', days],
    ['chain-fault', fault ? 1 : 0, fault ?? undefined],
  ];
  return found.flatMap(([kind, count, detail]) =>
    count > 0 ? [{ kind, count, words: t.obstacles[kind](count, detail), blocking: blocking.includes(kind) }] : [],
  );
};
