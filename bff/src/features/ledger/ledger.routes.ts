import * as api from 'shared-types/ledger';
import { type Route, route } from '../../http/route.js';
import { presentAccounts } from './accounts.js';
import { askForCheck } from './commands/askForCheck.js';
import { exportEntries, exportTrialBalance } from './commands/exportBooks.js';
import { listEntryViews, readChainState, readEntryView, readTrialBalance } from './ledger.queries.js';

export const ledgerRoutes: Route[] = [
  route(api.listAccounts, async () => ({ items: presentAccounts() })),
  route(api.readTrialBalance, (deps, call) => readTrialBalance(deps.db.reader, call.actor.communityId, call.query)),
  route(api.exportTrialBalance, (deps, call) => exportTrialBalance(deps, call, call.query)),
  route(api.listEntries, (deps, call) => listEntryViews(deps.db.reader, call.actor.communityId, call.query)),
  route(api.exportEntries, (deps, call) => exportEntries(deps, call, call.query)),
  route(api.readEntry, (deps, call) => readEntryView(deps, call.actor.communityId, call.params.id)),
  route(api.readChain, (deps, call) => readChainState(deps.db.reader, call.actor.communityId)),
  route(api.checkChain, async (deps, call) => {
    await askForCheck(deps, call);
    return readChainState(deps.db.reader, call.actor.communityId);
  }),
];
