import type { Gates } from '../../http/route.js';
import { findDevice } from './device.store.js';
import { imports } from './deviceImport.store.js';

/** Devices of the community that the staff act in, and their imports. */
export const deviceGates: Gates = {
  device: async (deps, actor, id) =>
    actor.kind === 'staff' && (await findDevice(deps.db.reader, actor.communityId, id)) !== null,
  device_import: async (deps, actor, id) =>
    actor.kind === 'staff' && (await imports.find(deps.db.reader, actor.communityId, id)) !== null,
};
