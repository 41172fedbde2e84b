import { deterministicId } from '../../kernel/ids.js';
import { dueOf, periodAfter, periodOf, periodsBetween } from '../../kernel/period.js';
import { staffLinks } from '../../locales/staffAlerts.js';
import { whitePaperTexts as t } from '../../locales/whitePaper.js';
import type { Reader } from '../../platform/database/access.js';
import { inTransaction, isDuplicate } from '../../platform/database/transaction.js';
import type { Deps } from '../../platform/deps.js';
import { alertStaff } from '../../platform/staffAlert.js';
import { listByRole } from '../identity/identity.door.js';
import { readPolicyInForce } from '../policy/policy.door.js';
import { readFirstRequest } from '../repair/repair.door.js';
import { gather } from './gather.js';
import { figuresOf, findingsOf } from './paper.rules.js';
import { insertPaper, listPaperRows } from './paper.store.js';
import type { PaperBody } from './paper.view.js';

type GenerateDeps = Pick<Deps, 'db' | 'clock'>;

/** Whoever is away for long does not get a paper for every month of it. */
const mostAtOnce = 24;

/** Months that are over, whose day has come and that have no paper, the oldest first. */
export const duePeriods = async (reader: Reader, communityId: string, now: Date): Promise<string[]> => {
  const since = await readFirstRequest(reader, communityId);
  if (!since) return [];
  const [newest] = await listPaperRows(reader, communityId, { before: null, limit: 1 });
  const first = newest ? periodAfter(newest.period) : periodOf(since);
  const { whitePaper } = (await readPolicyInForce(reader, communityId)).policy;
  return periodsBetween(first, periodAfter(periodOf(now), -1))
    .filter((period) => dueOf(period, whitePaper).dueAt <= now)
    .slice(-mostAtOnce);
};

const writePaper = async (
  deps: GenerateDeps,
  communityId: string,
  period: string,
  announced: boolean,
): Promise<void> => {
  const now = deps.clock.now();
  const gathered = await gather(deps.db.reader, communityId, period, now);
  if (!gathered) return;
  const { figures, index } = figuresOf(gathered.input, t.totals);
  const body: PaperBody = { ...figures, findings: findingsOf(figures).map(t.finding) };
  const id = deterministicId('white-paper', communityId, period);
  const staffIds = announced
    ? (
        await Promise.all(
          (['manager', 'supervisor'] as const).map((role) => listByRole(deps.db.reader, communityId, role, now)),
        )
      )
        .flat()
        .map((person) => person.id)
    : [];
  await inTransaction(deps.db, async (tx) => {
    const { requests, keptBp, starsTenths } = figures;
    await insertPaper(tx, {
      ...{ communityId, period, id, generatedAt: now, requests, keptBp, starsTenths },
      policyVersion: gathered.policyVersion,
      body: JSON.stringify(body),
      figures: JSON.stringify(index),
    });
    const alertId = deterministicId('white-paper-alert', communityId, period);
    const link = staffLinks.whitePaper(id);
    const detail = t.ready(period, requests);
    await alertStaff(tx, deps.clock, {
      ...{ id: alertId, communityId, repairId: null, staffIds, kind: 'white-paper', detail, link },
    });
  });
};

/** Computes every paper that is due, in order, each once however often and by however many this is called. Only the latest is told. */
export const generateDue = async (deps: GenerateDeps, communityId: string, announced = true): Promise<string[]> => {
  const due = await duePeriods(deps.db.reader, communityId, deps.clock.now());
  for (const [index, period] of due.entries()) {
    try {
      await writePaper(deps, communityId, period, announced && index === due.length - 1);
    } catch (error) {
      // Somebody else was quicker: theirs is the paper.
      if (!isDuplicate(error)) throw error;
    }
  }
  return due;
};
