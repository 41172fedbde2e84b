import type { BindingRole } from 'shared-types/auth';
import type { BindingStatus } from 'shared-types/binding';
import type { Department, StaffRole } from 'shared-types/permissions';
import { EntitySchema } from 'typeorm';
import { bool, id, int, json, key, nullable, string, time } from '../../platform/database/entityColumns.js';
import type { DeciderKind } from './binding.rules.js';

export interface OwnerAccountEntity {
  id: string;
  openid: string;
  unionid: string | null;
  name: string | null;
  phoneEncrypted: string | null;
  phoneIndex: string | null;
  createdAt: Date;
  lastSignedInAt: Date;
}
export const OwnerAccountEntity = new EntitySchema<OwnerAccountEntity>({
  name: 'owner_account',
  tableName: 'owner_account',
  columns: {
    id: key('id'),
    openid: string(64),
    unionid: string(64, undefined, nullable),
    name: string(30, undefined, nullable),
    phoneEncrypted: string(200, 'phone_encrypted', nullable),
    phoneIndex: string(64, 'phone_index', nullable),
    createdAt: time('created_at'),
    lastSignedInAt: time('last_signed_in_at'),
  },
});

export interface BindingEntity {
  communityId: string;
  id: string;
  houseId: string;
  accountId: string;
  role: BindingRole;
  status: BindingStatus;
  basis: 'phone' | 'application';
  applicantName: string;
  note: string | null;
  appliedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedByKind: DeciderKind | null;
  reason: string | null;
  /** account|house while pending or active: unique, so a person and a house have one open binding. */
  openKey: string | null;
}
export const BindingEntity = new EntitySchema<BindingEntity>({
  name: 'binding',
  tableName: 'binding',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    houseId: id('house_id'),
    accountId: id('account_id'),
    role: string(8),
    status: string(10),
    basis: string(12),
    applicantName: string(30, 'applicant_name'),
    note: string(200, undefined, nullable),
    appliedAt: time('applied_at'),
    decidedAt: time('decided_at', nullable),
    decidedBy: id('decided_by', nullable),
    decidedByName: string(30, 'decided_by_name', nullable),
    decidedByKind: string(8, 'decided_by_kind', nullable),
    reason: string(200, undefined, nullable),
    openKey: string(60, 'open_key', nullable),
  },
});

/** own: chosen by the person; first: made by us and shown once; demo: printed by the demo. */
export type PasswordKind = 'own' | 'first' | 'demo';

export interface StaffAccountEntity {
  id: string;
  username: string;
  name: string;
  phoneEncrypted: string | null;
  passwordHash: string;
  passwordKind: PasswordKind;
  createdAt: Date;
}
export const StaffAccountEntity = new EntitySchema<StaffAccountEntity>({
  name: 'staff_account',
  tableName: 'staff_account',
  columns: {
    id: key('id'),
    username: string(64),
    name: string(30),
    phoneEncrypted: string(200, 'phone_encrypted', nullable),
    passwordHash: string(200, 'password_hash'),
    passwordKind: string(8, 'password_kind'),
    createdAt: time('created_at'),
  },
});

/** Papers without which some work may not be given (C3). */
export interface Certificate {
  kind: 'lift' | 'gas' | 'electrician';
  number: string;
  /** Last day on which it holds. */
  validUntil: string;
}

/** What somebody does in one community. */
export interface StaffPostEntity {
  communityId: string;
  staffId: string;
  department: Department;
  active: boolean;
  roles: StaffRole[];
  skills: string[];
  /** Buildings served; empty: everywhere. */
  areaIds: string[];
  /** Open orders that this person may have; null: the community's default. */
  orderLimit: number | null;
  /** Null: none. */
  certificates: Certificate[] | null;
}
export const StaffPostEntity = new EntitySchema<StaffPostEntity>({
  name: 'staff_post',
  tableName: 'staff_post',
  columns: {
    communityId: key('community_id'),
    staffId: id('staff_id', { primary: true }),
    department: string(20),
    active: bool('active'),
    roles: json('roles'),
    skills: json('skills'),
    areaIds: json('area_ids'),
    orderLimit: int('order_limit', nullable),
    certificates: { ...json('certificates'), nullable: true },
  },
});

export interface ShiftEntity {
  communityId: string;
  id: string;
  staffId: string;
  startsAt: Date;
  endsAt: Date;
}
export const ShiftEntity = new EntitySchema<ShiftEntity>({
  name: 'shift',
  tableName: 'shift',
  columns: {
    communityId: key('community_id'),
    id: key('id'),
    staffId: id('staff_id'),
    startsAt: time('starts_at'),
    endsAt: time('ends_at'),
  },
});

/** Failed tries of one user name, known or not. */
export interface SignInLockEntity {
  nameHash: string;
  failedTries: number;
  lockedUntil: Date | null;
  updatedAt: Date;
}
export const SignInLockEntity = new EntitySchema<SignInLockEntity>({
  name: 'sign_in_lock',
  tableName: 'sign_in_lock',
  columns: {
    nameHash: string(64, 'name_hash', { primary: true }),
    failedTries: int('failed_tries'),
    lockedUntil: time('locked_until', nullable),
    updatedAt: time('updated_at'),
  },
});

export const identityEntities = [
  OwnerAccountEntity,
  BindingEntity,
  StaffAccountEntity,
  StaffPostEntity,
  ShiftEntity,
  SignInLockEntity,
];
