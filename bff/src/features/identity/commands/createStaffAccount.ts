import type { Department, StaffRole } from 'shared-types/permissions';
import { AppError } from '../../../kernel/appError.js';
import { newId } from '../../../kernel/ids.js';
import type { Tx } from '../../../platform/database/access.js';
import { isDuplicate } from '../../../platform/database/transaction.js';
import type { Deps } from '../../../platform/deps.js';
import { encryptField } from '../../../platform/secrets/fieldCrypto.js';
import type { Certificate, PasswordKind } from '../identity.entity.js';
import { insertPost, insertStaffAccount } from '../staff.store.js';

export interface NewStaffAccount {
  username: string;
  name: string;
  /** From `hashPassword`, made before the transaction began. */
  passwordHash: string;
  passwordKind: PasswordKind;
  communityId: string;
  department: Department;
  roles: StaffRole[];
  skills: string[];
  areaIds: string[];
  orderLimit?: number | null;
  certificates?: Certificate[];
}

/** The account and its post in one community. */
export const insertStaff = async (
  tx: Tx,
  made: { id: string; createdAt: Date },
  input: NewStaffAccount & { phoneEncrypted: string | null },
): Promise<string> => {
  const { communityId, department, roles, skills, areaIds, orderLimit = null, certificates = [], ...account } = input;
  const { username, name, phoneEncrypted, passwordHash, passwordKind } = account;
  const { id } = made;
  const row = { ...made, username, name, phoneEncrypted, passwordHash, passwordKind };
  await insertStaffAccount(tx, row).catch((error: unknown) => {
    throw isDuplicate(error) ? new AppError('staff.username_taken') : error;
  });
  const post = { communityId, staffId: id, active: true, department, roles, skills, areaIds, orderLimit, certificates };
  await insertPost(tx, post);
  return id;
};

/** Somebody whom no member of staff made: the demo's people. `phone`: normalised digits. */
export const createStaffAccount = (
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'keys'>,
  input: NewStaffAccount & { phone: string | null },
): Promise<string> => {
  const { phone, ...rest } = input;
  const phoneEncrypted = phone ? encryptField(deps.keys, phone, 'phone') : null;
  const createdAt = deps.clock.now();
  return insertStaff(tx, { id: newId(createdAt), createdAt }, { ...rest, phoneEncrypted });
};
