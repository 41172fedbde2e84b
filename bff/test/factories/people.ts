import type { Department, StaffRole } from 'shared-types/permissions';
import {
  BuildingEntity,
  CommunityEntity,
  HouseEntity,
  HousePersonEntity,
  PersonPhoneEntity,
} from '../../src/features/community/community.entity.js';
import { signInWithWechat } from '../../src/features/identity/commands/signInWithWechat.js';
import { authenticate } from '../../src/features/identity/identity.authenticate.js';
import { createStaffAccount, hashPassword } from '../../src/features/identity/identity.door.js';
import { newId, randomCode } from '../../src/kernel/ids.js';
import type { Actor, Call, OwnerActor, StaffActor } from '../../src/platform/call.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { blindIndex, encryptField } from '../../src/platform/secrets/fieldCrypto.js';
import { openSession } from '../../src/platform/session/sessions.js';
import type { TestDeps } from './testDeps.js';

/** A call as the dispatcher would hand it on. */
export const callOf = <A extends Actor | null>(actor: A, more: Partial<Call<A>> = {}): Call<A> => ({
  actor,
  requestId: 'test',
  ip: '127.0.0.1',
  sessionId: null,
  idempotency: null,
  ...more,
});

export const makeCommunity = async ({ deps }: TestDeps, name = '阳光花园'): Promise<string> => {
  const id = newId(deps.clock.now());
  await inTransaction(deps.db, (tx) =>
    tx.insert(CommunityEntity, { id, name, servicePhone: null, createdAt: deps.clock.now() }),
  );
  return id;
};

export interface LedgerPerson {
  name: string;
  role: 'owner' | 'tenant';
  phone?: string;
}

/** A house with the people whom the ledger names for it. */
export const makeHouse = async (
  { deps }: TestDeps,
  communityId: string,
  label: string,
  people: LedgerPerson[] = [],
): Promise<string> => {
  const now = deps.clock.now();
  const id = newId(now);
  const buildingId = newId(now);
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(BuildingEntity, { communityId, id: buildingId, code: randomCode(12), name: '3栋', position: 1 });
    await tx.insert(HouseEntity, {
      communityId,
      id,
      buildingId,
      unitId: null,
      number: label.slice(-4),
      naturalKey: `${id}|${label}`,
      label,
      kind: 'house',
      floor: 1,
      layout: null,
      areaHundredths: null,
      usage: null,
      occupancy: 'unknown',
      vacantSince: null,
      handedOverOn: null,
      remark: null,
      placeCode: randomCode(20),
      createdAt: now,
      updatedAt: now,
    });
    for (const [position, person] of people.entries()) {
      const personId = newId(now);
      const { name, role, phone } = person;
      const idLastFourEncrypted = null;
      await tx.insert(HousePersonEntity, {
        communityId,
        id: personId,
        houseId: id,
        name,
        role,
        idLastFourEncrypted,
        position,
        since: now,
        endedAt: null,
      });
      if (phone)
        await tx.insert(PersonPhoneEntity, {
          communityId,
          id: newId(now),
          personId,
          houseId: id,
          numberEncrypted: encryptField(deps.keys, phone, 'phone'),
          numberIndex: blindIndex(deps.keys, 'phone', phone),
          lastFourIndex: blindIndex(deps.keys, 'phone4', phone.slice(-4)),
          position: 0,
        });
    }
  });
  return id;
};

export interface MadeStaff {
  id: string;
  token: string;
  /** As authenticated now. */
  actor(): Promise<StaffActor>;
}

/** A member of staff with a session; by default with a password of their own. */
export const makeStaff = async (
  { deps }: TestDeps,
  communityId: string,
  roles: StaffRole[],
  more: { username?: string; password?: string; name?: string; department?: Department; kind?: 'own' | 'demo' } = {},
): Promise<MadeStaff> => {
  const passwordHash = more.password ? await hashPassword(more.password) : '-';
  const { id, token } = await inTransaction(deps.db, async (tx) => {
    const staffId = await createStaffAccount(tx, deps, {
      username: more.username ?? `s${randomCode(10).toLowerCase()}`,
      name: more.name ?? '陈静',
      phone: null,
      passwordHash,
      passwordKind: more.kind ?? 'own',
      communityId,
      department: more.department ?? 'customer-service',
      roles,
      skills: [],
      areaIds: [],
    });
    const terms = { actorKind: 'staff' as const, actorId: staffId, idleMs: 1_800_000, maxMs: 43_200_000 };
    return { id: staffId, token: await openSession(tx, deps.clock, terms) };
  });
  const actor = async (): Promise<StaffActor> => {
    const who = await authenticate(deps, token, communityId);
    if (who?.actor.kind !== 'staff') throw new Error('not signed in');
    return who.actor;
  };
  return { id, token, actor };
};

export interface MadeOwner {
  id: string;
  token: string;
  /** A fresh code of the phone button. */
  phoneCode(): string;
  actor(): Promise<OwnerActor>;
}

/** Somebody with WeChat and this number, signed in; bound to nothing yet. */
export const makeOwner = async ({ deps, simulators }: TestDeps, phone: string): Promise<MadeOwner> => {
  const { wechat } = simulators.control;
  const resident = wechat.putResident({ name: '住户', phone });
  const code = wechat.makeCode('login', resident.id);
  const { accountId, token } = await signInWithWechat(deps, callOf(null), { code });
  const actor = async (): Promise<OwnerActor> => {
    const who = await authenticate(deps, token, null);
    if (who?.actor.kind !== 'owner') throw new Error('not signed in');
    return who.actor;
  };
  return { id: accountId, token, phoneCode: () => wechat.makeCode('phone', resident.id), actor };
};
