import { communityGates } from './features/community/community.gates.js';
import { importGates, importRoutes } from './features/community/community.import.routes.js';
import { communityRoutes } from './features/community/community.routes.js';
import { readQuality } from './features/dispatch/dispatch.door.js';
import { dispatchHandlers } from './features/dispatch/dispatch.jobs.js';
import { estateGates } from './features/estate/estate.gates.js';
import { estateRoutes } from './features/estate/estate.routes.js';
import { fileJobs } from './features/file/file.jobs.js';
import { fileRoutes } from './features/file/file.routes.js';
import { homeRoutes } from './features/home/home.routes.js';
import { identityGates } from './features/identity/identity.gates.js';
import { identityRoutes } from './features/identity/identity.routes.js';
import { countUnreadOf } from './features/notification/notification.door.js';
import { notificationHandlers } from './features/notification/notification.jobs.js';
import { notificationRoutes } from './features/notification/notification.routes.js';
import { housekeeping } from './features/operations/housekeeping.jobs.js';
import { operationsGates, operationsRoutes } from './features/operations/operations.routes.js';
import { policyRoutes } from './features/policy/policy.routes.js';
import { countOpenChecks, drawOf } from './features/quality/quality.door.js';
import { qualityGates } from './features/quality/quality.gates.js';
import { qualityHandlers } from './features/quality/quality.jobs.js';
import { qualityRoutes } from './features/quality/quality.routes.js';
import { recognitionRoutes } from './features/recognition/recognition.routes.js';
import { openOrdersByWorker, previewPolicyEffects } from './features/repair/repair.door.js';
import { repairGates } from './features/repair/repair.gates.js';
import { repairHandlers } from './features/repair/repair.jobs.js';
import { repairRoutes } from './features/repair/repair.routes.js';
import type { Gates, Route } from './http/route.js';
import type { Deps } from './platform/deps.js';
import type { HandlerEntry } from './platform/queue/worker.js';

/** Background work of every feature. */
export const handlers: HandlerEntry<Deps>[] = [
  ...repairHandlers,
  ...dispatchHandlers,
  ...qualityHandlers,
  ...notificationHandlers,
  ...housekeeping([fileJobs]),
];

/** Routes of every feature. */
export const routes: Route[] = [
  ...identityRoutes({
    countOpenOrders: async (reader, communityId) => ({
      openOrders: await openOrdersByWorker(reader, communityId),
      quality: await readQuality(reader, communityId),
    }),
  }),
  ...communityRoutes,
  ...importRoutes,
  ...estateRoutes,
  ...repairRoutes({ countChecks: (deps, communityId) => countOpenChecks(deps.db.reader, communityId) }),
  ...policyRoutes({
    previewEffects: (deps, communityId, before, after) =>
      previewPolicyEffects(deps, communityId, before, after, drawOf),
  }),
  ...qualityRoutes,
  ...recognitionRoutes,
  ...homeRoutes({ countUnread: countUnreadOf }),
  ...fileRoutes,
  ...notificationRoutes,
  ...operationsRoutes(handlers),
];

/** How near a subject is to a caller, for every kind of subject. */
export const gates: Gates = {
  ...communityGates,
  ...importGates,
  ...estateGates,
  ...identityGates,
  ...repairGates,
  ...qualityGates,
  ...operationsGates,
};
