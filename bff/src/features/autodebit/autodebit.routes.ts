import * as api from 'shared-types/autodebit';
import { type Route, route } from '../../http/route.js';
import { limitSigning, mayAsk } from './autodebit.limits.js';
import {
  listDebitViews,
  listMandateViews,
  ownHouseOf,
  readDesk,
  readMandateView,
  readOwnView,
} from './autodebit.queries.js';
import { findOpenOfHouse } from './autodebit.store.js';
import { listBatchViews, readBatchView } from './batch.queries.js';
import { endMandate } from './commands/endMandate.js';
import { exportBatch, openBatchFile } from './commands/exportBatch.js';
import { importResults, previewResults } from './commands/importResults.js';
import { registerMandate } from './commands/registerMandate.js';
import { checkMandate, jumpOf, signMandate } from './commands/signMandate.js';
import { withdrawBatch } from './commands/withdrawBatch.js';

const ownerRoutes: Route[] = [
  route(api.readAutoDebit, (deps, call) => readOwnView(deps, call.actor, call.params.id)),
  route(api.signAutoDebit, async (deps, call) => {
    await limitSigning(deps, call.actor.id);
    const jump = await jumpOf(deps, await signMandate(deps, call, call.params.id));
    return { view: await readOwnView(deps, call.actor, call.params.id), jump };
  }),
  route(api.checkAutoDebit, async (deps, call) => {
    const { communityId, houseId } = ownHouseOf(call.actor, call.params.id);
    const mandate = await findOpenOfHouse(deps.db.reader, communityId, houseId);
    if (mandate && (await mayAsk(deps, mandate.id))) await checkMandate(deps, mandate);
    return readOwnView(deps, call.actor, houseId);
  }),
  route(api.endAutoDebit, async (deps, call) => {
    const { communityId, houseId } = ownHouseOf(call.actor, call.params.id);
    await endMandate(deps, call, { communityId, houseId, note: null });
    return readOwnView(deps, call.actor, houseId);
  }),
];

const staffRoutes: Route[] = [
  route(api.readAutoDebitDesk, (deps, call) => readDesk(deps, call.actor)),
  route(api.listMandates, (deps, call) => listMandateViews(deps, call.actor.communityId, call.query)),
  route(api.readMandate, (deps, call) => readMandateView(deps, call.actor.communityId, call.params.id)),
  route(api.registerMandate, async (deps, call) => {
    const { id } = await registerMandate(deps, call, call.body);
    return readMandateView(deps, call.actor.communityId, id);
  }),
  route(api.endMandate, async (deps, call) => {
    const { communityId } = call.actor;
    const { id } = await endMandate(deps, call, { communityId, mandateId: call.params.id, note: call.body.reason });
    return readMandateView(deps, communityId, id);
  }),
  route(api.listDebits, (deps, call) => listDebitViews(deps, call.actor.communityId, call.query)),
  route(api.listBatches, (deps, call) => listBatchViews(deps, call.actor.communityId, call.query)),
  route(api.readBatch, (deps, call) => readBatchView(deps, call.actor.communityId, call.params.id)),
  route(api.exportBatch, async (deps, call) => {
    const { id } = await exportBatch(deps, call);
    return readBatchView(deps, call.actor.communityId, id);
  }),
  route(api.readBatchFile, (deps, call) => openBatchFile(deps, call, call.params.id)),
  route(api.previewResults, (deps, call) => previewResults(deps, call.actor, { ...call.params, file: call.upload })),
  route(api.importResults, (deps, call) => importResults(deps, call, { ...call.params, file: call.upload })),
  route(api.withdrawBatch, async (deps, call) => {
    const { id } = await withdrawBatch(deps, call, { ...call.params, ...call.body });
    return readBatchView(deps, call.actor.communityId, id);
  }),
];

export const autodebitRoutes: Route[] = [...ownerRoutes, ...staffRoutes];
