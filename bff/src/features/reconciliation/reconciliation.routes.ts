import * as api from 'shared-types/reconciliation';
import { type Route, route } from '../../http/route.js';
import { AppError } from '../../kernel/appError.js';
import type { Deps } from '../../platform/deps.js';
import { createRateLimit } from '../../platform/keyvalue/rateLimit.js';
import { askAbout } from './ask.js';
import { closeReconciliation } from './commands/closeReconciliation.js';
import { countTill } from './commands/countTill.js';
import { decideDifference } from './commands/decideDifference.js';
import { fetchStatement } from './commands/fetchStatement.js';
import { waitDifference } from './commands/waitDifference.js';
import { exportSheet } from './exportSheet.js';
import {
  listDifferenceViews,
  listMatchViews,
  readCalendar,
  readDifferenceView,
  readSheetView,
} from './reconciliation.queries.js';
import { findDifference } from './reconciliation.store.js';

/** By person: each question costs a call to the channel. */
const limitQuestions = async (deps: Deps, staffId: string): Promise<void> => {
  const terms = { name: 'reconcile-ask', points: 30, windowMs: 60_000 };
  const { allowed, retryAfterMs } = await createRateLimit(deps.keyValue, terms)(staffId);
  if (!allowed) throw new AppError('rate.limited', { retryAfterSeconds: Math.ceil((retryAfterMs ?? 60_000) / 1000) });
};

export const reconciliationRoutes: Route[] = [
  route(api.listReconciliations, (deps, call) => readCalendar(deps, call.actor, call.query)),
  route(api.readReconciliation, (deps, call) => readSheetView(deps, call.actor, call.params.id)),
  route(api.listDifferences, (deps, call) => listDifferenceViews(deps, call.actor, { ...call.params, ...call.query })),
  route(api.listMatches, (deps, call) => listMatchViews(deps, call.actor, { ...call.params, ...call.query })),
  route(api.decideDifference, async (deps, call) => {
    const { id } = await decideDifference(deps, call, { ...call.params, ...call.body });
    return readDifferenceView(deps, call.actor, id);
  }),
  route(api.waitDifference, async (deps, call) => {
    const { id } = await waitDifference(deps, call, { ...call.params, ...call.body });
    return readDifferenceView(deps, call.actor, id);
  }),
  route(api.askDifference, async (deps, call) => {
    await limitQuestions(deps, call.actor.id);
    const difference = await findDifference(deps.db.reader, call.actor.communityId, call.params.id);
    if (difference) await askAbout(deps, difference);
    return readDifferenceView(deps, call.actor, call.params.id);
  }),
  route(api.fetchStatement, (deps, call) => fetchStatement(deps, call, call.params)),
  route(api.countTill, async (deps, call) => {
    const { id } = await countTill(deps, call, { ...call.params, ...call.body });
    return readSheetView(deps, call.actor, id);
  }),
  route(api.closeReconciliation, async (deps, call) => {
    const { id } = await closeReconciliation(deps, call, call.params);
    return readSheetView(deps, call.actor, id);
  }),
  route(api.exportReconciliation, (deps, call) => exportSheet(deps, call.actor, call.params.id)),
];
