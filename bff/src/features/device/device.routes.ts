import { readDeviceCode } from 'shared-types/device';
import * as importApi from 'shared-types/deviceImport';
import * as api from 'shared-types/staffDevice';
import { type Route, route } from '../../http/route.js';
import { changeDevice } from './commands/changeDevice.js';
import { createDevice } from './commands/createDevice.js';
import { addDocument, removeDeviceDocument } from './commands/documents.js';
import { exportDevices } from './commands/exportDevices.js';
import { applyDeviceImport, cancelDeviceImport, startDeviceImport } from './commands/importDevices.js';
import { issueCredentials } from './commands/issueCredentials.js';
import { moveDevice } from './commands/moveDevice.js';
import { noteMaintenance } from './commands/noteMaintenance.js';
import { rotateDeviceSecret } from './commands/rotateSecret.js';
import { setDeviceLogin } from './commands/setLogin.js';
import { listDeviceRows, listPlaceChoices, readDeviceCodeView, readDeviceView } from './device.queries.js';
import { readDeviceCodeFile, readDeviceQrFile } from './deviceCodeImage.js';
import { listImportViews, listRowViews, readImportView } from './deviceImport.queries.js';

const importRoutes: Route[] = [
  route(importApi.startDeviceImport, async (deps, call) => {
    const { id } = await startDeviceImport(deps, call, call.upload);
    return readImportView(deps, call.actor.communityId, id);
  }),
  route(importApi.listDeviceImports, (deps, call) => listImportViews(deps, call.actor.communityId, call.query)),
  route(importApi.readDeviceImport, (deps, call) => readImportView(deps, call.actor.communityId, call.params.id)),
  route(importApi.listDeviceImportRows, (deps, call) =>
    listRowViews(deps, call.actor.communityId, { ...call.params, ...call.query }),
  ),
  route(importApi.applyDeviceImport, async (deps, call) => {
    const { id } = await applyDeviceImport(deps, call, { ...call.params, ...call.body });
    return readImportView(deps, call.actor.communityId, id);
  }),
  route(importApi.cancelDeviceImport, async (deps, call) => {
    const { id } = await cancelDeviceImport(deps, call, call.params);
    return readImportView(deps, call.actor.communityId, id);
  }),
];

export const deviceRoutes: Route[] = [
  route(api.listDevices, (deps, call) => listDeviceRows(deps, call.actor.communityId, call.query)),
  route(api.listDevicePlaces, (deps, call) => listPlaceChoices(deps.db.reader, call.actor.communityId)),
  route(api.createDevice, async (deps, call) => {
    const { id } = await createDevice(deps, call, call.body);
    return readDeviceView(deps, call.actor, id);
  }),
  route(api.readDevice, (deps, call) => readDeviceView(deps, call.actor, call.params.id)),
  route(api.changeDevice, async (deps, call) => {
    const { id } = await changeDevice(deps, call, { ...call.body, ...call.params });
    return readDeviceView(deps, call.actor, id);
  }),
  route(api.moveDevice, async (deps, call) => {
    const { id } = await moveDevice(deps, call, { ...call.params, ...call.body });
    return readDeviceView(deps, call.actor, id);
  }),
  route(api.rotateDeviceSecret, (deps, call) => rotateDeviceSecret(deps, call, { ...call.params, ...call.body })),
  route(api.issueDeviceCredentials, (deps, call) => issueCredentials(deps, call, call.body)),
  route(api.setDeviceLogin, async (deps, call) => {
    const { id } = await setDeviceLogin(deps, call, { ...call.params, ...call.body });
    return readDeviceView(deps, call.actor, id);
  }),
  route(api.addDeviceDocument, async (deps, call) => {
    const { id } = await addDocument(deps, call, { ...call.params, ...call.body });
    return readDeviceView(deps, call.actor, id);
  }),
  route(api.removeDeviceDocument, async (deps, call) => {
    const { id } = await removeDeviceDocument(deps, call, call.params);
    return readDeviceView(deps, call.actor, id);
  }),
  route(api.noteDeviceMaintenance, async (deps, call) => {
    const { id } = await noteMaintenance(deps, call, { ...call.params, ...call.body });
    return readDeviceView(deps, call.actor, id);
  }),
  route(api.exportDevices, (deps, call) => exportDevices(deps, call, call.query)),
  route(api.readDeviceCodeImage, (deps, call) => readDeviceCodeFile(deps, call.actor.communityId, call.params.id)),
  route(api.readDeviceQr, (deps, call) => readDeviceQrFile(deps, call.actor.communityId, call.params.id)),
  route(readDeviceCode, (deps, call) => readDeviceCodeView(deps, call.actor, call.params.code)),
  ...importRoutes,
];
