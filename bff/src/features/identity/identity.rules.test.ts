import fc from 'fast-check';
import { staffRoles } from 'shared-types/permissions';
import { approve, end, endsAs, mayRematch, reject } from './binding.rules.js';
import { claimTry, lockMsAfter, type Tries } from './lockout.rules.js';
import { maskName, nameMatches } from './names.rules.js';
import { checkPassword } from './password.rules.js';
import { commonPasswords } from './passwords.js';
import { daysFault, shiftFault } from './shift.rules.js';
import { mayGive, mayTouchAccount, mustChangePassword, permissionsOf, staffSessionTerms } from './staff.rules.js';

const now = new Date('2026-11-24T02:00:00Z');
const minutes = (n: number): Date => new Date(now.getTime() + n * 60_000);

describe('lockout', () => {
  it.each([
    ['the fourth failure locks nothing', 4, 0],
    ['the fifth locks for a quarter of an hour', 5, 15],
    ['the next ones double it', 6, 30],
    ['up to four hours', 9, 240],
    ['and no further', 60, 240],
  ])('%s', (_title, failures, lockedMinutes) => {
    expect(lockMsAfter(failures)).toBe(lockedMinutes * 60_000);
  });

  it('lets five tries through however they come, then none until the lock is over', () => {
    let tries: Tries = { failedTries: 0, lockedUntil: null };
    let allowed = 0;
    for (let i = 0; i < 100; i++) {
      const decision = claimTry(tries, now);
      if (!decision.allowed) continue;
      allowed++;
      tries = decision.next;
    }
    expect(allowed).toBe(5);
    expect(claimTry(tries, minutes(14.99)).allowed).toBe(false);
    const after = claimTry(tries, minutes(15));
    expect(after).toEqual({ allowed: true, next: { failedTries: 6, lockedUntil: minutes(45) } });
  });
});

describe('passwords', () => {
  it('knows at least a thousand common ones', () => {
    expect(commonPasswords.size).toBeGreaterThanOrEqual(1000);
  });

  it.each([
    ['too short', 'x7Kq2mP'],
    ['a common one', 'password1'],
    ['a common one in capitals', 'PassWord1'],
    ['a common one with signs for letters', 'p@ssw0rd'],
    ['a common one with a year behind it', 'iloveyou2026!'],
    ['a telephone number', '13800138000'],
    ['a birthday', '19900101'],
    ['one letter over and over', 'zzzzzzzzzz'],
    ['a pair over and over', 'x1x1x1x1'],
    ['a run along the keyboard', 'asdfghjk'],
    ['a run backwards', '87654321'],
    ['the user name and a little more', 'chenjing1'],
  ])('refuses %s', (_title, password) => {
    const result = checkPassword(password, 'chenjing', commonPasswords);
    expect(result).toEqual({ ok: false, refusal: { code: 'auth.password_weak' } });
  });

  it.each(['mK7-vhGq2x', '电梯在三单元旁边的花园', 'horse-lamp-river-9'])('takes %s', (password) => {
    expect(checkPassword(password, 'chenjing', commonPasswords).ok).toBe(true);
  });
});

describe('names', () => {
  it.each([
    ['林娜', '林*'],
    ['王小明', '王**'],
    ['欧阳建国', '欧阳**'],
    ['欧阳', '欧*'],
    ['阳光花园便利店', '阳光***'],
    ['李', '李*'],
    ['', ''],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  it.each([
    ['the same name', '林娜', ['林娜'], true],
    ['one of two owners', '王强', ['林娜', '王强'], true],
    ['spaces and a title do not matter', '林 娜 女士', ['林娜'], true],
    ['dots in a name do not matter', '买买提·艾力', ['买买提艾力'], true],
    ['another name', '林那', ['林娜'], false],
    ['nothing in the ledger', '林娜', [], false],
    ['no name at all', ' ', [' '], false],
  ])('matches: %s', (_title, name, ledger, matches) => {
    expect(nameMatches(name, ledger)).toBe(matches);
  });
});

describe('who may give which roles', () => {
  it('is nobody without the right to manage staff', () => {
    for (const role of staffRoles)
      if (!permissionsOf([role]).has('staff.manage')) expect(mayGive([role], ['cleaner'])).toBe(false);
  });

  it('is a manager for everything but administrators', () => {
    expect(mayGive(['manager'], ['manager', 'supervisor', 'customer-service', 'engineer', 'finance'])).toBe(true);
    expect(mayGive(['manager'], ['administrator'])).toBe(false);
    expect(mayGive(['manager'], ['engineer', 'administrator'])).toBe(false);
  });

  it('never lets anybody but an administrator hand out a right over others that they lack', () => {
    const roles = fc.subarray([...staffRoles]);
    fc.assert(
      fc.property(roles, roles, (giver, given) => {
        if (giver.includes('administrator') || !mayGive(giver, given)) return;
        const held = permissionsOf(giver);
        for (const right of permissionsOf(given)) expect(held.has(right) || right === 'order.work').toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('reaches a person only with power in every community where they serve', () => {
    const giver = [{ communityId: 'A', roles: ['administrator' as const] }];
    const inA = { communityId: 'A', roles: ['engineer' as const] };
    expect(mayTouchAccount(giver, [inA])).toBe(true);
    expect(mayTouchAccount(giver, [inA, { communityId: 'B', roles: ['engineer'] }])).toBe(false);
  });
});

describe('sessions and first passwords', () => {
  const hours = (n: number): number => n * 3_600_000;
  it.each([
    ['customer service is signed out after half an hour', ['customer-service' as const], 0.5],
    ['an engineer keeps the day', ['engineer' as const], 12],
    ['a guard keeps the day', ['guard' as const], 12],
    ['an engineer who also manages does not', ['engineer' as const, 'administrator' as const], 0.5],
    ['nobody without a role does', [], 0.5],
  ])('%s', (_title, roles, idleHours) => {
    const terms = staffSessionTerms([{ communityId: 'A', roles }]);
    expect(terms).toEqual({ idleMs: hours(idleHours), maxMs: hours(12) });
  });

  it('takes the stricter limit of two communities', () => {
    const posts = [
      { communityId: 'A', roles: ['engineer' as const] },
      { communityId: 'B', roles: ['finance' as const] },
    ];
    expect(staffSessionTerms(posts).idleMs).toBe(hours(0.5));
  });

  it('asks for a change of first passwords anywhere and of demo passwords in production', () => {
    expect(mustChangePassword('first', false)).toBe(true);
    expect(mustChangePassword('demo', false)).toBe(false);
    expect(mustChangePassword('demo', true)).toBe(true);
    expect(mustChangePassword('own', true)).toBe(false);
  });
});

describe('bindings', () => {
  const staff = { kind: 'staff' as const, id: 'S', name: '陈静' };
  const binding = (status: 'pending' | 'active' | 'rejected' | 'ended', role: 'owner' | 'tenant' = 'tenant') => ({
    status,
    role,
    accountId: 'A',
    houseId: 'H',
  });

  it.each(['active', 'rejected', 'ended'] as const)('cannot be decided once %s', (status) => {
    const refusal = { ok: false, refusal: { code: 'binding.not_pending' } };
    expect(approve(binding(status), staff, now)).toEqual(refusal);
    expect(reject(binding(status), staff, '不符', now)).toEqual(refusal);
  });

  it('free the person to apply again when refused or ended, not when approved', () => {
    expect(approve(binding('pending'), staff, now)).toMatchObject({ ok: true, value: { status: 'active' } });
    expect(approve(binding('pending'), staff, now)).not.toHaveProperty('value.openKey');
    expect(reject(binding('pending'), staff, '不符', now)).toHaveProperty('value.openKey', null);
    expect(end(binding('active'), staff, '搬走', now)).toHaveProperty('value.openKey', null);
  });

  it('are ended by an owner only when in force', () => {
    const owner = { kind: 'owner' as const, id: 'O', name: null };
    expect(end(binding('pending'), owner, '', now)).toMatchObject({ refusal: { code: 'binding.not_active' } });
    expect(end(binding('ended'), staff, '', now)).toMatchObject({ refusal: { code: 'binding.not_active' } });
  });

  it.each([
    ['oneself', 'A', [], binding('active', 'owner'), 'self'],
    ['the owner for a tenant', 'O', [{ houseId: 'H', role: 'owner' as const }], binding('active'), 'owner'],
    ['not for another owner', 'O', [{ houseId: 'H', role: 'owner' as const }], binding('active', 'owner'), null],
    ['not by family', 'O', [{ houseId: 'H', role: 'family' as const }], binding('active'), null],
    ['not by the owner of another house', 'O', [{ houseId: 'X', role: 'owner' as const }], binding('active'), null],
  ])('are ended by %s', (_title, account, houses, target, right) => {
    expect(endsAs(account, houses, target)).toBe(right);
  });

  it.each([
    [null, true],
    ['self' as const, true],
    ['transfer' as const, true],
    ['ledger' as const, true],
    ['staff' as const, false],
    ['owner' as const, false],
  ])('that %s ended may come back by telephone: %s', (decidedByKind, may) => {
    expect(mayRematch({ decidedByKind })).toBe(may);
  });
});

describe('shifts', () => {
  const span = (from: number, to: number) => ({ startsAt: minutes(from * 60), endsAt: minutes(to * 60) });
  it.each([
    ['fits', span(0, 8), [], null],
    ['may follow another at once', span(8, 16), [span(0, 8)], null],
    ['may last a day', span(0, 24), [], null],
    ['must end after it starts', span(8, 8), [], 'endBeforeStart'],
    ['lasts a day at most', span(0, 24.1), [], 'tooLong'],
    ['does not overlap another', span(7, 16), [span(0, 8)], 'overlap'],
    ['does not lie inside another', span(2, 3), [span(0, 8)], 'overlap'],
  ])('%s', (_title, shift, others, fault) => {
    expect(shiftFault(shift, others)).toBe(fault);
  });

  it.each([
    ['2026-11-01', '2026-12-01', null],
    ['2026-11-01', '2026-12-02', 'tooManyDays'],
    ['2026-11-02', '2026-11-01', 'daysReversed'],
    ['2026-11-02', '2026-11-02', null],
  ])('list from %s to %s: %s', (from, to, fault) => {
    expect(daysFault(from, to)).toBe(fault);
  });
});
