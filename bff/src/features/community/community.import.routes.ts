import * as api from 'shared-types/ledgerImport';
import { type Gates, type Route, route } from '../../http/route.js';
import { exportLedger } from './commands/exportLedger.js';
import * as command from './commands/importLedger.js';
import { listImportRowViews, listImportViews, readImportRow, readImportView } from './import.queries.js';
import { findRun } from './import.store.js';

/** Imports of the community in which staff act. */
export const importGates: Gates = {
  import: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findRun(deps.db.reader, actor.communityId, id)) !== null,
};

export const importRoutes: Route[] = [
  route(api.startImport, async (deps, call) => {
    const { id } = await command.startImport(deps, command.staffImporter(call), call.upload);
    return readImportView(deps, call.actor.communityId, id);
  }),
  route(api.listImports, (deps, call) => listImportViews(deps, call.actor.communityId, call.query)),
  route(api.readImport, (deps, call) => readImportView(deps, call.actor.communityId, call.params.id)),
  route(api.mapImport, async (deps, call) => {
    await command.mapImport(deps, command.staffImporter(call), { ...call.params, ...call.body });
    return readImportView(deps, call.actor.communityId, call.params.id);
  }),
  route(api.listImportRows, (deps, call) =>
    listImportRowViews(deps, call.actor.communityId, { ...call.params, ...call.query }),
  ),
  route(api.mendImportRow, async (deps, call) => {
    await command.mendImportRow(deps, command.staffImporter(call), { ...call.params, ...call.body });
    return readImportRow(deps, call.actor.communityId, call.params.id, call.params.rowId);
  }),
  route(api.excludeDoubtfulRows, async (deps, call) => {
    await command.excludeDoubtfulRows(deps, command.staffImporter(call), call.params);
    return readImportView(deps, call.actor.communityId, call.params.id);
  }),
  route(api.applyImport, async (deps, call) => {
    await command.applyImport(deps, command.staffImporter(call), call.params);
    return readImportView(deps, call.actor.communityId, call.params.id);
  }),
  route(api.cancelImport, async (deps, call) => {
    await command.cancelImport(deps, command.staffImporter(call), call.params);
    return readImportView(deps, call.actor.communityId, call.params.id);
  }),
  route(api.exportLedger, (deps, call) => exportLedger(deps, call)),
];
