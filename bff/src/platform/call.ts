import type { BindingRole } from 'shared-types/auth';
import type { Department, Permission, StaffRole } from 'shared-types/permissions';

/** An owner, family member or tenant, with the houses to which they are bound now. */
export interface OwnerActor {
  kind: 'owner';
  id: string;
  /** 林女士, or 业主 while no name is known. */
  name: string;
  houses: { houseId: string; communityId: string; role: BindingRole }[];
}

/** A member of staff, acting in one community. */
export interface StaffActor {
  kind: 'staff';
  id: string;
  name: string;
  communityId: string;
  roles: StaffRole[];
  department: Department;
  permissions: ReadonlySet<Permission>;
  mustChangePassword: boolean;
}

export type Actor = OwnerActor | StaffActor;

/** A machine in the service station at which nobody has signed in. */
export interface KioskActor {
  kind: 'kiosk';
  id: string;
  name: string;
  communityId: string;
}

/** Whoever may make a call. */
export type Caller = Actor | KioskActor;

/** No background work carries a logged-in user: it carries its community and its cause (house.md). */
export interface Cause {
  kind: 'background';
  communityId: string | null;
  /** outbox:repair.assigned:01J… */
  cause: string;
}

export interface IdempotencyClaim {
  /** owner:01J… */
  actor: string;
  /** Name of the contract. */
  route: string;
  key: string;
  inputHash: string;
}

/** One call of the API, as a command sees it. */
export interface Call<A extends Caller | null = Actor> {
  actor: A;
  requestId: string;
  ip: string;
  /** SHA-256 of the bearer token; null for public calls. */
  sessionId: string | null;
  idempotency: IdempotencyClaim | null;
}
