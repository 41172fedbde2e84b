import type { Department, StaffRole } from 'shared-types/permissions';
import {
  BuildingEntity,
  CommunityEntity,
  HouseEntity,
  HousePersonEntity,
  PersonPhoneEntity,
  PublicAreaEntity,
  UnitEntity,
} from '../../src/features/community/community.entity.js';
import { createStaffAccount, hashPassword } from '../../src/features/identity/identity.door.js';
import {
  BindingEntity,
  type Certificate,
  OwnerAccountEntity,
  ShiftEntity,
} from '../../src/features/identity/identity.entity.js';
import { newId, randomCode } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import type { Deps } from '../../src/platform/deps.js';
import { blindIndex, encryptField } from '../../src/platform/secrets/fieldCrypto.js';
import { openSession } from '../../src/platform/session/sessions.js';

export interface TestHouse {
  id: string;
  label: string;
  placeCode: string;
}

export interface TestCommunity {
  id: string;
  name: string;
  buildingId: string;
  houses: TestHouse[];
  area: { id: string; placeCode: string };
}

/** A community with one building, one unit and a few houses whose owners' numbers are given. */
export const makeCommunity = async (
  deps: Deps,
  options: { name?: string; phones?: string[] } = {},
): Promise<TestCommunity> => {
  const at = deps.clock.now();
  const id = newId(at);
  const name = options.name ?? '阳光花园';
  const buildingId = newId(at);
  const unitId = newId(at);
  const phones = options.phones ?? ['19901007919', '19901015838', '19901023757'];
  const houses: TestHouse[] = [];
  const area = { id: newId(at), placeCode: randomCode(10) };
  await inTransaction(deps.db, async (tx) => {
    await tx.insert(CommunityEntity, { id, name, servicePhone: '8866 1234', createdAt: at });
    await tx.insert(BuildingEntity, { communityId: id, id: buildingId, code: '1', name: '1栋', position: 1 });
    await tx.insert(UnitEntity, { communityId: id, id: unitId, buildingId, code: '1', name: '1单元', position: 1 });
    await tx.insert(PublicAreaEntity, { communityId: id, ...area, name: '南门岗亭', buildingId: null, createdAt: at });
    for (const [index, phone] of phones.entries()) {
      const number = String(101 + index);
      const house = { id: newId(at), label: `1栋1单元${number}`, placeCode: randomCode(10) };
      const personId = newId(at);
      await tx.insert(HouseEntity, {
        communityId: id,
        ...house,
        buildingId,
        unitId,
        number,
        naturalKey: `1|1|${number}`,
        kind: 'house',
        floor: 1,
        layout: '两室两厅',
        areaHundredths: 8950,
        usage: '住宅',
        occupancy: 'self',
        vacantSince: null,
        handedOverOn: null,
        remark: null,
        createdAt: at,
        updatedAt: at,
      });
      await tx.insert(HousePersonEntity, {
        communityId: id,
        id: personId,
        houseId: house.id,
        name: `业主${number}`,
        role: 'owner',
        idLastFourEncrypted: null,
        position: 0,
        since: at,
        endedAt: null,
      });
      await tx.insert(PersonPhoneEntity, {
        communityId: id,
        id: newId(at),
        personId,
        houseId: house.id,
        numberEncrypted: encryptField(deps.keys, phone, 'phone'),
        numberIndex: blindIndex(deps.keys, 'phone', phone),
        lastFourIndex: blindIndex(deps.keys, 'phone4', phone.slice(-4)),
        position: 0,
      });
      houses.push(house);
    }
  });
  return { id, name, buildingId, houses, area };
};

export const testPassword = 'test-password-2026';
let hashed: Promise<string> | null = null;

/** Somebody of the staff with an open session. */
export const makeStaff = async (
  deps: Deps,
  communityId: string,
  role: StaffRole,
  options: {
    username?: string;
    name?: string;
    skills?: string[];
    department?: Department;
    areaIds?: string[];
    orderLimit?: number;
    certificates?: Certificate[];
    shifts?: { startsAt: Date; endsAt: Date }[];
  } = {},
): Promise<{ id: string; name: string; username: string; token: string }> => {
  hashed ??= hashPassword(testPassword);
  const passwordHash = await hashed;
  const name = options.name ?? '周建国';
  const username = options.username ?? `${role}-${randomCode(6).toLowerCase()}`;
  return inTransaction(deps.db, async (tx) => {
    const id = await createStaffAccount(tx, deps, {
      username,
      name,
      phone: '19900001001',
      passwordHash,
      passwordKind: 'own',
      communityId,
      department: options.department ?? 'engineering',
      roles: [role],
      skills: options.skills ?? [],
      areaIds: options.areaIds ?? [],
      orderLimit: options.orderLimit ?? null,
      certificates: options.certificates ?? [],
    });
    for (const shift of options.shifts ?? [])
      await tx.insert(ShiftEntity, { communityId, id: newId(shift.startsAt), staffId: id, ...shift });
    const token = await openSession(tx, deps.clock, {
      actorKind: 'staff',
      actorId: id,
      idleMs: 1_800_000,
      maxMs: 43_200_000,
    });
    return { id, name, username, token };
  });
};

/** An owner, family member or tenant of houses, with an open session. */
export const makeOwner = async (
  deps: Deps,
  communityId: string,
  houses: TestHouse[],
  options: { name?: string; role?: 'owner' | 'family' | 'tenant'; openid?: string } = {},
): Promise<{ id: string; token: string; openid: string }> => {
  const at = deps.clock.now();
  const id = newId(at);
  const openid = options.openid ?? `openid-${id}`;
  const name = options.name ?? '林娜';
  return inTransaction(deps.db, async (tx) => {
    await tx.insert(OwnerAccountEntity, {
      id,
      openid,
      unionid: null,
      name,
      phoneEncrypted: encryptField(deps.keys, '19901007919', 'phone'),
      phoneIndex: blindIndex(deps.keys, 'phone', `19901007919${id}`),
      createdAt: at,
      lastSignedInAt: at,
    });
    for (const house of houses)
      await tx.insert(BindingEntity, {
        communityId,
        id: newId(at),
        houseId: house.id,
        accountId: id,
        role: options.role ?? 'owner',
        status: 'active',
        basis: 'phone',
        applicantName: name,
        note: null,
        appliedAt: at,
        decidedAt: at,
        decidedBy: null,
        decidedByName: null,
        decidedByKind: 'ledger',
        reason: null,
        openKey: `${id}|${house.id}`,
      });
    const token = await openSession(tx, deps.clock, {
      actorKind: 'owner',
      actorId: id,
      idleMs: 30 * 86_400_000,
      maxMs: 90 * 86_400_000,
    });
    return { id, token, openid };
  });
};
