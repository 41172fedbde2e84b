import type { Department, StaffRole } from 'shared-types/permissions';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/database.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import type { PasswordKind } from '../identity.entity.js';
import { insertPost, insertStaffAccount } from '../staff.store.js';

export interface NewStaffAccount {
  username: string;
  name: string;
  /** Normalised digits. */
  phone: string | null;
  /** From `hashPassword`, made before the transaction began. */
  passwordHash: string;
  passwordKind: PasswordKind;
  communityId: string;
  department: Department;
  roles: StaffRole[];
  skills: string[];
  areaIds: string[];
}

/** An account with its post, made by no member of staff: the first administrator, and the demo's people. */
export const createStaffAccount = async (tx: Tx, deps: Deps, input: NewStaffAccount): Promise<string> => {
  const { communityId, department, roles, skills, areaIds, phone, ...account } = input;
  const now = deps.clock.now();
  const id = newId(now);
  const phoneEncrypted = phone ? encryptField(deps.keys, phone, 'phone') : null;
  const { username, name, passwordHash, passwordKind } = account;
  await insertStaffAccount(tx, {
    id,
    username,
    name,
    phoneEncrypted,
    passwordHash,
    passwordKind,
    createdAt: now,
  }).catch((error: unknown) => {
    throw isDuplicate(error) ? new AppError('staff.username_taken') : error;
  });
  await insertPost(tx, { communityId, staffId: id, active: true, department, roles, skills, areaIds });
  return id;
};
