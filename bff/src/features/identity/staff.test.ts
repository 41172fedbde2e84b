import { callOf, type MadeStaff, makeCommunity, makeStaff } from '../../../test/factories/people.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import { AuditEntity } from '../../platform/audit/audit.entity.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { changeStaffPassword } from './commands/changeStaffPassword.js';
import { createFirstAdministrator } from './commands/createFirstAdministrator.js';
import { createShift } from './commands/createShift.js';
import { createStaff } from './commands/createStaff.js';
import { deleteShift } from './commands/deleteShift.js';
import { resetStaffPassword } from './commands/resetStaffPassword.js';
import { setStaffActive } from './commands/setStaffActive.js';
import { signInStaff } from './commands/signInStaff.js';
import { signOut } from './commands/signOut.js';
import { updateStaff } from './commands/updateStaff.js';
import { authenticate } from './identity.authenticate.js';
import { addStaffPost, listWorkers } from './identity.door.js';
import { StaffAccountEntity, StaffPostEntity } from './identity.entity.js';
import { listMembers, listShiftViews, readSelfView } from './staff.queries.js';

let t: TestDeps;
let community: string;
beforeAll(async () => {
  t = await testDeps();
  community = await makeCommunity(t);
});
afterAll(() => t.close());

const minute = 60_000;
const good = 'mK7-vhGq2x';
const signIn = (username: string, password: string) => signInStaff(t.deps, callOf(null), { username, password });
const outcome = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code ?? error,
  );
const isSignedIn = async (staff: { token: string }): Promise<boolean> =>
  (await authenticate(t.deps, staff.token, null)) !== null;
const fields = { name: '刘师傅', department: 'engineering' as const, skills: ['plumber'], areaIds: [] };
const none = async () => ({ openOrders: new Map<string, number>(), quality: new Map<string, number>() });
let serial = 0;
const newName = (): string => `user${++serial}`;

describe('signing in', () => {
  it('opens a session for the right password, whatever the case of the name', async () => {
    const username = newName();
    const made = await makeStaff(t, community, ['customer-service'], { username, password: good });
    const { token, actor } = await signIn(username.toUpperCase(), good);
    expect(actor.id).toBe(made.id);
    const self = await readSelfView(t.deps, actor);
    expect(self).toMatchObject({ username, mustChangePassword: false, communities: [{ id: community }] });
    expect((await authenticate(t.deps, token, community))?.actor.id).toBe(made.id);
  });

  it('answers unknown names and wrong passwords alike, locks both alike, and lets in again after the lock', async () => {
    const username = newName();
    await makeStaff(t, community, ['customer-service'], { username, password: good });
    const wrong = async (name: string): Promise<unknown[]> => {
      const outcomes: unknown[] = [];
      for (let i = 0; i < 6; i++) outcomes.push(await outcome(signIn(name, 'wrong-password')));
      return outcomes;
    };
    const expected = [...Array<string>(5).fill('auth.bad_credentials'), 'auth.locked'];
    expect(await wrong(username)).toEqual(expected);
    expect(await wrong('nobody-has-this')).toEqual(expected);
    expect(await outcome(signIn(username, good))).toBe('auth.locked');
    t.deps.clock.advance(15 * minute - 1);
    expect(await outcome(signIn(username, good))).toBe('auth.locked');
    t.deps.clock.advance(1);
    expect(await outcome(signIn(username, 'wrong-password'))).toBe('auth.bad_credentials');
    t.deps.clock.advance(29 * minute);
    expect(await outcome(signIn(username, good))).toBe('auth.locked');
    t.deps.clock.advance(minute);
    expect(await outcome(signIn(username, good))).toBe('done');
    expect(await outcome(signIn(username, 'wrong-password'))).toBe('auth.bad_credentials');
    expect(await outcome(signIn(username, good))).toBe('done');
  });

  it('gives fifty guesses at once no more than five', async () => {
    const username = newName();
    await makeStaff(t, community, ['customer-service'], { username, password: good });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcome(signIn(username, 'wrong-password'))));
    expect(outcomes.filter((each) => each === 'auth.bad_credentials')).toHaveLength(5);
    expect(outcomes.filter((each) => each === 'auth.locked')).toHaveLength(45);
  });

  it('writes down who signed in and whose name was tried, never the password', async () => {
    const username = newName();
    const made = await makeStaff(t, community, ['customer-service'], { username, password: good });
    await outcome(signIn(username, 'tried-this-one'));
    await signIn(username, good);
    const lines = await t.deps.db.reader.findBy(AuditEntity, { subjectId: made.id });
    expect(lines.map((line) => line.action).sort()).toEqual(['staff.sign_in', 'staff.sign_in_failed']);
    expect(JSON.stringify(lines)).not.toContain('tried-this-one');
  });

  it.each([
    ['customer service', ['customer-service' as const], 30],
    ['a worker', ['engineer' as const], 12 * 60],
  ])('ends the session of %s after its idle time', async (_title, roles, idleMinutes) => {
    const username = newName();
    await makeStaff(t, community, roles, { username, password: good });
    const session = await signIn(username, good);
    t.deps.clock.advance((idleMinutes - 1) * minute);
    expect(await isSignedIn(session)).toBe(true);
    t.deps.clock.advance(idleMinutes * minute);
    expect(await isSignedIn(session)).toBe(false);
  });

  it('asks for a change of a demo password in production only', async () => {
    const made = await makeStaff(t, community, ['customer-service'], { kind: 'demo' });
    expect((await made.actor()).mustChangePassword).toBe(false);
    const production = { ...t.deps, settings: { ...t.deps.settings, environment: 'production' as const } };
    expect((await authenticate(production, made.token, null))?.actor).toMatchObject({ mustChangePassword: true });
  });

  it('is over with the session signed out', async () => {
    const made = await makeStaff(t, community, ['finance']);
    const who = await authenticate(t.deps, made.token, null);
    await signOut(t.deps, callOf(await made.actor(), { sessionId: who?.sessionId ?? null }));
    expect(await isSignedIn(made)).toBe(false);
  });
});

describe('the community of a call', () => {
  it('is the one named, else the first, and never one without a post there', async () => {
    const made = await makeStaff(t, community, ['manager']);
    const other = await makeCommunity(t, '翠湖苑');
    await expect(authenticate(t.deps, made.token, other)).rejects.toMatchObject({ code: 'community.not_found' });
    await inTransaction(t.deps.db, (tx) =>
      addStaffPost(tx, { communityId: other, staffId: made.id, department: 'finance', roles: ['finance'] }),
    );
    const there = await authenticate(t.deps, made.token, other);
    expect(there?.actor).toMatchObject({ communityId: other, roles: ['finance'] });
    expect((await authenticate(t.deps, made.token, null))?.actor).toMatchObject({ communityId: community });
  });
});

describe('changing the password', () => {
  it('takes the old one, refuses weak ones, and ends every other session', async () => {
    const username = newName();
    const made = await makeStaff(t, community, ['manager'], { username, password: good });
    const here = await signIn(username, good);
    const sessionId = (await authenticate(t.deps, here.token, null))?.sessionId ?? null;
    const change = (oldPassword: string, newPassword: string): Promise<unknown> =>
      outcome(changeStaffPassword(t.deps, callOf(here.actor, { sessionId }), { oldPassword, newPassword }));
    expect(await change('not-the-old-one', 'horse-lamp-river-9')).toBe('auth.bad_credentials');
    expect(await change(good, 'password1')).toBe('auth.password_weak');
    expect(await change(good, good)).toBe('auth.password_weak');
    expect(await change(good, 'horse-lamp-river-9')).toBe('done');
    expect(await isSignedIn(here)).toBe(true);
    expect(await isSignedIn(made)).toBe(false);
    expect(await outcome(signIn(username, good))).toBe('auth.bad_credentials');
    expect(await outcome(signIn(username, 'horse-lamp-river-9'))).toBe('done');
  });
});

describe('managing staff', () => {
  const manager = async () => callOf(await (await makeStaff(t, community, ['manager'])).actor());
  const administrator = async () => callOf(await (await makeStaff(t, community, ['administrator'])).actor());

  it('makes an account with a first password that must be changed', async () => {
    const username = newName();
    const input = { ...fields, username, roles: ['engineer' as const], phone: '199 0100 7919' };
    const made = await createStaff(t.deps, await manager(), input);
    const { actor } = await signIn(username, made.firstPassword ?? '');
    expect(actor.mustChangePassword).toBe(true);
    const account = await t.deps.db.reader.findOneBy(StaffAccountEntity, { id: made.id });
    expect(JSON.stringify(account)).not.toContain('19901007919');
    const { items } = await listMembers(t.deps, (await manager()).actor, { q: username, limit: 30 }, none);
    expect(items).toMatchObject([{ phoneMasked: '199****7919', skills: [{ id: 'plumber', name: '水工' }] }]);
    expect(await outcome(createStaff(t.deps, await manager(), input))).toBe('staff.username_taken');
  });

  it('shows the first password once, though the call is repeated', async () => {
    const call = await manager();
    const idempotency = { actor: `staff:${call.actor.id}`, route: 'createStaff', key: 'key-12345678', inputHash: 'h' };
    const input = { ...fields, username: newName(), roles: ['engineer' as const] };
    const first = await createStaff(t.deps, { ...call, idempotency }, input);
    const again = await createStaff(t.deps, { ...call, idempotency }, input);
    expect(first.firstPassword).toHaveLength(12);
    expect(again).toEqual({ id: first.id, firstPassword: null });
  });

  it.each([
    ['a skill that nobody has', { skills: ['wizard'] }, 'request.invalid'],
    ['a building of nowhere', { areaIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'] }, 'place.not_found'],
    ['a telephone number that is none', { phone: '12' }, 'request.invalid'],
  ])('refuses %s', async (_title, wrong, code) => {
    const input = { ...fields, username: newName(), roles: ['engineer' as const], ...wrong };
    expect(await outcome(createStaff(t.deps, await manager(), input))).toBe(code);
  });

  it('lets no manager make, become or touch an administrator', async () => {
    const call = await manager();
    const admin = await makeStaff(t, community, ['administrator']);
    const worker = await makeStaff(t, community, ['engineer']);
    const roles = ['administrator' as const];
    const create = createStaff(t.deps, call, { ...fields, username: newName(), roles });
    expect(await outcome(create)).toBe('auth.forbidden');
    expect(await outcome(updateStaff(t.deps, call, { ...fields, id: worker.id, roles }))).toBe('auth.forbidden');
    const own = { ...fields, department: call.actor.department, id: call.actor.id, roles };
    expect(await outcome(updateStaff(t.deps, call, own))).toBe('staff.self_refused');
    const demote = updateStaff(t.deps, call, { ...fields, id: admin.id, roles: ['engineer'] });
    expect(await outcome(demote)).toBe('auth.forbidden');
    expect(await outcome(setStaffActive(t.deps, call, { id: admin.id, active: false }))).toBe('auth.forbidden');
    expect(await outcome(resetStaffPassword(t.deps, call, { id: admin.id }))).toBe('auth.forbidden');
    expect(await isSignedIn(admin)).toBe(true);
  });

  it('lets nobody act on a right that they lost while the call was under way', async () => {
    const loser = await makeStaff(t, community, ['manager']);
    const call = callOf(await loser.actor());
    const worker = await makeStaff(t, community, ['engineer']);
    await setStaffActive(t.deps, await administrator(), { id: loser.id, active: false });
    expect(await outcome(setStaffActive(t.deps, call, { id: worker.id, active: false }))).toBe('auth.forbidden');
  });

  it('leaves an administrator when two demote each other at once', async () => {
    const pair = await Promise.all([1, 2].map(() => makeStaff(t, community, ['administrator'])));
    const demote = async (by: MadeStaff, who: MadeStaff): Promise<unknown> =>
      outcome(updateStaff(t.deps, callOf(await by.actor()), { ...fields, id: who.id, roles: ['engineer'] }));
    const [one, two] = pair as [MadeStaff, MadeStaff];
    expect((await Promise.all([demote(one, two), demote(two, one)])).sort()).toEqual(['auth.forbidden', 'done']);
  });

  it('ends the sessions of who is disabled, gets other roles or a new password, at once', async () => {
    const call = await administrator();
    const disabled = await makeStaff(t, community, ['engineer']);
    await setStaffActive(t.deps, call, { id: disabled.id, active: false });
    expect(await isSignedIn(disabled)).toBe(false);
    const promoted = await makeStaff(t, community, ['engineer']);
    await updateStaff(t.deps, call, { ...fields, id: promoted.id, roles: ['supervisor'] });
    expect(await isSignedIn(promoted)).toBe(false);
    const renewed = await makeStaff(t, community, ['engineer']);
    await resetStaffPassword(t.deps, call, { id: renewed.id });
    expect(await isSignedIn(renewed)).toBe(false);
    const renamed = await makeStaff(t, community, ['engineer']);
    await updateStaff(t.deps, call, { ...fields, id: renamed.id, roles: ['engineer'], name: '王强' });
    expect(await isSignedIn(renamed)).toBe(true);
    expect((await renamed.actor()).name).toBe('王强');
  });

  it('keeps who is disabled out, and lets them in when enabled', async () => {
    const call = await administrator();
    const username = newName();
    const made = await makeStaff(t, community, ['engineer'], { username, password: good });
    await setStaffActive(t.deps, call, { id: made.id, active: false });
    expect(await outcome(signIn(username, good))).toBe('auth.bad_credentials');
    await setStaffActive(t.deps, call, { id: made.id, active: true });
    expect(await outcome(signIn(username, good))).toBe('done');
  });

  it('refuses to disable oneself or reset the own password', async () => {
    const call = await administrator();
    const { id } = call.actor;
    expect(await outcome(setStaffActive(t.deps, call, { id, active: false }))).toBe('staff.self_refused');
    expect(await outcome(resetStaffPassword(t.deps, call, { id }))).toBe('staff.self_refused');
  });

  it('reaches nobody of another community, and not the account of who also serves where one has no say', async () => {
    const call = await administrator();
    const elsewhere = await makeCommunity(t, '翠湖苑');
    const stranger = await makeStaff(t, elsewhere, ['engineer']);
    expect(await outcome(setStaffActive(t.deps, call, { id: stranger.id, active: false }))).toBe('staff.not_found');
    const shared = await makeStaff(t, community, ['engineer']);
    await inTransaction(t.deps.db, (tx) =>
      addStaffPost(tx, { communityId: elsewhere, staffId: shared.id, department: 'management', roles: ['manager'] }),
    );
    expect(await outcome(resetStaffPassword(t.deps, call, { id: shared.id }))).toBe('auth.forbidden');
    await setStaffActive(t.deps, call, { id: shared.id, active: false });
    const posts = await t.deps.db.reader.findBy(StaffPostEntity, { staffId: shared.id, active: true });
    expect(posts.map((post) => post.communityId)).toEqual([elsewhere]);
  });

  it('pages, finds by name and by department', async () => {
    const call = await administrator();
    await makeStaff(t, community, ['finance'], { name: '百分百%', department: 'finance' });
    const list = (query: object) => listMembers(t.deps, call.actor, { limit: 100, ...query }, none);
    expect((await list({ q: '分百%' })).items).toHaveLength(1);
    expect((await list({ q: '分_%' })).items).toHaveLength(0);
    expect((await list({ department: 'finance' })).items.every((each) => each.department === 'finance')).toBe(true);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 4, cursor });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await t.deps.db.reader.countBy(StaffPostEntity, { communityId: community }));
  });
});

describe('shifts', () => {
  it('never overlap for one person, though entered at once, and tell who is on', async () => {
    const call = callOf(await (await makeStaff(t, community, ['manager'])).actor());
    const worker = await makeStaff(t, community, ['engineer']);
    const at = (hours: number): Date => new Date(t.deps.clock.now().getTime() + hours * 60 * minute);
    const shift = { staffId: worker.id, startsAt: at(-1), endsAt: at(7) };
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => outcome(createShift(t.deps, call, shift))));
    expect(outcomes.sort()).toEqual(['done', ...Array<string>(4).fill('request.invalid')]);
    const onShift = async (): Promise<boolean | undefined> =>
      (await listWorkers(t.deps.db.reader, community, t.deps.clock.now())).find((each) => each.id === worker.id)
        ?.onShift;
    expect(await onShift()).toBe(true);
    const day = t.deps.clock.now().toISOString().slice(0, 10);
    const shifts = await listShiftViews(t.deps, call.actor, { from: day, to: day });
    const mine = shifts.find((each) => each.staffId === worker.id);
    expect(mine?.staffName).toBe('陈静');
    await deleteShift(t.deps, call, { id: mine?.id ?? '' });
    expect(await onShift()).toBe(false);
    expect(await outcome(deleteShift(t.deps, call, { id: mine?.id ?? '' }))).toBe('staff.not_found');
  });

  it('are not for people of another community', async () => {
    const call = callOf(await (await makeStaff(t, community, ['manager'])).actor());
    const stranger = await makeStaff(t, await makeCommunity(t, '翠湖苑'), ['engineer']);
    const startsAt = t.deps.clock.now();
    const endsAt = new Date(startsAt.getTime() + 60 * minute);
    const create = createShift(t.deps, call, { staffId: stranger.id, startsAt, endsAt });
    expect(await outcome(create)).toBe('staff.not_found');
  });
});

describe('the first administrator', () => {
  it('is made once, with a community when there is none', async () => {
    const fresh = await testDeps();
    try {
      const input = { username: 'admin', name: '管理员', communityName: '新城花园' };
      const { firstPassword } = await createFirstAdministrator(fresh.deps, input);
      const { actor } = await signInStaff(fresh.deps, callOf(null), { username: 'admin', password: firstPassword });
      expect(actor).toMatchObject({ roles: ['administrator'], mustChangePassword: true });
      expect((await readSelfView(fresh.deps, actor)).community.name).toBe('新城花园');
      const again = createFirstAdministrator(fresh.deps, { ...input, username: 'admin2' });
      expect(await outcome(again)).toBe('auth.forbidden');
    } finally {
      await fresh.close();
    }
  });
});
