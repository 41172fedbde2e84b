import type { StaffRole } from 'shared-types/permissions';
import { rolePermissions } from 'shared-types/permissions';
import type { Call, StaffActor } from '../../src/platform/call.js';
import type { Deps } from '../../src/platform/deps.js';

/** The same community at another time: what a command does with these happened then. */
export const depsAt = (deps: Deps, at: Date): Deps => ({
  ...deps,
  clock: { now: () => at, realNow: () => deps.clock.realNow(), speed: () => 1 },
});

/** A member of staff at work, without a session: no key to repeat by, no address. */
export const staffCall = (
  communityId: string,
  person: { id: string; name: string; role: StaffRole },
): Call<StaffActor> => ({
  actor: {
    kind: 'staff',
    id: person.id,
    name: person.name,
    communityId,
    roles: [person.role],
    department: person.role === 'finance' ? 'finance' : 'management',
    permissions: new Set(rolePermissions[person.role]),
    mustChangePassword: false,
  },
  requestId: 'demo',
  ip: '127.0.0.1',
  sessionId: null,
  idempotency: null,
});
